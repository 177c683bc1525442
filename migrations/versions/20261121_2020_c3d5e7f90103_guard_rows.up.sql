-- Every table with a person in reach: row-level security also for its owner. The owner gets a
-- policy of its own, because migrations, backups and the functions below run as it; no request does.
do $$
declare
    guarded record;
begin
    for guarded in
        select schemaname, tablename
        from pg_tables
        where schemaname in ('people', 'field', 'pool', 'planning')
    loop
        execute format('alter table %I.%I enable row level security', guarded.schemaname, guarded.tablename);
        execute format('alter table %I.%I force row level security', guarded.schemaname, guarded.tablename);
        execute format(
            'create policy owner_keeps on %I.%I to %I using (true) with check (true)',
            guarded.schemaname, guarded.tablename, current_user
        );
    end loop;
end
$$;

-- What a policy must know of tables whose own policies would ask back.
create function people.may_see_participant(participant uuid) returns boolean
language sql stable security definer set search_path = ''
begin atomic
    select exists (
        select from people.participants
        where participants.id = participant
          and participants.provider_id = commons.caller_organisation()
          and (
              commons.caller_role() = 'coordinator'
              or commons.caller_role() = 'facilitator' and exists (
                  select from people.assignments
                  where assignments.participant_id = participants.id
                    and assignments.account_id = commons.caller_account()
              )
          )
    );
end;

create function field.reachable() returns setof uuid
language sql stable security definer set search_path = ''
begin atomic
    select explorations.id
    from field.explorations
    where explorations.provider_id = commons.caller_organisation()
      and (
          commons.caller_role() = 'coordinator'
          or commons.caller_role() = 'facilitator' and (
              explorations.created_by = commons.caller_account()
              or exists (
                  select from field.exploration_facilitators
                  where exploration_facilitators.exploration_id = explorations.id
                    and exploration_facilitators.account_id = commons.caller_account()
              )
              or exists (
                  select from field.exploration_participants
                  join people.assignments
                    on assignments.participant_id = exploration_participants.participant_id
                  where exploration_participants.exploration_id = explorations.id
                    and assignments.account_id = commons.caller_account()
              )
          )
      );
end;

revoke all on function people.may_see_participant, field.reachable from public;
grant execute on function people.may_see_participant, field.reachable to gegenstrom_field;

-- people: the field login, by row ------------------------------------------------------------
grant select, insert, update on people.accounts to gegenstrom_field;
create policy accounts_seen on people.accounts for select to gegenstrom_field using (
    id = commons.caller_account()
    or commons.caller_holds('account:' || name)
    or commons.caller_role() = 'operator'
    or commons.caller_works_with_participants() and exists (
        select from people.memberships
        where memberships.account_id = accounts.id
          and memberships.organisation_id = commons.caller_organisation()
    )
);
create policy accounts_made on people.accounts for insert to gegenstrom_field
    with check (commons.caller_role() = 'operator');
create policy accounts_changed on people.accounts for update to gegenstrom_field
    using (commons.caller_role() = 'operator');

grant select, insert, delete on people.memberships to gegenstrom_field;
create policy memberships_seen on people.memberships for select to gegenstrom_field using (
    account_id = commons.caller_account()
    or commons.caller_holds('member:' || account_id)
    or commons.caller_role() = 'operator'
    or commons.caller_works_with_participants()
       and organisation_id = commons.caller_organisation()
);
create policy memberships_made on people.memberships for insert to gegenstrom_field
    with check (commons.caller_role() = 'operator');
create policy memberships_ended on people.memberships for delete to gegenstrom_field
    using (commons.caller_role() = 'operator');

grant select, insert, update, delete on people.sessions to gegenstrom_field;
create policy sessions_own on people.sessions to gegenstrom_field using (
    account_id = commons.caller_account() or commons.caller_holds('session:' || token_hash)
);

grant select, insert, delete on people.sign_in_attempts to gegenstrom_field;
create policy attempts_tried on people.sign_in_attempts to gegenstrom_field
    using (commons.caller_holds(proof) or at < now() - interval '15 minutes')
    with check (commons.caller_holds(proof));

grant select, insert, update, delete on people.participants to gegenstrom_field;
create policy participants_seen on people.participants for select to gegenstrom_field using (
    provider_id = commons.caller_organisation()
    and (commons.caller_role() = 'coordinator' or people.may_see_participant(id))
);
create policy participants_made on people.participants for insert to gegenstrom_field with check (
    provider_id = commons.caller_organisation() and commons.caller_role() = 'coordinator'
);
create policy participants_changed on people.participants for update to gegenstrom_field
    using (people.may_see_participant(id))
    with check (provider_id = commons.caller_organisation());
create policy participants_erased on people.participants for delete to gegenstrom_field using (
    provider_id = commons.caller_organisation() and commons.caller_role() = 'coordinator'
);

grant select, insert, delete on people.assignments to gegenstrom_field;
create policy assignments_seen on people.assignments for select to gegenstrom_field using (
    account_id = commons.caller_account() or people.may_see_participant(participant_id)
);
create policy assignments_made on people.assignments for insert to gegenstrom_field with check (
    commons.caller_role() = 'coordinator' and people.may_see_participant(participant_id)
);
create policy assignments_ended on people.assignments for delete to gegenstrom_field using (
    commons.caller_role() = 'coordinator' and people.may_see_participant(participant_id)
);

grant select, insert, delete on people.keys to gegenstrom_field;
create policy keys_opened on people.keys for select to gegenstrom_field using (
    holder_id = commons.caller_account()
    or commons.caller_holds('member:' || holder_id)
    or people.may_see_participant(holder_id)
    or exists (select from people.accounts where accounts.id = keys.holder_id)
);
create policy keys_made on people.keys for insert to gegenstrom_field with check (
    people.may_see_participant(holder_id)
    or commons.caller_role() = 'operator'
       and exists (select from people.accounts where accounts.id = keys.holder_id)
);
create policy keys_destroyed on people.keys for delete to gegenstrom_field using (
    commons.caller_role() = 'coordinator' and people.may_see_participant(holder_id)
);

-- field: what hangs on an exploration is reached through it -----------------------------------
grant select, insert, update on field.explorations to gegenstrom_field;
-- A row just made is not in reachable() yet: that reads from before the statement.
create policy explorations_reached on field.explorations for select to gegenstrom_field using (
    provider_id = commons.caller_organisation()
    and (
        commons.caller_role() = 'coordinator'
        or commons.caller_role() = 'facilitator' and created_by = commons.caller_account()
        or id in (select field.reachable())
    )
);
create policy explorations_begun on field.explorations for insert to gegenstrom_field with check (
    provider_id = commons.caller_organisation()
    and created_by = commons.caller_account()
    and commons.caller_works_with_participants()
);
create policy explorations_changed on field.explorations for update to gegenstrom_field
    using (id in (select field.reachable()))
    with check (provider_id = commons.caller_organisation());

do $$
declare
    name text;
begin
    foreach name in array array[
        'exploration_participants', 'exploration_facilitators', 'walks', 'findings', 'photographs',
        'revisions'
    ] loop
        execute format(
            'create policy %I on field.%I to gegenstrom_field using (exploration_id in (select field.reachable()))',
            name || '_reached', name
        );
    end loop;
end
$$;
grant select, insert, delete
    on field.exploration_participants, field.exploration_facilitators to gegenstrom_field;
grant select, insert, update on field.walks, field.findings, field.photographs to gegenstrom_field;
grant select, insert on field.revisions to gegenstrom_field;

grant select, insert, delete on field.keys to gegenstrom_field;
create policy keys_opened on field.keys to gegenstrom_field using (
    holder_id in (select field.reachable())
    or holder_id in (select participant_id from field.exploration_participants)
    or people.may_see_participant(holder_id)
);

-- release: a coordinator writes, the release login reads what waits ---------------------------
grant select, insert on field.releases, field.release_photographs, field.release_keys
    to gegenstrom_field;
create policy releases_seen on field.releases for select to gegenstrom_field
    using (exploration_id in (select field.reachable()));
create policy releases_made on field.releases for insert to gegenstrom_field with check (
    commons.caller_role() = 'coordinator' and exploration_id in (select field.reachable())
);
grant update (sealed_text) on field.releases to gegenstrom_field;
create policy releases_worded on field.releases for update to gegenstrom_field
    using (state = 'waiting' and exploration_id in (select field.reachable()));
create policy release_photographs_own on field.release_photographs to gegenstrom_field
    using (release_id in (select id from field.releases));
create policy release_keys_own on field.release_keys to gegenstrom_field
    using (holder_id in (select id from field.releases));

grant select on field.releases, field.release_photographs, field.release_keys to gegenstrom_release;
grant update (state, pooled_id) on field.releases to gegenstrom_release;
-- Every row of this table is marked for release; its words open only while it waits.
create policy releases_marked on field.releases for select to gegenstrom_release using (true);
create policy releases_done on field.releases for update to gegenstrom_release
    using (state = 'waiting') with check (state = 'released');
create policy release_photographs_marked on field.release_photographs for select
    to gegenstrom_release using (true);
create policy release_keys_waiting on field.release_keys for select to gegenstrom_release using (
    holder_id in (select id from field.releases where state = 'waiting')
);

-- pool: no reference to a person; planning reads, release writes, providers read their own -----
grant select, insert on pool.findings, pool.photographs to gegenstrom_release;
grant select on pool.findings, pool.photographs to gegenstrom_planning, gegenstrom_field;
create policy findings_written on pool.findings to gegenstrom_release using (true);
create policy photographs_written on pool.photographs to gegenstrom_release using (true);
create policy findings_read on pool.findings for select to gegenstrom_planning
    using (commons.caller_account() is not null);
create policy photographs_read on pool.photographs for select to gegenstrom_planning
    using (commons.caller_account() is not null);
create policy findings_own on pool.findings for select to gegenstrom_field
    using (id in (select pooled_id from field.releases));
create policy photographs_own on pool.photographs for select to gegenstrom_field
    using (finding_id in (select pooled_id from field.releases));

-- planning: a municipality's planners write; what is published is for everybody signed in ------
grant select, insert, update, delete
    on planning.reports, planning.report_findings to gegenstrom_planning;
create policy reports_read on planning.reports for select to gegenstrom_planning using (
    municipality_id = commons.caller_organisation() and commons.caller_role() = 'planner'
    or state = 'published' and commons.caller_account() is not null
);
create policy reports_begun on planning.reports for insert to gegenstrom_planning with check (
    municipality_id = commons.caller_organisation() and commons.caller_role() = 'planner'
);
create policy reports_changed on planning.reports for update to gegenstrom_planning using (
    municipality_id = commons.caller_organisation() and commons.caller_role() = 'planner'
);
create policy reports_removed on planning.reports for delete to gegenstrom_planning using (
    municipality_id = commons.caller_organisation() and commons.caller_role() = 'planner'
);
create policy report_findings_read on planning.report_findings for select to gegenstrom_planning
    using (report_id in (select id from planning.reports));
create policy report_findings_written on planning.report_findings to gegenstrom_planning using (
    report_id in (
        select id from planning.reports
        where municipality_id = commons.caller_organisation()
          and commons.caller_role() = 'planner'
    )
);
grant select on planning.reports, planning.report_findings to gegenstrom_field;
create policy reports_published on planning.reports for select to gegenstrom_field
    using (state = 'published' and commons.caller_account() is not null);
create policy report_findings_published on planning.report_findings for select to gegenstrom_field
    using (report_id in (select id from planning.reports));

-- commons: no person in reach -----------------------------------------------------------------
grant select on all tables in schema commons
    to gegenstrom_field, gegenstrom_release, gegenstrom_planning;
grant insert, update on commons.organisations, commons.social_spaces to gegenstrom_field;
grant insert, update on commons.social_spaces to gegenstrom_planning;

-- Change stamps: a pull follows them in commit order -------------------------------------------
create function field.stamp_change() returns trigger language plpgsql as $$
begin
    new.changed_in := pg_current_xact_id();
    return new;
end
$$;
create trigger stamp_change before insert or update on field.explorations
    for each row execute function field.stamp_change();
create trigger stamp_change before insert or update on field.walks
    for each row execute function field.stamp_change();
create trigger stamp_change before insert or update on field.findings
    for each row execute function field.stamp_change();
create trigger stamp_change before insert or update on field.photographs
    for each row execute function field.stamp_change();

-- audit: append, never read or change; a block at a time is sealed -----------------------------
grant insert on audit.entries to gegenstrom_field, gegenstrom_release, gegenstrom_planning;

create function audit.entry_line(entry audit.entries) returns text
language sql stable set timezone = 'UTC'
return case when entry.id is not null then concat_ws(
    '|',
    entry.id,
    to_char(entry.at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    coalesce(entry.account_id::text, '-'),
    coalesce(entry.organisation_id::text, '-'),
    entry.side,
    entry.action,
    entry.subject_kind,
    coalesce(entry.subject_id::text, '-'),
    entry.codes::text
) end;

create function audit.seal_block() returns bigint
language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
declare
    sealed constant timestamptz := clock_timestamp();
    latest record;
    next_number bigint;
    previous text;
    lines text;
begin
    -- One sealing at a time; appending goes on meanwhile.
    perform pg_advisory_xact_lock(7294018653);
    select blocks.number, blocks.hash into latest
    from audit.blocks
    order by blocks.number desc
    limit 1;
    next_number := coalesce(latest.number, 0) + 1;
    previous := coalesce(latest.hash, repeat('0', 64));
    create temporary table sealing on commit drop as
        select entries.id, audit.entry_line(entries) as line
        from audit.entries
        where not exists (
            select from audit.block_entries where block_entries.entry_id = entries.id
        );
    select string_agg(sealing.line, E'\n' order by sealing.id) into lines from pg_temp.sealing;
    if lines is null then
        return null;
    end if;
    insert into audit.blocks (number, previous_hash, hash, sealed_at)
    values (
        next_number,
        previous,
        encode(
            sha256(convert_to(
                previous || E'\n' || to_char(sealed, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || E'\n' || lines,
                'UTF8'
            )),
            'hex'
        ),
        sealed
    );
    insert into audit.block_entries (entry_id, block)
    select sealing.id, next_number from pg_temp.sealing;
    return next_number;
end
$$;
revoke all on function audit.seal_block from public;
grant execute on function audit.seal_block to gegenstrom_field;

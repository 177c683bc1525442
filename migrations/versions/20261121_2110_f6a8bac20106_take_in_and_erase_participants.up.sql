alter table people.participants
    add column sealed_contact bytea,
    add column sealed_support_person bytea,
    add constraint uq_participants_provider_id_pseudonym unique (provider_id, pseudonym);
drop index people.ix_participants_provider_id;

-- Taking in a participant ---------------------------------------------------------------------
-- A facilitator sees only whom they support, and a row just made is supported by nobody yet. So
-- the row and its first assignments are made in one step, and by no other way.
drop policy participants_made on people.participants;
revoke insert on people.participants from gegenstrom_field;

create function people.pseudonyms_here() returns setof text
language sql stable security definer set search_path = ''
begin atomic
    select participants.pseudonym
    from people.participants
    where participants.provider_id = commons.caller_organisation()
      and commons.caller_works_with_participants();
end;

create function people.facilitates_here(account uuid) returns boolean
language sql stable security definer set search_path = ''
begin atomic
    select exists (
        select from people.memberships
        where memberships.account_id = account
          and memberships.organisation_id = commons.caller_organisation()
          and memberships.role = 'facilitator'
    );
end;

create function people.take_in(
    participant uuid, known_as text, shown_as text, needs text[], supporters uuid[]
) returns void
language plpgsql security definer set search_path = '' as $$
declare
    -- Unset settings make these null, and null is no.
    works_here constant boolean := coalesce(
        commons.caller_works_with_participants()
            and commons.caller_organisation() is not null
            and commons.caller_account() is not null,
        false
    );
    supports_them constant boolean := coalesce(
        commons.caller_role() = 'coordinator' or commons.caller_account() = any(supporters), false
    );
begin
    if not works_here or not supports_them then
        raise insufficient_privilege using message = 'this caller takes in nobody here';
    end if;
    if exists (
        select from unnest(supporters) as supporter
        where not people.facilitates_here(supporter)
    ) then
        raise insufficient_privilege using message = 'only facilitators of the provider support';
    end if;
    insert into people.participants (id, provider_id, pseudonym, picture, profile)
    values (participant, commons.caller_organisation(), known_as, shown_as, needs);
    insert into people.assignments (participant_id, account_id)
    select distinct participant, supporter
    from unnest(supporters) as supporter;
end
$$;

-- Handing over: whoever supports a person may bring in a colleague, never themselves.
drop policy assignments_made on people.assignments;
create policy assignments_made on people.assignments for insert to gegenstrom_field with check (
    people.may_see_participant(participant_id) and people.facilitates_here(account_id)
);
drop policy assignments_ended on people.assignments;
create policy assignments_ended on people.assignments for delete to gegenstrom_field
    using (people.may_see_participant(participant_id));

-- Notices: one account's devices are told to look at a record again ---------------------------
create table field.notices (
    account_id uuid not null,
    record_id uuid not null,
    kind text not null,
    revision uuid,
    changed_in xid8 not null,
    constraint pk_notices primary key (account_id, record_id),
    constraint fk_notices_account_id_accounts foreign key (account_id)
        references people.accounts (id) on delete cascade
);
create index ix_notices_account_id_changed_in on field.notices (account_id, changed_in);
create trigger stamp_change before insert or update on field.notices
    for each row execute function field.stamp_change();

-- Files that must go once the transaction that doomed them is committed: names made of ids.
create table field.removals (
    name text not null,
    constraint pk_removals primary key (name)
);

do $$
declare
    guarded text;
begin
    foreach guarded in array array['notices', 'removals'] loop
        execute format('alter table field.%I enable row level security', guarded);
        execute format('alter table field.%I force row level security', guarded);
        execute format(
            'create policy owner_keeps on field.%I to %I using (true) with check (true)',
            guarded, current_user
        );
    end loop;
end
$$;
grant select on field.notices to gegenstrom_field;
create policy notices_own on field.notices for select to gegenstrom_field
    using (account_id = commons.caller_account());
grant select, insert, delete on field.removals to gegenstrom_field;
create policy removals_done on field.removals to gegenstrom_field
    using (commons.caller_holds('removals')) with check (commons.caller_holds('removals'));

create function field.records_of(explored uuid[])
returns table (exploration_id uuid, record_id uuid, kind text, revision uuid, changed_in xid8)
language sql stable security definer set search_path = ''
begin atomic
    select id, id, 'exploration', revision, changed_in
    from field.explorations
    where id = any(explored)
    union all
    select exploration_id, id, 'walk', revision, changed_in
    from field.walks
    where exploration_id = any(explored)
    union all
    select exploration_id, id, 'finding', revision, changed_in
    from field.findings
    where exploration_id = any(explored)
    union all
    select exploration_id, id, 'photograph', revision, changed_in
    from field.photographs
    where exploration_id = any(explored);
end;

-- Everybody who reaches an exploration now; what field.reachable() says, asked the other way.
create function field.accounts_reaching(explored uuid) returns setof uuid
language sql stable security definer set search_path = ''
begin atomic
    select memberships.account_id
    from field.explorations
    join people.memberships on memberships.organisation_id = explorations.provider_id
    where explorations.id = explored
      and (
          memberships.role = 'coordinator'
          or memberships.role = 'facilitator' and (
              explorations.created_by = memberships.account_id
              or exists (
                  select from field.exploration_facilitators
                  where exploration_facilitators.exploration_id = explorations.id
                    and exploration_facilitators.account_id = memberships.account_id
              )
              or exists (
                  select from field.exploration_participants
                  join people.assignments
                    on assignments.participant_id = exploration_participants.participant_id
                  where exploration_participants.exploration_id = explorations.id
                    and assignments.account_id = memberships.account_id
              )
          )
      );
end;

create function field.notify(accounts uuid[], explored uuid[], beginning boolean) returns void
language sql security definer set search_path = ''
begin atomic
    insert into field.notices (account_id, record_id, kind, revision, changed_in)
    select distinct account, records.record_id, records.kind, records.revision, pg_current_xact_id()
    from unnest(accounts) as account
    cross join field.records_of(explored) as records
    -- What this very transaction wrote comes by itself to those who begin to reach it.
    where not beginning or records.changed_in <> pg_current_xact_id()
    on conflict (account_id, record_id) do update set revision = excluded.revision;
end;

create function field.notify_of_assignment() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
    changed constant people.assignments := coalesce(new, old);
begin
    perform field.notify(
        array[changed.account_id],
        array(
            select exploration_id from field.exploration_participants
            where participant_id = changed.participant_id
        ),
        tg_op = 'INSERT'
    );
    return null;
end
$$;

create function field.notify_of_participant() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
    changed constant field.exploration_participants := coalesce(new, old);
begin
    perform field.notify(
        array(
            select account_id from people.assignments
            where participant_id = changed.participant_id
        ),
        array[changed.exploration_id],
        tg_op = 'INSERT'
    );
    return null;
end
$$;

create function field.notify_of_facilitator() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
    changed constant field.exploration_facilitators := coalesce(new, old);
begin
    perform field.notify(
        array[changed.account_id], array[changed.exploration_id], tg_op = 'INSERT'
    );
    return null;
end
$$;

create trigger notify after insert or delete on people.assignments
    for each row execute function field.notify_of_assignment();
create trigger notify after insert or delete on field.exploration_participants
    for each row execute function field.notify_of_participant();
create trigger notify after insert or delete on field.exploration_facilitators
    for each row execute function field.notify_of_facilitator();

-- Erasing a person ----------------------------------------------------------------------------
create function people.may_erase_participant(participant uuid) returns boolean
language sql stable security definer set search_path = ''
begin atomic
    select exists (
        select from people.participants
        where participants.id = participant
          and participants.provider_id = commons.caller_organisation()
          and commons.caller_role() = 'coordinator'
    );
end;
drop policy participants_erased on people.participants;
revoke delete on people.participants from gegenstrom_field;

-- What goes with a person: their explorations that nobody else took part in, with all they hold,
-- and what they found in the others.
create function field.records_to_erase(participant uuid)
returns table (exploration_id uuid, record_id uuid, kind text)
language sql stable security definer set search_path = ''
begin atomic
    with explored as (
        select
            exploration_participants.exploration_id as id,
            not exists (
                select from field.exploration_participants as others
                where others.exploration_id = exploration_participants.exploration_id
                  and others.participant_id <> participant
            ) as alone
        from field.exploration_participants
        where exploration_participants.participant_id = participant
    ),
    found as (
        select findings.id, findings.exploration_id
        from field.findings
        where findings.author_participant_id = participant
    )
    select records.exploration_id, records.record_id, records.kind
    from field.records_of(array(select id from explored where alone)) as records
    where people.may_see_participant(participant)
    union
    select found.exploration_id, found.id, 'finding'
    from found
    where people.may_see_participant(participant)
    union
    select photographs.exploration_id, photographs.id, 'photograph'
    from field.photographs
    join found on found.id = photographs.finding_id
    where people.may_see_participant(participant);
end;

-- Erases for good and returns the files that belonged to it. The keys go first: from then on
-- nothing sealed with them opens, whatever becomes of the rest.
create function people.erase_participant(participant uuid)
returns table (kind text, id uuid, sha256 text)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare
    gone uuid[];
    alone uuid[];
    together uuid[];
begin
    if not coalesce(people.may_erase_participant(participant), false) then
        raise insufficient_privilege using message = 'this caller erases nobody here';
    end if;
    -- Nothing new can point to the person from here on: its foreign key would wait for us.
    perform from people.participants where participants.id = participant for update;
    gone := array(select record_id from field.records_to_erase(participant));
    alone := array(
        select record_id from field.records_to_erase(participant) as records
        where records.kind = 'exploration'
    );
    together := array(
        select exploration_id from field.exploration_participants
        where participant_id = participant and exploration_id <> all(alone)
    );
    delete from people.keys where holder_id = participant;
    delete from field.keys where holder_id = participant or holder_id = any(alone);
    delete from field.release_keys where holder_id in (
        select releases.id from field.releases where finding_id = any(gone)
    );
    insert into field.notices (account_id, record_id, kind, changed_in)
    select distinct reaching, records.record_id, records.kind, pg_current_xact_id()
    from field.records_to_erase(participant) as records
    cross join lateral field.accounts_reaching(records.exploration_id) as reaching
    on conflict (account_id, record_id) do nothing;
    return query
        select 'photograph', photographs.id, photographs.sha256
        from field.photographs
        where photographs.id = any(gone)
        union all
        select 'release', release_photographs.release_id, release_photographs.sha256
        from field.release_photographs
        join field.releases on releases.id = release_photographs.release_id
        where releases.finding_id = any(gone);
    delete from field.revisions where record_id = any(gone) or holder_id = participant;
    update field.releases set author_id = null where author_id = participant;
    delete from people.assignments where participant_id = participant;
    delete from field.exploration_participants where participant_id = participant;
    delete from field.findings where findings.id = any(gone);
    delete from field.explorations where explorations.id = any(alone);
    delete from people.participants where participants.id = participant;
    -- Those who stay have another body now, which no operation of a device has made.
    update field.explorations set revision = gen_random_uuid() where explorations.id = any(together);
    -- Also where a device was told before, or just now because its reach ended: it is gone.
    update field.notices set revision = null where record_id = any(gone);
end
$$;

-- Who opened what is sealed -------------------------------------------------------------------
create index ix_entries_subject_id on audit.entries (subject_id);

create function audit.record_openings(holders uuid[], purpose text) returns void
language sql security definer set search_path = ''
begin atomic
    insert into audit.entries
        (account_id, organisation_id, side, action, subject_kind, subject_id, codes)
    select
        commons.caller_account(),
        commons.caller_organisation(),
        'field',
        'sealed_opened',
        'participant',
        opened.participant_id,
        jsonb_build_object('purpose', purpose)
    from (
        select participants.id as participant_id
        from people.participants
        where participants.id = any(holders)
        union
        select exploration_participants.participant_id
        from field.exploration_participants
        where exploration_participants.exploration_id = any(holders)
    ) as opened;
end;

-- A person's own page of the audit: by day, for those who may see the person.
create function audit.entries_about(participant uuid)
returns table (day date, account_id uuid, action text, purpose text, times bigint)
language sql stable security definer set search_path = '' set timezone = 'Europe/Berlin'
begin atomic
    select
        entries.at::date,
        entries.account_id,
        entries.action,
        entries.codes ->> 'purpose',
        count(*)
    from audit.entries
    where entries.subject_id = participant
      and entries.subject_kind = 'participant'
      and people.may_see_participant(participant)
    group by entries.at::date, entries.account_id, entries.action, entries.codes ->> 'purpose'
    order by entries.at::date desc, count(*) desc, entries.action;
end;

do $$
declare
    made text;
begin
    foreach made in array array[
        'people.pseudonyms_here()',
        'people.facilitates_here(uuid)',
        'people.take_in(uuid, text, text, text[], uuid[])',
        'people.may_erase_participant(uuid)',
        'people.erase_participant(uuid)',
        'field.records_to_erase(uuid)',
        'field.records_of(uuid[])',
        'field.accounts_reaching(uuid)',
        'field.notify(uuid[], uuid[], boolean)',
        'field.notify_of_assignment()',
        'field.notify_of_participant()',
        'field.notify_of_facilitator()',
        'audit.record_openings(uuid[], text)',
        'audit.entries_about(uuid)'
    ] loop
        execute format('revoke all on function %s from public', made);
    end loop;
end
$$;
grant execute on function
    people.pseudonyms_here,
    people.facilitates_here,
    people.take_in,
    people.may_erase_participant,
    people.erase_participant,
    field.records_to_erase,
    audit.record_openings,
    audit.entries_about
    to gegenstrom_field;

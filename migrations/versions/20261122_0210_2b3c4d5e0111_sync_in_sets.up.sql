-- A policy asks these once for every statement. PostgreSQL plans a function in SQL anew each time it
-- is asked, and keeps the plan of one in PL/pgSQL: the same questions, several times as fast.
create or replace function people.may_see_participant(participant uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
    return (
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
        )
    );
end
$$;

create or replace function field.reachable() returns setof uuid
language plpgsql stable security definer set search_path = '' as $$
begin
    return query
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
end
$$;

create or replace function people.own_participant() returns uuid
language plpgsql stable security definer set search_path = '' as $$
begin
    return (
        select participants.id
        from people.participants
        where commons.caller_role() = 'participant'
          and participants.account_id = commons.caller_account()
          and participants.provider_id = commons.caller_organisation()
    );
end
$$;

create or replace function field.taken_part() returns setof uuid
language plpgsql stable security definer set search_path = '' as $$
begin
    return query
    select exploration_participants.exploration_id
    from field.exploration_participants
    where exploration_participants.participant_id = people.own_participant()
    union
    select explorations.id
    from field.explorations
    where explorations.created_by = commons.caller_account()
      and explorations.provider_id = commons.caller_organisation()
      and commons.caller_role() = 'participant';
end
$$;

create or replace function field.explored_alone() returns setof uuid
language plpgsql stable security definer set search_path = '' as $$
begin
    return query
    select taken.id
    from field.taken_part() as taken (id)
    where not exists (
        select from field.exploration_participants
        where exploration_participants.exploration_id = taken.id
          and exploration_participants.participant_id <> people.own_participant()
    );
end
$$;

-- Receipts -----------------------------------------------------------------------------------------
-- Whoever sent an operation is told again what became of it, also where the record has left their
-- reach since: a phone that lost the answer must not hear that somebody else took its ids.
-- One push of a device waits for the one before it: they would wait for each other's rows otherwise.
-- It looks only after waiting, with a snapshot of its own, which a stable function would not get.
create function field.begin_push(device uuid, operations uuid[])
returns table (id uuid, record_id uuid, kind text, verdict text, overridden text[])
language plpgsql volatile security definer set search_path = '' as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(device::text, 0));
    return query
    select revisions.id, revisions.record_id, revisions.kind, revisions.verdict,
        revisions.overridden
    from field.revisions
    where revisions.id = any(operations) and revisions.account_id = commons.caller_account();
end
$$;
revoke all on function field.begin_push from public;
grant execute on function field.begin_push to gegenstrom_field;

-- A backup that is brought into another cluster carries stamps of transactions that have not happened
-- there yet, and no pull would hand such rows out. Starting stamps them anew, in every synced table.
create function field.restamp() returns bigint
language plpgsql set search_path = '' as $$
declare
    synced regclass;
    changed bigint;
    total bigint := 0;
begin
    for synced in select tgrelid::regclass from pg_catalog.pg_trigger where tgname = 'stamp_change' loop
        execute format('update %s set changed_in = changed_in where changed_in > pg_current_xact_id()', synced);
        get diagnostics changed = row_count;
        total := total + changed;
    end loop;
    update field.notices set changed_in = pg_current_xact_id()
    where changed_in > pg_current_xact_id();
    return total;
end
$$;
revoke all on function field.restamp from public;

-- Which ids are photographs' at all: the sweep removes files of none, and learns nothing else.
create function field.photographs_among(ids uuid[]) returns setof uuid
language plpgsql stable security definer set search_path = '' as $$
begin
    return query select photographs.id from field.photographs where photographs.id = any(ids);
end
$$;
revoke all on function field.photographs_among from public;
grant execute on function field.photographs_among to gegenstrom_field;

-- Thumbnails ---------------------------------------------------------------------------------------
-- Who sent the bytes is noted, so that the job makes the small picture as that caller and no key has
-- to open to a job of its own. The job sees what waits, and nobody else does.
alter table field.thumbnails_waiting enable row level security;
alter table field.thumbnails_waiting force row level security;
do $$
begin
    execute format(
        'create policy owner_keeps on field.thumbnails_waiting to %I using (true) with check (true)',
        current_user
    );
end
$$;
grant select, insert, delete on field.thumbnails_waiting to gegenstrom_field;
create policy thumbnails_waiting_noted on field.thumbnails_waiting for insert to gegenstrom_field
    with check (
        account_id = commons.caller_account()
        and organisation_id = commons.caller_organisation()
        and role = commons.caller_role()
    );
create policy thumbnails_waiting_seen on field.thumbnails_waiting for select to gegenstrom_field
    using (commons.caller_holds('thumbnails'));
create policy thumbnails_waiting_done on field.thumbnails_waiting for delete to gegenstrom_field
    using (commons.caller_holds('thumbnails'));

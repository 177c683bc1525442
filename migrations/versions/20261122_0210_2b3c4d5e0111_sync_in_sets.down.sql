drop function field.photographs_among;
drop function field.restamp;
drop function field.begin_push;

create or replace function people.may_see_participant(participant uuid) returns boolean
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

create or replace function field.reachable() returns setof uuid
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

create or replace function people.own_participant() returns uuid
language sql stable security definer set search_path = ''
begin atomic
    select participants.id
    from people.participants
    where commons.caller_role() = 'participant'
      and participants.account_id = commons.caller_account()
      and participants.provider_id = commons.caller_organisation();
end;

create or replace function field.taken_part() returns setof uuid
language sql stable security definer set search_path = ''
begin atomic
    select exploration_participants.exploration_id
    from field.exploration_participants
    where exploration_participants.participant_id = people.own_participant()
    union
    select explorations.id
    from field.explorations
    where explorations.created_by = commons.caller_account()
      and explorations.provider_id = commons.caller_organisation()
      and commons.caller_role() = 'participant';
end;

create or replace function field.explored_alone() returns setof uuid
language sql stable security definer set search_path = ''
begin atomic
    select taken.id
    from field.taken_part() as taken (id)
    where not exists (
        select from field.exploration_participants
        where exploration_participants.exploration_id = taken.id
          and exploration_participants.participant_id <> people.own_participant()
    );
end;

-- What people.may_see_participant() says, as a list: asked once a statement, and searched by index.
create function people.seen_participants() returns setof uuid
language plpgsql stable security definer set search_path = '' as $$
begin
    return query
    select participants.id
    from people.participants
    where participants.provider_id = commons.caller_organisation()
      and (
          commons.caller_role() = 'coordinator'
          or commons.caller_role() = 'facilitator' and participants.id in (
              select assignments.participant_id from people.assignments
              where assignments.account_id = commons.caller_account()
          )
      );
end
$$;
revoke all on function people.seen_participants from public;
grant execute on function people.seen_participants to gegenstrom_field;

drop policy revisions_reached on field.revisions;
create policy revisions_reached on field.revisions to gegenstrom_field using (
    exploration_id = any(array(select field.reachable()))
    or participant_id = any(array(select people.seen_participants()))
);

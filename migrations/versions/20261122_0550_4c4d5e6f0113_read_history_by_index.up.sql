-- What a participant may know of themself has a policy of its own, which is narrower.
drop policy revisions_reached on field.revisions;
create policy revisions_reached on field.revisions to gegenstrom_field using (
    exploration_id = any(array(select field.reachable()))
    or commons.caller_role() <> 'participant'
       and participant_id = any(array(select people.known()))
);

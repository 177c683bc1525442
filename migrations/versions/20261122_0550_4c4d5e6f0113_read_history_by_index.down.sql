drop policy revisions_reached on field.revisions;
create policy revisions_reached on field.revisions to gegenstrom_field using (
    exploration_id in (select field.reachable()) or people.may_see_participant(participant_id)
);

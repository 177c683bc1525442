-- What may be reached is worked out once for a statement and looked up by index; as a subquery it
-- was a filter over every row of the installation.
do $$
declare
    name text;
begin
    foreach name in array array[
        'exploration_participants', 'exploration_facilitators', 'walks', 'findings', 'photographs'
    ] loop
        execute format(
            'alter policy %I on field.%I using (exploration_id = any(array(select field.reachable())))',
            name || '_reached', name
        );
    end loop;
end
$$;
alter policy releases_seen on field.releases
    using (exploration_id = any(array(select field.reachable())));
alter policy keys_opened on field.keys using (
    holder_id = any(array(select field.reachable()))
    or exists (
        select from field.exploration_participants
        where exploration_participants.participant_id = keys.holder_id
    )
    or people.may_see_participant(holder_id)
);

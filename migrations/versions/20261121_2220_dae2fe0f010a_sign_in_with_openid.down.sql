do $$
declare
    name text;
begin
    foreach name in array array[
        'exploration_participants', 'exploration_facilitators', 'walks', 'findings', 'photographs'
    ] loop
        execute format(
            'alter policy %I on field.%I using (exploration_id in (select field.reachable()))',
            name || '_reached', name
        );
    end loop;
end
$$;
alter policy releases_seen on field.releases using (exploration_id in (select field.reachable()));
alter policy keys_opened on field.keys using (
    holder_id in (select field.reachable())
    or holder_id in (select participant_id from field.exploration_participants)
    or people.may_see_participant(holder_id)
);
drop function people.organisations_with_openid;
drop policy keys_for_providers on people.keys;
drop policy keys_of_providers on people.keys;
drop table people.identity_links;
drop table people.identity_providers;

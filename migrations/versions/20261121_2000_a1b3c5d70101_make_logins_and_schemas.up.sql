-- Logins are of the whole cluster, so another database may have made them. They get no password
-- here: whoever starts the cluster sets it.
do $$
declare
    login text;
begin
    foreach login in array array['gegenstrom_field', 'gegenstrom_release', 'gegenstrom_planning'] loop
        if not exists (select from pg_roles where rolname = login) then
            execute format('create role %I login noinherit nocreatedb nocreaterole', login);
        end if;
    end loop;
end
$$;

do $$
declare
    name text;
begin
    foreach name in array array['people', 'field', 'pool', 'planning', 'commons', 'audit', 'jobs'] loop
        execute format('create schema if not exists %I', name);
    end loop;
    execute format('revoke all on database %I from public', current_database());
    execute format(
        'grant connect on database %I to gegenstrom_field, gegenstrom_release, gegenstrom_planning',
        current_database()
    );
end
$$;

grant usage on schema people to gegenstrom_field;
grant usage on schema field to gegenstrom_field, gegenstrom_release;
grant usage on schema pool to gegenstrom_field, gegenstrom_release, gegenstrom_planning;
grant usage on schema planning to gegenstrom_field, gegenstrom_planning;
grant usage on schema commons to gegenstrom_field, gegenstrom_release, gegenstrom_planning;
grant usage on schema audit to gegenstrom_field, gegenstrom_release, gegenstrom_planning;
grant usage on schema jobs to gegenstrom_field;

-- Who calls, as the transaction was told when it began. Unset is null, and null sees no rows.
create function commons.caller_account() returns uuid
language sql stable parallel safe
return nullif(current_setting('gegenstrom.account', true), '')::uuid;

create function commons.caller_organisation() returns uuid
language sql stable parallel safe
return nullif(current_setting('gegenstrom.organisation', true), '')::uuid;

create function commons.caller_role() returns text
language sql stable parallel safe
return nullif(current_setting('gegenstrom.role', true), '');

create function commons.caller_holds(proof text) returns boolean
language sql stable parallel safe
return proof = any(string_to_array(current_setting('gegenstrom.holds', true), ','));

create function commons.caller_works_with_participants() returns boolean
language sql stable parallel safe
return commons.caller_role() in ('facilitator', 'coordinator');

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
    or commons.caller_works_with_participants()
       and exists (
           select from field.exploration_participants
           where exploration_participants.participant_id = keys.holder_id
       )
    or people.may_see_participant(holder_id)
);

-- OpenID Connect: an organisation's provider, and who is who there --------------------------------
create table people.identity_providers (
    organisation_id uuid not null,
    issuer text not null,
    client_id text not null,
    sealed_client_secret bytea,
    counts text[] default '{}' not null,
    constraint pk_identity_providers primary key (organisation_id),
    constraint fk_identity_providers_organisation_id_organisations foreign key (organisation_id)
        references commons.organisations (id) on delete cascade
);
create table people.identity_links (
    proof text not null,
    account_id uuid not null,
    organisation_id uuid not null,
    linked_at timestamptz not null,
    constraint pk_identity_links primary key (proof),
    constraint fk_identity_links_account_id_accounts foreign key (account_id)
        references people.accounts (id) on delete cascade,
    constraint fk_identity_links_organisation_id_organisations foreign key (organisation_id)
        references commons.organisations (id) on delete cascade
);
create index ix_identity_links_account_id on people.identity_links (account_id);
create index ix_identity_links_organisation_id on people.identity_links (organisation_id);

do $$
declare
    name text;
begin
    foreach name in array array['identity_providers', 'identity_links'] loop
        execute format('alter table people.%I enable row level security', name);
        execute format('alter table people.%I force row level security', name);
        execute format(
            'create policy owner_keeps on people.%I to %I using (true) with check (true)',
            name, current_user
        );
    end loop;
end
$$;

grant select, insert, update, delete on people.identity_providers to gegenstrom_field;
create policy providers_kept on people.identity_providers to gegenstrom_field
    using (commons.caller_role() = 'operator');
create policy providers_asked on people.identity_providers for select to gegenstrom_field
    using (commons.caller_holds('provider:' || organisation_id));

-- The secret is sealed under a key of the organisation.
create policy keys_of_providers on people.keys for select to gegenstrom_field using (
    commons.caller_holds('provider:' || holder_id)
    or commons.caller_role() = 'operator'
       and exists (select from commons.organisations where organisations.id = keys.holder_id)
);
create policy keys_for_providers on people.keys for insert to gegenstrom_field with check (
    commons.caller_role() = 'operator'
    and exists (select from commons.organisations where organisations.id = keys.holder_id)
);

grant select, insert, delete on people.identity_links to gegenstrom_field;
create policy links_own on people.identity_links to gegenstrom_field
    using (account_id = commons.caller_account());
create policy links_shown on people.identity_links for select to gegenstrom_field
    using (commons.caller_holds('identity:' || proof));
create policy links_begun on people.identity_links for insert to gegenstrom_field
    with check (commons.caller_holds('new:' || account_id));

-- Which organisations can be chosen on the sign-in screen: no more than that.
create function people.organisations_with_openid() returns setof uuid
language sql stable security definer set search_path = ''
begin atomic
    select identity_providers.organisation_id from people.identity_providers;
end;
revoke all on function people.organisations_with_openid from public;
grant execute on function people.organisations_with_openid to gegenstrom_field;

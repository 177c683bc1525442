-- A network map is one person's at one date. Its contacts and ties are rows of their own, so that
-- two devices that change different contacts, or different fields of one, both keep what they did.
create table field.network_maps (
    id uuid not null,
    revision uuid not null,
    changed_in xid8 not null,
    erased_at timestamptz,
    participant_id uuid not null,
    date date not null,
    occasion text,
    practice boolean not null,
    instrument_version integer not null,
    circle_question text not null,
    sector_set text not null,
    who_spoke text,
    sealed_words bytea,
    constraint pk_network_maps primary key (id),
    constraint uq_network_maps_id_participant_id unique (id, participant_id),
    constraint fk_network_maps_participant_id_participants
        foreign key (participant_id) references people.participants (id) on delete cascade
);
create index ix_network_maps_changed_in on field.network_maps (changed_in);
create index ix_network_maps_participant_id on field.network_maps (participant_id);

create table field.contacts (
    id uuid not null,
    revision uuid not null,
    changed_in xid8 not null,
    erased_at timestamptz,
    map_id uuid not null,
    participant_id uuid not null,
    contact_id uuid not null,
    kind text not null,
    role text,
    sector text,
    circle text not null,
    angle double precision,
    distance double precision,
    living text not null,
    bond text,
    frequency text,
    distance_band text,
    burden text,
    support_emotional text,
    support_practical text,
    support_advice text,
    support_time_together text,
    support_opening_doors text,
    sealed_words bytea,
    constraint pk_contacts primary key (id),
    constraint uq_contacts_id_map_id unique (id, map_id),
    constraint fk_contacts_map_id_network_maps
        foreign key (map_id, participant_id)
        references field.network_maps (id, participant_id) on delete cascade,
    constraint ck_contacts_angle check (angle between -180 and 180),
    constraint ck_contacts_distance check (distance between 0 and 200)
);
create index ix_contacts_changed_in on field.contacts (changed_in);
create index ix_contacts_map_id on field.contacts (map_id);
create index ix_contacts_participant_id on field.contacts (participant_id);

create table field.ties (
    id uuid not null,
    revision uuid not null,
    changed_in xid8 not null,
    erased_at timestamptz,
    map_id uuid not null,
    participant_id uuid not null,
    one_id uuid not null,
    other_id uuid not null,
    kind text not null,
    constraint pk_ties primary key (id),
    constraint fk_ties_map_id_network_maps
        foreign key (map_id, participant_id)
        references field.network_maps (id, participant_id) on delete cascade,
    constraint fk_ties_one_id_contacts
        foreign key (one_id, map_id) references field.contacts (id, map_id) on delete cascade,
    constraint fk_ties_other_id_contacts
        foreign key (other_id, map_id) references field.contacts (id, map_id) on delete cascade,
    constraint ck_ties_between_two check (one_id <> other_id)
);
create index ix_ties_changed_in on field.ties (changed_in);
create index ix_ties_map_id on field.ties (map_id);
create index ix_ties_participant_id on field.ties (participant_id);
create index ix_ties_one_id on field.ties (one_id);
create index ix_ties_other_id on field.ties (other_id);

-- What people.may_know() says, for all at once: asked once for a reading, not once for a row.
create function people.known() returns setof uuid
language sql stable security definer set search_path = ''
begin atomic
    select participants.id
    from people.participants
    where participants.provider_id = commons.caller_organisation()
      and (
          commons.caller_role() = 'coordinator'
          or commons.caller_role() = 'facilitator' and participants.id in (
              select assignments.participant_id
              from people.assignments
              where assignments.account_id = commons.caller_account()
          )
          or commons.caller_role() = 'participant'
             and participants.account_id = commons.caller_account()
      );
end;

-- Nothing is kept of somebody who said no to keeping; who was not asked yet has not said no. See
-- server/consent/keeping.py, which says the same.
do $$
declare
    name text;
begin
    foreach name in array array['network_maps', 'contacts', 'ties'] loop
        execute format(
            'create trigger stamp_change before insert or update on field.%I
             for each row execute function field.stamp_change()', name
        );
        execute format('alter table field.%I enable row level security', name);
        execute format('alter table field.%I force row level security', name);
        execute format(
            'create policy owner_keeps on field.%I to %I using (true) with check (true)',
            name, current_user
        );
        execute format('grant select, insert, update on field.%I to gegenstrom_field', name);
        execute format(
            'create policy %I on field.%I to gegenstrom_field
             using (participant_id = any(array(select people.known())))
             with check (
                 participant_id = any(array(select people.known()))
                 and not people.said_no(participant_id, ''keep_maps'')
             )',
            name || '_known', name
        );
    end loop;
end
$$;

-- Devices are told when a map comes into their reach, leaves it, or is no more -------------------
create function field.network_records_of(participant uuid)
returns table (record_id uuid, kind text, revision uuid, changed_in xid8)
language sql stable security definer set search_path = ''
begin atomic
    select id, 'network_map', revision, changed_in
    from field.network_maps where participant_id = participant
    union all
    select id, 'contact', revision, changed_in
    from field.contacts where participant_id = participant
    union all
    select id, 'tie', revision, changed_in
    from field.ties where participant_id = participant;
end;

create function field.notify_of_networks() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
    changed constant people.assignments := coalesce(new, old);
begin
    insert into field.notices (account_id, record_id, kind, revision, changed_in)
    select changed.account_id, records.record_id, records.kind, records.revision,
        pg_current_xact_id()
    from field.network_records_of(changed.participant_id) as records
    -- What this very transaction wrote comes by itself to those who begin to reach it.
    where tg_op = 'DELETE' or records.changed_in <> pg_current_xact_id()
    on conflict (account_id, record_id) do update set revision = excluded.revision;
    return null;
end
$$;
create trigger notify_of_networks after insert or delete on people.assignments
    for each row execute function field.notify_of_networks();

-- Whoever may know the participant now; what people.known() says, asked the other way.
create function field.accounts_knowing(participant uuid) returns setof uuid
language sql stable security definer set search_path = ''
begin atomic
    select memberships.account_id
    from people.participants
    join people.memberships on memberships.organisation_id = participants.provider_id
    where participants.id = participant
      and (
          memberships.role = 'coordinator'
          or memberships.account_id = participants.account_id
          or memberships.role = 'facilitator' and exists (
              select from people.assignments
              where assignments.participant_id = participants.id
                and assignments.account_id = memberships.account_id
          )
      );
end;

-- A network shows in its lines who somebody is: when it has to go, nothing of its rows stays.
create function field.drop_networks(participant uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
    gone uuid[] := array(
        select records.record_id from field.network_records_of(participant) as records
    );
begin
    insert into field.notices (account_id, record_id, kind, changed_in)
    select knowing, records.record_id, records.kind, pg_current_xact_id()
    from field.network_records_of(participant) as records
    cross join field.accounts_knowing(participant) as knowing
    on conflict (account_id, record_id) do nothing;
    update field.notices set revision = null where record_id = any(gone);
    delete from field.revisions where record_id = any(gone);
    delete from field.network_maps where participant_id = participant;
end
$$;

create function field.end_networks(participant uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
    if people.may_know(participant) and people.said_no(participant, 'keep_maps') then
        perform field.drop_networks(participant);
    end if;
end
$$;

create function field.erase_networks() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    perform field.drop_networks(old.id);
    return old;
end
$$;
create trigger erase_networks before delete on people.participants
    for each row execute function field.erase_networks();

revoke all on function people.known, field.network_records_of, field.notify_of_networks,
    field.accounts_knowing, field.drop_networks, field.end_networks, field.erase_networks
    from public;
grant execute on function people.known, field.end_networks to gegenstrom_field;

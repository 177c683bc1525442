do $$
declare
    name text;
begin
    foreach name in array array['pairings', 'devices', 'forgotten_pins', 'ended_devices'] loop
        execute format('alter table people.%I enable row level security', name);
        execute format('alter table people.%I force row level security', name);
        execute format(
            'create policy owner_keeps on people.%I to %I using (true) with check (true)',
            name, current_user
        );
    end loop;
end
$$;

-- Who a participant is, and what is theirs -------------------------------------------------------
-- Until now only staff called. people.may_see_participant and field.reachable() go on meaning what
-- staff work with, and so do all policies that ask them: nothing opens to a participant by itself.
-- Everything they reach stands below, table by table.
create function people.own_participant() returns uuid
language sql stable security definer set search_path = ''
begin atomic
    select participants.id
    from people.participants
    where commons.caller_role() = 'participant'
      and participants.account_id = commons.caller_account()
      and participants.provider_id = commons.caller_organisation();
end;

-- Those who work with a participant, and the participant.
create function people.may_know(participant uuid) returns boolean
language sql stable security definer set search_path = ''
return people.may_see_participant(participant)
    or coalesce(participant = people.own_participant(), false);

create function field.taken_part() returns setof uuid
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

-- Where nobody else took part, also what the staff saw is about this one person.
create function field.explored_alone() returns setof uuid
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

-- Whose names a participant learns: who supports them, who coordinates, and who looked.
create function people.staff_around() returns setof uuid
language sql stable security definer set search_path = ''
begin atomic
    select memberships.account_id
    from people.memberships
    where memberships.organisation_id = commons.caller_organisation()
      and memberships.role in ('facilitator', 'coordinator')
      and people.own_participant() is not null
      and (
          memberships.role = 'coordinator'
          or exists (
              select from people.assignments
              where assignments.account_id = memberships.account_id
                and assignments.participant_id = people.own_participant()
          )
          or exists (
              select from audit.entries
              where entries.subject_id = people.own_participant()
                and entries.account_id = memberships.account_id
          )
      );
end;

-- With whom a participant took part: as they are called, and nothing else of them.
create function people.companions() returns table (id uuid, pseudonym text, picture text)
language sql stable security definer set search_path = ''
begin atomic
    select distinct participants.id, participants.pseudonym, participants.picture
    from field.exploration_participants
    join people.participants on participants.id = exploration_participants.participant_id
    where exploration_participants.exploration_id = any(array(select field.taken_part()))
      and participants.id <> people.own_participant();
end;

revoke all on function people.own_participant, people.may_know, field.taken_part,
    field.explored_alone, people.staff_around, people.companions from public;
grant execute on function people.own_participant, people.may_know, field.taken_part,
    field.explored_alone, people.staff_around, people.companions to gegenstrom_field;

-- people: a participant's own row, who supports them, their answers -----------------------------
create policy participants_own on people.participants for select to gegenstrom_field using (
    id = (select people.own_participant()) or commons.caller_holds('member:' || account_id)
);
-- Which account is a participant's is decided below and nowhere else.
revoke update on people.participants from gegenstrom_field;
grant update (sealed_name, sealed_contact, sealed_support_person, profile)
    on people.participants to gegenstrom_field;
create policy assignments_own on people.assignments for select to gegenstrom_field
    using (participant_id = (select people.own_participant()));
create policy accounts_around on people.accounts for select to gegenstrom_field
    using (commons.caller_role() = 'participant' and id in (select people.staff_around()));
create policy memberships_around on people.memberships for select to gegenstrom_field using (
    commons.caller_role() = 'participant'
    and organisation_id = commons.caller_organisation()
    and role in ('facilitator', 'coordinator')
    and account_id in (select people.staff_around())
);
-- Colleagues see each other, and of participants only whom they work with.
drop policy memberships_seen on people.memberships;
create policy memberships_seen on people.memberships for select to gegenstrom_field using (
    account_id = commons.caller_account()
    or commons.caller_holds('member:' || account_id)
    or commons.caller_role() = 'operator'
    or commons.caller_works_with_participants()
       and organisation_id = commons.caller_organisation()
       and (
           role <> 'participant'
           or account_id in (select participants.account_id from people.participants)
       )
);
create policy keys_own on people.keys for select to gegenstrom_field
    using (holder_id = (select people.own_participant()));
create policy consents_own on people.consents for select to gegenstrom_field
    using (participant_id = (select people.own_participant()));
create policy consents_own_answered on people.consents for insert to gegenstrom_field with check (
    participant_id = (select people.own_participant()) and recorded_by = commons.caller_account()
);

-- field: what they took part in; what they began is theirs to change ------------------------------
create policy explorations_own on field.explorations for select to gegenstrom_field using (
    commons.caller_role() = 'participant'
    and provider_id = commons.caller_organisation()
    and (created_by = commons.caller_account() or id in (select field.taken_part()))
);
create policy explorations_own_begun on field.explorations for insert to gegenstrom_field
    with check (
        people.own_participant() is not null
        and provider_id = commons.caller_organisation()
        and created_by = commons.caller_account()
    );
create policy explorations_own_changed on field.explorations for update to gegenstrom_field
    using (commons.caller_role() = 'participant' and created_by = commons.caller_account())
    with check (
        provider_id = commons.caller_organisation() and created_by = commons.caller_account()
    );

create policy exploration_participants_own on field.exploration_participants
    for select to gegenstrom_field using (
        commons.caller_role() = 'participant' and exploration_id = any(array(select field.taken_part()))
    );
create policy exploration_participants_own_added on field.exploration_participants
    for insert to gegenstrom_field with check (
        participant_id = (select people.own_participant())
        and exploration_id in (
            select id from field.explorations where created_by = commons.caller_account()
        )
    );
create policy exploration_facilitators_own on field.exploration_facilitators
    for select to gegenstrom_field using (
        commons.caller_role() = 'participant' and exploration_id = any(array(select field.taken_part()))
    );
create policy exploration_facilitators_own_added on field.exploration_facilitators
    for insert to gegenstrom_field with check (
        commons.caller_role() = 'participant'
        and account_id in (select people.staff_around())
        and exploration_id in (
            select id from field.explorations where created_by = commons.caller_account()
        )
    );
create policy exploration_facilitators_own_taken_off on field.exploration_facilitators
    for delete to gegenstrom_field using (
        commons.caller_role() = 'participant'
        and exploration_id in (
            select id from field.explorations where created_by = commons.caller_account()
        )
    );

create policy walks_own on field.walks for select to gegenstrom_field using (
    commons.caller_role() = 'participant' and exploration_id = any(array(select field.taken_part()))
);
create policy walks_own_begun on field.walks for insert to gegenstrom_field with check (
    commons.caller_role() = 'participant'
    and exploration_id in (
        select id from field.explorations where created_by = commons.caller_account()
    )
);
create policy walks_own_changed on field.walks for update to gegenstrom_field using (
    commons.caller_role() = 'participant'
    and exploration_id in (
        select id from field.explorations where created_by = commons.caller_account()
    )
);

create policy findings_own on field.findings for select to gegenstrom_field using (
    commons.caller_role() = 'participant'
    and exploration_id = any(array(select field.taken_part()))
    and (
        author_participant_id = (select people.own_participant())
        or author_participant_id is null and exploration_id = any(array(select field.explored_alone()))
    )
);
create policy findings_own_recorded on field.findings for insert to gegenstrom_field with check (
    author_participant_id = (select people.own_participant())
    and recorded_by = commons.caller_account()
    and exploration_id = any(array(select field.taken_part()))
);
create policy findings_own_changed on field.findings for update to gegenstrom_field
    using (
        author_participant_id = (select people.own_participant())
        and exploration_id = any(array(select field.taken_part()))
    )
    with check (author_participant_id = (select people.own_participant()));

create policy photographs_own on field.photographs for select to gegenstrom_field using (
    commons.caller_role() = 'participant' and finding_id in (select id from field.findings)
);
create policy photographs_own_announced on field.photographs for insert to gegenstrom_field
    with check (
        finding_id in (
            select id from field.findings
            where author_participant_id = (select people.own_participant())
        )
    );
create policy photographs_own_changed on field.photographs for update to gegenstrom_field using (
    finding_id in (
        select id from field.findings
        where author_participant_id = (select people.own_participant())
    )
);

create policy revisions_own on field.revisions for select to gegenstrom_field using (
    participant_id = (select people.own_participant())
    or commons.caller_role() = 'participant'
       and exploration_id = any(array(select field.taken_part()))
       and (
           account_id = commons.caller_account()
           or holder_id = (select people.own_participant())
           or kind in ('exploration', 'walk')
       )
);
create policy revisions_own_made on field.revisions for insert to gegenstrom_field with check (
    account_id = commons.caller_account()
    and (
        participant_id = (select people.own_participant())
        or commons.caller_role() = 'participant' and exploration_id = any(array(select field.taken_part()))
    )
);

-- The keys of those who took part open to staff; a participant's only to the participant.
drop policy keys_opened on field.keys;
create policy keys_opened on field.keys to gegenstrom_field using (
    holder_id in (select field.reachable())
    or commons.caller_works_with_participants()
       and holder_id in (select participant_id from field.exploration_participants)
    or people.may_see_participant(holder_id)
);
create policy keys_own on field.keys for select to gegenstrom_field using (
    holder_id = (select people.own_participant())
    or commons.caller_role() = 'participant' and holder_id in (select field.taken_part())
);
create policy keys_own_made on field.keys for insert to gegenstrom_field with check (
    holder_id = (select people.own_participant())
    or commons.caller_role() = 'participant' and holder_id in (select field.taken_part())
);
create policy releases_own on field.releases for select to gegenstrom_field
    using (author_id = (select people.own_participant()));

-- What a person may ask of themself and end by themself: the same functions, asked by them too.
-- They are rewritten from what they are now, so that this stays true whatever else they learnt.
do $$
declare
    asked regprocedure;
begin
    foreach asked in array array[
        'field.records_to_erase(uuid)',
        'field.end_releases(uuid)',
        'field.end_keeping(uuid)',
        'audit.entries_about(uuid)'
    ]::regprocedure[] loop
        execute replace(
            pg_get_functiondef(asked), 'people.may_see_participant(', 'people.may_know('
        );
    end loop;
end
$$;

-- Devices are told when something comes into a participant's reach or leaves it -------------------
create function field.notify_participants(explored uuid, also uuid, beginning boolean)
returns void
language sql security definer set search_path = ''
begin atomic
    insert into field.notices (account_id, record_id, kind, revision, changed_in)
    select participants.account_id, records.record_id, records.kind, records.revision,
        pg_current_xact_id()
    from people.participants
    cross join field.records_of(array[explored]) as records
    left join field.photographs on photographs.id = records.record_id
    left join field.findings
      on findings.id = coalesce(photographs.finding_id, records.record_id)
    where participants.account_id is not null
      and (
          participants.id = also
          or participants.id in (
              select exploration_participants.participant_id
              from field.exploration_participants
              where exploration_participants.exploration_id = explored
          )
      )
      -- Ids of what others found are told to nobody.
      and coalesce(findings.author_participant_id, participants.id) = participants.id
      and (not beginning or records.changed_in <> pg_current_xact_id())
    on conflict (account_id, record_id) do update set revision = excluded.revision;
end;

create function field.notify_who_took_part() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
    changed constant field.exploration_participants := coalesce(new, old);
begin
    perform field.notify_participants(
        changed.exploration_id, changed.participant_id, tg_op = 'INSERT'
    );
    return null;
end
$$;
create trigger notify_who_took_part after insert or delete on field.exploration_participants
    for each row execute function field.notify_who_took_part();

-- A finding that becomes somebody else's leaves the device of whose it was.
create function field.notify_of_author() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    insert into field.notices (account_id, record_id, kind, revision, changed_in)
    select participants.account_id, records.record_id, records.kind, records.revision,
        pg_current_xact_id()
    from field.exploration_participants
    join people.participants on participants.id = exploration_participants.participant_id
    cross join field.records_of(array[new.exploration_id]) as records
    left join field.photographs on photographs.id = records.record_id
    where exploration_participants.exploration_id = new.exploration_id
      and participants.account_id is not null
      and participants.id in (
          coalesce(old.author_participant_id, participants.id),
          coalesce(new.author_participant_id, participants.id)
      )
      and new.id in (records.record_id, photographs.finding_id)
    on conflict (account_id, record_id) do update set revision = excluded.revision;
    return null;
end
$$;
create trigger notify_of_author after update of author_participant_id on field.findings
    for each row when (old.author_participant_id is distinct from new.author_participant_id)
    execute function field.notify_of_author();

-- Pairing ----------------------------------------------------------------------------------------
grant select, insert, delete on people.pairings to gegenstrom_field;
create policy pairings_seen on people.pairings for select to gegenstrom_field using (
    people.may_see_participant(participant_id) or commons.caller_holds('pairing:' || code_hash)
);
create policy pairings_made on people.pairings for insert to gegenstrom_field with check (
    people.may_see_participant(participant_id) and made_by = commons.caller_account()
);
create policy pairings_replaced on people.pairings for delete to gegenstrom_field
    using (people.may_see_participant(participant_id));

grant select on people.devices to gegenstrom_field;
grant update (last_seen_at) on people.devices to gegenstrom_field;
create policy devices_seen on people.devices for select to gegenstrom_field using (
    account_id = commons.caller_account()
    or commons.caller_holds('device:' || credential_hash)
    or commons.caller_works_with_participants()
       and account_id in (select participants.account_id from people.participants)
);
create policy devices_come_back on people.devices for update to gegenstrom_field
    using (commons.caller_holds('device:' || credential_hash) and revoked_at is null);

grant select, insert, delete on people.forgotten_pins to gegenstrom_field;
create policy forgotten_pins_seen on people.forgotten_pins for select to gegenstrom_field using (
    commons.caller_holds('pin:' || code_hash)
    or commons.caller_works_with_participants()
       and account_id in (select participants.account_id from people.participants)
);
create policy forgotten_pins_made on people.forgotten_pins for insert to gegenstrom_field
    with check (
        commons.caller_works_with_participants()
        and made_by = commons.caller_account()
        and account_id in (select participants.account_id from people.participants)
    );
create policy forgotten_pins_ended on people.forgotten_pins for delete to gegenstrom_field using (
    commons.caller_holds('pin:' || code_hash)
    or commons.caller_works_with_participants()
       and account_id in (select participants.account_id from people.participants)
);

-- A phone that comes back ends the session it left open.
create policy sessions_replaced on people.sessions to gegenstrom_field using (
    commons.caller_holds('paired:' || account_id || ':' || paired_device_id)
);

grant select on people.ended_devices to gegenstrom_field;
create policy ended_devices_told on people.ended_devices for select to gegenstrom_field
    using (commons.caller_holds('device:' || credential_hash));

-- A participant's account is made here and nowhere else; repeating it changes nothing.
create function people.begin_participant_account(participant uuid) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
    there people.participants;
begin
    if not people.may_see_participant(participant) then
        return null;
    end if;
    select * into there from people.participants where participants.id = participant for update;
    if there.account_id is not null then
        return there.account_id;
    end if;
    there.account_id := gen_random_uuid();
    insert into people.accounts (id, name)
    values (there.account_id, 'participant-' || there.account_id);
    insert into people.memberships (account_id, organisation_id, role)
    values (there.account_id, there.provider_id, 'participant');
    update people.participants set account_id = there.account_id
    where participants.id = participant;
    return there.account_id;
end
$$;

create function people.end_device(phone uuid, account uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
    update people.devices set revoked_at = clock_timestamp()
    where devices.id = phone and devices.account_id = account and devices.revoked_at is null;
    delete from people.sessions
    where sessions.account_id = account and sessions.paired_device_id = phone;
    delete from people.forgotten_pins
    where forgotten_pins.device_id = phone and forgotten_pins.account_id = account;
end
$$;

-- Those who work with the person, and the person. Returns whether there was something to revoke.
create function people.revoke_device(phone uuid, account uuid) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
    theirs constant uuid := (
        select participants.id from people.participants where participants.account_id = account
    );
begin
    if not people.may_know(theirs) or not exists (
        select from people.devices
        where devices.id = phone and devices.account_id = account and devices.revoked_at is null
    ) then
        return false;
    end if;
    perform people.end_device(phone, account);
    return true;
end
$$;

-- A card is used here and nowhere else: deleting it is what makes it work once.
create function people.pair_device(code text, phone uuid, credential text, kind text)
returns uuid
language plpgsql security definer set search_path = '' as $$
declare
    used people.pairings;
    account uuid;
begin
    delete from people.pairings
    where pairings.code_hash = code
      and commons.caller_holds('pairing:' || code)
      and pairings.expires_at > clock_timestamp()
    returning * into used;
    if used.participant_id is null then
        return null;
    end if;
    select participants.account_id into account
    from people.participants
    where participants.id = used.participant_id;
    if used.replaces is distinct from phone then
        perform people.end_device(used.replaces, account);
        delete from people.recovery_shares
        where recovery_shares.device_id = used.replaces
          and recovery_shares.account_id = account;
    end if;
    perform people.end_device(phone, account);
    insert into people.devices (id, account_id, credential_hash, kind, paired_at, last_seen_at)
    values (phone, account, credential, pair_device.kind, clock_timestamp(), clock_timestamp())
    on conflict (id, account_id) do update
    set credential_hash = excluded.credential_hash,
        kind = excluded.kind,
        paired_at = excluded.paired_at,
        last_seen_at = excluded.last_seen_at,
        revoked_at = null;
    return account;
end
$$;

-- Erasing a person takes their account along; what others keep of a joint exploration stays.
create function people.end_participant_account() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    update field.explorations set created_by = commons.caller_account()
    where created_by = old.account_id;
    update field.findings set recorded_by = commons.caller_account()
    where recorded_by = old.account_id;
    delete from people.consents where participant_id = old.id;
    delete from people.keys where holder_id = old.account_id;
    delete from people.accounts where accounts.id = old.account_id;
    return null;
end
$$;
create trigger end_account after delete on people.participants
    for each row when (old.account_id is not null)
    execute function people.end_participant_account();

create function people.remember_ended_device() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    insert into people.ended_devices (credential_hash, ended_at)
    values (old.credential_hash, clock_timestamp())
    on conflict do nothing;
    return null;
end
$$;
create trigger remember_ended after delete on people.devices
    for each row execute function people.remember_ended_device();

create function people.forget_expired_codes() returns void
language sql security definer set search_path = ''
begin atomic
    delete from people.pairings where pairings.expires_at < now();
    delete from people.forgotten_pins where forgotten_pins.expires_at < now();
    -- Two years without any contact: that phone is not coming back.
    delete from people.ended_devices where ended_devices.ended_at < now() - interval '2 years';
end;

revoke all on function people.begin_participant_account, people.end_device, people.revoke_device,
    people.pair_device, people.end_participant_account, people.remember_ended_device,
    people.forget_expired_codes, field.notify_participants, field.notify_who_took_part,
    field.notify_of_author
    from public;
grant execute on function people.begin_participant_account, people.revoke_device,
    people.pair_device, people.forget_expired_codes
    to gegenstrom_field;

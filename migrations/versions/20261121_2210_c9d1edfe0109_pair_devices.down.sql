-- A participant's account is nothing without devices.
drop trigger end_account on people.participants;
drop trigger remember_ended on people.devices;
drop trigger notify_who_took_part on field.exploration_participants;
drop trigger notify_of_author on field.findings;
update field.explorations
set created_by = (
    select memberships.account_id from people.memberships
    where memberships.organisation_id = explorations.provider_id
      and memberships.role in ('coordinator', 'facilitator')
    order by memberships.role
    limit 1
)
where created_by in (select account_id from people.participants);
update field.findings
set recorded_by = (select created_by from field.explorations where explorations.id = exploration_id)
where recorded_by in (select account_id from people.participants);
update people.consents
set recorded_by = (
    select memberships.account_id from people.memberships
    join people.participants on participants.provider_id = memberships.organisation_id
    where participants.id = participant_id and memberships.role in ('coordinator', 'facilitator')
    order by memberships.role
    limit 1
)
where recorded_by in (select account_id from people.participants);
delete from people.accounts where id in (select account_id from people.participants);

drop policy participants_own on people.participants;
drop policy assignments_own on people.assignments;
drop policy accounts_around on people.accounts;
drop policy memberships_around on people.memberships;
drop policy memberships_seen on people.memberships;
create policy memberships_seen on people.memberships for select to gegenstrom_field using (
    account_id = commons.caller_account()
    or commons.caller_holds('member:' || account_id)
    or commons.caller_role() = 'operator'
    or commons.caller_works_with_participants()
       and organisation_id = commons.caller_organisation()
);
drop policy keys_own on people.keys;
drop policy consents_own on people.consents;
drop policy consents_own_answered on people.consents;
revoke update (sealed_name, sealed_contact, sealed_support_person, profile)
    on people.participants from gegenstrom_field;
grant update on people.participants to gegenstrom_field;

drop policy explorations_own on field.explorations;
drop policy explorations_own_begun on field.explorations;
drop policy explorations_own_changed on field.explorations;
drop policy exploration_participants_own on field.exploration_participants;
drop policy exploration_participants_own_added on field.exploration_participants;
drop policy exploration_facilitators_own on field.exploration_facilitators;
drop policy exploration_facilitators_own_added on field.exploration_facilitators;
drop policy exploration_facilitators_own_taken_off on field.exploration_facilitators;
drop policy walks_own on field.walks;
drop policy walks_own_begun on field.walks;
drop policy walks_own_changed on field.walks;
drop policy photographs_own on field.photographs;
drop policy photographs_own_announced on field.photographs;
drop policy photographs_own_changed on field.photographs;
drop policy findings_own on field.findings;
drop policy findings_own_recorded on field.findings;
drop policy findings_own_changed on field.findings;
drop policy revisions_own on field.revisions;
drop policy revisions_own_made on field.revisions;
drop policy releases_own on field.releases;
drop policy keys_own on field.keys;
drop policy keys_own_made on field.keys;
drop policy keys_opened on field.keys;
create policy keys_opened on field.keys to gegenstrom_field using (
    holder_id in (select field.reachable())
    or holder_id in (select participant_id from field.exploration_participants)
    or people.may_see_participant(holder_id)
);

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
            pg_get_functiondef(asked), 'people.may_know(', 'people.may_see_participant('
        );
    end loop;
end
$$;

drop policy pairings_seen on people.pairings;
drop policy pairings_made on people.pairings;
drop policy pairings_replaced on people.pairings;
drop policy devices_seen on people.devices;
drop policy devices_come_back on people.devices;
drop policy forgotten_pins_seen on people.forgotten_pins;
drop policy forgotten_pins_made on people.forgotten_pins;
drop policy forgotten_pins_ended on people.forgotten_pins;
drop policy sessions_replaced on people.sessions;
drop policy ended_devices_told on people.ended_devices;

drop function people.forget_expired_codes;
drop function people.remember_ended_device;
drop function people.end_participant_account;
drop function people.pair_device;
drop function people.revoke_device;
drop function people.end_device;
drop function people.begin_participant_account;
drop function field.notify_of_author;
drop function field.notify_who_took_part;
drop function field.notify_participants;
drop function people.companions;
drop function people.staff_around;
drop function field.explored_alone;
drop function field.taken_part;
drop function people.may_know;
drop function people.own_participant;

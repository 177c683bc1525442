drop function audit.entries_about, audit.record_openings;
drop index audit.ix_entries_subject_id;
drop function people.erase_participant, field.records_to_erase, people.may_erase_participant;
drop trigger notify on people.assignments;
drop trigger notify on field.exploration_participants;
drop trigger notify on field.exploration_facilitators;
drop function
    field.notify_of_assignment, field.notify_of_participant, field.notify_of_facilitator,
    field.notify, field.accounts_reaching, field.records_of;
drop table field.removals;
drop table field.notices;
drop policy assignments_made on people.assignments;
create policy assignments_made on people.assignments for insert to gegenstrom_field with check (
    commons.caller_role() = 'coordinator' and people.may_see_participant(participant_id)
);
drop policy assignments_ended on people.assignments;
create policy assignments_ended on people.assignments for delete to gegenstrom_field using (
    commons.caller_role() = 'coordinator' and people.may_see_participant(participant_id)
);
drop function people.take_in, people.facilitates_here, people.pseudonyms_here;
grant insert, delete on people.participants to gegenstrom_field;
create policy participants_made on people.participants for insert to gegenstrom_field with check (
    provider_id = commons.caller_organisation() and commons.caller_role() = 'coordinator'
);
create policy participants_erased on people.participants for delete to gegenstrom_field using (
    provider_id = commons.caller_organisation() and commons.caller_role() = 'coordinator'
);
create index ix_participants_provider_id on people.participants (provider_id);
alter table people.participants
    drop constraint uq_participants_provider_id_pseudonym,
    drop column sealed_support_person,
    drop column sealed_contact;

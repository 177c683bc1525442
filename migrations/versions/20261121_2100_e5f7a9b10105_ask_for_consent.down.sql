drop function field.end_keeping;
drop function field.end_releases;
drop policy photographs_read on pool.photographs;
create policy photographs_read on pool.photographs for select to gegenstrom_planning
    using (commons.caller_account() is not null);
drop policy findings_read on pool.findings;
create policy findings_read on pool.findings for select to gegenstrom_planning
    using (commons.caller_account() is not null);
-- Before there was a sign for it, what was taken back could only be absent.
delete from pool.photographs where withdrawn;
delete from pool.findings where withdrawn;
alter table pool.photographs drop column withdrawn;
alter table pool.findings drop column withdrawn;
drop policy consents_asked on people.consents;
revoke all on people.consents from gegenstrom_field, gegenstrom_release;
revoke usage on schema people from gegenstrom_release;
drop policy releases_done on field.releases;
create policy releases_done on field.releases for update to gegenstrom_release
    using (state = 'waiting') with check (state = 'released');
delete from field.releases where state = 'refused';
drop index field.ix_releases_standing;
drop index field.ix_releases_author_id;
drop index field.ix_releases_finding_id;
alter table field.releases add constraint uq_releases_finding_id unique (finding_id);
alter table field.releases drop constraint ck_releases_state;
alter table field.releases add constraint ck_releases_state
    check (state in ('waiting', 'released'));
alter table field.releases drop column purposes;
alter table field.releases drop column author_id;
drop policy revisions_reached on field.revisions;
create policy revisions_reached on field.revisions to gegenstrom_field
    using (exploration_id in (select field.reachable()));
delete from field.revisions where exploration_id is null;
drop index field.ix_revisions_participant_id;
alter table field.revisions drop constraint ck_revisions_belongs_to_one;
alter table field.revisions drop column participant_id;
alter table field.revisions alter column exploration_id set not null;
drop function people.said_no;
drop function people.has_consent;
drop table people.consents;
drop table commons.consent_texts;

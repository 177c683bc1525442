drop function people.forget_expired;
drop function people.reset_password;
drop function people.accept_invitation;
drop function people.begin_account;
drop function people.use_invitation;
drop trigger end_assignments on people.memberships;
drop function people.end_assignments;
-- The policies of the new tables ask these functions; the tables themselves go afterwards.
drop policy invitations_seen on people.invitations;
drop policy invitations_made on people.invitations;
drop policy invitations_revoked on people.invitations;
drop policy resets_seen on people.password_resets;
drop policy resets_made on people.password_resets;
drop policy resets_replaced on people.password_resets;

drop policy memberships_ended on people.memberships;
create policy memberships_ended on people.memberships for delete to gegenstrom_field
    using (commons.caller_role() = 'operator');
drop policy keys_made on people.keys;
create policy keys_made on people.keys for insert to gegenstrom_field with check (
    people.may_see_participant(holder_id)
    or commons.caller_role() = 'operator'
       and exists (select from people.accounts where accounts.id = keys.holder_id)
);
drop policy accounts_changed on people.accounts;
create policy accounts_changed on people.accounts for update to gegenstrom_field
    using (commons.caller_role() = 'operator');
drop policy accounts_seen on people.accounts;
create policy accounts_seen on people.accounts for select to gegenstrom_field using (
    id = commons.caller_account()
    or commons.caller_holds('account:' || name)
    or commons.caller_role() = 'operator'
    or commons.caller_works_with_participants() and exists (
        select from people.memberships
        where memberships.account_id = accounts.id
          and memberships.organisation_id = commons.caller_organisation()
    )
);
revoke update (password_hash, sealed_display_name, closed_at) on people.accounts
    from gegenstrom_field;
grant update on people.accounts to gegenstrom_field;

drop function people.may_reset;
drop function people.may_manage;

create or replace function commons.caller_holds(proof text) returns boolean
language sql stable parallel safe
return proof = any(string_to_array(current_setting('gegenstrom.holds', true), ','));

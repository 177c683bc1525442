do $$
declare
    name text;
begin
    foreach name in array array[
        'invitations', 'password_resets', 'totp_secrets', 'passkeys', 'recovery_codes', 'challenges'
    ] loop
        execute format('alter table people.%I enable row level security', name);
        execute format('alter table people.%I force row level security', name);
        execute format(
            'create policy owner_keeps on people.%I to %I using (true) with check (true)',
            name, current_user
        );
    end loop;
end
$$;

-- Proofs come as an array now: with commas between them, a name with a comma passed for two.
create or replace function commons.caller_holds(proof text) returns boolean
language sql stable parallel safe
return proof = any(nullif(current_setting('gegenstrom.holds', true), '')::text[]);

-- Which roles are the caller's to give and to take.
create function people.may_manage(organisation uuid, role text) returns boolean
language sql stable parallel safe
return case commons.caller_role()
    when 'operator' then
        role in ('facilitator', 'coordinator', 'consultant', 'planner', 'partner', 'operator')
    when 'coordinator' then
        organisation = commons.caller_organisation()
        and role in ('facilitator', 'coordinator', 'consultant', 'partner')
    else false
end;

-- A coordinator does not see what else their staff are, but it counts: a new password opens all of it.
create function people.may_reset(account uuid) returns boolean
language sql stable security definer set search_path = ''
begin atomic
    select coalesce(bool_and(people.may_manage(memberships.organisation_id, memberships.role)), false)
        and account is distinct from commons.caller_account()
    from people.memberships
    where memberships.account_id = account;
end;

-- accounts: their person changes the words and the password, nobody the id or the name -----------
revoke update on people.accounts from gegenstrom_field;
grant update (password_hash, sealed_display_name, closed_at) on people.accounts to gegenstrom_field;
drop policy accounts_seen on people.accounts;
create policy accounts_seen on people.accounts for select to gegenstrom_field using (
    id = commons.caller_account()
    or commons.caller_holds('account:' || name)
    or commons.caller_holds('member:' || id)
    or commons.caller_role() = 'operator'
    or commons.caller_works_with_participants() and exists (
        select from people.memberships
        where memberships.account_id = accounts.id
          and memberships.organisation_id = commons.caller_organisation()
    )
);
drop policy accounts_changed on people.accounts;
create policy accounts_changed on people.accounts for update to gegenstrom_field using (
    id = commons.caller_account()
    or commons.caller_holds('new:' || id)
    or commons.caller_role() = 'operator'
);
drop policy keys_made on people.keys;
create policy keys_made on people.keys for insert to gegenstrom_field with check (
    holder_id = commons.caller_account()
    or commons.caller_holds('new:' || holder_id)
    or people.may_see_participant(holder_id)
    or commons.caller_role() = 'operator'
       and exists (select from people.accounts where accounts.id = keys.holder_id)
);

drop policy memberships_ended on people.memberships;
create policy memberships_ended on people.memberships for delete to gegenstrom_field
    using (people.may_manage(organisation_id, role));

-- Who no longer supports participants there has none assigned there either, should they come back.
create function people.end_assignments() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    delete from people.assignments
    using people.participants
    where assignments.account_id = old.account_id
      and participants.id = assignments.participant_id
      and participants.provider_id = old.organisation_id;
    return null;
end
$$;
create trigger end_assignments after delete on people.memberships
    for each row when (old.role = 'facilitator') execute function people.end_assignments();

-- invitations: those who may give the role keep them; whoever brings the code sees one ------------
grant select, insert on people.invitations to gegenstrom_field;
grant update (revoked_at) on people.invitations to gegenstrom_field;
create policy invitations_seen on people.invitations for select to gegenstrom_field using (
    people.may_manage(organisation_id, role)
    or commons.caller_holds('invitation:' || code_hash)
);
create policy invitations_made on people.invitations for insert to gegenstrom_field with check (
    people.may_manage(organisation_id, role)
    and invited_by = commons.caller_account()
    and accepted_at is null
    and accepted_by is null
);
create policy invitations_revoked on people.invitations for update to gegenstrom_field
    using (people.may_manage(organisation_id, role) and accepted_at is null);

-- An invitation is used here and nowhere else: the row is locked, so that of two only one comes in.
create function people.use_invitation(code text, account uuid) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
    used people.invitations;
begin
    update people.invitations
    set accepted_at = clock_timestamp(), accepted_by = account
    where invitations.code_hash = code
      and commons.caller_holds('invitation:' || code)
      and invitations.accepted_at is null
      and invitations.revoked_at is null
      and invitations.expires_at > clock_timestamp()
    returning * into used;
    if used.id is null then
        raise exception 'this invitation is no longer open';
    end if;
    insert into people.memberships (account_id, organisation_id, role)
    values (account, used.organisation_id, used.role);
    return true;
end
$$;

create function people.begin_account(code text, account uuid, name text, password_hash text)
returns boolean
language plpgsql security definer set search_path = '' as $$
begin
    if not coalesce(commons.caller_holds('invitation:' || code), false) then
        return false;
    end if;
    insert into people.accounts (id, name, password_hash)
    values (account, begin_account.name, begin_account.password_hash)
    on conflict do nothing;
    return found and people.use_invitation(code, account);
end
$$;

create function people.accept_invitation(code text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
    return commons.caller_account() is not null
        and people.use_invitation(code, commons.caller_account());
end
$$;

-- password resets ------------------------------------------------------------------------------
grant select, insert, delete on people.password_resets to gegenstrom_field;
create policy resets_seen on people.password_resets for select to gegenstrom_field using (
    people.may_reset(account_id) or commons.caller_holds('reset:' || code_hash)
);
create policy resets_made on people.password_resets for insert to gegenstrom_field with check (
    people.may_reset(account_id) and made_by = commons.caller_account()
);
create policy resets_replaced on people.password_resets for delete to gegenstrom_field
    using (people.may_reset(account_id));

create function people.reset_password(code text, password_hash text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
    used people.password_resets;
begin
    delete from people.password_resets
    where password_resets.code_hash = code
      and commons.caller_holds('reset:' || code)
      and password_resets.expires_at > clock_timestamp()
    returning * into used;
    if used.account_id is null then
        return null;
    end if;
    update people.accounts
    set password_hash = reset_password.password_hash
    where accounts.id = used.account_id;
    delete from people.sessions where sessions.account_id = used.account_id;
    if used.also_second_factor then
        delete from people.totp_secrets where totp_secrets.account_id = used.account_id;
        delete from people.passkeys where passkeys.account_id = used.account_id;
        delete from people.recovery_codes where recovery_codes.account_id = used.account_id;
    end if;
    return used.account_id;
end
$$;

-- second factors: their person's, and for the moment between the password and the code -----------
grant select, insert, update, delete on people.totp_secrets to gegenstrom_field;
create policy totp_secrets_own on people.totp_secrets to gegenstrom_field using (
    account_id = commons.caller_account() or commons.caller_holds('proved:' || account_id)
);
grant select, insert, delete on people.recovery_codes to gegenstrom_field;
create policy recovery_codes_own on people.recovery_codes to gegenstrom_field using (
    account_id = commons.caller_account() or commons.caller_holds('proved:' || account_id)
);
grant select, insert, delete on people.passkeys to gegenstrom_field;
grant update (sign_count, last_used_at) on people.passkeys to gegenstrom_field;
create policy passkeys_own on people.passkeys to gegenstrom_field
    using (account_id = commons.caller_account());
create policy passkeys_asked on people.passkeys for select to gegenstrom_field using (
    commons.caller_holds('passkey:' || credential_id)
    or commons.caller_holds('proved:' || account_id)
);
create policy passkeys_used on people.passkeys for update to gegenstrom_field
    using (commons.caller_holds('passkey:' || credential_id));
grant select, insert, delete on people.challenges to gegenstrom_field;
create policy challenges_answered on people.challenges to gegenstrom_field
    using (commons.caller_holds('challenge:' || challenge_hash));

-- Only what nobody can use any more: whoever calls this can do no harm.
create function people.forget_expired() returns void
language sql security definer set search_path = ''
begin atomic
    delete from people.sessions where sessions.expires_at < now();
    delete from people.challenges where challenges.expires_at < now();
    delete from people.password_resets where password_resets.expires_at < now();
    delete from people.invitations where invitations.expires_at < now() - interval '30 days';
end;

revoke all on function people.may_reset, people.end_assignments, people.use_invitation,
    people.begin_account, people.accept_invitation, people.reset_password, people.forget_expired
    from public;
grant execute on function people.may_reset, people.begin_account, people.accept_invitation,
    people.reset_password, people.forget_expired
    to gegenstrom_field;

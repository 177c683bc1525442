alter table people.recovery_shares enable row level security;
alter table people.recovery_shares force row level security;
do $$
begin
    execute format(
        'create policy owner_keeps on people.recovery_shares to %I using (true) with check (true)',
        current_user
    );
end
$$;

-- A share is its own account's; another caller needs the proof for this very account and device.
grant select, insert, delete on people.recovery_shares to gegenstrom_field;
create policy recovery_shares_own on people.recovery_shares to gegenstrom_field using (
    account_id = commons.caller_account()
    or commons.caller_holds('recovery:' || account_id || ':' || device_id)
);

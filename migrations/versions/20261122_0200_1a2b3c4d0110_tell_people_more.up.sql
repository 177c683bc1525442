-- Consultations about oneself ---------------------------------------------------------------------
-- The person reads what those who support them read of it, and writes nothing. What it was copied
-- from stays closed: they have the originals.
create function field.consultations_about_me() returns setof uuid
language sql stable security definer set search_path = ''
begin atomic
    select consultation_subjects.consultation_id
    from field.consultation_subjects
    where consultation_subjects.participant_id = (select people.own_participant());
end;
revoke all on function field.consultations_about_me from public;
grant execute on function field.consultations_about_me to gegenstrom_field;

create policy consultations_own on field.consultations for select to gegenstrom_field
    using (id in (select field.consultations_about_me()));
create policy case_keys_own on field.case_keys for select to gegenstrom_field
    using (holder_id in (select field.consultations_about_me()));
do $$
declare
    name text;
begin
    foreach name in array array[
        'consultation_subjects', 'consultation_members', 'shared_items', 'shared_pictures',
        'contributions', 'recommendations', 'stances'
    ] loop
        execute format(
            'create policy %I on field.%I for select to gegenstrom_field
                using (consultation_id in (select field.consultations_about_me()))',
            name || '_own', name
        );
    end loop;
end
$$;

-- The sheet is the person's to read; it is written together with whoever supports them.
drop policy plan_sheets_own on field.plan_sheets;
create policy plan_sheets_own on field.plan_sheets for select to gegenstrom_field
    using (people.may_know(participant_id));
create policy plan_sheets_kept on field.plan_sheets to gegenstrom_field
    using (people.may_see_participant(participant_id));

-- Who answers for the data: Art. 13 GDPR, filled in by each provider ------------------------------
create table commons.data_controllers (
    organisation_id uuid not null,
    address text not null,
    telephone text not null,
    email text not null,
    officer text not null,
    officer_contact text not null,
    authority text not null,
    authority_contact text not null,
    municipality text not null,
    processor text not null,
    server_place text not null,
    changed_at timestamptz not null,
    constraint pk_data_controllers primary key (organisation_id),
    constraint fk_data_controllers_organisation_id_organisations
        foreign key (organisation_id) references commons.organisations (id) on delete cascade
);
alter table commons.data_controllers enable row level security;
alter table commons.data_controllers force row level security;
do $$
begin
    execute format(
        'create policy owner_keeps on commons.data_controllers to %I using (true) with check (true)',
        current_user
    );
end
$$;
grant select, insert, update on commons.data_controllers to gegenstrom_field;
create policy data_controllers_read on commons.data_controllers for select to gegenstrom_field
    using (organisation_id = commons.caller_organisation());
create policy data_controllers_begun on commons.data_controllers for insert to gegenstrom_field
    with check (
        organisation_id = commons.caller_organisation() and commons.caller_role() = 'coordinator'
    );
create policy data_controllers_kept on commons.data_controllers for update to gegenstrom_field
    using (
        organisation_id = commons.caller_organisation() and commons.caller_role() = 'coordinator'
    );

-- In which kinds of organisation a role is held; see server/people/rules.py, which says the same ---
create function people.role_fits(kind text, role text) returns boolean
language sql immutable parallel safe
return case role
    when 'participant' then kind = 'provider'
    when 'facilitator' then kind = 'provider'
    when 'coordinator' then kind = 'provider'
    when 'consultant' then kind in ('provider', 'funder')
    when 'planner' then kind = 'municipality'
    else true
end;

create function people.check_role_fits() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    if not people.role_fits(
        (select organisations.kind from commons.organisations
         where organisations.id = new.organisation_id),
        new.role
    ) then
        raise exception 'nobody has this role in such an organisation'
            using errcode = 'check_violation';
    end if;
    return new;
end
$$;
create trigger check_role_fits before insert or update on people.memberships
    for each row execute function people.check_role_fits();
create trigger check_role_fits before insert on people.invitations
    for each row execute function people.check_role_fits();

-- What an organisation is stays in tune with who is in it.
create function people.check_members_fit() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    if exists (
        select from people.memberships
        where memberships.organisation_id = new.id
          and not people.role_fits(new.kind, memberships.role)
    ) then
        raise exception 'somebody has a role there that does not fit'
            using errcode = 'check_violation';
    end if;
    update people.invitations
    set revoked_at = clock_timestamp()
    where invitations.organisation_id = new.id
      and invitations.accepted_at is null
      and invitations.revoked_at is null
      and not people.role_fits(new.kind, invitations.role);
    return null;
end
$$;
create trigger check_members_fit after update of kind on commons.organisations
    for each row when (old.kind <> new.kind) execute function people.check_members_fit();
revoke all on function people.role_fits, people.check_role_fits, people.check_members_fit
    from public;
grant execute on function people.role_fits to gegenstrom_field;

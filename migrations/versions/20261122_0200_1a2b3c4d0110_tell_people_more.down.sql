drop trigger check_members_fit on commons.organisations;
drop trigger check_role_fits on people.invitations;
drop trigger check_role_fits on people.memberships;
drop function people.check_members_fit, people.check_role_fits, people.role_fits;

drop table commons.data_controllers;

drop policy plan_sheets_kept on field.plan_sheets;
drop policy plan_sheets_own on field.plan_sheets;
create policy plan_sheets_own on field.plan_sheets to gegenstrom_field
    using (people.may_know(participant_id));

do $$
declare
    name text;
begin
    foreach name in array array[
        'consultations', 'case_keys', 'consultation_subjects', 'consultation_members',
        'shared_items', 'shared_pictures', 'contributions', 'recommendations', 'stances'
    ] loop
        execute format('drop policy %I on field.%I', name || '_own', name);
    end loop;
end
$$;
drop function field.consultations_about_me;

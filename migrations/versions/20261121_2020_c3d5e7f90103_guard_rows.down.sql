do $$
declare
    made record;
begin
    for made in
        select schemaname, tablename, policyname
        from pg_policies
        where schemaname in ('people', 'field', 'pool', 'planning')
    loop
        execute format('drop policy %I on %I.%I', made.policyname, made.schemaname, made.tablename);
    end loop;
    for made in
        select schemaname, tablename
        from pg_tables
        where schemaname in ('people', 'field', 'pool', 'planning')
    loop
        execute format('alter table %I.%I disable row level security', made.schemaname, made.tablename);
        execute format('alter table %I.%I no force row level security', made.schemaname, made.tablename);
    end loop;
end
$$;
revoke all on all tables in schema people, field, pool, planning, commons, audit
    from gegenstrom_field, gegenstrom_release, gegenstrom_planning;
drop trigger stamp_change on field.explorations;
drop trigger stamp_change on field.walks;
drop trigger stamp_change on field.findings;
drop trigger stamp_change on field.photographs;
drop function field.stamp_change;
drop function audit.seal_block;
drop function audit.entry_line;
drop function field.reachable;
drop function people.may_see_participant;

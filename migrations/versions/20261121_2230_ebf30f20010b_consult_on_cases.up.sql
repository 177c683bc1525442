-- What members of a consultation may read lies in tables of its own, without any reference to the
-- person. Whom it is about, and what it was copied from, lies in two others.
create table field.consultations (
    id uuid not null,
    provider_id uuid not null,
    state text not null,
    pseudonym text not null,
    picture text not null,
    sealed_question bytea,
    meets_at timestamptz,
    made_at timestamptz not null,
    opened_at timestamptz,
    access_ends_at timestamptz,
    ended_at timestamptz,
    constraint pk_consultations primary key (id),
    constraint fk_consultations_provider_id_organisations
        foreign key (provider_id) references commons.organisations (id),
    constraint uq_consultations_provider_id_pseudonym unique (provider_id, pseudonym),
    constraint ck_consultations_state check (state in ('draft', 'open', 'closed', 'withdrawn')),
    constraint ck_consultations_open_until_a_day check (state <> 'open' or access_ends_at is not null)
);

create table field.consultation_subjects (
    consultation_id uuid not null,
    participant_id uuid not null,
    brought_by uuid not null,
    sealed_minutes bytea,
    constraint pk_consultation_subjects primary key (consultation_id),
    constraint fk_consultation_subjects_consultation_id_consultations
        foreign key (consultation_id) references field.consultations (id) on delete cascade,
    constraint fk_consultation_subjects_participant_id_participants
        foreign key (participant_id) references people.participants (id) on delete cascade,
    constraint fk_consultation_subjects_brought_by_accounts
        foreign key (brought_by) references people.accounts (id)
);
create index ix_consultation_subjects_participant_id
    on field.consultation_subjects (participant_id);

create table field.consultation_members (
    consultation_id uuid not null,
    account_id uuid not null,
    organisation_id uuid not null,
    comes_from text not null,
    number integer not null,
    constraint pk_consultation_members primary key (consultation_id, account_id),
    constraint fk_consultation_members_consultation_id_consultations
        foreign key (consultation_id) references field.consultations (id) on delete cascade,
    constraint fk_consultation_members_account_id_accounts
        foreign key (account_id) references people.accounts (id) on delete cascade,
    constraint fk_consultation_members_organisation_id_organisations
        foreign key (organisation_id) references commons.organisations (id),
    constraint ck_consultation_members_comes_from check (comes_from in ('provider', 'funder'))
);
create index ix_consultation_members_account_id on field.consultation_members (account_id);

create table field.case_keys (
    holder_id uuid not null,
    wrapped bytea not null,
    wrapped_with integer not null,
    constraint pk_case_keys primary key (holder_id)
);

create table field.shared_items (
    id uuid not null,
    consultation_id uuid not null,
    position integer not null,
    confirmed boolean not null,
    sealed_body bytea not null,
    constraint pk_shared_items primary key (id),
    constraint fk_shared_items_consultation_id_consultations
        foreign key (consultation_id) references field.consultations (id) on delete cascade
);
create index ix_shared_items_consultation_id on field.shared_items (consultation_id);

create table field.shared_sources (
    item_id uuid not null,
    consultation_id uuid not null,
    kind text not null,
    source_id uuid not null,
    sealed_hidden bytea,
    constraint pk_shared_sources primary key (item_id),
    constraint fk_shared_sources_item_id_shared_items
        foreign key (item_id) references field.shared_items (id) on delete cascade
);
create index ix_shared_sources_consultation_id on field.shared_sources (consultation_id);

create table field.shared_pictures (
    id uuid not null,
    item_id uuid not null,
    consultation_id uuid not null,
    position integer not null,
    type text not null,
    sealed_description bytea,
    constraint pk_shared_pictures primary key (id),
    constraint fk_shared_pictures_item_id_shared_items
        foreign key (item_id) references field.shared_items (id) on delete cascade
);
create index ix_shared_pictures_item_id on field.shared_pictures (item_id);
create index ix_shared_pictures_consultation_id on field.shared_pictures (consultation_id);

create table field.contributions (
    id uuid not null,
    consultation_id uuid not null,
    account_id uuid not null,
    kind text not null,
    answers_id uuid,
    sealed_words bytea not null,
    made_at timestamptz not null,
    constraint pk_contributions primary key (id),
    constraint fk_contributions_consultation_id_consultations
        foreign key (consultation_id) references field.consultations (id) on delete cascade,
    constraint fk_contributions_account_id_accounts
        foreign key (account_id) references people.accounts (id),
    constraint fk_contributions_answers_id_contributions
        foreign key (answers_id) references field.contributions (id) on delete cascade,
    constraint uq_contributions_answers_id unique (answers_id),
    constraint ck_contributions_kind check (kind in ('question', 'observation', 'answer')),
    constraint ck_contributions_answer check ((kind = 'answer') = (answers_id is not null))
);
create index ix_contributions_consultation_id on field.contributions (consultation_id);

create table field.recommendations (
    consultation_id uuid not null,
    revision integer not null,
    sealed_words bytea not null,
    changed_at timestamptz not null,
    constraint pk_recommendations primary key (consultation_id),
    constraint fk_recommendations_consultation_id_consultations
        foreign key (consultation_id) references field.consultations (id) on delete cascade
);

create table field.stances (
    consultation_id uuid not null,
    account_id uuid not null,
    revision integer not null,
    sealed_stance bytea not null,
    constraint pk_stances primary key (consultation_id, account_id),
    constraint fk_stances_consultation_id_consultations
        foreign key (consultation_id) references field.consultations (id) on delete cascade,
    constraint fk_stances_account_id_accounts
        foreign key (account_id) references people.accounts (id) on delete cascade
);

create table field.plan_sheets (
    participant_id uuid not null,
    revision integer not null,
    sealed_parts bytea not null,
    changed_at timestamptz not null,
    constraint pk_plan_sheets primary key (participant_id),
    constraint fk_plan_sheets_participant_id_participants
        foreign key (participant_id) references people.participants (id) on delete cascade
);

do $$
declare
    name text;
begin
    foreach name in array array[
        'consultations', 'consultation_subjects', 'consultation_members', 'case_keys',
        'shared_items', 'shared_sources', 'shared_pictures', 'contributions', 'recommendations',
        'stances', 'plan_sheets'
    ] loop
        execute format('alter table field.%I enable row level security', name);
        execute format('alter table field.%I force row level security', name);
        execute format(
            'create policy owner_keeps on field.%I to %I using (true) with check (true)',
            name, current_user
        );
    end loop;
end
$$;

-- Who stands on which side of a consultation --------------------------------------------------
-- Whoever supports the person brings it, in every state.
create function field.consultations_brought() returns setof uuid
language sql stable security definer set search_path = ''
begin atomic
    select consultation_subjects.consultation_id
    from field.consultation_subjects
    where people.may_see_participant(consultation_subjects.participant_id);
end;

-- Whether the person agrees, told only to those who have to do with the consultation.
create function field.still_agreed(consultation uuid, purpose text) returns boolean
language sql stable security definer set search_path = ''
begin atomic
    select exists (
        select from field.consultation_subjects
        where consultation_subjects.consultation_id = still_agreed.consultation
          and people.has_consent(consultation_subjects.participant_id, still_agreed.purpose)
          and (
              people.may_see_participant(consultation_subjects.participant_id)
              or exists (
                  select from field.consultation_members
                  where consultation_members.consultation_id = still_agreed.consultation
                    and consultation_members.account_id = commons.caller_account()
              )
          )
    );
end;

-- A member reads it while it is open, its time has not run out, and the person agrees: now, at
-- every read. See server/cases/rules.py, which says the same.
create function field.cases_open(also text default 'case_consultation') returns setof uuid
language sql stable security definer set search_path = ''
begin atomic
    select consultations.id
    from field.consultation_members
    join field.consultations on consultations.id = consultation_members.consultation_id
    where commons.caller_role() = 'consultant'
      and consultation_members.account_id = commons.caller_account()
      and consultation_members.organisation_id = commons.caller_organisation()
      and consultations.state = 'open'
      and consultations.access_ends_at > now()
      and field.still_agreed(consultations.id, 'case_consultation')
      and field.still_agreed(consultations.id, cases_open.also);
end;

-- Consultants of one's own provider and of every funder can be invited; whoever supports the
-- person cannot: they would know who it is.
create function field.may_invite(consultation uuid, account uuid, organisation uuid) returns boolean
language sql stable security definer set search_path = ''
begin atomic
    select exists (
        select from people.memberships
        join commons.organisations on organisations.id = memberships.organisation_id
        where memberships.account_id = may_invite.account
          and memberships.organisation_id = may_invite.organisation
          and memberships.role = 'consultant'
          and (
              organisations.kind = 'funder'
              or organisations.id = commons.caller_organisation()
          )
    )
    and not exists (
        select from field.consultation_subjects
        join people.assignments
          on assignments.participant_id = consultation_subjects.participant_id
        where consultation_subjects.consultation_id = may_invite.consultation
          and assignments.account_id = may_invite.account
    );
end;

create policy memberships_consulting on people.memberships for select to gegenstrom_field using (
    role = 'consultant'
    and commons.caller_works_with_participants()
    and exists (
        select from commons.organisations
        where organisations.id = memberships.organisation_id and organisations.kind = 'funder'
    )
);
create policy accounts_consulting on people.accounts for select to gegenstrom_field using (
    commons.caller_works_with_participants()
    and exists (
        select from people.memberships
        join commons.organisations on organisations.id = memberships.organisation_id
        where memberships.account_id = accounts.id
          and memberships.role = 'consultant'
          and organisations.kind = 'funder'
    )
);

-- The rows -------------------------------------------------------------------------------------
grant select, insert, delete on field.consultations to gegenstrom_field;
grant update (state, sealed_question, meets_at, opened_at, access_ends_at, ended_at)
    on field.consultations to gegenstrom_field;
create policy consultations_seen on field.consultations for select to gegenstrom_field using (
    id in (select field.consultations_brought()) or id in (select field.cases_open())
);
create policy consultations_begun on field.consultations for insert to gegenstrom_field with check (
    provider_id = commons.caller_organisation()
    and commons.caller_works_with_participants()
    and state = 'draft'
);
-- What has ended does not begin again.
create policy consultations_changed on field.consultations for update to gegenstrom_field
    using (id in (select field.consultations_brought()) and state in ('draft', 'open'))
    with check (
        state <> 'open' or field.still_agreed(id, 'case_consultation')
    );
create policy consultations_dropped on field.consultations for delete to gegenstrom_field
    using (id in (select field.consultations_brought()) and state = 'draft');

grant select, insert on field.consultation_subjects to gegenstrom_field;
grant update (sealed_minutes) on field.consultation_subjects to gegenstrom_field;
create policy consultation_subjects_seen on field.consultation_subjects to gegenstrom_field
    using (people.may_see_participant(participant_id))
    with check (
        people.may_see_participant(participant_id) and brought_by = commons.caller_account()
    );
create policy consultation_subjects_minuted on field.consultation_subjects
    for update to gegenstrom_field using (people.may_see_participant(participant_id));

grant select, insert, delete on field.consultation_members to gegenstrom_field;
create policy consultation_members_seen on field.consultation_members for select
    to gegenstrom_field using (
        consultation_id in (select field.consultations_brought())
        or consultation_id in (select field.cases_open())
    );
create policy consultation_members_invited on field.consultation_members for insert
    to gegenstrom_field with check (
        consultation_id in (select field.consultations_brought())
        and field.may_invite(consultation_id, account_id, organisation_id)
    );
create policy consultation_members_taken_out on field.consultation_members for delete
    to gegenstrom_field using (consultation_id in (select field.consultations_brought()));

grant select, insert, delete on field.case_keys to gegenstrom_field;
create policy case_keys_opened on field.case_keys for select to gegenstrom_field using (
    holder_id in (select field.consultations_brought())
    or holder_id in (select field.cases_open())
);
create policy case_keys_made on field.case_keys for insert to gegenstrom_field
    with check (holder_id in (select field.consultations_brought()));
create policy case_keys_destroyed on field.case_keys for delete to gegenstrom_field
    using (holder_id in (select field.consultations_brought()));

grant select, insert, delete on field.shared_items to gegenstrom_field;
create policy shared_items_seen on field.shared_items for select to gegenstrom_field using (
    consultation_id in (select field.consultations_brought())
    or consultation_id in (select field.cases_open())
);
create policy shared_items_chosen on field.shared_items for insert to gegenstrom_field with check (
    consultation_id in (select field.consultations_brought())
    and field.still_agreed(consultation_id, 'case_consultation')
);
create policy shared_items_taken_out on field.shared_items for delete to gegenstrom_field
    using (consultation_id in (select field.consultations_brought()));

grant select, insert on field.shared_sources to gegenstrom_field;
create policy shared_sources_brought on field.shared_sources to gegenstrom_field
    using (consultation_id in (select field.consultations_brought()));

-- Photographs ask for one consent more.
grant select, insert on field.shared_pictures to gegenstrom_field;
create policy shared_pictures_seen on field.shared_pictures for select to gegenstrom_field using (
    consultation_id in (select field.consultations_brought())
    or consultation_id in (select field.cases_open('release_media'))
);
create policy shared_pictures_chosen on field.shared_pictures for insert to gegenstrom_field
    with check (
        consultation_id in (select field.consultations_brought())
        and field.still_agreed(consultation_id, 'release_media')
    );

grant select, insert, delete on field.contributions to gegenstrom_field;
create policy contributions_seen on field.contributions for select to gegenstrom_field using (
    consultation_id in (select field.consultations_brought())
    or consultation_id in (select field.cases_open())
);
create policy contributions_made on field.contributions for insert to gegenstrom_field with check (
    account_id = commons.caller_account()
    and (
        kind <> 'answer' and consultation_id in (select field.cases_open())
        or kind = 'answer'
           and consultation_id in (select field.consultations_brought())
           and field.still_agreed(consultation_id, 'case_consultation')
    )
);
create policy contributions_closed on field.contributions for delete to gegenstrom_field
    using (consultation_id in (select field.consultations_brought()));

do $$
declare
    name text;
begin
    foreach name in array array['recommendations', 'stances'] loop
        execute format('grant select, insert, update, delete on field.%I to gegenstrom_field', name);
        execute format(
            'create policy %I on field.%I for select to gegenstrom_field using (
                consultation_id in (select field.consultations_brought())
                or consultation_id in (select field.cases_open())
            )',
            name || '_seen', name
        );
        execute format(
            'create policy %I on field.%I for delete to gegenstrom_field
                using (consultation_id in (select field.consultations_brought()))',
            name || '_closed', name
        );
    end loop;
end
$$;
create policy recommendations_written on field.recommendations for insert to gegenstrom_field
    with check (consultation_id in (select field.cases_open()));
create policy recommendations_reworded on field.recommendations for update to gegenstrom_field
    using (consultation_id in (select field.cases_open()));
create policy stances_taken on field.stances for insert to gegenstrom_field with check (
    consultation_id in (select field.cases_open()) and account_id = commons.caller_account()
);
create policy stances_changed on field.stances for update to gegenstrom_field using (
    consultation_id in (select field.cases_open()) and account_id = commons.caller_account()
);

grant select, insert, update, delete on field.plan_sheets to gegenstrom_field;
create policy plan_sheets_own on field.plan_sheets to gegenstrom_field
    using (people.may_know(participant_id));

-- What ends ------------------------------------------------------------------------------------
-- Whatever takes a shared photograph away, its file goes too.
create function field.remove_shared_file() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    insert into field.removals (name) values ('cases/' || old.id) on conflict do nothing;
    return null;
end
$$;
create trigger remove_file after delete on field.shared_pictures
    for each row execute function field.remove_shared_file();

-- A consultation goes with the person it was about, and its key with it.
create function field.forget_consultation() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    delete from field.case_keys where holder_id = old.consultation_id;
    delete from field.consultations where id = old.consultation_id;
    return null;
end
$$;
create trigger forget after delete on field.consultation_subjects
    for each row execute function field.forget_consultation();

-- After a no, what was shared is deleted and its key destroyed, whatever state it was in but
-- closed: then only minutes without a name are left.
create function field.end_consultations(participant uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
    about uuid[];
begin
    if not coalesce(people.may_know(participant), false) then
        return;
    end if;
    about := array(
        select consultations.id
        from field.consultations
        join field.consultation_subjects
          on consultation_subjects.consultation_id = consultations.id
        where consultation_subjects.participant_id = participant
          and consultations.state in ('draft', 'open')
    );
    if people.said_no(participant, 'case_consultation') then
        delete from field.case_keys where holder_id = any(about);
        delete from field.shared_items where consultation_id = any(about);
        delete from field.contributions where consultation_id = any(about);
        delete from field.recommendations where consultation_id = any(about);
        delete from field.stances where consultation_id = any(about);
        update field.consultations
        set state = 'withdrawn', ended_at = now(), sealed_question = null
        where id = any(about);
    end if;
    if people.said_no(participant, 'release_media') then
        delete from field.shared_pictures where consultation_id = any(about);
    end if;
    if people.said_no(participant, 'keep_maps') then
        delete from field.plan_sheets where participant_id = participant;
    end if;
end
$$;

-- Opening what a consultation holds is opening what is the person's.
create or replace function audit.record_openings(holders uuid[], purpose text) returns void
language sql security definer set search_path = ''
begin atomic
    insert into audit.entries
        (account_id, organisation_id, side, action, subject_kind, subject_id, codes)
    select
        commons.caller_account(),
        commons.caller_organisation(),
        'field',
        'sealed_opened',
        'participant',
        opened.participant_id,
        jsonb_build_object('purpose', purpose)
    from (
        select participants.id as participant_id
        from people.participants
        where participants.id = any(holders)
        union
        select exploration_participants.participant_id
        from field.exploration_participants
        where exploration_participants.exploration_id = any(holders)
        union
        select consultation_subjects.participant_id
        from field.consultation_subjects
        where consultation_subjects.consultation_id = any(holders)
    ) as opened;
end;

revoke all on function field.consultations_brought, field.still_agreed, field.cases_open,
    field.may_invite, field.remove_shared_file, field.forget_consultation, field.end_consultations
    from public;
grant execute on function field.consultations_brought, field.still_agreed, field.cases_open,
    field.may_invite, field.end_consultations
    to gegenstrom_field;

-- The texts people were ever shown. Whether answers to an old one still count is decided here, by
-- the migration that brings the new one.
create table commons.consent_texts (
    purpose text not null,
    hash text not null,
    language text not null,
    version integer not null,
    counts boolean not null,
    constraint pk_consent_texts primary key (purpose, hash)
);
grant select on commons.consent_texts
    to gegenstrom_field, gegenstrom_release, gegenstrom_planning;
insert into commons.consent_texts (purpose, hash, language, version, counts)
values
    ('keep_maps', '8ad7bec0636ca8cb0d1471dfbb982ca5e3432070e510db74097b63ad56a7676c', 'de', 1, true),
    ('keep_maps', 'b38b7dcbea3edc251fc7956733ebe8153c67f94dbc44dc9a3437b89cb3486672', 'de-simple', 1, true),
    ('keep_maps', '826fbf4493527da053292440200ef81aaa3b73721cec99f6e2d7374cd20a5448', 'en', 1, true),
    ('case_consultation', '12e8f9cd4084fce05196043b7e67991ac236032956fca0338d3a43933677e8de', 'de', 1, true),
    ('case_consultation', 'c94ef7ce1e8d2105e5ba510fef04d51c891a2b8d6a8c7f065f630ff8e59da45c', 'de-simple', 1, true),
    ('case_consultation', 'b5a3322f9079f2f41dc490720b018d19da3956ca8a6ee59f773190ec328f973e', 'en', 1, true),
    ('safe_numbers', '46dc61c5d2bc64aaa14bed57fe6289456a4f844f067a718461aa5a58aea1e537', 'de', 1, true),
    ('safe_numbers', 'c4e9cecc793f766a9c025a7599d8181978b2373500bd27b8cea367651f82bab5', 'de-simple', 1, true),
    ('safe_numbers', 'f8b307a604975a58b06ac68c10574cbd7f725beedaa28e9f7e86993dd90f135c', 'en', 1, true),
    ('release_words', 'bb5b8d88f7f608ceb6d81d8273a05ab93ddd072ba093306b580dff5b4b7a9b26', 'de', 1, true),
    ('release_words', 'b0e1aecbb02ce97a79b8604c30d35303d120359682495f3b457b4c3ad2dd28cb', 'de-simple', 1, true),
    ('release_words', '8e3fe087c33ad17244480d48787808aa2d514712dc6269672aee1340d5543372', 'en', 1, true),
    ('release_media', '4fc59d8547c52932006bd5ec0d919d3dfaf931268b4cfe61f9682c0d39a7b9f0', 'de', 1, true),
    ('release_media', '8ccfc1a712ad338540f5db8e550f77809139b49ea6f66c379f3615879581d97b', 'de-simple', 1, true),
    ('release_media', '1360e93f9216e534bf0ca2db83cd5dc48f2766c7996f87538e32cc00d4900d69', 'en', 1, true),
    ('tell_me', 'b5886fe64ba18267b46ba8c490a5d15eb38758215010eaa546326ff6f2d8cd2e', 'de', 1, true),
    ('tell_me', 'a825f65c4a7674720d3102118f2bb5adaa1e3b3eb34c86e4d930860cc0d4e7e0', 'de-simple', 1, true),
    ('tell_me', 'd26f2e3ab7088291159723418090afe0f6078e07a9e231febab29ba6758b89b6', 'en', 1, true);

create table people.consents (
    id uuid not null,
    participant_id uuid not null,
    purpose text not null,
    answer text not null,
    text_hash text not null,
    how text not null,
    present text not null,
    answered_at timestamptz not null,
    arrived_at timestamptz not null,
    counts_from timestamptz not null,
    valid_until timestamptz,
    recorded_by uuid not null,
    evidence_type text,
    sealed_evidence bytea,
    revision uuid not null,
    changed_in xid8 not null,
    erased_at timestamptz,
    constraint pk_consents primary key (id),
    constraint fk_consents_participant_id_participants
        foreign key (participant_id) references people.participants (id) on delete cascade,
    constraint fk_consents_recorded_by_accounts
        foreign key (recorded_by) references people.accounts (id),
    constraint fk_consents_purpose_text_hash_consent_texts
        foreign key (purpose, text_hash) references commons.consent_texts (purpose, hash),
    constraint ck_consents_answer check (answer in ('given', 'refused', 'withdrawn')),
    constraint ck_consents_how check (how in ('tapped', 'paper', 'spoken')),
    constraint ck_consents_present
        check (present in ('alone', 'facilitator', 'trusted_person', 'legal_guardian')),
    constraint ck_consents_validity check ((answer = 'given') = (valid_until is not null)),
    -- SGB X § 67b II: health data need a written or electronic form. Only this purpose has none.
    constraint ck_consents_written_or_electronic
        check (answer <> 'given' or how <> 'spoken' or purpose = 'tell_me'),
    constraint ck_consents_evidence
        check (answer <> 'given' or how = 'spoken' or sealed_evidence is not null),
    constraint ck_consents_evidence_has_a_type
        check ((evidence_type is null) = (sealed_evidence is null))
);
create index ix_consents_participant_id_purpose_counts_from
    on people.consents (participant_id, purpose, counts_from);
create index ix_consents_changed_in on people.consents (changed_in);
create trigger stamp_change before insert or update on people.consents
    for each row execute function field.stamp_change();

-- The latest answer counts; see server/consent/rules.py, which says the same.
create function people.has_consent(participant uuid, purpose text, at timestamptz default now())
returns boolean
language sql stable set search_path = ''
begin atomic
    with answers as (
        select
            consents.id,
            consents.purpose,
            consents.counts_from,
            consents.answer = 'given' as is_yes,
            consents.answer = 'given' and consents.valid_until > $3 and consent_texts.counts
                as holds
        from people.consents
        join commons.consent_texts
          on consent_texts.purpose = consents.purpose
         and consent_texts.hash = consents.text_hash
        where consents.participant_id = $1
    ),
    latest as (
        select distinct on (answers.purpose) answers.*
        from answers
        order by answers.purpose, answers.counts_from desc, answers.is_yes, answers.id desc
    )
    select exists (
        select from latest as asked
        where asked.purpose = $2
          and asked.holds
          and (
              $2 = 'keep_maps'
              or exists (select from latest as kept where kept.purpose = 'keep_maps' and kept.holds)
              and not exists (
                  select from answers as ended
                  where ended.purpose = 'keep_maps'
                    and not ended.is_yes
                    and ended.counts_from >= asked.counts_from
              )
          )
    );
end;
-- A no is more than the lack of a yes: what ran out or was never asked ends nothing.
create function people.said_no(participant uuid, purpose text) returns boolean
language sql stable set search_path = ''
begin atomic
    select exists (
        select from (
            select distinct on (consents.purpose) consents.answer
            from people.consents
            where consents.participant_id = $1 and consents.purpose in ($2, 'keep_maps')
            order by
                consents.purpose,
                consents.counts_from desc,
                (consents.answer = 'given'),
                consents.id desc
        ) as latest
        where latest.answer <> 'given'
    );
end;
revoke all on function people.has_consent, people.said_no from public;
grant execute on function people.has_consent to gegenstrom_field, gegenstrom_release;
grant execute on function people.said_no to gegenstrom_field;

alter table people.consents enable row level security;
alter table people.consents force row level security;
do $$
begin
    execute format(
        'create policy owner_keeps on people.consents to %I using (true) with check (true)',
        current_user
    );
end
$$;
-- Appended and read, never changed: a no does not wipe out that there was a yes.
grant select, insert on people.consents to gegenstrom_field;
create policy consents_seen on people.consents for select to gegenstrom_field
    using (people.may_see_participant(participant_id));
create policy consents_answered on people.consents for insert to gegenstrom_field with check (
    people.may_see_participant(participant_id) and recorded_by = commons.caller_account()
);

-- A revision belongs to an exploration or to a participant.
alter table field.revisions alter column exploration_id drop not null;
alter table field.revisions add column participant_id uuid;
alter table field.revisions add constraint fk_revisions_participant_id_participants
    foreign key (participant_id) references people.participants (id) on delete cascade;
alter table field.revisions add constraint ck_revisions_belongs_to_one
    check (num_nonnulls(exploration_id, participant_id) = 1);
create index ix_revisions_participant_id on field.revisions (participant_id);
drop policy revisions_reached on field.revisions;
create policy revisions_reached on field.revisions to gegenstrom_field using (
    exploration_id in (select field.reachable()) or people.may_see_participant(participant_id)
);

-- A release rests on consents of its author. One that was refused may be chosen again.
alter table field.releases add column author_id uuid;
alter table field.releases add column purposes text[] not null default '{}';
-- What was chosen before anybody could be asked rests on no consent: it must be chosen again.
update field.releases
set author_id = findings.author_participant_id, purposes = '{keep_maps,release_words,release_media}'
from field.findings
where findings.id = releases.finding_id and findings.author_participant_id is not null;
alter table field.releases drop constraint ck_releases_state;
alter table field.releases add constraint ck_releases_state
    check (state in ('waiting', 'released', 'refused'));
alter table field.releases drop constraint uq_releases_finding_id;
create index ix_releases_finding_id on field.releases (finding_id);
create index ix_releases_author_id on field.releases (author_id);
create unique index ix_releases_standing on field.releases (finding_id) where state <> 'refused';
drop policy releases_done on field.releases;
create policy releases_done on field.releases for update to gegenstrom_release
    using (state = 'waiting') with check (state in ('released', 'refused'));

-- Of a person the release login reads the answers, without their proofs, and only while something
-- of that person waits.
grant usage on schema people to gegenstrom_release;
grant select (id, participant_id, purpose, answer, text_hash, counts_from, valid_until)
    on people.consents to gegenstrom_release;
create policy consents_asked on people.consents for select to gegenstrom_release
    using (participant_id in (select author_id from field.releases where state = 'waiting'));

-- What was taken back: a finding stays in published reports only, a photograph nowhere.
alter table pool.findings add column withdrawn boolean not null default false;
alter table pool.photographs add column withdrawn boolean not null default false;
drop policy findings_read on pool.findings;
create policy findings_read on pool.findings for select to gegenstrom_planning using (
    commons.caller_account() is not null
    and (
        not withdrawn
        or exists (
            select from planning.report_findings
            join planning.reports on reports.id = report_findings.report_id
            where report_findings.finding_id = findings.id and reports.state = 'published'
        )
    )
);
drop policy photographs_read on pool.photographs;
create policy photographs_read on pool.photographs for select to gegenstrom_planning
    using (commons.caller_account() is not null and not withdrawn);

-- No login of ours may both know a person and write the pool, so this runs as the owner. It takes
-- away only what the person said no to, and only for who works with them. Returns the SHA-256 of
-- photographs nothing in the pool shows any more.
create function field.end_releases(participant uuid) returns setof text
language plpgsql security definer set search_path = '' as $$
begin
    if not people.may_see_participant(participant) then
        return;
    end if;
    -- A copying under way is waited for; what it copied is taken back below.
    perform from field.releases where author_id = participant for update;
    update field.releases
    set state = 'refused'
    where author_id = participant
      and state = 'waiting'
      and exists (
          select from unnest(purposes) as needed (purpose)
          where people.said_no(participant, needed.purpose)
      );
    update pool.findings
    set withdrawn = true
    from field.releases
    where releases.author_id = participant
      and releases.pooled_id = findings.id
      and not findings.withdrawn
      and exists (
          select from unnest(array_remove(releases.purposes, 'release_media')) as needed (purpose)
          where people.said_no(participant, needed.purpose)
      );
    delete from planning.report_findings
    using pool.findings, field.releases, planning.reports
    where findings.id = report_findings.finding_id
      and releases.pooled_id = findings.id
      and releases.author_id = participant
      and findings.withdrawn
      and reports.id = report_findings.report_id
      and reports.state = 'draft';
    if not people.said_no(participant, 'release_media') then
        return;
    end if;
    return query
    with gone as (
        update pool.photographs
        set withdrawn = true
        from field.releases
        where releases.author_id = participant
          and releases.pooled_id = photographs.finding_id
          and not photographs.withdrawn
        returning photographs.finding_id, photographs.sha256
    )
    select distinct gone.sha256
    from gone
    where not exists (
        select from pool.photographs as shown
        where shown.sha256 = gone.sha256
          and not shown.withdrawn
          and shown.finding_id not in (select taken.finding_id from gone as taken)
    );
end
$$;
revoke all on function field.end_releases from public;
grant execute on function field.end_releases to gegenstrom_field;

-- After a no to keeping, what a person contributed is emptied, its history is deleted and the key
-- of all they said is destroyed. Rows stay without content, so that devices are told to forget
-- them. Returns the photographs whose bytes must go.
create function field.end_keeping(participant uuid) returns setof uuid
language plpgsql security definer set search_path = '' as $$
begin
    if not people.may_see_participant(participant)
       or not people.said_no(participant, 'keep_maps') then
        return;
    end if;
    delete from field.revisions
    where record_id in (select id from field.findings where author_participant_id = participant)
       or record_id in (
           select photographs.id
           from field.photographs
           join field.findings on findings.id = photographs.finding_id
           where findings.author_participant_id = participant
       );
    update field.findings
    set erased_at = now(),
        felt_effect = null,
        groups = '{}',
        sealed_note = null,
        location = null,
        location_source = null,
        accuracy_m = null
    where author_participant_id = participant;
    delete from field.keys where holder_id = participant;
    return query
    update field.photographs
    set erased_at = now(), sealed_description = null, received_at = null, stored_sha256 = null
    from field.findings
    where findings.id = photographs.finding_id and findings.author_participant_id = participant
    returning photographs.id;
end
$$;
revoke all on function field.end_keeping from public;
grant execute on function field.end_keeping to gegenstrom_field;

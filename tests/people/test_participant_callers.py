"""What opens to a participant who signs in: what is theirs, and nobody else's anything."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session, selectinload

from server.core.seals import FieldKey
from server.explorations.rules import may_reach, reachable_by
from server.explorations.tables import Exploration
from server.media.tables import Photograph
from server.people.rules import may_be_seen_by, may_see
from server.people.tables import Account, Assignment, Membership, Participant, PersonKey
from server.release.tables import Release
from server.sync.tables import Revision
from server.walks.authors import findings_seen_by, may_see_finding
from server.walks.tables import Finding, Walk
from tests.makers import (
    answer_consent,
    give_all,
    make_exploration,
    make_finding,
    make_operation,
    make_picture,
    make_walk_body,
    make_walked,
    participants_phone,
    push,
    send_picture,
)
from tests.people.accounts import API
from tests.sync.test_queries import pull


class Joint:
    """A walk of two participants, each with a finding, one that staff saw, and one walk alone."""

    def __init__(self, world):
        self.world, self.friend = world, uuid4()
        with world.app.app_context():
            world.make_participant("coordinator", self.friend, "facilitator")
        self.staff = world.client("facilitator")
        both = [str(world.participant), str(self.friend)]
        self.exploration, self.walk = self.explore(both)
        self.mine = self.find(self.walk, world.participant)
        self.theirs = self.find(self.walk, self.friend)
        self.seen = self.find(self.walk, None)
        self.alone, self.alone_walk = self.explore([str(world.participant)])
        self.seen_alone = self.find(self.alone_walk, None)
        self.not_mine, self.not_mine_walk = self.explore([str(self.friend)])
        self.far = self.find(self.not_mine_walk, self.friend)
        for finding in (self.mine, self.theirs):
            send_picture(self.staff, finding, make_picture(colour=f"#{uuid4().hex[:6]}"))
        self.phone, self.caller = participants_phone(world)

    def explore(self, people):
        exploration, walk = str(uuid4()), str(uuid4())
        body = make_exploration(self.world, participant_ids=people, title="Zusammen")
        operations = [
            make_operation("exploration", exploration, body),
            make_operation("walk", walk, make_walk_body(exploration)),
        ]
        assert {one["verdict"] for one in push(self.staff, operations)} == {"applied"}
        return exploration, walk

    def find(self, walk, author):
        finding = str(uuid4())
        body = make_finding(
            self.world, walk, author_participant_id=author and str(author), note=f"n {finding}"
        )
        (verdict,) = push(self.staff, [make_operation("finding", finding, body)])
        assert verdict["verdict"] == "applied", verdict
        return finding

    @property
    def own(self):
        return {self.mine, self.seen_alone}


@pytest.fixture
def joint(world):
    return Joint(world)


def verdict_of(phone, kind, record_id, body, **values):
    (verdict,) = push(phone, [make_operation(kind, record_id, body, **values)])
    return verdict["verdict"], (verdict["problem"] or {}).get("type")


def test_predicates_twins_and_rows_agree(joint, acting, owner):
    with Session(owner) as everything:
        people = everything.scalars(
            select(Participant).options(selectinload(Participant.assignments))
        ).all()
        explorations = everything.scalars(
            select(Exploration).options(
                selectinload(Exploration.participants), selectinload(Exploration.facilitators)
            )
        ).all()
        findings = everything.scalars(select(Finding)).all()
    caller, own = joint.caller, joint.world.participant
    taking_part = {
        one.id: {person.participant_id for person in one.participants} for one in explorations
    }
    seen = {one.id for one in people if may_see(caller, one)}
    reached = {one.id for one in explorations if may_reach(caller, one, {own})}
    found = {
        one.id
        for one in findings
        if one.exploration_id in reached
        and may_see_finding(caller, one, taking_part[one.exploration_id], own)
    }
    with acting(caller) as session:
        for table, predicate, twin in (
            (Participant, seen, may_be_seen_by(caller)),
            (Exploration, reached, reachable_by(caller)),
            (Finding, found, findings_seen_by(caller)),
        ):
            rows = set(session.scalars(select(table.id)))
            assert rows == predicate == set(session.scalars(select(table.id).where(twin))), table
    assert seen == {own}
    assert found == {UUID(one) for one in joint.own}


def test_findings_of_staff_agree_too(joint, acting):
    for name in ("facilitator", "coordinator", "colleague", "other_facilitator", "operator"):
        caller = joint.world.caller(name)
        with acting(caller) as session:
            rows = set(session.scalars(select(Finding.id)))
            twin = set(session.scalars(select(Finding.id).where(findings_seen_by(caller))))
        assert rows == twin, name


def test_keys_photographs_and_history_of_others_stay_closed(joint, acting):
    with acting(joint.caller) as session:
        photographs = session.scalars(select(Photograph)).all()
        assert {str(one.finding_id) for one in photographs} == {joint.mine}
        opened = {str(one) for one in session.scalars(select(FieldKey.holder_id))}
        assert opened == {str(joint.world.participant), joint.exploration, joint.alone}
        assert str(joint.friend) not in {
            str(one) for one in session.scalars(select(PersonKey.holder_id))
        }
        records = {str(one) for one in session.scalars(select(Revision.record_id))}
        assert not records & {joint.theirs, joint.far, joint.not_mine}
        assert session.scalars(select(Release)).all() == []


def test_the_phone_gets_what_is_theirs_and_no_id_of_what_others_found(joint):
    changes = {one["record_id"]: one for one in pull(joint.phone)["changes"]}
    assert joint.own <= set(changes)
    assert {joint.exploration, joint.alone, joint.walk} <= set(changes)
    told = str(list(changes.values()))
    for hidden in (joint.theirs, joint.seen, joint.far, joint.not_mine):
        assert hidden not in told
    for staff in ("Vorname", "Nachname"):
        assert staff not in told


def test_participants_are_oneself_and_by_pseudonym_those_one_went_with(joint):
    people = {one["id"]: one for one in joint.phone.get(f"{API}/participants").json}
    friend = joint.friend
    assert set(people) == {str(joint.world.participant), str(friend)}
    assert people[str(joint.world.participant)]["name"].startswith("Vorname")
    assert people[str(friend)] == {
        "id": str(friend),
        "pseudonym": f"Amsel {friend.hex[:4]}",
        "picture": "Amsel",
        "name": "",
        "profile": [],
        "facilitator_ids": [],
    }


def test_strangers_of_the_same_provider_stay_unknown(joint):
    with joint.world.app.app_context():
        joint.world.make_participant("coordinator", uuid4(), "facilitator")
    assert len(joint.phone.get(f"{API}/participants").json) == 2


def test_colleagues_are_who_supports_them_and_who_coordinates(joint):
    named = {one["id"] for one in joint.phone.get(f"{API}/colleagues").json}
    accounts = joint.world.accounts
    assert named == {str(accounts["facilitator"]), str(accounts["coordinator"])}


def test_who_looked_is_named_even_if_they_support_them_no_longer(joint, world):
    path = f"{API}/participants/{world.participant}"
    joint.staff.get(path)
    client = world.client("coordinator")
    body = {"facilitator_ids": [str(world.accounts["colleague"])]}
    assert client.put(f"{path}/facilitators", json=body).status_code == 204
    named = {one["id"] for one in joint.phone.get(f"{API}/colleagues").json}
    assert str(world.accounts["facilitator"]) in named


def test_they_read_and_take_along_what_is_stored_about_them(joint, world):
    stored = joint.phone.get(f"{API}/participants/{world.participant}/stored")
    assert stored.status_code == 200, stored.json
    found = {one["id"] for part in stored.json["explorations"] for one in part["findings"]}
    assert found == joint.own
    assert stored.json["erasure"]["may_erase"] is False
    assert stored.json["erasure"]["findings"] > 0
    assert all(one["who"] for one in stored.json["looks"])
    with joint.phone.post(f"{API}/participants/{world.participant}/exports") as export:
        assert export.status_code == 200
    assert joint.phone.get(f"{API}/participants/{world.participant}/published").json == []


@pytest.mark.parametrize("which", ["friend", "other"])
def test_nothing_of_another_participant_opens(joint, world, which):
    other = joint.friend if which == "friend" else world.other_participant
    path = f"{API}/participants/{other}"
    for read in ("stored", "published", "devices"):
        assert joint.phone.get(f"{path}/{read}").status_code == 404, read
    assert joint.phone.post(f"{path}/exports").status_code == 404
    verdict = answer_consent(joint.phone, other, "keep_maps")
    assert verdict["verdict"] == "refused"


def test_what_is_the_staffs_stays_closed(joint, world):
    path = f"{API}/participants/{world.participant}"
    phone = joint.phone
    assert phone.get(path).status_code == 403
    assert phone.put(path, json={}).status_code == 403
    assert phone.put(f"{path}/facilitators", json={}).status_code == 403
    assert phone.delete(path).status_code == 403
    assert phone.get(f"{API}/participants/suggestions").status_code == 403
    assert phone.get(f"{API}/explorations").status_code == 403
    assert phone.get(f"{API}/explorations/{joint.exploration}").status_code == 403
    assert (
        phone.post(f"{API}/explorations/{joint.exploration}/releases", json={}).status_code == 403
    )
    assert phone.get(f"{API}/pool/findings").status_code == 403
    assert phone.get(f"{API}/members").status_code in {403, 422}
    assert phone.get(f"{API}/invitations").status_code == 403


def test_photographs_of_others_are_not_handed_out(joint, acting):
    with acting(joint.world.caller("coordinator")) as session:
        hashes = {one.finding_id: one.sha256 for one in session.scalars(select(Photograph))}
    assert joint.phone.get(f"{API}/media/{hashes[UUID(joint.mine)]}").status_code == 200
    assert joint.phone.get(f"{API}/media/{hashes[UUID(joint.theirs)]}").status_code == 404


def test_they_record_for_themselves_and_their_supporters_see_it(world):
    phone, _ = participants_phone(world)
    walked = make_walked(world, phone)
    send_picture(phone, walked.finding, make_picture())
    staff = pull(world.client("facilitator"))["changes"]
    assert walked.finding in {one["record_id"] for one in staff}
    verdict = answer_consent(phone, world.participant, "keep_maps", present="alone")
    assert verdict["verdict"] == "applied", verdict


def test_they_name_nobody_else_and_leave_themselves_in(joint, world):
    friend, own = str(joint.friend), str(world.participant)
    for people in ([friend], [own, friend], []):
        body = make_exploration(world, participant_ids=people, facilitator_ids=[])
        said = verdict_of(joint.phone, "exploration", str(uuid4()), body)
        assert said == ("refused", "/problems/not-taking-part"), people
    stranger = [str(world.accounts["colleague"])]
    body = make_exploration(world, facilitator_ids=stranger)
    assert verdict_of(joint.phone, "exploration", str(uuid4()), body)[0] == "refused"


def test_they_record_on_a_joint_walk_but_only_as_themselves(joint, world):
    for author, said in (
        (world.participant, "applied"),
        (joint.friend, "refused"),
        (None, "refused"),
    ):
        body = make_finding(
            world, joint.walk, author_participant_id=author and str(author), who_spoke="self"
        )
        assert verdict_of(joint.phone, "finding", str(uuid4()), body)[0] == said, author


def test_they_change_what_they_found_and_nothing_else(joint, world):
    def change(finding, author):
        body = make_finding(world, joint.walk, author_participant_id=str(author), note="neu")
        return verdict_of(joint.phone, "finding", finding, body)[0]

    assert change(joint.mine, world.participant) in {"applied", "merged", "conflict"}
    for other in (joint.theirs, joint.seen):
        assert change(other, world.participant) == "refused"
    alone = make_finding(world, joint.alone_walk, note="neu")
    assert verdict_of(joint.phone, "finding", joint.seen_alone, alone)[0] == "refused"
    walk = make_walk_body(joint.exploration, weather="wet")
    assert verdict_of(joint.phone, "walk", joint.walk, walk)[0] == "refused"
    both = [str(world.participant), str(joint.friend)]
    for people in (both, [str(world.participant)]):
        body = make_exploration(world, participant_ids=people, title="anders")
        assert verdict_of(joint.phone, "exploration", joint.exploration, body)[0] == "refused"


def test_deleting_what_others_made_changes_nothing(joint):
    for kind, record in (
        ("exploration", joint.exploration),
        ("walk", joint.walk),
        ("finding", joint.theirs),
        ("finding", joint.seen_alone),
    ):
        push(joint.phone, [make_operation(kind, record, None, action="delete")])
    kept = {one["record_id"]: one["action"] for one in pull(joint.staff)["changes"]}
    for record in (joint.exploration, joint.walk, joint.theirs, joint.seen_alone):
        assert kept[record] == "put"


def test_they_take_back_their_own_finding_and_end_what_rests_on_their_yes(joint, world):
    deleted = make_operation("finding", joint.mine, None, action="delete")
    assert push(joint.phone, [deleted])[0]["verdict"] == "applied"
    give_all(joint.phone, world.participant)
    answer = answer_consent(joint.phone, world.participant, "keep_maps", "withdrawn")
    assert answer["verdict"] == "applied", answer
    refused = make_finding(world, joint.walk)
    assert verdict_of(joint.staff, "finding", str(uuid4()), refused)[0] == "refused"


def test_a_finding_that_becomes_somebody_elses_leaves_the_phone(joint, world):
    cursor = pull(joint.phone)["cursor"]
    body = make_finding(world, joint.walk, author_participant_id=str(joint.friend))
    assert verdict_of(joint.staff, "finding", joint.mine, body)[0] != "refused"
    changes = {one["record_id"]: one["action"] for one in pull(joint.phone, cursor)["changes"]}
    assert changes[joint.mine] == "erase"


def test_what_staff_saw_leaves_the_phone_when_somebody_joins(joint, world):
    cursor = pull(joint.phone)["cursor"]
    both = [str(world.participant), str(joint.friend)]
    body = make_exploration(world, participant_ids=both, title="Zusammen")
    assert verdict_of(joint.staff, "exploration", joint.alone, body)[0] != "refused"
    changes = {one["record_id"]: one["action"] for one in pull(joint.phone, cursor)["changes"]}
    assert changes[joint.seen_alone] == "erase"
    assert changes[joint.alone] == "put"


def test_who_is_taken_off_an_exploration_is_told_to_forget_it(joint, world):
    cursor = pull(joint.phone)["cursor"]
    body = make_exploration(world, participant_ids=[str(joint.friend)], title="Zusammen")
    said = verdict_of(joint.staff, "exploration", joint.exploration, body)
    assert said[0] != "refused", said
    changes = {one["record_id"]: one["action"] for one in pull(joint.phone, cursor)["changes"]}
    assert changes[joint.exploration] == "erase"
    assert joint.theirs not in changes


def test_the_database_refuses_what_the_app_would(joint, acting, world):
    statements = (
        "insert into field.exploration_participants values (:exploration, :friend)",
        "update people.participants set profile = '{}' where id = :own",
        "delete from people.assignments where participant_id = :own",
        "update field.explorations set practice = true where id = :exploration",
        "update field.walks set weather = null where exploration_id = :exploration",
        "update field.findings set felt_effect = null where id = :seen",
        "insert into people.assignments values (:own, :stranger)",
    )
    values = {
        "exploration": joint.exploration,
        "friend": joint.friend,
        "own": world.participant,
        "seen": joint.seen_alone,
        "stranger": world.accounts["colleague"],
    }
    for statement in statements:
        with acting(joint.caller) as session:
            assert refused_or_nothing(session, statement, values), statement


def refused_or_nothing(session, statement, values):
    """Whether row-level security refuses a statement, or shows it no row."""
    try:
        with session.begin_nested():
            return session.execute(text(statement + " returning *"), values).all() == []
    except ProgrammingError as refused:
        return "row-level security" in str(refused)


def test_a_participant_finds_no_account_but_of_those_around(joint, acting, world):
    with acting(joint.caller) as session:
        accounts = set(session.scalars(select(Account.id)))
        members = set(session.scalars(select(Membership.account_id)))
        around = {world.accounts["facilitator"], world.accounts["coordinator"]}
        assert accounts == members == around | {joint.caller.account_id}
        assert set(session.scalars(select(Assignment.participant_id))) == {world.participant}


def test_a_participant_of_another_provider_has_nothing_to_do_with_us(acting, world):
    phone, caller = participants_phone(world, world.other_participant, "other_facilitator")
    assert [one["id"] for one in phone.get(f"{API}/participants").json] == [
        str(world.other_participant)
    ]
    assert pull(phone)["changes"] == []
    with acting(caller) as session:
        assert session.scalars(select(Walk)).all() == []

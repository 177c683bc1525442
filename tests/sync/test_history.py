"""History: every version with who and when; two versions until somebody chooses; undoing."""

from uuid import uuid4

import pytest
from sqlalchemy import text

from tests.makers import make_finding, make_operation, make_walked, participants_phone, push

API = "/api/v1/sync"


@pytest.fixture
def phone(world):
    return world.client("facilitator")


@pytest.fixture
def walked(world, phone):
    return make_walked(world, phone, note="Erste Fassung.")


def put(world, client, walked, base, **values):
    """Put the finding anew; the operation and its verdict."""
    body = make_finding(world, walked.walk, **{"note": "Erste Fassung."} | values)
    operation = make_operation("finding", walked.finding, body, base=base)
    (answer,) = push(client, [operation])
    return operation, answer


def collide(world, walked, phone):
    """Two people change the same words; the later operation."""
    first = walked.operations[2]["id"]
    put(world, phone, walked, first, note="Von Amira.")
    later, answer = put(world, world.client("coordinator"), walked, first, note="Von Jana.")
    assert answer["verdict"] == "conflict"
    return later


def history(client, record_id):
    return client.get(f"{API}/records/{record_id}/history").json


def test_every_version_is_kept_with_who_and_when(world, walked, phone):
    later = collide(world, walked, phone)
    versions = history(phone, walked.finding)
    assert [one["body"]["note"] for one in versions] == [
        "Erste Fassung.", "Von Amira.", "Von Jana.",
    ]  # fmt: skip
    names = [one["account_name"].split()[0] for one in versions]
    assert names == [f"Staff{one}{world.mark}" for one in ("facilitator",) * 2 + ("coordinator",)]
    assert versions[-1]["revision"] == later["id"]
    assert all(one["arrived_at"] and one["made_at"] for one in versions)


def test_two_versions_stay_until_a_person_chooses(world, walked, phone):
    later = collide(world, walked, phone)
    (open_one,) = phone.get(f"{API}/conflicts").json
    assert (open_one["overridden"], open_one["before"]) == (["note"], {"note": "Von Amira."})
    assert open_one["body"]["note"] == "Von Jana."
    assert open_one["other"]["body"]["note"] == "Von Amira."
    assert open_one["other"]["account_id"] == str(world.accounts["facilitator"])
    chosen = make_finding(world, walked.walk, note="Von Amira und Jana.")
    answer = push(
        phone,
        [make_operation("finding", walked.finding, chosen, base=later["id"], resolves=later["id"])],
    )
    assert [one["verdict"] for one in answer] == ["applied"]
    assert phone.get(f"{API}/conflicts").json == []
    assert history(phone, walked.finding)[-1]["resolves"] == later["id"]


def test_the_other_version_is_theirs_who_wrote_it_not_theirs_who_came_between(world, walked, phone):
    first = walked.operations[2]["id"]
    theirs, _ = put(world, phone, walked, first, note="Von Amira.")
    # Somebody who had Amira's words changes something else.
    put(world, phone, walked, theirs["id"], note="Von Amira.", groups=["deaf"])
    put(world, world.client("coordinator"), walked, first, note="Von Jana.")
    (open_one,) = phone.get(f"{API}/conflicts").json
    assert open_one["other"]["revision"] == theirs["id"]


def test_leaving_it_as_it_is_settles_it_too(world, walked, phone):
    later = collide(world, walked, phone)
    same = make_operation("finding", walked.finding, later["body"], base=later["id"])
    assert push(phone, [same | {"resolves": later["id"]}])[0]["verdict"] == "applied"
    assert phone.get(f"{API}/conflicts").json == []


def test_a_deletion_is_listed_and_undone(walked, phone):
    gone = make_operation("finding", walked.finding, None, action="delete")
    push(phone, [gone])
    (deleted,) = phone.get(f"{API}/deletions").json
    assert (deleted["record_id"], deleted["body"]["note"]) == (walked.finding, "Erste Fassung.")
    back = make_operation("finding", walked.finding, deleted["body"], base=deleted["revision"])
    assert push(phone, [back])[0]["verdict"] == "applied"
    assert phone.get(f"{API}/deletions").json == []
    assert [one["action"] for one in history(phone, walked.finding)] == ["put", "delete", "put"]


def test_the_history_is_for_those_who_reach_the_record(world, walked, phone):
    collide(world, walked, phone)
    for name in ("colleague", "other_facilitator", "other_coordinator"):
        stranger = world.client(name)
        path = f"{API}/records/{walked.finding}/history"
        assert stranger.get(path).status_code == 404
        assert stranger.get(f"{API}/conflicts").json == []
        assert stranger.get(f"{API}/deletions").json == []


def test_a_participant_sees_the_history_of_what_is_theirs(world, walked):
    phone, _ = participants_phone(world)
    (version,) = history(phone, walked.finding)
    assert version["body"]["note"] == "Erste Fassung."


def test_opening_old_versions_is_audited(world, walked, owner):
    history(world.client("coordinator"), walked.finding)
    asked = text("""
        select count(*) from audit.entries
        where subject_id = :id and account_id = :by and codes ->> 'purpose' = 'read_record_history'
    """)
    with owner.connect() as connection:
        values = {"id": world.participant, "by": world.accounts["coordinator"]}
        assert connection.scalar(asked, values) == 1


def test_a_record_nobody_ever_sent_has_no_history(phone):
    assert phone.get(f"{API}/records/{uuid4()}/history").status_code == 404

"""Devices are told when a record comes into their account's reach, leaves it, or is gone."""

from uuid import uuid4

import pytest

from tests.makers import make_exploration, make_operation, make_walk_body, make_walked, push
from tests.sync.test_queries import pull

PARTICIPANTS = "/api/v1/participants"


@pytest.fixture
def walked(world):
    """A walk of ``colleague``'s, with ``participant``, whom ``facilitator`` only supports."""
    exploration, walk = str(uuid4()), str(uuid4())
    body = make_exploration(world, facilitator_ids=[])
    verdicts = push(
        world.client("coordinator"),
        [
            make_operation("exploration", exploration, body),
            make_operation("walk", walk, make_walk_body(exploration)),
        ],
    )
    assert {one["verdict"] for one in verdicts} == {"applied"}
    return {exploration, walk}


def support(world, caller, *names):
    path = f"{PARTICIPANTS}/{world.participant}/facilitators"
    ids = [str(world.accounts[name]) for name in names]
    answer = world.client(caller).put(path, json={"facilitator_ids": ids})
    assert answer.status_code == 204, answer.json


def actions(page):
    return {one["record_id"]: one["action"] for one in page["changes"]}


def test_whoever_begins_to_support_somebody_gets_what_was_before(world, walked):
    phone = world.client("colleague")
    cursor = pull(phone)["cursor"]
    support(world, "coordinator", "facilitator", "colleague")
    page = pull(phone, cursor)
    assert actions(page) == dict.fromkeys(walked, "put")
    assert all(one["body"] for one in page["changes"])


def test_whoever_no_longer_supports_somebody_is_told_to_forget(world, walked):
    phone = world.client("facilitator")
    first = pull(phone)
    assert actions(first) == dict.fromkeys(walked, "put")
    support(world, "facilitator", "colleague")
    page = pull(phone, first["cursor"])
    assert actions(page) == dict.fromkeys(walked, "erase")
    assert all(one["body"] is None for one in page["changes"])
    # Unsent words about it stay on the device: somebody could still need them.
    assert all(one["revision"] for one in page["changes"])


def test_what_comes_back_into_reach_comes_back(world, walked):
    phone = world.client("facilitator")
    support(world, "coordinator", "colleague")
    cursor = pull(phone)["cursor"]
    support(world, "coordinator", "facilitator")
    assert actions(pull(phone, cursor)) == dict.fromkeys(walked, "put")


def test_whoever_keeps_a_part_in_it_keeps_it(world):
    phone = world.client("facilitator")
    walked = make_walked(world, phone)
    cursor = pull(phone)["cursor"]
    support(world, "facilitator", "colleague")
    assert set(actions(pull(phone, cursor)).values()) == {"put"}
    assert walked.finding in actions(pull(phone))


def test_taking_a_participant_out_of_an_exploration_ends_their_supporters_reach(world, walked):
    phone = world.client("facilitator")
    cursor = pull(phone)["cursor"]
    (exploration,) = (
        one["record_id"]
        for one in pull(world.client("coordinator"))["changes"]
        if one["kind"] == "exploration"
    )
    body = make_exploration(world, facilitator_ids=[], participant_ids=[])
    (answer,) = push(
        world.client("coordinator"), [make_operation("exploration", exploration, body)]
    )
    assert answer["verdict"] in {"applied", "conflict"}
    assert actions(pull(phone, cursor)) == dict.fromkeys(walked, "erase")


def test_one_facilitators_notices_are_not_anothers(world, walked):
    cursor = pull(world.client("facilitator"))["cursor"]
    support(world, "coordinator", "facilitator", "colleague")
    assert walked
    assert pull(world.client("facilitator"), cursor)["changes"] == []
    assert pull(world.client("other_facilitator"))["changes"] == []


def test_notices_come_in_small_pages_too(world, walked):
    phone = world.client("colleague")
    cursor = pull(phone)["cursor"]
    support(world, "coordinator", "colleague")
    seen, more = {}, True
    while more:
        page = pull(phone, cursor, limit=1)
        cursor, more = page["cursor"], page["more"]
        seen |= actions(page)
    assert seen == dict.fromkeys(walked, "put")

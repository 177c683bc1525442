"""Who answers for the data: filled in by a coordinator, read by whom it is owed to."""

from uuid import uuid4

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import ProgrammingError

from server.consent.information import keep_information
from server.consent.tables import FILLED_IN, DataController
from tests.makers import participants_phone

PATH = "/api/v1/information"


def filled(**values):
    return {name: f"{name} {uuid4().hex[:6]}" for name in FILLED_IN} | values


def test_a_coordinator_fills_it_in_and_participants_read_it_with_the_name(world):
    words = filled(officer="  ")
    kept = world.client("coordinator").put(PATH, json=words)
    assert kept.status_code == 200, kept.json
    phone, _ = participants_phone(world)
    for client in (phone, world.client("facilitator")):
        read = client.get(PATH).json
        assert read["address"] == words["address"]
        assert read["name"] == f"Name provider-{world.mark}"
        assert read["missing"] == ["officer"]
    assert world.client("other_facilitator").get(PATH).json["missing"] == list(FILLED_IN)


def test_filling_it_in_again_replaces_what_was_there(world):
    coordinator = world.client("coordinator")
    for words in (filled(), filled()):
        assert coordinator.put(PATH, json=words).json | words == coordinator.get(PATH).json


@pytest.mark.parametrize("name", ["facilitator", "other_coordinator", "operator"])
def test_nobody_else_fills_it_in(world, acting, name):
    world.client("coordinator").put(PATH, json=filled())
    provider = world.organisations["provider"]
    with pytest.raises(ProgrammingError), acting(world.caller(name)) as session:
        keep_information(session, provider, filled())
    with acting(world.caller(name)) as session:
        changed = session.execute(update(DataController).values(address="Hier"))
        assert changed.rowcount == 0
    with pytest.raises(ProgrammingError), acting(world.caller("coordinator")) as session:
        session.execute(delete(DataController))


def test_it_is_read_in_time_and_too_long_a_line_is_refused(world):
    answer = world.client("coordinator").put(PATH, json=filled(address="x" * 301))
    assert answer.status_code == 422

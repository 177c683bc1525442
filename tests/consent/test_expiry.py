"""A yes that runs out: what rests on it stops at once, and nothing is deleted by the calendar."""

import pytest
from sqlalchemy import select, text

from server.consent.queries import missing_consents
from server.consent.rules import agreed
from server.consent.texts import Purpose
from tests.cases.consulting import API, make_consulted
from tests.makers import answer_consent, participants_phone

LATER = "2026-06-01T08:00:00+00:00"
KEPT = """
    select
        (select count(*) from field.findings where id = :finding and sealed_note is not null),
        (select count(*) from field.keys where holder_id = :person),
        (select count(*) from field.case_keys where holder_id = :consultation)
"""


@pytest.fixture
def consulted(world):
    return make_consulted(world).open()


def run_out(owner, world, purpose):
    """Let a yes have been valid until a moment ago."""
    past = text(
        "update people.consents set valid_until = now() - interval '1 second'"
        " where participant_id = :person and purpose = :purpose"
    )
    with owner.begin() as connection:
        connection.execute(past, {"person": world.participant, "purpose": purpose})


def standing(world, acting):
    """Which purposes hold: as the predicate and as the database has it."""
    with acting(world.caller("facilitator")) as session:
        missing = missing_consents(session, [world.participant], list(Purpose))
        python = set(Purpose) - set(missing[world.participant])
        sql = {one for one in Purpose if session.scalar(select(agreed(world.participant, one)))}
    assert python == sql
    return python


def test_keeping_that_ran_out_takes_along_all_that_rests_on_it_until_it_is_renewed(
    consulted, world, acting, owner
):
    assert standing(world, acting) == set(Purpose)
    run_out(owner, world, "keep_maps")
    assert standing(world, acting) == set()
    assert answer_consent(consulted.phone, world.participant, "keep_maps", answered_at=LATER)
    assert standing(world, acting) == set(Purpose)


@pytest.mark.parametrize("purpose", ["keep_maps", "case_consultation"])
def test_reads_stop_at_once_and_nothing_is_deleted(consulted, world, owner, purpose):
    assert consulted.member.get(consulted.case).status_code == 200
    run_out(owner, world, purpose)
    assert consulted.member.get(consulted.case).status_code == 404
    assert consulted.member.get(f"{API}/cases").json == []
    seen = consulted.phone.get(consulted.path).json
    assert (seen["state"], seen["agreed"], seen["members_have_access"]) == ("open", False, False)
    ids = {
        "finding": consulted.finding,
        "person": world.participant,
        "consultation": consulted.id,
    }
    with owner.connect() as connection:
        assert tuple(connection.execute(text(KEPT), ids).one()) == (1, 1, 1)
    changes = consulted.phone.get(f"{API}/sync/pull").json["changes"]
    assert not [one for one in changes if one["action"] == "erase"]


def test_nothing_is_released_and_the_person_still_sees_all_that_is_theirs(consulted, world, owner):
    run_out(owner, world, "keep_maps")
    explorations = world.client("coordinator").get(f"{API}/explorations").json
    (exploration,) = [one["id"] for one in explorations]
    chosen = {"finding_id": consulted.finding, "text": "Ein Bord", "photographs": []}
    refused = world.client("coordinator").post(
        f"{API}/explorations/{exploration}/releases", json={"findings": [chosen]}
    )
    assert (refused.status_code, refused.json["type"]) == (422, "/problems/no-consent")
    phone, _ = participants_phone(world)
    stored = phone.get(f"{API}/participants/{world.participant}/stored").json
    assert [one["id"] for part in stored["explorations"] for one in part["findings"]]
    assert stored["consultations"][0]["members_have_access"] is False
    (keeping,) = (one for one in stored["answers"] if one["purpose"] == "keep_maps")
    assert keeping["valid_until"] is not None

"""Releasing: what is chosen gets into the pool, and nothing else."""

from uuid import uuid4

import pytest
from sqlalchemy import text

from server.people.naming import KnownNames, names_in
from server.release.copying import copy_releases
from tests.makers import give_all, make_picture, make_walked, send_picture

POOLED = text("select row_to_json(findings)::text from pool.findings where text = :it")


def release(client, walked, words, photographs=()):
    chosen = {"finding_id": walked.finding, "text": words, "photographs": list(photographs)}
    url = f"/api/v1/explorations/{walked.exploration}/releases"
    return client.post(url, json={"findings": [chosen]})


@pytest.fixture(autouse=True)
def consents(world):
    give_all(world.client("facilitator"), world.participant)


@pytest.fixture
def walked(world):
    return make_walked(world, world.client("facilitator"), note=f"Eine Notiz {uuid4()}")


@pytest.fixture
def coordinator(world):
    return world.client("coordinator")


def test_a_released_finding_has_no_author_no_day_and_no_note(
    world, walked, coordinator, work, owner
):
    words = f"Der Bord ist zu hoch. {uuid4()}"
    assert release(coordinator, walked, words).status_code == 202
    work(copy_releases)
    with owner.connect() as connection:
        (row,) = connection.scalars(POOLED, {"it": words}).all()
    for personal in (
        str(world.participant),
        str(world.accounts["facilitator"]),
        str(world.organisations["provider"]),
        walked.finding,
        walked.exploration,
        "Eine Notiz",
        "wheelchair",
        "with_effort",
        "2026-05-04",
    ):
        assert personal not in row
    assert '"seen_month":"2026-05-01"' in row


def test_a_released_finding_reaches_planners_and_its_state_the_coordinator(
    world, walked, coordinator, work
):
    words = f"Hier fehlt eine Bank. {uuid4()}"
    picture = send_picture(world.client("facilitator"), walked.finding, make_picture())
    release(coordinator, walked, words, [picture])
    work(copy_releases)
    (finding,) = coordinator.get(f"/api/v1/explorations/{walked.exploration}").json["findings"]
    assert finding["release"]["state"] == "released"
    planner = world.client("planner")
    (pooled,) = [
        one for one in planner.get("/api/v1/pool/findings").json["findings"] if one["text"] == words
    ]
    shown = planner.get(f"/api/v1/pool/media/{pooled['photographs'][0]['sha256']}")
    assert shown.data == make_picture()


def test_copying_again_releases_nothing_twice(walked, coordinator, work, owner):
    words = f"Nur einmal. {uuid4()}"
    release(coordinator, walked, words)
    work(copy_releases)
    work(copy_releases)
    with owner.connect() as connection:
        assert len(connection.scalars(POOLED, {"it": words}).all()) == 1
    answer = release(coordinator, walked, words)
    assert answer.status_code == 422
    assert answer.json["reason"] == "released_already"


def test_a_text_that_names_somebody_does_not_go_out(world, walked, coordinator, owner):
    name = f"Vorname{world.participant.hex[:8]}"
    words = f"Hier wohnt {name}s Schwester."
    answer = release(coordinator, walked, words)
    assert answer.status_code == 422
    (span,) = answer.json["found_at"]
    assert words[span[0] : span[1]] == f"{name}s"
    assert name not in answer.text
    with owner.connect() as connection:
        waiting = text("select count(*) from field.releases where exploration_id = :it")
        assert connection.scalar(waiting, {"it": walked.exploration}) == 0


def test_only_a_coordinator_of_the_provider_releases(world, walked):
    assert release(world.client("facilitator"), walked, "Ein Text").status_code == 403
    assert release(world.client("other_coordinator"), walked, "Ein Text").status_code == 404


def test_a_finding_without_a_place_cannot_go_out(world, coordinator):
    walked = make_walked(world, world.client("facilitator"), location=None, location_source=None)
    assert release(coordinator, walked, "Ein Text").json["reason"] == "no_location"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Tom hat gemessen.", ["Tom"]),
        ("Toms Rad, tom und TOM'S Helm", ["Toms", "tom", "TOM'S"]),
        ("Tomaten und Tombola, Phantom", []),
        ("Die Amsel singt.", []),
        ("Amsel 7 sagt es.", ["Amsel 7"]),
        ("Frau Muster-Beispiel war da.", ["Muster", "Beispiel"]),
        ("", []),
    ],
)
def test_names_are_found_as_words(words, found):
    known = KnownNames(names=["Tom Muster", "Amira Beispiel"], pseudonyms=["Amsel 7"])
    assert [words[start:end] for start, end in names_in(words, known)] == found

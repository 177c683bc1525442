"""Nothing leaves without consent: asked when it is chosen, when it is copied, and ever after."""

from uuid import uuid4

import pytest
from sqlalchemy import text

from server.release.consents import quotes
from server.release.copying import copy_releases
from tests.makers import (
    answer_consent,
    give_all,
    make_picture,
    make_walked,
    send_picture,
)

LATER = "2026-05-02T08:00:00+00:00"
NOTE = "Ich rufe rein und hoffe, dass keine Schlange ist."
OWN = "Eine Stufe vor der Tür, vierzehn Zentimeter hoch."


@pytest.fixture
def phone(world):
    return world.client("facilitator")


@pytest.fixture
def coordinator(world):
    return world.client("coordinator")


@pytest.fixture
def planner(world):
    return world.client("planner")


@pytest.fixture
def walked(world, phone):
    return make_walked(world, phone, note=NOTE)


def withdraw(phone, world, purpose):
    verdict = answer_consent(phone, world.participant, purpose, "withdrawn", answered_at=LATER)
    assert verdict["verdict"] == "applied", verdict


def release(client, walked, words, photographs=()):
    chosen = {"finding_id": walked.finding, "text": words, "photographs": list(photographs)}
    url = f"/api/v1/explorations/{walked.exploration}/releases"
    return client.post(url, json={"findings": [chosen]})


def in_pool(planner, words):
    found = planner.get("/api/v1/pool/findings").json["findings"]
    return [one for one in found if one["text"] == words]


def explored(coordinator, walked):
    answer = coordinator.get(f"/api/v1/explorations/{walked.exploration}")
    return next(one for one in answer.json["findings"] if one["id"] == walked.finding)


def refusal(answer):
    assert answer.status_code == 422, answer.json
    return answer.json["type"], answer.json.get("purpose")


def test_each_part_of_a_release_needs_its_own_consent(world, phone, coordinator, walked):
    picture = send_picture(phone, walked.finding, make_picture())
    missing = ["keep_maps", "release_words", "release_media"]
    assert explored(coordinator, walked)["missing_consents"] == missing
    tried = {
        "keep_maps": (OWN, ()),
        "release_words": (f"„{NOTE}“", ()),
        "release_media": (OWN, [picture]),
    }
    for purpose, (words, pictures) in tried.items():
        answer = release(coordinator, walked, words, pictures)
        assert refusal(answer) == ("/problems/no-consent", purpose)
        assert answer.json["finding_id"] == walked.finding
        assert answer_consent(phone, world.participant, purpose)["verdict"] == "applied"
    assert explored(coordinator, walked)["missing_consents"] == []
    assert release(coordinator, walked, f"„{NOTE}“", [picture]).status_code == 202


def test_what_staff_observed_needs_nobodys_consent(world, phone, coordinator):
    walked = make_walked(world, phone, author_participant_id=None, who_spoke="observed")
    assert release(coordinator, walked, OWN).status_code == 202


def test_taken_back_between_choosing_and_copying_it_stays_here(
    world, phone, coordinator, planner, walked, work
):
    give_all(phone, world.participant)
    words = f"„{NOTE}“ {uuid4()}"
    assert release(coordinator, walked, words).status_code == 202
    withdraw(phone, world, "release_words")
    work(copy_releases)
    assert in_pool(planner, words) == []
    assert explored(coordinator, walked)["release"]["state"] == "refused"


def test_the_copying_asks_for_itself(world, phone, coordinator, walked, work, owner):
    # A yes that ran out after it was chosen: nobody says no, so only the second door can notice.
    give_all(phone, world.participant)
    words = f"{OWN} {uuid4()}"
    assert release(coordinator, walked, words).status_code == 202
    run_out = text("update people.consents set valid_until = now() where participant_id = :it")
    with owner.begin() as connection:
        connection.execute(run_out, {"it": world.participant})
    work(copy_releases)
    assert in_pool(world.client("planner"), words) == []
    assert explored(coordinator, walked)["release"]["state"] == "refused"


def test_what_was_refused_can_be_chosen_again_after_a_new_yes(
    world, phone, coordinator, planner, walked, work
):
    give_all(phone, world.participant)
    words = f"„{NOTE}“ {uuid4()}"
    release(coordinator, walked, words)
    withdraw(phone, world, "release_words")
    work(copy_releases)
    answer_consent(
        phone, world.participant, "release_words", answered_at="2026-05-03T08:00:00+00:00"
    )
    assert release(coordinator, walked, words).status_code == 202
    work(copy_releases)
    assert len(in_pool(planner, words)) == 1


def make_report(planner, words, state):
    (pooled,) = in_pool(planner, words)
    body = {"title": f"Bericht {state}", "introduction": "", "finding_ids": [pooled["id"]]}
    report = planner.post("/api/v1/reports", json=body).json
    change = {**body, "state": state, "updated_at": report["updated_at"]}
    answer = planner.put(f"/api/v1/reports/{report['id']}", json=change)
    assert answer.status_code == 200, answer.json
    return report["id"]


def test_words_taken_back_leave_pool_and_drafts_and_stay_in_what_is_published(
    world, phone, coordinator, planner, walked, work
):
    give_all(phone, world.participant)
    words = f"„{NOTE}“ {uuid4()}"
    release(coordinator, walked, words)
    work(copy_releases)
    draft = make_report(planner, words, "draft")
    published = make_report(planner, words, "published")
    withdraw(phone, world, "release_words")
    assert in_pool(planner, words) == []
    assert planner.get(f"/api/v1/reports/{draft}").json["finding_ids"] == []
    assert len(planner.get(f"/api/v1/reports/{published}").json["finding_ids"]) == 1
    told = phone.get(f"/api/v1/participants/{world.participant}/published").json
    (one,) = [row for row in told if row["text"] == words]
    assert one["in_pool"] is False
    assert [report["title"] for report in one["reports"]] == ["Bericht published"]
    stranger = world.client("other_facilitator")
    url = f"/api/v1/participants/{world.participant}/published"
    assert stranger.get(url).status_code == 404


def test_a_photograph_taken_back_is_shown_nowhere_and_its_bytes_are_gone(
    world, phone, coordinator, walked, work, settings
):
    planner = world.client("planner")
    give_all(phone, world.participant)
    words = f"{OWN} {uuid4()}"
    # One of its own: equal pictures share their bytes in the pool.
    picture = make_picture(colour=f"#{uuid4().hex[:6]}")
    release(coordinator, walked, words, [send_picture(phone, walked.finding, picture)])
    work(copy_releases)
    (pooled,) = in_pool(planner, words)
    sha256 = pooled["photographs"][0]["sha256"]
    assert planner.get(f"/api/v1/pool/media/{sha256}").status_code == 200
    withdraw(phone, world, "release_media")
    assert planner.get(f"/api/v1/pool/media/{sha256}").status_code == 404
    assert in_pool(planner, words)[0]["photographs"] == []
    assert list((settings.data / "media" / "pool").rglob(sha256)) == []


@pytest.mark.parametrize(
    ("words", "is_quote"),
    [
        (NOTE, True),
        ("„Ich rufe rein und hoffe“, sagt jemand.", True),
        ("ICH RUFE REIN, UND HOFFE!", True),
        ("Man ruft und hofft, dass keine Schlange ist.", False),
        (OWN, False),
        ("", False),
    ],
)
def test_five_words_in_a_row_are_a_quote(words, is_quote):
    assert quotes(words, NOTE) is is_quote


def test_a_short_note_is_quoted_whole_or_not_at_all():
    assert quotes("Jemand sagt: Viel zu steil!", "Viel zu steil.")
    assert not quotes("Zu steil", "Viel zu steil.")
    assert not quotes("Eine Treppe", "Treppe")

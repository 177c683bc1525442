"""Signing in and out."""

from datetime import timedelta

import pytest

from server.core import clock
from tests.makers import World

SESSION = "/api/v1/session"


def credentials(world, name="facilitator", password=None):
    return {"name": f"{name}-{world.mark}", "password": password or f"password-{name}"}


def test_a_caller_learns_who_they_are_and_in_which_role(world):
    caller = world.client("planner").get(SESSION).json
    assert caller["display_name"].startswith("Staffplanner")
    assert (caller["role"], caller["side"]) == ("planner", "planning")
    assert caller["organisation"]["kind"] == "municipality"


def test_the_name_may_be_typed_in_capitals_and_with_spaces(world):
    typed = credentials(world) | {"name": f" FACILITATOR-{world.mark} "}
    assert world.client().post(SESSION, json=typed).status_code == 200


@pytest.mark.parametrize("name", ["facilitator", "nobody"])
def test_a_refusal_does_not_tell_which_of_the_two_was_wrong(world, name):
    answer = world.client().post(SESSION, json=credentials(world, name, "wrong"))
    assert answer.status_code == 403
    assert answer.json["type"] == "/problems/sign-in-refused"


def test_after_eight_refusals_even_the_right_password_has_to_wait(world, monkeypatch):
    client = world.client()
    for _ in range(8):
        client.post(SESSION, json=credentials(world, password="wrong"))
    answer = client.post(SESSION, json=credentials(world))
    assert answer.status_code == 429
    assert 0 < answer.json["retry_after_s"] <= 900
    assert world.client("colleague").get(SESSION).status_code == 200
    later = clock.now() + timedelta(minutes=16)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert client.post(SESSION, json=credentials(world)).status_code == 200


def test_signing_out_ends_this_session_only(world):
    here, there = world.client("facilitator"), world.client("facilitator")
    assert here.delete(SESSION).status_code == 204
    assert here.get(SESSION).status_code == 401
    assert there.get(SESSION).status_code == 200


def test_signing_out_everywhere_ends_every_session(world):
    here, there = world.client("facilitator"), world.client("facilitator")
    assert here.delete("/api/v1/sessions").status_code == 204
    assert there.get(SESSION).status_code == 401


def test_a_session_ends_when_its_time_is_over(world, monkeypatch):
    client = world.client("facilitator")
    later = clock.now() + timedelta(days=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert client.get(SESSION).status_code == 401


def test_nobody_can_take_a_role_they_do_not_hold(world):
    wanted = {"organisation_id": str(world.organisations["provider"]), "role": "coordinator"}
    answer = world.client("facilitator").put(f"{SESSION}/membership", json=wanted)
    assert answer.status_code == 422
    assert answer.json["type"] == "/problems/no-such-membership"


def test_the_cookie_is_kept_from_scripts_and_other_sites(world):
    answer = world.client().post(SESSION, json=credentials(world))
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_participants_are_seen_by_those_who_support_them_and_their_coordinator(world: World):
    seen = {
        name: [one["id"] for one in world.client(name).get("/api/v1/participants").json]
        for name in ("facilitator", "colleague", "coordinator", "other_facilitator")
    }
    assert seen == {
        "facilitator": [str(world.participant)],
        "colleague": [],
        "coordinator": [str(world.participant)],
        "other_facilitator": [str(world.other_participant)],
    }


def test_names_are_unsealed_for_those_who_may_see_them(world):
    (participant,) = world.client("facilitator").get("/api/v1/participants").json
    assert participant["name"].startswith("Vorname")

"""One's own sessions and password."""

from datetime import timedelta

import pytest

from server.people.browsers import kind_of_device
from tests.people.accounts import API, PASSWORD, later

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.7000.10 Mobile Safari/537.36"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
)


@pytest.mark.parametrize(
    ("agent", "kind"),
    [
        (FIREFOX, "Firefox, Windows"),
        (PHONE, "Chrome, Android"),
        (IPHONE, "Safari, iPhone"),
        ("curl/8", ""),
    ],
)
def test_a_device_is_told_as_coarsely_as_a_person_would(agent, kind):
    assert kind_of_device(agent) == kind


def test_sessions_are_listed_and_this_one_is_marked(world, monkeypatch):
    there = world.client("facilitator")
    later(monkeypatch, timedelta(minutes=10))
    here = world.client("facilitator")
    rows = here.get(f"{API}/sessions").json
    assert [row["here"] for row in rows] == [True, False]
    assert rows[1]["begun_at"] == rows[1]["last_seen_at"]
    assert there.get(f"{API}/session").status_code == 200
    assert here.get(f"{API}/sessions").json[1]["last_seen_at"] > rows[1]["last_seen_at"]


def test_one_session_is_ended_and_the_others_stay(world):
    here, there = world.client("facilitator"), world.client("facilitator")
    (other,) = [row for row in here.get(f"{API}/sessions").json if not row["here"]]
    assert here.delete(f"{API}/sessions/{other['id']}").status_code == 204
    assert there.get(f"{API}/session").status_code == 401
    assert here.get(f"{API}/session").status_code == 200


def test_nobody_ends_a_session_of_somebody_else(world):
    theirs = world.client("planner").get(f"{API}/sessions").json[0]["id"]
    for name in ("coordinator", "operator"):
        assert world.client(name).delete(f"{API}/sessions/{theirs}").status_code == 404


def test_all_other_sessions_are_ended_at_once(world):
    here, there = world.client("facilitator"), world.client("facilitator")
    assert here.delete(f"{API}/sessions/others").status_code == 204
    assert there.get(f"{API}/session").status_code == 401
    assert len(here.get(f"{API}/sessions").json) == 1


def change(client, current="password-facilitator", password=PASSWORD):
    body = {"current": current, "password": password}
    return client.put(f"{API}/password", json=body)


def test_a_changed_password_counts_and_ends_the_other_sessions(world):
    here, there = world.client("facilitator"), world.client("facilitator")
    assert change(here).status_code == 204
    assert here.get(f"{API}/session").status_code == 200
    assert there.get(f"{API}/session").status_code == 401
    name = {"name": f"facilitator-{world.mark}"}
    old, new = name | {"password": "password-facilitator"}, name | {"password": PASSWORD}
    assert world.client().post(f"{API}/session", json=old).status_code == 403
    assert world.client().post(f"{API}/session", json=new).status_code == 200


def test_a_password_is_changed_by_who_knows_it_and_not_guessed_without_end(world):
    client = world.client("facilitator")
    answers = [change(client, current="guess").json["type"] for _ in range(9)]
    assert answers == ["/problems/password-refused"] * 8 + ["/problems/too-many-attempts"]


def test_a_new_password_is_not_the_name(world):
    answer = change(world.client("facilitator"), password=f"Facilitator {world.mark}")
    assert answer.json["reason"] == "name"


def test_a_planner_keeps_their_account_too(world):
    client = world.client("planner")
    assert len(client.get(f"{API}/sessions").json) == 1
    assert change(client, current="password-planner").status_code == 204

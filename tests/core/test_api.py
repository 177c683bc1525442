"""How the API answers when something is wrong."""

import pytest


@pytest.mark.parametrize("name", ["facilitator", "partner"])
def test_in_production_other_roles_need_no_second_factor(world, strict, name):
    assert strict.mode == "production"
    caller = world.client(name).get("/api/v1/session").json
    assert caller["held_back"] is False


def test_a_fault_of_ours_tells_nobodys_words(world, caplog, monkeypatch):
    canary = "Kanarienvogel im Kopf"

    def fail(*_):
        raise ValueError(canary)

    monkeypatch.setattr("server.people.queries.list_participants", fail)
    answer = world.client("facilitator").get("/api/v1/participants")
    assert answer.status_code == 500
    assert answer.mimetype == "application/problem+json"
    assert canary not in answer.text
    assert canary not in caplog.text
    assert "ValueError" in caplog.text


def test_what_is_not_there_is_a_problem_document(world):
    answer = world.client("facilitator").get("/api/v1/nothing")
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"

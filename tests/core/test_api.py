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


@pytest.mark.parametrize("path", ["/api/v1/health", "/api/v1/sync/pull", "/api/v1/participants"])
def test_a_parameter_nobody_knows_is_refused_by_its_name(world, path):
    answer = world.client("facilitator").get(path, query_string={"lmit": "5"})
    assert answer.status_code == 422
    assert answer.json["type"] == "/problems/invalid-input"
    assert answer.json["errors"] == {"lmit": ["Unknown field."]}


@pytest.mark.parametrize("method", ["POST", "DELETE", "PUT"])
def test_an_address_that_is_none_is_not_there_whatever_is_asked_of_it(world, method):
    answer = world.client("facilitator").open("/api/v1/sessions/no-id/here", method=method)
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"


def test_a_body_that_is_no_json_says_so(world):
    answer = world.client().post("/api/v1/session", data=b"{", content_type="application/json")
    assert answer.status_code == 400
    assert answer.json["type"] == "/problems/no-json"

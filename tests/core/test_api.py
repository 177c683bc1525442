"""Every endpoint, as the url map has it: guarded, and honest about errors."""

import pytest

OPEN = {
    "GET /api/v1/health",
    "POST /api/v1/session",
    "GET /api/v1/basemaps",
    "GET /basemaps/<string:area>.pmtiles",
    "GET /",
    "GET /<path:name>",
}
"""What answers without a session, stated by hand."""
VALUES = {"uuid": "0190b0a0-0000-7000-8000-000000000000", "string": "none", "path": "none"}


def endpoints(app):
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/v1/openapi"):
            continue
        for method in sorted(rule.methods - {"OPTIONS", "HEAD"} or {"HEAD"} & rule.methods):
            yield f"{method} {rule.rule}"


def address(endpoint):
    method, rule = endpoint.split(" ", 1)
    for kind, value in VALUES.items():
        while f"<{kind}:" in rule:
            before, rest = rule.split(f"<{kind}:", 1)
            rule = before + value + rest.split(">", 1)[1]
    return method, rule


def test_nobody_gets_in_without_a_session_but_where_we_say_so(app, world):
    client = world.client()
    closed = [one for one in endpoints(app) if one not in OPEN]
    assert len(closed) > 12
    for endpoint in closed:
        method, path = address(endpoint)
        answer = client.open(path, method=method)
        assert answer.status_code == 401, endpoint
        if method != "HEAD":
            assert answer.json["type"] == "/problems/sign-in-first", endpoint


FIELD_ONLY = ("/sync/", "/media/", "/participants", "/colleagues", "/explorations")


@pytest.mark.parametrize("name", ["planner", "partner", "operator"])
def test_who_does_not_work_with_participants_reaches_nothing_of_theirs(app, world, name):
    client = world.client(name)
    tried = 0
    for endpoint in endpoints(app):
        method, path = address(endpoint)
        if path.removeprefix("/api/v1").startswith(FIELD_ONLY):
            tried += 1
            assert client.open(path, method=method).status_code == 403, endpoint
    assert tried >= 8


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

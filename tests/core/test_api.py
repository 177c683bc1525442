"""Every endpoint, as the url map has it: guarded, and honest about errors."""

import pytest

OPEN = {
    "GET /api/v1/health",
    "POST /api/v1/session",
    "POST /api/v1/session/passkey/challenge",
    "POST /api/v1/session/passkey",
    # The code of an invitation or a reset is the proof: throttled, single-use and expiring.
    "POST /api/v1/invitations/opening",
    "POST /api/v1/accounts",
    "POST /api/v1/password-resets/opening",
    "POST /api/v1/password-resets/use",
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


KEEPING = (
    "/managed-organisations",
    "/invitations",
    "/members/",
    "/members?",
    "/accounts/",
)
"""What lets others in; opening an invitation with its code is for everybody."""


@pytest.mark.parametrize("name", ["facilitator", "planner", "partner"])
def test_who_does_not_let_others_in_reaches_nothing_of_that(app, world, name):
    client = world.client(name)
    tried = 0
    for endpoint in endpoints(app):
        method, path = address(endpoint)
        if endpoint not in OPEN and f"{path}?".removeprefix("/api/v1").startswith(KEEPING):
            tried += 1
            assert client.open(path, method=method).status_code == 403, endpoint
    assert tried >= 7


WHILE_HELD_BACK = {
    "GET /api/v1/session",
    "DELETE /api/v1/session",
    "PUT /api/v1/session/membership",
    "POST /api/v1/memberships",
    "GET /api/v1/sessions",
    "DELETE /api/v1/sessions",
    "DELETE /api/v1/sessions/others",
    "DELETE /api/v1/sessions/<uuid:session_id>",
    "GET /api/v1/second-factors",
    "POST /api/v1/second-factors/totp",
    "PUT /api/v1/second-factors/totp",
    "POST /api/v1/second-factors/passkeys/challenge",
    "POST /api/v1/second-factors/passkeys",
}
"""What a role that needs a second factor reaches without one, stated by hand."""


@pytest.mark.parametrize("name", ["coordinator", "planner", "operator"])
def test_in_production_a_second_factor_comes_before_everything_else(app, world, strict, name):
    assert strict.mode == "production"
    client = world.client(name)
    for endpoint in endpoints(app):
        if endpoint in OPEN or endpoint in WHILE_HELD_BACK:
            continue
        method, path = address(endpoint)
        answer = client.open(path, method=method)
        assert answer.status_code == 403, endpoint
        if method != "HEAD":
            assert answer.json["type"] == "/problems/second-factor-first", endpoint


@pytest.mark.parametrize("name", ["facilitator", "partner"])
def test_in_production_other_roles_need_no_second_factor(world, strict, name):
    assert strict.mode == "production"
    caller = world.client(name).get("/api/v1/session").json
    assert caller["held_back"] is False


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

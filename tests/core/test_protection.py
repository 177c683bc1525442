"""What browsers are told, and what other sites cannot do."""

from dataclasses import replace

import pytest
from flask import request

from server import create_app
from tests.makers import close_connections

SESSION = "/api/v1/session"


def test_every_answer_carries_the_security_headers(world):
    client = world.client("facilitator")
    for path in ("/api/v1/health", SESSION, "/api/v1/nothing", "/nothing"):
        headers = client.get(path).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'self'")
        assert "unsafe-inline" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
    ],
)
def test_another_site_cannot_act_in_somebodys_name(world, headers):
    client = world.client("facilitator")
    client.environ_base.pop("HTTP_ORIGIN")
    answer = client.delete(SESSION, headers=headers)
    assert answer.status_code == 403
    assert answer.json["type"] == "/problems/cross-site"
    assert client.get(SESSION).status_code == 200


def test_our_own_page_can(world):
    client = world.client("facilitator")
    client.environ_base.pop("HTTP_ORIGIN")
    assert client.delete(SESSION, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 204


def test_behind_a_proxy_the_callers_own_address_counts_and_cookies_are_secure(settings):
    app = create_app(replace(settings, public_url="https://karte.example"))
    seen = []
    app.add_url_rule(
        "/seen", "seen", lambda: seen.append((request.remote_addr, request.scheme)) or ""
    )
    headers = {"X-Forwarded-For": "198.51.100.7, 203.0.113.9", "X-Forwarded-Proto": "https"}
    answer = app.test_client().get("/seen", headers=headers)
    assert seen == [("203.0.113.9", "https")]
    assert "max-age" in answer.headers["Strict-Transport-Security"]
    assert app.config["SESSION_COOKIE_SECURE"] is True
    close_connections(app)

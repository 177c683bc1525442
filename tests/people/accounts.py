"""What tests of accounts do again and again."""

from datetime import timedelta

import pyotp

from server.core import clock
from server.people import totp

PASSWORD = "vier Worte die bleiben"
API = "/api/v1"


def invite(client, world, role="facilitator", organisation="provider", **values):
    """Invite somebody; what is handed out."""
    body = {"organisation_id": str(world.organisations[organisation]), "role": role} | values
    answer = client.post(f"{API}/invitations", json=body)
    assert answer.status_code == 201, answer.json
    return answer.json


def guest(world, code, **values):
    """What an invited person types."""
    name = {"name": f"guest-{world.mark}", "display_name": "Gabi Gast"}
    return {"code": code, "password": PASSWORD} | name | values


def add_totp(client, password):
    """Set up an authenticator app; its secret and the recovery codes."""
    begun = client.post(f"{API}/second-factors/totp", json={"password": password})
    assert begun.status_code == 200, begun.json
    secret = begun.json["secret"]
    confirmed = client.put(f"{API}/second-factors/totp", json={"code": code_now(secret)})
    assert confirmed.status_code == 200, confirmed.json
    return secret, confirmed.json["recovery_codes"]


def code_now(secret):
    """What the app shows now."""
    return pyotp.TOTP(secret).at(int(clock.now().timestamp()))


def later(monkeypatch, delta):
    """Let time go by."""
    moment = clock.now() + delta
    monkeypatch.setattr(clock, "now", lambda: moment)


def next_step(monkeypatch):
    """Let the app show its next code."""
    later(monkeypatch, timedelta(seconds=totp.STEP_S))

"""The second factor: codes of an app and recovery codes. Passkeys are tried in a real browser."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from server.people.tables import TotpSecret
from tests.people.accounts import API, add_totp, code_now, invite, later, next_step

SESSION = f"{API}/session"
TOTP = f"{API}/second-factors/totp"


def sign_in(world, name, code=None, password=None):
    body = {"name": f"{name}-{world.mark}", "password": password or f"password-{name}"}
    return world.client().post(SESSION, json=body | ({"code": code} if code else {}))


def test_with_an_app_the_password_alone_is_no_longer_enough(world, monkeypatch):
    secret, codes = add_totp(world.client("facilitator"), "password-facilitator")
    assert len(set(codes)) == 10
    answer = sign_in(world, "facilitator")
    assert answer.status_code == 403
    assert answer.json["type"] == "/problems/second-factor-needed"
    assert answer.json["ways"] == ["totp"]
    next_step(monkeypatch)
    assert sign_in(world, "facilitator", code_now(secret)).status_code == 200


def test_a_code_never_passes_twice(world, monkeypatch):
    secret, _ = add_totp(world.client("facilitator"), "password-facilitator")
    used = code_now(secret)
    assert sign_in(world, "facilitator", used).json["type"] == "/problems/second-factor-refused"
    next_step(monkeypatch)
    assert sign_in(world, "facilitator", used).status_code == 403
    assert sign_in(world, "facilitator", code_now(secret)).status_code == 200
    assert sign_in(world, "facilitator", code_now(secret)).status_code == 403


def test_a_phones_clock_may_be_half_a_minute_off_but_not_two(world, monkeypatch):
    secret, _ = add_totp(world.client("facilitator"), "password-facilitator")
    later(monkeypatch, timedelta(minutes=5))
    shown = code_now(secret)
    later(monkeypatch, timedelta(seconds=90))
    assert sign_in(world, "facilitator", shown).status_code == 403
    later(monkeypatch, timedelta(seconds=-60))
    assert sign_in(world, "facilitator", shown).status_code == 200


def test_codes_are_throttled_like_passwords(world):
    add_totp(world.client("facilitator"), "password-facilitator")
    answers = [sign_in(world, "facilitator", f"{n:06}").status_code for n in range(9)]
    assert answers == [403] * 8 + [429]


def test_a_wrong_password_tells_nothing_about_the_second_factor(world):
    add_totp(world.client("facilitator"), "password-facilitator")
    answer = sign_in(world, "facilitator", password="wrong")
    assert answer.json["type"] == "/problems/sign-in-refused"


def test_a_recovery_code_stands_in_once(world):
    _, codes = add_totp(world.client("facilitator"), "password-facilitator")
    typed = codes[3].lower().replace("-", " ")
    answer = sign_in(world, "facilitator", typed)
    assert answer.status_code == 200
    assert sign_in(world, "facilitator", typed).status_code == 403


def test_setting_one_up_ends_the_sessions_begun_without(world):
    here, there = world.client("facilitator"), world.client("facilitator")
    add_totp(here, "password-facilitator")
    assert there.get(SESSION).status_code == 401
    assert here.get(SESSION).status_code == 200


def test_setting_one_up_needs_the_password(world):
    answer = world.client("facilitator").post(TOTP, json={"password": "guess"})
    assert answer.json["type"] == "/problems/password-refused"


def test_a_session_without_proof_does_not_replace_what_there_is(world, acting):
    client = world.client("facilitator")
    add_totp(client, "password-facilitator")
    with acting(world.caller("facilitator")) as session:
        session.execute(text("update people.sessions set second_factor_at = null"))
    answer = client.post(TOTP, json={"password": "password-facilitator"})
    assert answer.json["type"] == "/problems/show-second-factor"


def test_an_unconfirmed_app_proves_nothing_and_is_not_asked_for(world):
    client = world.client("facilitator")
    client.post(TOTP, json={"password": "password-facilitator"})
    assert client.put(TOTP, json={"code": "000000"}).status_code == 403
    assert sign_in(world, "facilitator").status_code == 200


def test_in_production_a_coordinator_is_let_through_by_setting_one_up(world, strict, monkeypatch):
    assert strict
    client = world.client("coordinator")
    assert client.get(SESSION).json["held_back"] is True
    assert client.get(f"{API}/participants").json["type"] == "/problems/second-factor-first"
    secret, _ = add_totp(client, "password-coordinator")
    assert client.get(SESSION).json["held_back"] is False
    assert client.get(f"{API}/participants").status_code == 200
    next_step(monkeypatch)
    assert sign_in(world, "coordinator", code_now(secret)).json["held_back"] is False


def test_in_production_the_last_one_is_not_removed_where_a_role_needs_it(world, strict):
    assert strict
    client = world.client("planner")
    add_totp(client, "password-planner")
    answer = client.post(f"{TOTP}/removal", json={"password": "password-planner"})
    assert answer.json["type"] == "/problems/last-second-factor"
    assert client.get(f"{API}/second-factors").json["totp_since"]


def test_in_production_a_new_role_may_ask_for_a_second_factor(world, strict):
    assert strict
    operator = world.client("operator")
    add_totp(operator, "password-operator")
    code = invite(operator, world, "coordinator")["code"]
    client = world.client("facilitator")
    assert client.post(f"{API}/memberships", json={"code": code}).json["held_back"] is True
    assert client.get(f"{API}/invitations").status_code == 403
    back = {"organisation_id": str(world.organisations["provider"]), "role": "facilitator"}
    assert client.put(f"{SESSION}/membership", json=back).json["held_back"] is False


def test_what_is_no_longer_wanted_is_removed_with_its_recovery_codes(world):
    client = world.client("facilitator")
    add_totp(client, "password-facilitator")
    answer = client.post(f"{TOTP}/removal", json={"password": "password-facilitator"})
    assert answer.status_code == 204
    kept = client.get(f"{API}/second-factors").json
    assert (kept["totp_since"], kept["recovery_codes_left"]) == (None, 0)
    assert sign_in(world, "facilitator").status_code == 200


def test_new_recovery_codes_replace_the_old_ones(world):
    client = world.client("facilitator")
    _, old = add_totp(client, "password-facilitator")
    path = f"{API}/second-factors/recovery-codes"
    new = client.post(path, json={"password": "password-facilitator"}).json["recovery_codes"]
    assert sign_in(world, "facilitator", old[0]).status_code == 403
    assert sign_in(world, "facilitator", new[0]).status_code == 200


def test_the_secret_is_sealed_and_nobody_elses(world, acting, owner):
    secret, _ = add_totp(world.client("facilitator"), "password-facilitator")
    with owner.connect() as connection:
        rows = connection.execute(select(TotpSecret.sealed_secret)).scalars()
        assert all(secret.encode() not in row for row in rows)
    for name in ("coordinator", "operator", "colleague"):
        with acting(world.caller(name)) as session:
            assert session.scalars(select(TotpSecret)).all() == []


@pytest.mark.parametrize(
    "credential",
    [
        {},
        {"id": "x\x00", "response": {"clientDataJSON": "e30"}},
        {"id": 3, "response": []},
        {"id": "x", "response": {"clientDataJSON": "bm9uc2Vuc2U"}},
        {"id": "x", "rawId": "x", "type": "public-key", "response": {"clientDataJSON": "W10"}},
    ],
)
def test_a_made_up_passkey_is_refused(world, credential):
    answer = world.client().post(f"{SESSION}/passkey", json={"credential": credential})
    assert answer.json["type"] == "/problems/passkey-refused"

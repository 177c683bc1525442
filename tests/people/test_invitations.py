"""Inviting people, and coming in by an invitation."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from server.core.caller import NOBODY
from server.core.database import hold
from server.people.codes import hashed_code
from tests.people.accounts import API, PASSWORD, guest, invite, later


def opening(client, code):
    return client.post(f"{API}/invitations/opening", json={"code": code})


def test_an_invited_person_comes_in_with_the_role_of_the_invitation(world):
    handed = invite(world.client("coordinator"), world)
    assert handed["link"] == f"http://localhost/#/invitation/{handed['code']}"
    assert handed["qr"].startswith("data:image/svg+xml")
    client = world.client()
    assert opening(client, handed["code"]).json["role"] == "facilitator"
    caller = client.post(f"{API}/accounts", json=guest(world, handed["code"]))
    assert caller.status_code == 201, caller.json
    assert caller.json["display_name"] == "Gabi Gast"
    assert caller.json["organisation"]["id"] == str(world.organisations["provider"])
    assert client.get(f"{API}/participants").json == []
    again = {"name": f" GUEST-{world.mark}", "password": PASSWORD}
    assert world.client().post(f"{API}/session", json=again).status_code == 200


def test_a_code_may_be_typed_as_people_type(world):
    code = invite(world.client("coordinator"), world)["code"]
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert opening(world.client(), typed).status_code == 200


def test_a_code_works_once(world):
    code = invite(world.client("coordinator"), world)["code"]
    assert world.client().post(f"{API}/accounts", json=guest(world, code)).status_code == 201
    other = guest(world, code, name=f"other-{world.mark}")
    answer = world.client().post(f"{API}/accounts", json=other)
    assert answer.status_code == 404
    assert answer.json["type"] == "/problems/code-refused"


def test_a_code_expires(world, monkeypatch):
    code = invite(world.client("coordinator"), world)["code"]
    later(monkeypatch, timedelta(days=14, seconds=1))
    assert opening(world.client(), code).status_code == 404


def test_a_revoked_code_opens_nothing_and_leaves_the_list(world):
    client = world.client("coordinator")
    code = invite(client, world, for_whom="Frau Neu")["code"]
    (listed,) = client.get(f"{API}/invitations").json
    assert listed["for_whom"] == "Frau Neu"
    assert client.delete(f"{API}/invitations/{listed['id']}").status_code == 204
    assert client.get(f"{API}/invitations").json == []
    assert client.delete(f"{API}/invitations/{listed['id']}").status_code == 404
    assert opening(world.client(), code).status_code == 404


def test_codes_are_not_guessed_without_end(world):
    client = world.client()
    client.environ_base["REMOTE_ADDR"] = f"10.7.{uuid4().int % 250}.{uuid4().int % 250}"
    statuses = [opening(client, f"0000-0000-{n:04}").status_code for n in range(41)]
    assert statuses == [404] * 40 + [429]


@pytest.mark.parametrize("role", ["planner", "operator", "participant"])
def test_a_coordinator_gives_no_role_that_is_not_theirs_to_give(world, role):
    body = {"organisation_id": str(world.organisations["provider"]), "role": role}
    answer = world.client("coordinator").post(f"{API}/invitations", json=body)
    assert answer.status_code == 403


def test_a_coordinator_invites_into_their_own_organisation_only(world):
    client, other = world.client("coordinator"), str(world.organisations["other_provider"])
    body = {"organisation_id": other, "role": "facilitator"}
    assert client.post(f"{API}/invitations", json=body).status_code == 403
    invite(world.client("other_coordinator"), world, organisation="other_provider")
    assert client.get(f"{API}/invitations").json == []


def test_an_operator_invites_anybody_anywhere_but_participants(world):
    client = world.client("operator")
    invite(client, world, role="planner", organisation="other_municipality")
    invite(client, world, role="coordinator", organisation="other_provider")
    body = {"organisation_id": str(world.organisations["provider"]), "role": "participant"}
    assert client.post(f"{API}/invitations", json=body).status_code == 403


def test_an_account_takes_a_further_role_and_works_in_it_at_once(world):
    code = invite(world.client("operator"), world, "planner", "municipality")["code"]
    client = world.client("facilitator")
    caller = client.post(f"{API}/memberships", json={"code": code})
    assert caller.status_code == 200, caller.json
    assert (caller.json["role"], caller.json["side"]) == ("planner", "planning")
    assert len(caller.json["memberships"]) == 2
    assert client.get(f"{API}/session").json["role"] == "planner"


def test_who_has_the_role_already_leaves_the_invitation_open(world):
    code = invite(world.client("coordinator"), world)["code"]
    answer = world.client("facilitator").post(f"{API}/memberships", json={"code": code})
    assert answer.status_code == 409
    assert opening(world.client(), code).status_code == 200


def test_a_taken_name_leaves_the_invitation_open(world):
    code = invite(world.client("coordinator"), world)["code"]
    taken = guest(world, code, name=f"Colleague-{world.mark}")
    answer = world.client().post(f"{API}/accounts", json=taken)
    assert answer.json["type"] == "/problems/name-taken"
    assert opening(world.client(), code).status_code == 200


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("elf Zeichen", "short"),
        ("Gabi Gast Gabi Gast", "name"),
        ("gäste-{mark}", None),
        ("guest-{mark}", "name"),
        ("aaaaaaaaaaaaaa", "name"),
        ("vier Worte die bleiben", None),
    ],
)
def test_a_password_is_long_and_not_the_name(world, password, reason):
    code = invite(world.client("coordinator"), world)["code"]
    body = guest(world, code, password=password.format(mark=world.mark))
    answer = world.client().post(f"{API}/accounts", json=body)
    assert answer.json.get("reason") == reason


@pytest.mark.parametrize("name", ["a,b,c", "zwei worte", "ab", "x\ny\nz"])
def test_a_name_to_sign_in_with_is_plain(world, name):
    body = guest(world, "0000-0000-0000", name=name)
    assert world.client().post(f"{API}/accounts", json=body).status_code == 422


def test_a_name_with_commas_proves_nothing_else(world, acting):
    wanted = f"x,account:colleague-{world.mark}"
    with acting(NOBODY) as session:
        hold(session, f"account:{wanted}")
        assert session.scalar(text("select count(*) from people.accounts")) == 0
        hold(session, f"account:colleague-{world.mark}", 'account:"\\')
        assert session.scalar(text("select count(*) from people.accounts")) == 1


def test_without_the_code_the_database_lets_nobody_in(world, acting):
    code_hash = hashed_code(invite(world.client("coordinator"), world)["code"])
    values = {"code": code_hash, "id": uuid4(), "name": f"thief-{world.mark}"}
    begin = text("select people.begin_account(:code, :id, :name, 'x')")
    with acting(NOBODY) as session:
        assert session.scalar(begin, values) is False
        assert session.scalar(text("select count(*) from people.invitations")) == 0
    use = text("select people.use_invitation(:code, :id)")
    with pytest.raises(ProgrammingError, match="permission denied"), acting(NOBODY) as session:
        session.scalar(use, values)
    accept = text("select people.accept_invitation(:code)")
    with (
        pytest.raises(DBAPIError, match="no longer open"),
        acting(world.caller("facilitator")) as session,
    ):
        session.scalar(accept, values)


def test_the_database_keeps_no_code_and_no_readable_note(world, owner):
    handed = invite(world.client("coordinator"), world, for_whom="Kanarienvogel")
    with owner.connect() as connection:
        rows = connection.execute(text("select to_jsonb(it)::text from people.invitations it"))
        written = "\n".join(rows.scalars())
    assert handed["code"] not in written
    assert handed["code"].replace("-", "") not in written
    assert b"Kanarienvogel".hex() not in written

"""The share that opens a device whose secret is forgotten: whose it is, and what is left of it."""

from base64 import b64decode
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from server.core.database import hold
from server.people.recovery import SHOWN_WITHIN, forget_shares, proof_for, share_of
from server.people.tables import RecoveryShare
from tests.people.accounts import API, later


def ask(client, device):
    return client.put(f"{API}/devices/{device}/recovery-share")


def test_a_share_is_made_once_and_stays_the_same(world):
    device = uuid4()
    first = ask(world.client("facilitator"), device)
    assert first.status_code == 200, first.json
    assert len(b64decode(first.json["share"])) == 32
    assert ask(world.client("facilitator"), device).json == first.json


def test_shares_of_other_devices_and_other_people_differ(world):
    device, client = uuid4(), world.client("facilitator")
    shares = [
        ask(client, device).json["share"],
        ask(client, uuid4()).json["share"],
        ask(world.client("coordinator"), device).json["share"],
    ]
    assert len(set(shares)) == 3


def test_a_session_opens_a_share_only_shortly_after_signing_in(world, monkeypatch):
    device, client = uuid4(), world.client("facilitator")
    assert ask(client, device).status_code == 200
    later(monkeypatch, SHOWN_WITHIN + timedelta(seconds=1))
    refused = ask(client, device)
    assert (refused.status_code, refused.json["type"]) == (403, "/problems/sign-in-again")
    assert ask(world.client("facilitator"), device).status_code == 200


def test_nobody_gets_a_share_without_signing_in(world):
    assert ask(world.client(), uuid4()).status_code == 401


def test_in_the_database_a_share_is_sealed(world, owner):
    device = uuid4()
    share = b64decode(ask(world.client("facilitator"), device).json["share"])
    row = text("select sealed_share from people.recovery_shares where device_id = :device")
    with owner.connect() as connection:
        sealed = bytes(connection.scalar(row, {"device": device}))
    assert share not in sealed
    assert len(sealed) > len(share)


@pytest.mark.parametrize("name", ["coordinator", "operator", "colleague", "other_coordinator"])
def test_nobody_else_sees_opens_or_forgets_it(world, acting, name):
    device, account = uuid4(), world.caller("facilitator").account_id
    share = ask(world.client("facilitator"), device).json["share"]
    mine = select(RecoveryShare).where(RecoveryShare.device_id == device)
    with acting(world.caller(name)) as session:
        assert session.scalars(mine).all() == []
        forget_shares(session, account, device)
    assert ask(world.client("facilitator"), device).json["share"] == share


def test_a_proof_for_one_device_opens_that_one_only(world, acting):
    device, other, account = uuid4(), uuid4(), world.caller("facilitator").account_id
    share = b64decode(ask(world.client("facilitator"), device).json["share"])
    ask(world.client("facilitator"), other)
    with acting(world.caller("coordinator")) as session:
        hold(session, proof_for(account, device), f"member:{account}")
        assert share_of(session, account, device) == share
        seen = session.scalars(select(RecoveryShare.device_id)).all()
        assert device in seen
        assert other not in seen


def test_what_is_forgotten_is_made_anew(world, acting):
    device, client = uuid4(), world.client("facilitator")
    kept = uuid4()
    shares = ask(client, device).json, ask(client, kept).json
    account = world.caller("facilitator").account_id
    with acting(world.caller("facilitator")) as session:
        forget_shares(session, account, device)
    assert ask(client, device).json != shares[0]
    assert ask(client, kept).json == shares[1]
    with acting(world.caller("facilitator")) as session:
        forget_shares(session, account)
        assert session.scalars(select(RecoveryShare)).all() == []


def test_openings_are_in_the_audit(world, owner):
    device, client = uuid4(), world.client("facilitator")
    ask(client, device)
    ask(client, device)
    said = text("select action from audit.entries where codes ->> 'device' = :device order by id")
    with owner.connect() as connection:
        actions = connection.scalars(said, {"device": str(device)}).all()
    assert actions == ["recovery_share_made", "recovery_share_opened"]


def test_with_the_account_its_shares_go(world, owner):
    device = uuid4()
    ask(world.client("facilitator"), device)
    account = world.caller("facilitator").account_id
    left = text("select count(*) from people.recovery_shares where account_id = :account")
    with owner.connect() as connection, connection.begin() as change:
        # A participant's account is erased with the participant; staff are only closed.
        connection.execute(
            text("delete from people.accounts where id = :account"), {"account": account}
        )
        assert connection.scalar(left, {"account": account}) == 0
        change.rollback()

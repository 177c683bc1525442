"""Seals: only the right key, place and row open them."""

import os
from uuid import uuid4

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from server.core.seals import FieldKey, Keyring, SealBroken, Vault, keyring, rewrap, use_keyring
from tests.makers import make_walked


@pytest.fixture
def vault(world, acting):
    with acting(world.caller("facilitator")) as session:
        yield Vault(session, FieldKey), world.participant


def test_what_is_sealed_opens_again_and_shows_nothing_closed(vault):
    seals, holder = vault
    sealed = seals.seal_words(holder, "Ich habe Angst hier.", "note:1")
    assert b"Angst" not in sealed
    assert seals.unseal_words(holder, sealed, "note:1") == "Ich habe Angst hier."
    assert seals.seal_words(holder, "Ich habe Angst hier.", "note:1") != sealed


def test_a_seal_moved_to_another_place_or_changed_does_not_open(vault):
    seals, holder = vault
    sealed = seals.seal(holder, b"words", "note:1")
    broken = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for wrong, place in ((sealed, "note:2"), (broken, "note:1"), (b"", "note:1")):
        with pytest.raises(SealBroken):
            seals.unseal(holder, wrong, place)


def test_destroying_the_key_makes_it_unreadable_for_ever(world, acting):
    caller = world.caller("facilitator")
    with acting(caller) as session:
        sealed = Vault(session, FieldKey).seal(world.participant, b"words", "note:1")
    with acting(caller) as session:
        session.execute(FieldKey.__table__.delete().where(FieldKey.holder_id == world.participant))
    with acting(caller) as session, pytest.raises(SealBroken):
        Vault(session, FieldKey).unseal(world.participant, sealed, "note:1")


def test_a_new_wrapping_key_takes_over_and_the_old_one_can_go(world, owner):
    phone = world.client("facilitator")
    make_walked(world, phone)
    before = keyring()
    newer = Keyring(before.keys | {before.newest + 1: os.urandom(32)})
    try:
        use_keyring(newer)
        assert phone.get("/api/v1/sync/pull").status_code == 200
        with Session(owner) as everything, everything.begin():
            assert rewrap(everything, FieldKey) > 0
        use_keyring(Keyring({newer.newest: newer.keys[newer.newest]}))
        assert phone.get("/api/v1/sync/pull").json["changes"][0]["body"]["title"]
    finally:
        use_keyring(Keyring({0: newer.keys[newer.newest], **before.keys}))
        with Session(owner) as everything, everything.begin():
            everything.execute(
                update(FieldKey).where(FieldKey.wrapped_with == newer.newest).values(wrapped_with=0)
            )
            rewrap(everything, FieldKey)
        use_keyring(before)


def test_nobody_makes_a_key_for_whom_they_do_not_reach(world, acting):
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        acting(world.caller("other_facilitator")) as session,
    ):
        Vault(session, FieldKey).seal(world.participant, b"words", "note:1")


def test_the_database_holds_no_readable_word(world, owner):
    canary = f"Kanarienvogel{uuid4().hex}"
    make_walked(world, world.client("facilitator"), note=canary)
    with owner.connect() as connection:
        tables = connection.scalars(
            text(
                "select schemaname || '.' || tablename from pg_tables "
                "where schemaname in ('people', 'field', 'pool', 'planning', 'audit', 'jobs')"
            )
        ).all()
        for table in tables:
            rows = connection.execute(text(f"select it::text from {table} it")).scalars()  # noqa: S608
            for row in rows:
                assert canary not in row, table
                assert canary.encode().hex() not in row, table

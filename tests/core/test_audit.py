"""The audit: appended, never changed, and a change is found."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from server.core import audit

TAKE_OUT_OF_BLOCK = """
    delete from audit.block_entries
    where entry_id in (select id from audit.entries where action = 'tried_1')
"""


def test_the_chain_holds_until_an_entry_is_changed_or_taken_out(work, owner, world, acting):
    for number in range(3):
        with acting(world.caller("facilitator")) as session:
            audit.record(session, f"tried_{number}", "nothing")
        work(audit.seal_block)
    with owner.connect() as connection:
        assert audit.verify(connection) == []
        for tampering in (
            "update audit.entries set action = 'other' where action = 'tried_1'",
            "delete from audit.entries where action = 'tried_1'",
            TAKE_OUT_OF_BLOCK,
            "update audit.blocks set sealed_at = sealed_at + interval '1 second'",
        ):
            connection.execute(text(tampering))
            assert audit.verify(connection), tampering
            connection.rollback()
        assert audit.verify(connection) == []


def test_sealing_twice_makes_no_empty_block(work, owner):
    work(audit.seal_block)
    count = text("select count(*) from audit.blocks")
    with owner.connect() as connection:
        before = connection.scalar(count)
    work(audit.seal_block)
    with owner.connect() as connection:
        assert connection.scalar(count) == before


@pytest.mark.parametrize("name", ["facilitator", "planner"])
@pytest.mark.parametrize(
    "statement",
    [
        "select * from audit.entries",
        "update audit.entries set action = 'x'",
        "delete from audit.entries",
        "select * from audit.blocks",
    ],
)
def test_nobody_reads_or_changes_it_through_the_app(world, acting, name, statement):
    with pytest.raises(ProgrammingError), acting(world.caller(name)) as session:
        session.execute(text(statement))


def test_what_is_rolled_back_is_not_audited(world, acting, owner):
    def fail():
        with acting(world.caller("facilitator")) as session:
            audit.record(session, "never_happened", "nothing")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with owner.connect() as connection:
        count = text("select count(*) from audit.entries where action = 'never_happened'")
        assert connection.scalar(count) == 0

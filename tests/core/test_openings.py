"""Opening what is sealed leaves a trace: who, whom, what for, and never what it said."""

from uuid import uuid4

import pytest
from sqlalchemy import text

from server.core import audit
from server.core.caller import Side
from tests.makers import make_exploration, make_finding, make_operation, make_walked, push

OPENINGS = text("""
    select account_id, codes ->> 'purpose' as purpose
    from audit.entries
    where action = 'sealed_opened' and subject_id = :it
    order by id
""")


@pytest.fixture
def opened(owner):
    """The openings of a participant so far, as accounts with purposes."""

    def read(participant):
        with owner.connect() as connection:
            return [tuple(one) for one in connection.execute(OPENINGS, {"it": participant})]

    return read


def test_one_request_leaves_one_entry_for_each_person_however_much_it_opens(world, opened):
    phone = world.client("facilitator")
    walked = make_walked(world, phone)
    for _ in range(4):
        push(phone, [make_operation("finding", str(uuid4()), make_finding(world, walked.walk))])
    before = opened(world.participant)
    phone.get("/api/v1/sync/pull")
    phone.get("/api/v1/participants")
    new = opened(world.participant)[len(before) :]
    account = world.accounts["facilitator"]
    assert new == [(account, "pull"), (account, "list_participants")]


def test_what_speaks_of_several_is_opened_of_each(world, opened):
    second = uuid4()
    with world.app.app_context():
        world.make_participant("coordinator", second, "facilitator")
    body = make_exploration(world, participant_ids=[str(world.participant), str(second)])
    phone = world.client("facilitator")
    push(phone, [make_operation("exploration", str(uuid4()), body)])
    phone.get("/api/v1/sync/pull")
    assert [purpose for _, purpose in opened(second)] == ["pull"]
    assert [purpose for _, purpose in opened(world.participant)] == ["pull"]


def test_reading_only_codes_and_names_of_staff_opens_nobody(world, opened):
    before = opened(world.participant)
    phone = world.client("facilitator")
    for path in ("session", "colleagues", "sync/pull", "participants/suggestions", "spaces"):
        assert phone.get(f"/api/v1/{path}").status_code == 200
    assert opened(world.participant) == before


def test_a_refused_request_opens_nobody(world, opened):
    before = opened(world.participant)
    for stranger in ("colleague", "other_coordinator", "operator", "planner"):
        client = world.client(stranger)
        assert client.get(f"/api/v1/participants/{world.participant}").status_code in {403, 404}
        client.get("/api/v1/participants")
    assert opened(world.participant) == before


def test_the_chain_covers_openings(world, work, owner):
    world.client("facilitator").get("/api/v1/participants")
    work(audit.seal_block)
    with owner.connect() as connection:
        assert audit.verify(connection) == []
        changed = "update audit.entries set account_id = null where action = 'sealed_opened'"
        connection.execute(text(changed))
        assert audit.verify(connection)
        connection.rollback()


def test_only_those_who_see_a_person_read_their_page_of_the_audit(world, acting):
    world.client("facilitator").get("/api/v1/participants")
    asked = text("select count(*) from audit.entries_about(:it)")
    sees = {"facilitator": True, "coordinator": True, "colleague": False, "operator": False}
    sees |= {"other_facilitator": False, "other_coordinator": False}
    for name, expected in sees.items():
        caller = world.caller(name)
        assert caller.side is Side.FIELD
        with acting(caller) as session:
            assert bool(session.scalar(asked, {"it": world.participant})) is expected, name

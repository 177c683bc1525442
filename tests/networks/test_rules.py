import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from server.networks.tables import Contact, NetworkMap, Tie
from server.people.rules import may_be_seen_by, may_see
from server.people.tables import Participant
from tests.makers import STAFF, participants_phone
from tests.networks.maps import draw

FIELD_SIDE = ("facilitator", "colleague", "coordinator", "other_facilitator", "other_coordinator")


def test_predicate_twin_and_rows_agree_for_everybody(world, acting, owner):
    draw(world.client("facilitator"), world.participant)
    draw(world.client("other_facilitator"), world.other_participant)
    _, person = participants_phone(world)
    with Session(owner) as everything:
        people = everything.scalars(
            select(Participant).options(selectinload(Participant.assignments))
        ).all()
        rows = {
            table: everything.execute(select(table.id, table.participant_id)).all()
            for table in (NetworkMap, Contact, Tie)
        }
    for caller in (*(world.caller(name) for name in FIELD_SIDE), person):
        reached = {one.id for one in people if may_see(caller, one)}
        whose_maps = select(Participant.id).where(may_be_seen_by(caller))
        with acting(caller) as session:
            for table, kept in rows.items():
                expected = {id_ for id_, whose in kept if whose in reached}
                twin = session.scalars(select(table.id).where(table.participant_id.in_(whose_maps)))
                assert set(twin) == expected, (caller.role, table)
                assert set(session.scalars(select(table.id))) == expected, (caller.role, table)


@pytest.mark.parametrize("name", sorted(set(STAFF) - set(FIELD_SIDE) - {"operator"}))
def test_nobody_of_another_role_sees_a_row(world, acting, name):
    draw(world.client("facilitator"), world.participant)
    caller = world.caller(name)
    if caller.side != "field":
        return  # no grant at all: tests/core/test_doors.py
    with acting(caller) as session:
        assert session.scalars(select(NetworkMap.id)).all() == []

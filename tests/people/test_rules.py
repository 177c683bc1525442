"""Who sees a participant: the predicate, its SQL twin and row-level security agree."""

from uuid import uuid4

from sqlalchemy import select

from server.core.caller import Role
from server.people.rules import may_be_seen_by, may_see
from server.people.tables import Participant
from tests.makers import STAFF


def test_predicate_twin_and_rows_agree_for_everybody(world, acting):
    unassigned, shared = uuid4(), uuid4()
    with world.app.app_context():
        world.make_participant("coordinator", shared, "colleague")
        world.make_participant("coordinator", unassigned, "facilitator")
    ids = [world.participant, world.other_participant, unassigned, shared]
    for name in STAFF:
        caller = world.caller(name)
        with acting(caller) as session:
            rows = set(session.scalars(select(Participant.id))) if on_field(caller) else set()
            twin = (
                set(session.scalars(select(Participant.id).where(may_be_seen_by(caller))))
                if on_field(caller)
                else set()
            )
        with acting(world.caller("coordinator")) as session:
            own = session.scalars(select(Participant).where(Participant.id.in_(ids))).all()
            predicate = {one.id for one in own if may_see(caller, one)}
        with acting(world.caller("other_coordinator")) as session:
            theirs = session.scalars(select(Participant).where(Participant.id.in_(ids))).all()
            predicate |= {one.id for one in theirs if may_see(caller, one)}
        assert rows == twin == predicate, name


def on_field(caller):
    return caller.role not in {Role.PLANNER, Role.PARTNER}

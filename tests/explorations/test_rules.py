"""Who reaches an exploration: the predicate, its SQL twin and row-level security agree."""

import itertools
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from server.core.caller import Side
from server.core.seals import FieldKey
from server.explorations.rules import may_reach, reachable_by
from server.explorations.tables import Exploration
from server.media.tables import Photograph
from server.people.tables import Assignment
from server.sync.tables import Revision
from server.walks.tables import Finding, Walk
from tests.makers import STAFF, make_exploration, make_operation, make_walked, push


def every_exploration(world):
    """One for each combination of who began it, who facilitates and who takes part."""
    made = []
    for facilitates, takes_part in itertools.product([True, False], repeat=2):
        for began in ("facilitator", "colleague", "coordinator"):
            body = make_exploration(
                world,
                facilitator_ids=[str(world.accounts["colleague"])] if facilitates else [],
                participant_ids=[str(world.participant)]
                if takes_part and began != "colleague"
                else [],
            )
            operation = make_operation("exploration", str(uuid4()), body)
            (answer,) = push(world.client(began), [operation])
            assert answer["verdict"] == "applied", answer
            made.append(UUID(operation["record_id"]))
    return made


def test_predicate_twin_and_rows_agree_for_everybody(world, acting, owner):
    made = every_exploration(world)
    with Session(owner) as everything:
        loaded = everything.scalars(
            select(Exploration)
            .where(Exploration.id.in_(made))
            .options(selectinload(Exploration.participants), selectinload(Exploration.facilitators))
        ).all()
        assigned = {
            name: set(
                everything.scalars(
                    select(Assignment.participant_id).where(
                        Assignment.account_id == world.accounts[name]
                    )
                )
            )
            for name in STAFF
        }
    for name in STAFF:
        caller = world.caller(name)
        predicate = {one.id for one in loaded if may_reach(caller, one, assigned[name])}
        if caller.side is Side.PLANNING:
            assert predicate == set()
            continue
        with acting(caller) as session:
            rows = set(session.scalars(select(Exploration.id)))
            twin = set(session.scalars(select(Exploration.id).where(reachable_by(caller))))
        assert rows == twin == predicate, name


def test_what_hangs_on_an_exploration_is_reached_exactly_with_it(world, acting):
    walked = make_walked(world, world.client("facilitator"))
    expected = {"facilitator": 1, "coordinator": 1, "colleague": 0, "other_coordinator": 0}
    for name, count in expected.items():
        with acting(world.caller(name)) as session:
            for table, field in (
                (Walk, Walk.exploration_id),
                (Finding, Finding.exploration_id),
                (FieldKey, FieldKey.holder_id),
            ):
                found = session.scalars(select(table).where(field == UUID(walked.exploration)))
                assert len(found.all()) == count, (name, table)
            revisions = session.scalars(select(Revision)).all()
            assert bool(revisions) == bool(count), name
            assert session.scalars(select(Photograph)).all() == []

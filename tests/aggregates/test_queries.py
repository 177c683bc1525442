"""The pool is narrowed by social space, question and kind, alone and together."""

import itertools
from datetime import date
from uuid import uuid4

import pytest

from server.aggregates.queries import PoolFilter, list_findings, read_findings
from server.walks.tables import FindingKind
from tests.pooled import make_pooled, make_space

KINDS = ("barrier", "good")
QUESTIONS = ("kerb", "toilet")


@pytest.fixture
def pool(world):
    """One finding for every combination of space, question and kind."""
    spaces = [make_space(world, "Mitte"), make_space(world, "Ziegelfeld")]
    return {
        (space, question, kind): make_pooled(
            world.app, social_space_id=space, question=question, subcategory=None, kind=kind
        )
        for space, question, kind in itertools.product(spaces, QUESTIONS, KINDS)
    }


def test_every_filter_finds_what_fits_and_nothing_else(world, acting, pool):
    spaces = {space for space, _, _ in pool}
    with acting(world.caller("planner")) as session:
        for space, question, kind in itertools.product(
            spaces, (None, *QUESTIONS), (None, *map(FindingKind, KINDS))
        ):
            found = {one.id for one in list_findings(session, PoolFilter(space, question, kind))}
            expected = {
                finding_id
                for (its_space, its_question, its_kind), finding_id in pool.items()
                if its_space == space
                and question in (None, its_question)
                and kind in (None, its_kind)
            }
            assert found == expected


def test_the_newest_month_comes_first(world, acting):
    space = make_space(world, "Mitte")
    months = [date(2026, 3, 1), date(2026, 5, 1), date(2026, 4, 1)]
    for month in months:
        make_pooled(world.app, social_space_id=space, seen_month=month)
    with acting(world.caller("planner")) as session:
        found = [one.seen_month for one in list_findings(session, PoolFilter(space=space))]
    assert found == sorted(months, reverse=True)


def test_findings_come_in_the_order_asked_for_without_those_that_are_gone(world, acting):
    one, other = make_pooled(world.app), make_pooled(world.app)
    with acting(world.caller("planner")) as session:
        found = [finding.id for finding in read_findings(session, [other, uuid4(), one])]
    assert found == [other, one]


def test_the_field_side_sees_nothing_of_a_pool_that_is_not_its_own(world, acting):
    space = make_space(world, "Mitte")
    make_pooled(world.app, social_space_id=space)
    with acting(world.caller("coordinator")) as session:
        assert list_findings(session, PoolFilter(space=space)) == []

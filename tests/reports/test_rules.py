"""Who may read and write a report: the rules, their SQL twins and the database agree."""

import itertools
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import select

from server.core import clock
from server.core.caller import NOBODY, Side
from server.reports.rules import may_read, may_write, readable_by, writable_by
from server.reports.tables import Report, ReportState

CALLERS = ("planner", "other_planner", "partner", "coordinator", "facilitator", "operator")


@pytest.fixture
def reports(world, acting):
    """A draft and a published report of each municipality."""
    made = {}
    for planner, state in itertools.product(("planner", "other_planner"), ReportState):
        caller = world.caller(planner)
        with acting(caller) as session:
            report = Report(
                id=uuid4(),
                municipality_id=caller.organisation_id,
                title="Bericht",
                introduction="",
                state=state,
                updated_at=clock.now(),
            )
            session.add(report)
            session.flush()
            session.expunge(report)
        made[report.id] = report
    return made


@pytest.mark.parametrize("name", [*CALLERS, None])
def test_rule_twin_and_rows_agree_for_everybody(world, acting, owner, reports, name):
    caller = replace(world.caller(name) if name else NOBODY, side=Side.PLANNING)
    for rule, twin in ((may_read, readable_by), (may_write, writable_by)):
        allowed = {report.id for report in reports.values() if rule(caller, report)}
        with owner.connect() as connection:
            everything = select(Report.id).where(Report.id.in_(reports), twin(caller))
            assert set(connection.scalars(everything)) == allowed, rule
    with acting(caller) as session:
        rows = set(session.scalars(select(Report.id).where(Report.id.in_(reports))))
    assert rows == {report.id for report in reports.values() if may_read(caller, report)}


def test_planners_write_their_own_reports_only(world, reports):
    planner = world.caller("planner")
    own = {report.id for report in reports.values() if may_write(planner, report)}
    assert len(own) == 2
    assert all(reports[one].municipality_id == world.organisations["municipality"] for one in own)


def test_a_draft_is_for_nobody_else(world, reports):
    for name in ("other_planner", "partner", "coordinator"):
        caller = world.caller(name)
        for report in reports.values():
            drafted = report.state == ReportState.DRAFT
            foreign = report.municipality_id == world.organisations["municipality"]
            assert not (drafted and foreign and may_read(caller, report))

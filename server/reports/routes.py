"""HTTP for reports as data: list, begin, read, change, remove."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from server.core.api import Routes, caller
from server.core.caller import Role, Side, holding, on_field_side, signed_in
from server.core.database import db
from server.core.problems import InvalidInput, NotFound
from server.reports import operations, published, queries
from server.reports.errors import ReportChanged, ReportTaken
from server.reports.pages import pages
from server.reports.schemas import (
    NewReportSchema,
    PublishedFindingSchema,
    ReportChangeSchema,
    ReportSchema,
)

__all__ = ["pages", "routes"]

routes = Routes("reports", __name__)
PLANNING = Side.PLANNING
"""Reports lie behind the planning door, also for those who read a published one."""


@routes.serves("GET", "/reports", allow=signed_in, answer=ReportSchema(many=True), door=PLANNING)
def list_reports() -> list[dict[str, Any]]:
    """The reports of one's municipality, and every published one."""
    found = queries.list_reports(db.session(), caller())
    return [queries.wire_report(report, caller()) for report in found]


@routes.serves(
    "POST",
    "/reports",
    allow=holding(Role.PLANNER),
    body=NewReportSchema,
    answer=ReportSchema,
    status=HTTPStatus.CREATED,
    raises=[ReportTaken, InvalidInput],
)
def begin_report(body: dict[str, Any]) -> dict[str, Any]:
    """Begin a report; it is a draft."""
    report = operations.create_report(db.session(), caller(), body)
    return queries.wire_report(report, caller())


@routes.serves(
    "GET",
    "/reports/<uuid:report_id>",
    allow=signed_in,
    answer=ReportSchema,
    raises=[NotFound],
    door=PLANNING,
)
def read_report(report_id: UUID) -> dict[str, Any]:
    """One report."""
    return queries.wire_report(queries.read_report(db.session(), caller(), report_id), caller())


@routes.serves(
    "PUT",
    "/reports/<uuid:report_id>",
    allow=holding(Role.PLANNER),
    body=ReportChangeSchema,
    answer=ReportSchema,
    raises=[NotFound, ReportChanged, InvalidInput],
)
def change_report(body: dict[str, Any], report_id: UUID) -> dict[str, Any]:
    """Write a report anew, publish it or take it back."""
    report = operations.change_report(db.session(), caller(), report_id, body)
    return queries.wire_report(report, caller())


@routes.serves(
    "DELETE", "/reports/<uuid:report_id>", allow=holding(Role.PLANNER), raises=[NotFound]
)
def delete_report(report_id: UUID) -> None:
    """Remove a report."""
    operations.delete_report(db.session(), caller(), report_id)


@routes.serves(
    "GET",
    "/participants/<uuid:participant_id>/published",
    allow=on_field_side,
    answer=PublishedFindingSchema(many=True),
    raises=[NotFound],
)
def list_published(participant_id: UUID) -> list[dict[str, Any]]:
    """What of a participant is out already, and where it can no longer be called back."""
    return published.list_published(db.session(), participant_id)

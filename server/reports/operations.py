"""Writing reports."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from server.aggregates.queries import read_findings
from server.core import audit, clock
from server.core.caller import Caller
from server.core.problems import InvalidInput
from server.reports.errors import ReportChanged, ReportTaken
from server.reports.queries import read_own_report
from server.reports.tables import Report, ReportFinding, ReportState


def create_report(session: Session, caller: Caller, body: dict[str, Any]) -> Report:
    """Begin a report of the caller's municipality.

    Raises:
        ReportTaken: there is one with this id already.
        InvalidInput: a finding is not in the pool.
    """
    if session.get(Report, body["id"]) is not None:
        raise ReportTaken("Give the report a new id and send it again.")
    report = Report(
        id=body["id"],
        municipality_id=caller.organisation_id,
        title=body["title"],
        introduction=body["introduction"],
        state=ReportState.DRAFT,
        updated_at=clock.now(),
    )
    session.add(report)
    session.flush()
    choose(session, report, body["finding_ids"])
    audit.record(session, "report_created", "report", report.id)
    return report


def change_report(
    session: Session, caller: Caller, report_id: UUID, body: dict[str, Any]
) -> Report:
    """Write all of a report anew; publishing is a state like any other.

    Raises:
        NotFound: there is none that the caller may write.
        ReportChanged: it is not what the writer has read.
        InvalidInput: a finding is not in the pool.
    """
    report = read_own_report(session, caller, report_id)
    if body["updated_at"] not in (None, report.updated_at):
        raise ReportChanged("Look at both versions and decide which one holds.")
    published = body["state"] == ReportState.PUBLISHED and report.state == ReportState.DRAFT
    report.title, report.introduction = body["title"], body["introduction"]
    report.state = body["state"]
    choose(session, report, body["finding_ids"])
    report.updated_at = clock.now()
    session.flush()
    action = "report_published" if published else "report_changed"
    audit.record(session, action, "report", report.id)
    return report


def delete_report(session: Session, caller: Caller, report_id: UUID) -> None:
    """Remove a report; what lies in the pool stays there.

    Raises:
        NotFound: there is none that the caller may write.
    """
    session.delete(read_own_report(session, caller, report_id))
    audit.record(session, "report_deleted", "report", report_id)


def choose(session: Session, report: Report, finding_ids: Sequence[UUID]) -> None:
    """Let a report hold these findings, in this order.

    Raises:
        InvalidInput: with the places in the list of those not in the pool.
    """
    kept = {chosen.finding_id for chosen in report.chosen}
    held = {
        finding.id
        for finding in read_findings(session, finding_ids)
        if finding.id in kept or not finding.withdrawn
    }
    missing = {at: ["Not in the pool."] for at, one in enumerate(finding_ids) if one not in held}
    if missing:
        raise InvalidInput(
            "Leave out what is no longer in the pool.", errors={"finding_ids": missing}
        )
    session.execute(delete(ReportFinding).where(ReportFinding.report_id == report.id))
    session.add_all(
        ReportFinding(report_id=report.id, finding_id=finding_id, position=position)
        for position, finding_id in enumerate(finding_ids)
    )
    session.flush()
    session.expire(report, ["chosen"])

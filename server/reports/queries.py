"""Reading reports."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from server.core.caller import Caller
from server.core.problems import NotFound
from server.reports.rules import may_write, readable_by, writable_by
from server.reports.tables import Report


def list_reports(session: Session, caller: Caller) -> Sequence[Report]:
    """The reports a caller may read, last changed first."""
    return session.scalars(
        select(Report)
        .where(readable_by(caller))
        .options(selectinload(Report.chosen))
        .order_by(Report.updated_at.desc(), Report.id)
    ).all()


def read_report(session: Session, caller: Caller, report_id: UUID) -> Report:
    """One report.

    Raises:
        NotFound: there is none, or not for the caller.
    """
    return one(session.scalars(select(Report).where(Report.id == report_id, readable_by(caller))))


def read_own_report(session: Session, caller: Caller, report_id: UUID) -> Report:
    """One report that the caller may write, locked until the transaction ends.

    Raises:
        NotFound: there is none, or not for the caller.
    """
    return one(
        session.scalars(
            select(Report).where(Report.id == report_id, writable_by(caller)).with_for_update()
        )
    )


def one(reports: Any) -> Report:
    """The only report of a result."""
    report: Report | None = reports.one_or_none()
    if report is None:
        raise NotFound
    return report


def wire_report(report: Report, caller: Caller) -> dict[str, Any]:
    """A report as ``ReportSchema`` writes it."""
    return {
        "id": report.id,
        "title": report.title,
        "introduction": report.introduction,
        "state": report.state,
        "finding_ids": report.finding_ids,
        "updated_at": report.updated_at,
        "may_write": may_write(caller, report),
    }

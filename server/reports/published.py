"""What of a person is out already, for them to see: in the pool, and in which published reports."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from server.core.problems import NotFound
from server.people.tables import Participant
from server.release.tables import PooledFinding, Release
from server.reports.tables import Report, ReportFinding, ReportState

Row = dict[str, Any]


def list_published(session: Session, participant_id: UUID) -> list[Row]:
    """A participant's released findings, latest first, with the reports that show them.

    Raises:
        NotFound: the caller does not work with this participant.
    """
    if session.get(Participant, participant_id) is None:
        raise NotFound
    findings = session.scalars(
        select(PooledFinding)
        .join(Release, Release.pooled_id == PooledFinding.id)
        .where(Release.author_id == participant_id)
        .options(selectinload(PooledFinding.photographs))
        .order_by(PooledFinding.seen_month.desc(), PooledFinding.id)
    ).all()
    shown_in = reports_showing(session, [finding.id for finding in findings])
    return [
        {
            "finding_id": finding.id,
            "text": finding.text,
            "seen_month": f"{finding.seen_month:%Y-%m}",
            "in_pool": not finding.withdrawn,
            "photographs_total": sum(not one.withdrawn for one in finding.photographs),
            "reports": shown_in[finding.id],
        }
        for finding in findings
    ]


def reports_showing(session: Session, finding_ids: list[UUID]) -> dict[UUID, list[Report]]:
    """The published reports that show each finding."""
    rows = session.execute(
        select(ReportFinding.finding_id, Report)
        .join(Report, Report.id == ReportFinding.report_id)
        .where(ReportFinding.finding_id.in_(finding_ids), Report.state == ReportState.PUBLISHED)
        .order_by(Report.updated_at)
    )
    shown_in: dict[UUID, list[Report]] = defaultdict(list)
    for finding_id, report in rows:
        shown_in[finding_id].append(report)
    return shown_in

"""Reading the pool, on the planning side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload

from server.core.wire import wire_point
from server.release.tables import PooledFinding, PooledPhotograph
from server.walks.tables import FindingKind


@dataclass(frozen=True)
class PoolFilter:
    """Which findings are asked for; what is not set does not narrow."""

    space: UUID | None = None
    question: str | None = None
    kind: FindingKind | None = None

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """The filter as SQL."""
        yield PooledFinding.withdrawn.is_(False)
        if self.space:
            yield PooledFinding.social_space_id == self.space
        if self.question:
            yield PooledFinding.question == self.question
        if self.kind:
            yield PooledFinding.kind == self.kind


def list_findings(session: Session, asked: PoolFilter) -> Sequence[PooledFinding]:
    """The findings that fit, newest month first; within a month the order tells nothing."""
    return session.scalars(
        select(PooledFinding)
        .where(*asked.conditions())
        .options(selectinload(PooledFinding.photographs))
        .order_by(PooledFinding.seen_month.desc(), PooledFinding.id)
    ).all()


def read_findings(session: Session, finding_ids: Sequence[UUID]) -> list[PooledFinding]:
    """Certain findings in the order asked for; those no longer in the pool are left out."""
    rows = session.scalars(
        select(PooledFinding)
        .where(PooledFinding.id.in_(finding_ids))
        .options(selectinload(PooledFinding.photographs))
    )
    found = {row.id: row for row in rows}
    return [found[finding_id] for finding_id in finding_ids if finding_id in found]


def read_photograph(session: Session, sha256: str) -> PooledPhotograph | None:
    """A released photograph; the same picture may hang on several findings."""
    return session.scalars(
        select(PooledPhotograph).where(PooledPhotograph.sha256 == sha256).limit(1)
    ).first()


def wire_finding(finding: PooledFinding) -> dict[str, Any]:
    """A finding of the pool as ``PooledFindingSchema`` writes it."""
    return {
        "id": finding.id,
        "kind": finding.kind,
        "question": finding.question,
        "subcategory": finding.subcategory,
        "text": finding.text,
        "location": wire_point(finding.location),
        "seen_month": f"{finding.seen_month:%Y-%m}",
        "social_space_id": finding.social_space_id,
        "photographs": finding.photographs,
    }

"""Reports and the findings they choose from the pool."""

import enum
import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server.core.database import Base


class ReportState(enum.StrEnum):
    """How far a report is."""

    DRAFT = "draft"
    PUBLISHED = "published"


class Report(Base):
    __tablename__ = "reports"
    __table_args__ = (
        CheckConstraint("state in ('draft', 'published')", name="state_known"),
        CheckConstraint("char_length(title) between 1 and 200", name="title_length"),
        CheckConstraint("char_length(introduction) <= 10000", name="introduction_length"),
        Index(None, "municipality_id"),
        {"schema": "planning"},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    municipality_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("commons.organisations.id"))
    title: Mapped[str]
    introduction: Mapped[str] = mapped_column(default="", server_default="")
    state: Mapped[str] = mapped_column(
        default=ReportState.DRAFT.value, server_default=ReportState.DRAFT.value
    )
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())

    chosen: Mapped[list["ReportFinding"]] = relationship(
        order_by="ReportFinding.position", cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def finding_ids(self) -> list[uuid.UUID]:
        """The chosen findings in the order of the report."""
        return [chosen.finding_id for chosen in self.chosen]


class ReportFinding(Base):
    __tablename__ = "report_findings"
    __table_args__ = (
        CheckConstraint("position >= 0", name="position_not_negative"),
        Index(None, "finding_id"),
        {"schema": "planning"},
    )

    report_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("planning.reports.id", ondelete="CASCADE"), primary_key=True
    )
    # A finding that is taken back from the pool leaves every report with it.
    finding_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("pool.findings.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int]

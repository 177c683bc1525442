"""Walks and findings."""

import enum
from datetime import datetime
from uuid import UUID

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from server.core.database import Base
from server.core.wire import WGS84
from server.explorations.tables import Exploration
from server.people.tables import Account, Participant
from server.sync.tables import Synced

SCHEMA = {"schema": "field"}


class FindingKind(enum.StrEnum):
    BARRIER = "barrier"
    GOOD = "good"
    IDEA = "idea"


class LocationSource(enum.StrEnum):
    GPS = "gps"
    TAP = "tap"


class Walk(Synced, Base):
    __tablename__ = "walks"
    __table_args__ = SCHEMA

    exploration_id: Mapped[UUID] = mapped_column(
        ForeignKey(Exploration.id, ondelete="CASCADE"), index=True
    )
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    weather: Mapped[str | None]


class Finding(Synced, Base):
    __tablename__ = "findings"
    __table_args__ = (
        CheckConstraint("accuracy_m >= 0", name="accuracy_not_negative"),
        CheckConstraint("kind in ('barrier', 'good', 'idea')", name="kind"),
        {"schema": "field"},
    )

    exploration_id: Mapped[UUID] = mapped_column(
        ForeignKey(Exploration.id, ondelete="CASCADE"), index=True
    )
    walk_id: Mapped[UUID] = mapped_column(ForeignKey(Walk.id, ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    question: Mapped[str | None]
    subcategory: Mapped[str | None]
    felt_effect: Mapped[str | None]
    groups: Mapped[list[str]] = mapped_column(ARRAY(Text))
    sealed_note: Mapped[bytes | None] = mapped_column(LargeBinary)
    location: Mapped[WKBElement | None] = mapped_column(Geometry("POINT", srid=WGS84))
    """Longitude, latitude in degrees, as the device gave it."""
    location_source: Mapped[str | None]
    accuracy_m: Mapped[float | None]
    seen_at: Mapped[datetime]
    author_participant_id: Mapped[UUID | None] = mapped_column(
        ForeignKey(Participant.id, ondelete="SET NULL"), index=True
    )
    who_spoke: Mapped[str | None]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id))

    @property
    def holder_id(self) -> UUID:
        """Whose data key seals its words."""
        return self.author_participant_id or self.exploration_id

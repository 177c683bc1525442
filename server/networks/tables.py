"""Network maps, their contacts, and the ties between those."""

from datetime import date
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    LargeBinary,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from server.core.database import Base
from server.people.tables import Participant
from server.sync.tables import Synced

HOME = ("field.network_maps.id", "field.network_maps.participant_id")


class NetworkMap(Synced, Base):
    __tablename__ = "network_maps"
    __table_args__ = (UniqueConstraint("id", "participant_id"), {"schema": "field"})

    participant_id: Mapped[UUID] = mapped_column(
        ForeignKey(Participant.id, ondelete="CASCADE"), index=True
    )
    date: Mapped[date]
    occasion: Mapped[str | None]
    practice: Mapped[bool]
    instrument_version: Mapped[int]
    circle_question: Mapped[str]
    """Whether the circles asked for importance or for closeness; never changed half-way."""
    sector_set: Mapped[str]
    who_spoke: Mapped[str | None]
    sealed_words: Mapped[bytes | None] = mapped_column(LargeBinary)


class Contact(Synced, Base):
    """Somebody on one map. ``contact_id`` is the same on every map of the person."""

    __tablename__ = "contacts"
    __table_args__ = (
        UniqueConstraint("id", "map_id"),
        ForeignKeyConstraint(["map_id", "participant_id"], HOME, ondelete="CASCADE"),
        CheckConstraint("angle between -180 and 180", name="angle"),
        CheckConstraint("distance between 0 and 200", name="distance"),
        {"schema": "field"},
    )

    map_id: Mapped[UUID] = mapped_column(index=True)
    participant_id: Mapped[UUID] = mapped_column(index=True)
    contact_id: Mapped[UUID]
    kind: Mapped[str]
    role: Mapped[str | None]
    sector: Mapped[str | None]
    circle: Mapped[str]
    angle: Mapped[float | None]
    """Degrees from the x-axis, counter-clockwise; with ``distance`` where exactly it was put."""
    distance: Mapped[float | None]
    """From the middle; 100 is the outer edge."""
    living: Mapped[str]
    bond: Mapped[str | None]
    """How the person is connected with it, where that was said; else it follows from the rest."""
    frequency: Mapped[str | None]
    distance_band: Mapped[str | None]
    burden: Mapped[str | None]
    known_since: Mapped[str | None]
    travel_time: Mapped[str | None]
    support_emotional: Mapped[str | None]
    support_practical: Mapped[str | None]
    support_advice: Mapped[str | None]
    support_time_together: Mapped[str | None]
    support_opening_doors: Mapped[str | None]
    sealed_words: Mapped[bytes | None] = mapped_column(LargeBinary)


class Tie(Synced, Base):
    """Two contacts of a map that have to do with each other; it has no direction."""

    __tablename__ = "ties"
    __table_args__ = (
        ForeignKeyConstraint(["map_id", "participant_id"], HOME, ondelete="CASCADE"),
        ForeignKeyConstraint(
            ["one_id", "map_id"],
            ["field.contacts.id", "field.contacts.map_id"],
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(
            ["other_id", "map_id"],
            ["field.contacts.id", "field.contacts.map_id"],
            ondelete="CASCADE",
        ),
        CheckConstraint("one_id <> other_id", name="between_two"),
        {"schema": "field"},
    )

    map_id: Mapped[UUID] = mapped_column(index=True)
    participant_id: Mapped[UUID] = mapped_column(index=True)
    one_id: Mapped[UUID] = mapped_column(index=True)
    other_id: Mapped[UUID] = mapped_column(index=True)
    kind: Mapped[str]

"""Revisions, and the columns every synced table has."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    FetchedValue,
    ForeignKey,
    Index,
    LargeBinary,
    Text,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import UserDefinedType

from server.core.database import Base


class TransactionId(UserDefinedType[str]):
    """PostgreSQL's 64-bit transaction id; it only ever grows."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """Its name in SQL."""
        return "xid8"


class Synced:
    """A record that devices keep as well.

    ``changed_in`` is set by a trigger to the transaction that last wrote the row, so that a pull
    can follow transaction snapshots and never skips a slow one.
    """

    id: Mapped[UUID] = mapped_column(primary_key=True)
    revision: Mapped[UUID]
    """The last accepted operation."""
    changed_in: Mapped[str] = mapped_column(
        TransactionId, FetchedValue(), FetchedValue(for_update=True), index=True
    )
    erased_at: Mapped[datetime | None]
    """Taken back: devices are told to forget it."""


class Notice(Base):
    """Tells one account's devices to look at a record again.

    It came into the account's reach or left it, or nothing is left of it. Triggers write it.
    """

    __tablename__ = "notices"
    __table_args__ = (Index(None, "account_id", "changed_in"), {"schema": "field"})

    account_id: Mapped[UUID] = mapped_column(
        ForeignKey("people.accounts.id", ondelete="CASCADE"), primary_key=True
    )
    record_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    revision: Mapped[UUID | None]
    """The record's last one; none when the record was erased for good."""
    changed_in: Mapped[str] = mapped_column(TransactionId)


class Revision(Base):
    """An accepted operation, as it arrived. Its id is the operation's, so none counts twice."""

    __tablename__ = "revisions"
    __table_args__ = (
        CheckConstraint("num_nonnulls(exploration_id, participant_id) = 1", "belongs_to_one"),
        Index(None, "record_id"),
        Index(None, "exploration_id"),
        Index(None, "participant_id"),
        Index(None, "resolves", postgresql_where=text("resolves is not null")),
        Index(
            "ix_revisions_conflicts", "arrived_at", postgresql_where=text("verdict = 'conflict'")
        ),
        Index("ix_revisions_deletions", "arrived_at", postgresql_where=text("action = 'delete'")),
        {"schema": "field"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    record_id: Mapped[UUID]
    exploration_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("field.explorations.id", ondelete="CASCADE")
    )
    participant_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("people.participants.id", ondelete="CASCADE")
    )
    action: Mapped[str]
    base: Mapped[UUID | None]
    device_id: Mapped[UUID]
    account_id: Mapped[UUID]
    made_at: Mapped[datetime]
    """By the device's clock, which may be wrong."""
    arrived_at: Mapped[datetime]
    verdict: Mapped[str]
    overridden: Mapped[list[str]] = mapped_column(ARRAY(Text))
    """Fields in which another device's version was replaced; it stays in its own revision."""
    holder_id: Mapped[UUID]
    sealed_body: Mapped[bytes | None] = mapped_column(LargeBinary)
    sealed_overridden: Mapped[bytes | None] = mapped_column(LargeBinary)
    """What stood in the overridden fields before: the other one of two versions."""
    resolves: Mapped[UUID | None]
    """The revision with two versions that a person chose between with this one."""


def sealed_for(revision_id: UUID) -> str:
    """What a sealed revision belongs to."""
    return f"revision.body:{revision_id}"


def before_for(revision_id: UUID) -> str:
    """What the sealed fields that gave way to a revision belong to."""
    return f"revision.overridden:{revision_id}"

"""What is known of a photograph before and after its bytes arrive."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from server.core.database import Base
from server.sync.tables import Synced

SCHEMA = {"schema": "field"}


class Photograph(Synced, Base):
    __tablename__ = "photographs"
    __table_args__ = (CheckConstraint("size_bytes > 0", "size_positive"), SCHEMA)

    exploration_id: Mapped[UUID] = mapped_column(
        ForeignKey("field.explorations.id", ondelete="CASCADE"), index=True
    )
    finding_id: Mapped[UUID] = mapped_column(
        ForeignKey("field.findings.id", ondelete="CASCADE"), index=True
    )
    sha256: Mapped[str] = mapped_column(index=True)
    """Of the bytes as the device has them, in hex."""
    type: Mapped[str]
    size_bytes: Mapped[int]
    taken_at: Mapped[datetime | None]
    sealed_description: Mapped[bytes | None] = mapped_column(LargeBinary)
    holder_id: Mapped[UUID]
    """Whose data key seals description and bytes."""
    received_at: Mapped[datetime | None]
    """When the bytes were complete, checked and stored."""
    stored_sha256: Mapped[str | None]
    """Of the bytes as stored, after position and camera data were taken out."""


class Removal(Base):
    """A file that must go, once the transaction that doomed it is committed."""

    __tablename__ = "removals"
    __table_args__ = SCHEMA

    name: Mapped[str] = mapped_column(primary_key=True)


class ThumbnailWaiting(Base):
    """A photograph whose small picture is still to be made, by the caller who sent its bytes."""

    __tablename__ = "thumbnails_waiting"
    __table_args__ = SCHEMA

    photograph_id: Mapped[UUID] = mapped_column(
        ForeignKey(Photograph.id, ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[UUID]
    organisation_id: Mapped[UUID]
    role: Mapped[str]

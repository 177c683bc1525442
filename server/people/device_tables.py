"""Paired devices, the codes that pair them, and the codes that open one again."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.core.database import Base
from server.people.tables import Account, Participant

SCHEMA = {"schema": "people"}


class Pairing(Base):
    """Leave to pair one device with a participant's account, for whoever brings the code.

    One per participant: a new card ends the old one. Pairing deletes it.
    """

    __tablename__ = "pairings"
    __table_args__ = SCHEMA

    participant_id: Mapped[UUID] = mapped_column(
        ForeignKey(Participant.id, ondelete="CASCADE"), primary_key=True
    )
    code_hash: Mapped[str] = mapped_column(unique=True)
    made_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime]
    replaces: Mapped[UUID | None]
    """The device that is revoked in the same step: the person moves to another phone."""


class Device(Base):
    """An account on a phone that a card has paired: two people on one phone are two rows."""

    __tablename__ = "devices"
    __table_args__ = SCHEMA

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """The phone's own id, under which it also pushes."""
    account_id: Mapped[UUID] = mapped_column(
        ForeignKey(Account.id, ondelete="CASCADE"), primary_key=True, index=True
    )
    credential_hash: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    """Kind of browser and system; nothing that tells two of a kind apart."""
    paired_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class ForgottenPin(Base):
    """Leave to choose a new picture PIN on one device, for whoever brings the code."""

    __tablename__ = "forgotten_pins"
    __table_args__ = (
        ForeignKeyConstraint(
            ["device_id", "account_id"], [Device.id, Device.account_id], ondelete="CASCADE"
        ),
        SCHEMA,
    )

    device_id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    made_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime]


class EndedDevice(Base):
    """What is left of a device whose account was erased: so that it still learns to forget."""

    __tablename__ = "ended_devices"
    __table_args__ = SCHEMA

    credential_hash: Mapped[str] = mapped_column(primary_key=True)
    ended_at: Mapped[datetime]

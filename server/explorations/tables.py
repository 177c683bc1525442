"""Explorations and who took part."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server.core.database import Base
from server.partners.tables import Organisation
from server.people.tables import Account, Participant
from server.spaces.tables import SocialSpace
from server.sync.tables import Synced

SCHEMA = {"schema": "field"}


class Exploration(Synced, Base):
    __tablename__ = "explorations"
    __table_args__ = SCHEMA

    provider_id: Mapped[UUID] = mapped_column(ForeignKey(Organisation.id), index=True)
    created_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id), index=True)
    date: Mapped[date]
    method: Mapped[str]
    sealed_title: Mapped[bytes | None] = mapped_column(LargeBinary)
    social_space_id: Mapped[UUID | None] = mapped_column(ForeignKey(SocialSpace.id))
    occasion: Mapped[str | None]
    practice: Mapped[bool]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    participants: Mapped[list["ExplorationParticipant"]] = relationship(
        cascade="all, delete-orphan"
    )
    facilitators: Mapped[list["ExplorationFacilitator"]] = relationship(
        cascade="all, delete-orphan"
    )


class ExplorationParticipant(Base):
    __tablename__ = "exploration_participants"
    __table_args__ = SCHEMA

    exploration_id: Mapped[UUID] = mapped_column(
        ForeignKey(Exploration.id, ondelete="CASCADE"), primary_key=True
    )
    participant_id: Mapped[UUID] = mapped_column(
        ForeignKey(Participant.id, ondelete="CASCADE"), primary_key=True, index=True
    )


class ExplorationFacilitator(Base):
    __tablename__ = "exploration_facilitators"
    __table_args__ = SCHEMA

    exploration_id: Mapped[UUID] = mapped_column(
        ForeignKey(Exploration.id, ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[UUID] = mapped_column(
        ForeignKey(Account.id, ondelete="CASCADE"), primary_key=True, index=True
    )

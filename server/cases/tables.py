"""Consultations, what is shared in them, and sheets for a participation plan."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server.core.database import Base
from server.core.seals import KeyColumns
from server.partners.tables import Organisation
from server.people.tables import Account, Participant

SCHEMA = {"schema": "field"}


class State(enum.StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    """The person said no: what was shared is gone."""


class ComesFrom(enum.StrEnum):
    """What a member speaks for; all that is said of them to others."""

    PROVIDER = "provider"
    FUNDER = "funder"


class Said(enum.StrEnum):
    QUESTION = "question"
    OBSERVATION = "observation"
    ANSWER = "answer"


class CaseKey(KeyColumns, Base):
    """The data keys of consultations: destroyed when one ends."""

    __tablename__ = "case_keys"
    __table_args__ = SCHEMA


class Consultation(Base):
    """One consultation, as its members may know it: nothing here tells of whom it is."""

    __tablename__ = "consultations"
    __table_args__ = (
        UniqueConstraint("provider_id", "pseudonym"),
        CheckConstraint("state in ('draft', 'open', 'closed', 'withdrawn')", "state"),
        CheckConstraint("state <> 'open' or access_ends_at is not null", "open_until_a_day"),
        SCHEMA,
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey(Organisation.id))
    state: Mapped[str]
    pseudonym: Mapped[str]
    picture: Mapped[str]
    sealed_question: Mapped[bytes | None] = mapped_column(LargeBinary)
    """What the person wants to know."""
    meets_at: Mapped[datetime | None]
    made_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    access_ends_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    """When it was closed or withdrawn."""

    members: Mapped[list["Member"]] = relationship(
        order_by="Member.comes_from, Member.number", passive_deletes=True
    )


class Subject(Base):
    """Whom a consultation is about: known to those who support them, never to members."""

    __tablename__ = "consultation_subjects"
    __table_args__ = SCHEMA

    consultation_id: Mapped[UUID] = mapped_column(
        ForeignKey(Consultation.id, ondelete="CASCADE"), primary_key=True
    )
    participant_id: Mapped[UUID] = mapped_column(
        ForeignKey(Participant.id, ondelete="CASCADE"), index=True
    )
    brought_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    sealed_minutes: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Under the person's own key: the consultation's is destroyed by then."""


class Member(Base):
    """A consultant who is invited, and the number that stands for their name."""

    __tablename__ = "consultation_members"
    __table_args__ = (CheckConstraint("comes_from in ('provider', 'funder')", "comes_from"), SCHEMA)

    consultation_id: Mapped[UUID] = mapped_column(
        ForeignKey(Consultation.id, ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[UUID] = mapped_column(
        ForeignKey(Account.id, ondelete="CASCADE"), primary_key=True, index=True
    )
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(Organisation.id))
    comes_from: Mapped[str]
    number: Mapped[int]


class SharedItem(Base):
    """A copy of one thing the person shows, under an id of its own."""

    __tablename__ = "shared_items"
    __table_args__ = SCHEMA

    id: Mapped[UUID] = mapped_column(primary_key=True)
    consultation_id: Mapped[UUID] = mapped_column(
        ForeignKey(Consultation.id, ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    confirmed: Mapped[bool]
    """Somebody has read the masked text and let it pass."""
    sealed_body: Mapped[bytes] = mapped_column(LargeBinary)
    """A JSON document: kind, codes, masked words, month, social space."""

    pictures: Mapped[list["SharedPicture"]] = relationship(
        order_by="SharedPicture.position", passive_deletes=True
    )


class SharedSource(Base):
    """What an item was copied from, and what was hidden by hand; never for members."""

    __tablename__ = "shared_sources"
    __table_args__ = SCHEMA

    item_id: Mapped[UUID] = mapped_column(
        ForeignKey(SharedItem.id, ondelete="CASCADE"), primary_key=True
    )
    consultation_id: Mapped[UUID] = mapped_column(index=True)
    kind: Mapped[str]
    source_id: Mapped[UUID]
    sealed_hidden: Mapped[bytes | None] = mapped_column(LargeBinary)
    """A JSON document: ranges of characters, and the photographs that were chosen."""


class SharedPicture(Base):
    """A copy of a photograph; its bytes lie sealed below ``cases/``."""

    __tablename__ = "shared_pictures"
    __table_args__ = SCHEMA

    id: Mapped[UUID] = mapped_column(primary_key=True)
    item_id: Mapped[UUID] = mapped_column(ForeignKey(SharedItem.id, ondelete="CASCADE"), index=True)
    consultation_id: Mapped[UUID] = mapped_column(index=True)
    position: Mapped[int]
    type: Mapped[str]
    sealed_description: Mapped[bytes | None] = mapped_column(LargeBinary)


class Contribution(Base):
    """A question or an observation of a member, or the answer of whoever brought the case."""

    __tablename__ = "contributions"
    __table_args__ = (
        CheckConstraint("kind in ('question', 'observation', 'answer')", "kind"),
        CheckConstraint("(kind = 'answer') = (answers_id is not null)", "answer"),
        SCHEMA,
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    consultation_id: Mapped[UUID] = mapped_column(
        ForeignKey(Consultation.id, ondelete="CASCADE"), index=True
    )
    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    kind: Mapped[str]
    answers_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("field.contributions.id", ondelete="CASCADE"), unique=True
    )
    sealed_words: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]


class Recommendation(Base):
    """What the members suggest together; whoever changes it counts the revision up."""

    __tablename__ = "recommendations"
    __table_args__ = SCHEMA

    consultation_id: Mapped[UUID] = mapped_column(
        ForeignKey(Consultation.id, ondelete="CASCADE"), primary_key=True
    )
    revision: Mapped[int]
    sealed_words: Mapped[bytes] = mapped_column(LargeBinary)
    changed_at: Mapped[datetime]


class MemberStance(Base):
    """What one member says to the recommendation, to the wording of one revision."""

    __tablename__ = "stances"
    __table_args__ = SCHEMA

    consultation_id: Mapped[UUID] = mapped_column(
        ForeignKey(Consultation.id, ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[UUID] = mapped_column(
        ForeignKey(Account.id, ondelete="CASCADE"), primary_key=True
    )
    revision: Mapped[int]
    sealed_stance: Mapped[bytes] = mapped_column(LargeBinary)
    """A JSON document: stance and reason."""


class PlanSheet(Base):
    """A person's own sheet for their participation plan (SGB IX § 76)."""

    __tablename__ = "plan_sheets"
    __table_args__ = SCHEMA

    participant_id: Mapped[UUID] = mapped_column(
        ForeignKey(Participant.id, ondelete="CASCADE"), primary_key=True
    )
    revision: Mapped[int]
    sealed_parts: Mapped[bytes] = mapped_column(LargeBinary)
    """A JSON document: four parts, each a list of words with or without a finding."""
    changed_at: Mapped[datetime]

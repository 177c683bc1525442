"""Answers, the texts they were given to, and who answers for the data."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from server.core.database import Base
from server.partners.tables import Organisation
from server.people.tables import Account, Participant
from server.sync.tables import Synced


class Answer(enum.StrEnum):
    """What somebody said to a purpose."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class How(enum.StrEnum):
    """How they said it."""

    TAPPED = "tapped"
    PAPER = "paper"
    SPOKEN = "spoken"


class Present(enum.StrEnum):
    """Who was there."""

    ALONE = "alone"
    FACILITATOR = "facilitator"
    TRUSTED_PERSON = "trusted_person"
    LEGAL_GUARDIAN = "legal_guardian"


class ConsentText(Base):
    """A text that was ever shown; whether answers to it count is changed by migrations only."""

    __tablename__ = "consent_texts"
    __table_args__ = {"schema": "commons"}  # noqa: RUF012  # SQLAlchemy reads it once

    purpose: Mapped[str] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str]
    version: Mapped[int]
    counts: Mapped[bool]


class Consent(Synced, Base):
    """One answer. It is never changed: a later one takes its place."""

    __tablename__ = "consents"
    __table_args__ = (
        CheckConstraint("answer in ('given', 'refused', 'withdrawn')", "answer"),
        CheckConstraint("how in ('tapped', 'paper', 'spoken')", "how"),
        CheckConstraint(
            "present in ('alone', 'facilitator', 'trusted_person', 'legal_guardian')", "present"
        ),
        CheckConstraint("(answer = 'given') = (valid_until is not null)", "validity"),
        CheckConstraint(
            "answer <> 'given' or how <> 'spoken' or purpose = 'tell_me'", "written_or_electronic"
        ),
        CheckConstraint(
            "answer <> 'given' or how = 'spoken' or sealed_evidence is not null", "evidence"
        ),
        CheckConstraint(
            "(evidence_type is null) = (sealed_evidence is null)", "evidence_has_a_type"
        ),
        ForeignKeyConstraint(
            ["purpose", "text_hash"],
            ["commons.consent_texts.purpose", "commons.consent_texts.hash"],
        ),
        Index(None, "participant_id", "purpose", "counts_from"),
        {"schema": "people"},
    )

    participant_id: Mapped[UUID] = mapped_column(ForeignKey(Participant.id, ondelete="CASCADE"))
    purpose: Mapped[str]
    answer: Mapped[str]
    text_hash: Mapped[str]
    """Of the text that was shown; it says version and language too."""
    how: Mapped[str]
    present: Mapped[str]
    answered_at: Mapped[datetime]
    """By the device's clock, which may be wrong."""
    arrived_at: Mapped[datetime]
    counts_from: Mapped[datetime]
    """When it was answered, but never later than it arrived: orders the answers to a purpose."""
    valid_until: Mapped[datetime | None]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    evidence_type: Mapped[str | None]
    sealed_evidence: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Signature, typed name, photographed paper or recorded voice, under the person's own key. It
    outlives the keys of what was explored: a proof is still owed after everything else is gone."""


class DataController(Base):
    """What an organisation says about who answers for the data of its participants."""

    __tablename__ = "data_controllers"
    __table_args__ = {"schema": "commons"}  # noqa: RUF012  # SQLAlchemy reads it once

    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey(Organisation.id, ondelete="CASCADE"), primary_key=True
    )
    address: Mapped[str]
    telephone: Mapped[str]
    email: Mapped[str]
    officer: Mapped[str]
    officer_contact: Mapped[str]
    authority: Mapped[str]
    authority_contact: Mapped[str]
    municipality: Mapped[str]
    processor: Mapped[str]
    server_place: Mapped[str]
    changed_at: Mapped[datetime]


FILLED_IN = tuple(
    column.key
    for column in DataController.__table__.columns
    if column.key not in {"organisation_id", "changed_at"}
)
"""What every provider fills in, in the order it is asked for."""

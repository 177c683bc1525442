"""Accounts, their roles and sessions, and participants."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    ForeignKey,
    Identity,
    LargeBinary,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server.core.caller import Role
from server.core.database import Base
from server.core.seals import KeyColumns
from server.partners.tables import Organisation

SCHEMA = {"schema": "people"}
ROLES = ", ".join(repr(str(role)) for role in Role)


class PersonKey(KeyColumns, Base):
    """The data keys of participants and accounts."""

    __tablename__ = "keys"
    __table_args__ = SCHEMA


class Account(Base):
    __tablename__ = "accounts"
    __table_args__ = SCHEMA

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    """What is typed to sign in; folded to lower case."""
    password_hash: Mapped[str]
    sealed_display_name: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    closed_at: Mapped[datetime | None]

    memberships: Mapped[list["Membership"]] = relationship(order_by="Membership.role")


class Membership(Base):
    """An account in a role of an organisation."""

    __tablename__ = "memberships"
    __table_args__ = (CheckConstraint(f"role in ({ROLES})", "role"), SCHEMA)

    account_id: Mapped[UUID] = mapped_column(
        ForeignKey(Account.id, ondelete="CASCADE"), primary_key=True
    )
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey(Organisation.id, ondelete="CASCADE"), primary_key=True, index=True
    )
    role: Mapped[str] = mapped_column(primary_key=True)

    organisation: Mapped[Organisation] = relationship()


class SignedIn(Base):
    """A session: one sign-in on one device, in one role at a time."""

    __tablename__ = "sessions"
    __table_args__ = SCHEMA

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), index=True)
    organisation_id: Mapped[UUID]
    role: Mapped[str]
    begun_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class SignInAttempt(Base):
    """A refused sign-in, counted by what it was tried on and from where, both only as hashes."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = SCHEMA

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    proof: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime]


class Participant(Base):
    __tablename__ = "participants"
    __table_args__ = (UniqueConstraint("provider_id", "pseudonym"), SCHEMA)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey(Organisation.id))
    pseudonym: Mapped[str]
    picture: Mapped[str]
    sealed_name: Mapped[bytes | None] = mapped_column(LargeBinary)
    sealed_contact: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Telephone, e-mail and address as a JSON document."""
    sealed_support_person: Mapped[bytes | None] = mapped_column(LargeBinary)
    """A guardian or a trusted person, as a JSON document: having one is a fact about a person."""
    profile: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))

    assignments: Mapped[list["Assignment"]] = relationship(passive_deletes=True)


class Assignment(Base):
    """Which facilitator supports which participant."""

    __tablename__ = "assignments"
    __table_args__ = SCHEMA

    participant_id: Mapped[UUID] = mapped_column(
        ForeignKey(Participant.id, ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[UUID] = mapped_column(
        ForeignKey(Account.id, ondelete="CASCADE"), primary_key=True, index=True
    )

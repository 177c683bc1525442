"""Accounts, what proves them, their roles and sessions, and participants."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
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
    password_hash: Mapped[str | None]
    """None for participants: only their paired devices prove who they are."""
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
    """A session: one sign-in on one device, in one role at a time; it ends with the role."""

    __tablename__ = "sessions"
    __table_args__ = (
        ForeignKeyConstraint(
            ["account_id", "organisation_id", "role"],
            [Membership.account_id, Membership.organisation_id, Membership.role],
            ondelete="CASCADE",
        ),
        SCHEMA,
    )

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True, server_default=text("gen_random_uuid()"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), index=True)
    organisation_id: Mapped[UUID]
    role: Mapped[str]
    begun_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    device: Mapped[str] = mapped_column(server_default="")
    """Kind of browser and system; nothing that tells two of a kind apart."""
    second_factor_at: Mapped[datetime | None]
    paired_device_id: Mapped[UUID | None]
    """The paired device that began it; revoking the device ends the session."""


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
    account_id: Mapped[UUID | None] = mapped_column(
        ForeignKey(Account.id, ondelete="SET NULL"), unique=True
    )
    """Made with the first pairing card; it has no password."""
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


class Invitation(Base):
    """A role in an organisation for whoever brings the code."""

    __tablename__ = "invitations"
    __table_args__ = (CheckConstraint(f"role in ({ROLES})", "role"), SCHEMA)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey(Organisation.id, ondelete="CASCADE"), index=True
    )
    role: Mapped[str]
    code_hash: Mapped[str] = mapped_column(unique=True)
    sealed_for_whom: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Sealed under the key of the account that invites."""
    invited_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), index=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[UUID | None] = mapped_column(
        ForeignKey(Account.id, ondelete="CASCADE"), index=True
    )
    revoked_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()


class PasswordReset(Base):
    """Leave to choose a new password, for whoever brings the code; one per account."""

    __tablename__ = "password_resets"
    __table_args__ = SCHEMA

    account_id: Mapped[UUID] = mapped_column(
        ForeignKey(Account.id, ondelete="CASCADE"), primary_key=True
    )
    code_hash: Mapped[str] = mapped_column(unique=True)
    made_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime]
    also_second_factor: Mapped[bool]
    """Whether the second factors go as well: the phone that held them is lost."""


class RecoveryShare(Base):
    """What opens an account's data on one device when its secret is forgotten."""

    __tablename__ = "recovery_shares"
    __table_args__ = SCHEMA

    account_id: Mapped[UUID] = mapped_column(
        ForeignKey(Account.id, ondelete="CASCADE"), primary_key=True
    )
    device_id: Mapped[UUID] = mapped_column(primary_key=True)
    sealed_share: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]


class TotpSecret(Base):
    """What the authenticator app and we both know."""

    __tablename__ = "totp_secrets"
    __table_args__ = SCHEMA

    account_id: Mapped[UUID] = mapped_column(
        ForeignKey(Account.id, ondelete="CASCADE"), primary_key=True
    )
    sealed_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    confirmed_at: Mapped[datetime | None]
    """When the first code was shown; until then it proves nothing."""
    last_step: Mapped[int] = mapped_column(BigInteger, server_default="0")
    """The half minute of the newest code that was accepted: none passes twice."""


class Passkey(Base):
    """A public key whose private half never leaves the person's device."""

    __tablename__ = "passkeys"
    __table_args__ = SCHEMA

    id: Mapped[UUID] = mapped_column(primary_key=True)
    credential_id: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), index=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    device: Mapped[str]
    """Kind of browser and system it was made with."""
    made_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]


class RecoveryCode(Base):
    """A code that stands in for the second factor once; using it deletes it."""

    __tablename__ = "recovery_codes"
    __table_args__ = SCHEMA

    code_hash: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), index=True)


class Challenge(Base):
    """What a passkey is asked to sign, once; only its hash is kept."""

    __tablename__ = "challenges"
    __table_args__ = SCHEMA

    challenge_hash: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[UUID | None] = mapped_column(
        ForeignKey(Account.id, ondelete="CASCADE"), index=True
    )
    """Who makes a passkey; nobody yet where somebody signs in with one."""
    expires_at: Mapped[datetime]

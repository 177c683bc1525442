"""The identity provider of an organisation, and which account is whom there."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, ForeignKey, LargeBinary, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from server.core.database import Base
from server.partners.tables import Organisation
from server.people.tables import Account

SCHEMA = {"schema": "people"}


class IdentityProvider(Base):
    __tablename__ = "identity_providers"
    __table_args__ = SCHEMA

    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey(Organisation.id, ondelete="CASCADE"), primary_key=True
    )
    issuer: Mapped[str]
    client_id: Mapped[str]
    sealed_client_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    counts: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    """Values of ``amr`` or ``acr`` that this organisation lets count as a second factor."""


class IdentityLink(Base):
    """That somebody's identity at a provider is an account here; a hash says which identity."""

    __tablename__ = "identity_links"
    __table_args__ = SCHEMA

    proof: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), index=True)
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey(Organisation.id, ondelete="CASCADE"), index=True
    )
    linked_at: Mapped[datetime]

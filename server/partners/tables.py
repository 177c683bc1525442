"""Organisations of every kind."""

import enum
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.core.database import Base


class OrganisationKind(enum.StrEnum):
    PROVIDER = "provider"
    FUNDER = "funder"
    MUNICIPALITY = "municipality"
    PARTNER = "partner"
    COUNCIL_BODY = "council_body"


class Organisation(Base):
    __tablename__ = "organisations"
    __table_args__ = (
        CheckConstraint(f"kind in ({', '.join(repr(str(k)) for k in OrganisationKind)})", "kind"),
        {"schema": "commons"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    name: Mapped[str]
    short: Mapped[str]
    about: Mapped[str] = mapped_column(server_default="")

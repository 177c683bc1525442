"""Releases on the provider's side, and the pool they become."""

import enum
from datetime import date, datetime
from uuid import UUID

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Index, LargeBinary, Text
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server.core.database import Base
from server.core.seals import KeyColumns
from server.core.wire import WGS84
from server.spaces.tables import SocialSpace
from server.walks.tables import Finding

FIELD = {"schema": "field"}
POOL = {"schema": "pool"}
MONTH = "seen_month = date_trunc('month', seen_month)::date"


class ReleaseState(enum.StrEnum):
    WAITING = "waiting"
    RELEASED = "released"
    REFUSED = "refused"
    """The consent it rests on ended before it was copied."""


class ReleaseKey(KeyColumns, Base):
    """The data keys of releases: the only ones the release login may read."""

    opens_unseen = True

    __tablename__ = "release_keys"
    __table_args__ = FIELD


class Release(Base):
    """What of one finding may leave the provider."""

    __tablename__ = "releases"
    __table_args__ = (
        CheckConstraint("state in ('waiting', 'released', 'refused')", "state"),
        CheckConstraint(MONTH, "month_only"),
        # What was refused may be chosen again, once the person agrees.
        Index(
            "ix_releases_standing",
            "finding_id",
            unique=True,
            postgresql_where=sql("state <> 'refused'"),
        ),
        FIELD,
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    finding_id: Mapped[UUID] = mapped_column(ForeignKey(Finding.id, ondelete="CASCADE"), index=True)
    exploration_id: Mapped[UUID] = mapped_column(index=True)
    state: Mapped[str]
    chosen_by: Mapped[UUID]
    chosen_at: Mapped[datetime]
    kind: Mapped[str]
    question: Mapped[str | None]
    subcategory: Mapped[str | None]
    location: Mapped[WKBElement] = mapped_column(Geometry("POINT", srid=WGS84))
    seen_month: Mapped[date]
    sealed_text: Mapped[bytes | None] = mapped_column(LargeBinary)
    author_id: Mapped[UUID | None] = mapped_column(index=True)
    """The participant whose finding it is, and whose consents it rests on."""
    purposes: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=sql("'{}'"))
    """What the author must agree to, now and when it is copied."""
    pooled_id: Mapped[UUID | None]
    """The finding in the pool; nothing in the pool points back."""

    photographs: Mapped[list["ReleasePhotograph"]] = relationship(
        cascade="all, delete-orphan", order_by="ReleasePhotograph.position"
    )


class ReleasePhotograph(Base):
    """A photograph that goes with a release, sealed anew under the release's key."""

    __tablename__ = "release_photographs"
    __table_args__ = FIELD

    release_id: Mapped[UUID] = mapped_column(
        ForeignKey(Release.id, ondelete="CASCADE"), primary_key=True
    )
    sha256: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    type: Mapped[str]
    sealed_description: Mapped[bytes | None] = mapped_column(LargeBinary)


class PooledFinding(Base):
    """A finding without author, effect or day: a fact about public space."""

    __tablename__ = "findings"
    __table_args__ = (
        CheckConstraint("kind in ('barrier', 'good', 'idea')", "kind"),
        CheckConstraint(MONTH, "month_only"),
        POOL,
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """Random, so that it tells no time."""
    kind: Mapped[str]
    question: Mapped[str | None] = mapped_column(index=True)
    subcategory: Mapped[str | None]
    text: Mapped[str]
    location: Mapped[WKBElement] = mapped_column(Geometry("POINT", srid=WGS84))
    seen_month: Mapped[date]
    social_space_id: Mapped[UUID | None] = mapped_column(ForeignKey(SocialSpace.id), index=True)
    withdrawn: Mapped[bool] = mapped_column(server_default=sql("false"))
    """Only published reports still show it: whoever said it took their consent back."""

    photographs: Mapped[list["PooledPhotograph"]] = relationship(
        cascade="all, delete-orphan", order_by="PooledPhotograph.position"
    )


class PooledPhotograph(Base):
    """A released photograph; its bytes lie in the clear below ``pool/``."""

    __tablename__ = "photographs"
    __table_args__ = POOL

    finding_id: Mapped[UUID] = mapped_column(
        ForeignKey(PooledFinding.id, ondelete="CASCADE"), primary_key=True
    )
    sha256: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    type: Mapped[str]
    description: Mapped[str]
    withdrawn: Mapped[bool] = mapped_column(server_default=sql("false"))
    """Shown nowhere any more."""

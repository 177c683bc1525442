"""Social spaces and their outlines."""

from uuid import UUID

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.core.database import Base
from server.core.wire import WGS84
from server.partners.tables import Organisation

SCHEMA = {"schema": "commons"}


class SocialSpace(Base):
    __tablename__ = "social_spaces"
    __table_args__ = SCHEMA

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    municipality_id: Mapped[UUID] = mapped_column(ForeignKey(Organisation.id), index=True)
    outline: Mapped[WKBElement] = mapped_column(Geometry("POLYGON", srid=WGS84))
    inhabitants: Mapped[int]
    about: Mapped[str]

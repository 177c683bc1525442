"""Material: what a person has said and shown, as far as it can be shown to others item by item.

Each feature that holds something of a person registers its kind, as it does for the sync; whoever
shows it (``cases``) knows the interface only.
"""

import enum
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from geoalchemy2 import WKBElement
from sqlalchemy.orm import Session

from server.media.storage import Folder


class Place(enum.StrEnum):
    """Where material is shown."""

    CONSULTATION = "consultation"
    SHEET = "sheet"


@dataclass(frozen=True)
class PieceOfPicture:
    """A photograph of a piece that has arrived."""

    id: UUID
    sha256: str
    type: str
    words: str
    """What can be seen, for those who do not see it: words of a person."""


@dataclass(frozen=True)
class Piece:
    """One thing of a person, unsealed for whoever supports them."""

    id: UUID
    facts: dict[str, str | None]
    """Codes only; their names are up to the kind."""
    words: str
    seen: date
    place: WKBElement | None
    pictures: Sequence[PieceOfPicture]


class Material(ABC):
    """One kind of material."""

    name: ClassVar[str]
    shown_in: ClassVar[frozenset[Place]] = frozenset(Place)

    @abstractmethod
    def pieces(self, session: Session, participant_id: UUID) -> list[Piece]:
        """What is the person's alone, within the caller's reach, in the order it was made."""

    @abstractmethod
    def picture(self, session: Session, folder: Folder, picture_id: UUID) -> bytes:
        """The bytes of a photograph of a piece.

        Raises:
            FileNotFoundError: they are not there.
        """

    def names(self, session: Session, participant_id: UUID) -> list[str]:
        """Names of people that occur in it, to be looked for in everything that is shown."""
        del session, participant_id
        return []


_materials: dict[str, Material] = {}


def register_material(material: Material) -> None:
    """Let material of this kind be shown."""
    _materials[material.name] = material


def all_materials() -> list[Material]:
    """All kinds, in the order they were registered."""
    return list(_materials.values())

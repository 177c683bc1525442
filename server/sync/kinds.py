"""Record kinds: what a feature tells the sync about its records."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, TypeVar
from uuid import UUID

import marshmallow as ma
from sqlalchemy.orm import Session

from server.core.caller import Caller
from server.core.problems import Problem
from server.sync.tables import Synced

Body = dict[str, Any]
Parent = TypeVar("Parent")


@dataclass(frozen=True)
class Belonging:
    """What a record hangs on: an exploration or a participant. Whoever reaches that reaches it."""

    exploration_id: UUID | None = None
    participant_id: UUID | None = None


@dataclass(frozen=True)
class NewRow:
    """A record that nobody has yet, as it is inserted.

    Attributes:
        columns: by name; the same names for every record of the kind.
        holder_id: whose data key seals its words.
    """

    columns: Mapping[str, Any]
    belonging: Belonging
    holder_id: UUID


class Kind(ABC):
    """One kind of record. ``rank`` orders kinds so that what others point to comes first."""

    name: ClassVar[str]
    rank: ClassVar[int]
    table: ClassVar[type[Any]]
    schema: ClassVar[type[ma.Schema]]
    never_changes: ClassVar[bool] = False
    """Written once: neither changed nor taken back, so its revision needs no copy of the body."""

    @abstractmethod
    def belongs_to(self, session: Session, record_id: UUID, body: Body) -> Belonging:
        """What the record hangs on.

        Raises:
            Problem: what the record points to is not there, or not for the caller.
        """

    def holder(self, belonging: Belonging, body: Body) -> UUID:
        """Whose data key seals the record's words: of what it belongs to, or of who said them."""
        del body
        holder_id = belonging.exploration_id or belonging.participant_id
        assert holder_id, "a record belongs to something"  # noqa: S101  # a wrong kind, never input
        return holder_id

    @cached_property
    def reader(self) -> ma.Schema:
        """Reads what a device sends; made once, as making one takes as long as reading."""
        return self.schema(unknown=ma.RAISE)

    @cached_property
    def writer(self) -> ma.Schema:
        """Writes a body as devices read it."""
        return self.schema()

    def new_rows(
        self, session: Session, caller: Caller, bodies: Mapping[UUID, Body]
    ) -> Mapping[UUID, NewRow | Problem] | None:
        """Many new records at once, checked as ``put`` checks each; or what is wrong with one.

        Nothing where this kind writes one record after the other: most are few.
        """
        del session, caller, bodies
        return None

    @abstractmethod
    def put(self, session: Session, caller: Caller, record_id: UUID, body: Body) -> Any:
        """Write the record, new or changed; returns the row.

        Raises:
            Problem: something in the body does not fit.
        """

    def written(self, session: Session, row: Any) -> None:  # noqa: B027  # most need nothing
        """Do what follows from a record that was just written, in the same transaction."""

    @abstractmethod
    def bodies(self, session: Session, rows: Sequence[Any]) -> list[Body]:
        """The records as they were put, unsealed, in the order of the rows."""


def checked(
    bodies: Mapping[UUID, Body], check: Callable[[Body], Parent]
) -> tuple[dict[UUID, Parent], dict[UUID, NewRow | Problem]]:
    """What each record belongs to that may be written, and what is wrong with the others."""
    good: dict[UUID, Parent] = {}
    bad: dict[UUID, NewRow | Problem] = {}
    for record_id, body in bodies.items():
        try:
            good[record_id] = check(body)
        except Problem as problem:
            bad[record_id] = problem
    return good, bad


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Let devices keep records of this kind."""
    _kinds[kind.name] = kind


def kind_named(name: str) -> Kind | None:
    """The kind of this name, if any feature registered it."""
    return _kinds.get(name)


def all_kinds() -> list[Kind]:
    """All kinds, those first that others point to."""
    return sorted(_kinds.values(), key=lambda kind: kind.rank)


def is_synced(row: Any) -> bool:
    """Whether a row is a live record, not one that was taken back."""
    return isinstance(row, Synced) and row.erased_at is None

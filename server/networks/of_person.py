"""Records that are one person's: checked alike and sealed under their key, one or many at once."""

from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from server.core.caller import Caller
from server.core.problems import Problem
from server.core.seals import FieldKey, Vault
from server.sync.errors import IdTaken
from server.sync.kinds import Belonging, Body, Kind, NewRow, checked

HOMES: Final = ("participant_id", "map_id")
"""What a record lies in: records never move."""
Bodies = Mapping[UUID, Body]
Check = Callable[[Body], UUID]


class OfPerson(Kind):
    """What is kept of one person, under their key."""

    fields: tuple[str, ...]

    @abstractmethod
    def checking(self, session: Session, bodies: Bodies) -> Check:
        """What checks one of these and says whose it is; what it asks for is read at once."""

    def inserted(self, vault: Vault, record_id: UUID, person: UUID, body: Body) -> Body:
        """A record as it is inserted."""
        del vault
        there = {name: body[name] for name in (*HOMES, *self.fields) if name in body}
        return there | {"id": record_id, "participant_id": person}

    def put(self, session: Session, caller: Caller, record_id: UUID, body: Body) -> Any:
        """Keep a record of the person, or change it.

        Raises:
            Problem: what its check says.
            IdTaken: it is there already, and another person's or on another map.
        """
        (new,) = self.new_rows(session, caller, {record_id: body}).values()
        if isinstance(new, Problem):
            raise new
        row = session.get(self.table, record_id)
        if row is None:
            row = self.table(**new.columns, revision=record_id)
            session.add(row)
        if any(getattr(row, name) != new.columns[name] for name in HOMES if name in new.columns):
            raise IdTaken("Give the record a new id on the other map.")
        for name, value in new.columns.items():
            setattr(row, name, value)
        return row

    def new_rows(
        self, session: Session, caller: Caller, bodies: Bodies
    ) -> Mapping[UUID, NewRow | Problem]:
        """Many records at once."""
        del caller
        persons, bad = checked(bodies, self.checking(session, bodies))
        vault = Vault(session, FieldKey)
        vault.load(list(set(persons.values())))
        return bad | {
            one: NewRow(
                self.inserted(vault, one, person, bodies[one]),
                Belonging(participant_id=person),
                person,
            )
            for one, person in persons.items()
        }

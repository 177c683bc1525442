"""New records in sets: what is plainly new needs no look at what is there.

Fifty findings cost as many round trips as one. Whatever turns out not to be new after all, because
another request came first or the id is taken, is left to be looked at one by one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

import marshmallow as ma
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from server.core.caller import Caller
from server.core.database import undoing
from server.core.problems import Problem
from server.core.seals import forget_keys
from server.sync.history import Sender, Version, seal_fields
from server.sync.kinds import Body, Kind, NewRow, kind_named
from server.sync.rows import keep_rows
from server.sync.schemas import Action, Verdict
from server.sync.tables import sealed_for
from server.sync.verdicts import Answer, Operation, refusal, verdict

Numbered = Mapping[int, Operation]


class CameFirst(Exception):
    """Another request has taken one of the operations in meanwhile."""


def apply_new(
    session: Session, caller: Caller, device_id: UUID, waiting: Numbered
) -> dict[int, Answer]:
    """The verdicts on those that are new or cannot be applied, by place; the rest has none yet."""
    said: dict[int, Answer] = {}
    for kind, numbered in first_puts(waiting).items():
        whole = NewSet(session, caller, device_id, kind, numbered)
        try:
            with undoing(session):
                said |= whole.apply()
        except (IntegrityError, CameFirst):
            forget_keys(session)
    return said


def first_puts(waiting: Numbered) -> dict[Kind, dict[int, Operation]]:
    """What is put for the first time in this batch, by kind; ids are told apart from each other."""
    seen: set[UUID] = set()
    found: dict[Kind, dict[int, Operation]] = defaultdict(dict)
    for n, operation in waiting.items():
        kind = kind_named(operation["kind"])
        ids = {operation["id"], operation["record_id"]}
        if kind and is_first_put(operation) and seen.isdisjoint(ids):
            found[kind][n] = operation
        seen |= ids
    return found


def is_first_put(operation: Operation) -> bool:
    """Whether a device writes a record of which it knows no earlier version."""
    return (
        operation["action"] is Action.PUT
        and operation["base"] is None
        and operation.get("resolves") is None
        and operation["body"] is not None
    )


@dataclass
class NewSet:
    """New records of one kind."""

    session: Session
    caller: Caller
    device_id: UUID
    kind: Kind
    numbered: Mapping[int, Operation]
    said: dict[int, Answer] = field(default_factory=dict)

    def apply(self) -> dict[int, Answer]:
        """Write what is new, with its history; the verdicts by place.

        Raises:
            CameFirst: another request took one of the operations in meanwhile.
            IntegrityError: what a record hangs on went away meanwhile.
        """
        bodies = self.read_bodies()
        checked = self.kind.new_rows(self.session, self.caller, bodies) if bodies else None
        if checked is None:
            return self.said
        rows = dict(self.fitting(checked))
        if rows:
            new = self.keep(rows)
            self.said |= {
                n: verdict(self.numbered[n], Verdict.APPLIED)
                for n in rows
                if self.numbered[n]["record_id"] in new
            }
        return self.said

    def keep(self, rows: Mapping[int, NewRow]) -> frozenset[UUID]:
        """Write records and the operations as they arrived; the ids of those that were new.

        Raises:
            CameFirst: one of the operations is there already.
        """
        kept = keep_rows(
            self.session,
            self.kind.table.__table__,
            [{**row.columns, "revision": self.numbered[n]["id"]} for n, row in rows.items()],
            [self.revision(self.numbered[n], row) for n, row in rows.items()],
        )
        if kept.revisions != len(kept.ids):
            raise CameFirst
        return kept.ids

    def read_bodies(self) -> dict[UUID, Body]:
        """The bodies that fit their schema, by record; of the others it is said what is wrong."""
        bodies = {}
        for n, operation in self.numbered.items():
            try:
                bodies[operation["record_id"]] = self.kind.reader.load(operation["body"])
            except ma.ValidationError as error:
                self.said[n] = refusal(operation, error)
        return bodies

    def fitting(self, checked: Mapping[UUID, NewRow | Problem]) -> Iterable[tuple[int, NewRow]]:
        """The records that can be written; about the others it is said why not."""
        for n, operation in self.numbered.items():
            row = checked.get(operation["record_id"])
            if isinstance(row, Problem):
                self.said[n] = refusal(operation, row)
            elif row is not None:
                yield n, row

    def revision(self, operation: Operation, row: NewRow) -> Version:
        """An operation's line in the history, sealed like the record itself."""
        sender = Sender(self.caller, self.device_id)
        sealed = seal_fields(
            self.session, row.holder_id, operation["body"], sealed_for(operation["id"])
        )
        return sender.line(operation, self.kind, row.belonging, row.holder_id) | {
            "verdict": Verdict.APPLIED,
            "overridden": [],
            "sealed_body": sealed,
        }

"""Receipts: what became of an operation is told again in the same words, however often it is sent.

The device may have lost the answer, or never got it because one of us died in between. So whoever
sent an operation hears of it again also where the record has left their reach since then.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from server.core.database import columns
from server.sync.errors import IdTaken
from server.sync.kinds import Body
from server.sync.queries import bodies_of
from server.sync.schemas import Verdict
from server.sync.verdicts import Answer, Operation, refusal, verdict

CHANGED = frozenset({Verdict.MERGED, Verdict.CONFLICT})
"""Verdicts after which the record is not what the device sent."""
BEGIN = text("select * from field.begin_push(:device, cast(:operations as uuid[]))")


@dataclass(frozen=True)
class Receipts:
    """The caller's own operations that arrived before."""

    session: Session
    earlier: Mapping[UUID, Any]

    @classmethod
    def read(cls, session: Session, device_id: UUID, operations: Sequence[Operation]) -> "Receipts":
        """Those among these operations that the caller has sent before.

        Another push of the same device is waited for, until the end of its transaction.
        """
        ids = [one["id"] for one in operations]
        rows = columns(session, BEGIN, {"device": device_id, "operations": ids})
        return cls(session, {row.id: row for row in rows})

    def answers(self, numbered: Mapping[int, Operation]) -> dict[int, Answer]:
        """What is said about each of those, by its place in the batch."""
        bodies = self.bodies()
        return {
            n: self.answer(operation, bodies)
            for n, operation in numbered.items()
            if operation["id"] in self.earlier
        }

    def answer(self, operation: Operation, bodies: Mapping[UUID, Body]) -> Answer:
        """What is said about one of them."""
        return repeated(operation, self.earlier[operation["id"]], bodies)

    def bodies(self) -> dict[UUID, Body]:
        """The records that are not what was sent, as they are now, where they may be seen."""
        ids: dict[str, list[UUID]] = defaultdict(list)
        for row in self.earlier.values():
            if row.verdict in CHANGED:
                ids[row.kind].append(row.record_id)
        return {
            record_id: body
            for kind, wanted in ids.items()
            for record_id, body in bodies_of(self.session, kind, wanted).items()
        }


def repeated(operation: Operation, earlier: Any, bodies: Mapping[UUID, Body]) -> Answer:
    """The answer to an operation that arrived before."""
    if earlier.record_id != operation["record_id"]:
        return refusal(operation, IdTaken("Give the operation a new id and send it again."))
    return verdict(operation, Verdict.REPEATED) | {
        "body": bodies.get(earlier.record_id),
        "overridden": earlier.overridden,
    }

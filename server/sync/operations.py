"""Push: each operation gets its own verdict, and none counts twice.

What is new goes in sets, kind by kind (``server.sync.sets``); whatever is not plainly new is
looked at one by one (``server.sync.applying``).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.caller import Caller
from server.sync.applying import One
from server.sync.kinds import Kind, kind_named
from server.sync.receipts import Receipts
from server.sync.sets import apply_new
from server.sync.verdicts import Answer, Operation


@dataclass(frozen=True)
class Push:
    """A batch from one device, within the caller's transaction."""

    session: Session
    caller: Caller
    device_id: UUID
    said: dict[int, Answer] = field(default_factory=dict)
    """The verdicts so far, by the operation's place in the batch."""

    def answers(self, operations: list[Operation]) -> list[Answer]:
        """The verdicts, in the order of the operations.

        Repeating a push changes nothing and answers with the same receipts. Operations are applied
        with those first that others point to, so that a batch in the wrong order is no harm.
        """
        numbered = dict(enumerate(operations))
        receipts = Receipts.read(self.session, self.device_id, operations)
        self.said.update(receipts.answers(numbered))
        for rank in sorted({rank_of(one) for one in operations}):
            waiting = {n: one for n, one in numbered.items() if rank_of(one) == rank}
            self.said.update(
                apply_new(self.session, self.caller, self.device_id, self.left(waiting))
            )
            self.one_by_one(self.left(waiting))
        return [self.said[n] for n in numbered]

    def left(self, waiting: dict[int, Operation]) -> dict[int, Operation]:
        """Those that have no verdict yet."""
        return {n: one for n, one in waiting.items() if n not in self.said}

    def one_by_one(self, waiting: dict[int, Operation]) -> None:
        """Look at each by itself, in the device's order."""
        self.lock(waiting.values())
        one = One(self.session, self.caller, self.device_id)
        self.said.update({n: one.answer(operation) for n, operation in waiting.items()})

    def lock(self, waiting: Iterable[Operation]) -> None:
        """Lock the records in the order of their ids, as others do: so nobody waits in a circle."""
        ids: dict[Kind, list[UUID]] = defaultdict(list)
        for operation in waiting:
            kind = kind_named(operation["kind"])
            if kind and not kind.never_changes:
                ids[kind].append(operation["record_id"])
        for kind in sorted(ids, key=lambda kind: kind.name):
            there = select(kind.table.id).where(kind.table.id.in_(ids[kind]))
            self.session.execute(there.order_by(kind.table.id).with_for_update())


def rank_of(operation: Operation) -> int:
    """Where an operation's kind stands among those that point to each other."""
    kind = kind_named(operation["kind"])
    return kind.rank if kind else 0

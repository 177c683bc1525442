"""Push: each operation gets its own verdict, and none counts twice."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import marshmallow as ma
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from server.core import clock
from server.core.caller import Caller
from server.core.problems import InvalidInput, Problem
from server.core.seals import FieldKey, Vault, forget_keys
from server.sync.errors import IdTaken, UnknownKind
from server.sync.kinds import Body, Kind, kind_named
from server.sync.merge import Merge, merge
from server.sync.schemas import Action, Verdict
from server.sync.tables import Revision

Operation = dict[str, Any]
Answer = dict[str, Any]


@dataclass(frozen=True)
class Push:
    """A batch from one device, within the caller's transaction."""

    session: Session
    caller: Caller
    device_id: UUID

    def answers(self, operations: list[Operation]) -> list[Answer]:
        """The verdicts, in the order of the operations.

        Repeating a push changes nothing and answers with the same revisions. Operations are applied
        with those first that others point to, so that a batch in the wrong order is no harm.
        """
        # Two pushes of one device at once would wait for each other's rows in different orders.
        self.session.execute(select(func.pg_advisory_xact_lock(self.device_id.int % 2**63)))
        ranked = sorted(enumerate(operations), key=rank)
        answers = {position: self.answer(operation) for position, operation in ranked}
        return [answers[position] for position in range(len(operations))]

    def answer(self, operation: Operation) -> Answer:
        """The verdict on one operation, which is applied wholly or not at all."""
        try:
            return self.accept_even_in_a_race(operation)
        except ma.ValidationError as error:
            problem: Problem = InvalidInput(
                "Correct the fields named in errors.", errors=field_errors(error)
            )
        except IntegrityError:
            problem = IdTaken("Give the record a new id and send it again.")
        except Problem as raised:
            problem = raised
        forget_keys(self.session)
        return verdict(operation, Verdict.REFUSED) | {"problem": problem.document()}

    def accept_even_in_a_race(self, operation: Operation) -> Answer:
        """Accept within a savepoint; where another request came first, look again once.

        Raises:
            IntegrityError: the id is taken, and not by this operation.
        """
        try:
            with self.session.begin_nested():
                return self.accept(operation)
        except IntegrityError:
            forget_keys(self.session)
            with self.session.begin_nested():
                return self.accept(operation)

    def accept(self, operation: Operation) -> Answer:
        """Apply an operation, or find that it was applied before.

        Raises:
            Problem: it cannot be applied; the detail says what to do.
            ValidationError: the body does not fit the record's schema.
        """
        kind = kind_named(operation["kind"])
        if kind is None:
            raise UnknownKind("Update the app and send it again.")
        row = self.session.get(kind.table, operation["record_id"], with_for_update=True)
        earlier = self.session.get(Revision, operation["id"])
        if earlier is not None:
            return repeated(operation, earlier)
        if operation["action"] is Action.DELETE:
            return self.delete(operation, kind, row)
        return self.put(operation, kind, row)

    def put(self, operation: Operation, kind: Kind, row: Any) -> Answer:
        """Write a record, merged with what others wrote since the device last saw it."""
        if operation["body"] is None:
            raise InvalidInput("A put carries a body.", errors={"body": ["Missing."]})
        mine: Body = kind.schema(unknown=ma.RAISE).load(operation["body"])
        merged = Merge(mine, []) if row is None else self.merged(operation, kind, row, mine)
        written = kind.put(self.session, self.caller, operation["record_id"], merged.body)
        written.erased_at = None
        written.revision = operation["id"]
        self.session.flush()
        if merged.overridden:
            said = Verdict.CONFLICT
        else:
            said = Verdict.APPLIED if merged.body == mine else Verdict.MERGED
        self.remember(operation, kind, mine, merged.overridden, said)
        changed = None if said is Verdict.APPLIED else kind.schema().dump(merged.body)
        return verdict(operation, said) | {"body": changed, "overridden": merged.overridden}

    def merged(self, operation: Operation, kind: Kind, row: Any, mine: Body) -> Merge:
        """The device's version merged with the present one.

        Also where the base is the present revision: that one may itself have been merged, and the
        device has written on without knowing what came in.
        """
        theirs: Body = kind.schema().load(kind.bodies(self.session, [row])[0])
        base = self.session.get(Revision, operation["base"]) if operation["base"] else None
        if base is None or base.record_id != operation["record_id"] or base.sealed_body is None:
            return merge(None, theirs, mine)
        plain = Vault(self.session, FieldKey).unseal(
            base.holder_id, base.sealed_body, sealed_for(base.id)
        )
        return merge(kind.schema().load(json.loads(plain)), theirs, mine)

    def delete(self, operation: Operation, kind: Kind, row: Any) -> Answer:
        """Take a record back; putting it again undoes that."""
        if row is None:
            return verdict(operation, Verdict.APPLIED) | {"revision": None}
        row.erased_at = clock.now()
        row.revision = operation["id"]
        body: Body = kind.schema().load(kind.bodies(self.session, [row])[0])
        self.session.flush()
        self.remember(operation, kind, body, [], Verdict.APPLIED)
        return verdict(operation, Verdict.APPLIED)

    def remember(
        self,
        operation: Operation,
        kind: Kind,
        body: Body,
        overridden: list[str],
        said: Verdict,
    ) -> None:
        """Append the operation as it arrived, sealed like the record itself."""
        exploration_id = kind.exploration_of(self.session, operation["record_id"], body)
        holder_id = kind.holder(exploration_id, body)
        plain = json.dumps(kind.schema().dump(body)).encode()
        revision = Revision(
            id=operation["id"],
            kind=kind.name,
            record_id=operation["record_id"],
            exploration_id=exploration_id,
            action=operation["action"],
            base=operation["base"],
            device_id=self.device_id,
            account_id=self.caller.account_id,
            made_at=operation["made_at"],
            arrived_at=clock.now(),
            verdict=said,
            overridden=overridden,
            holder_id=holder_id,
            sealed_body=Vault(self.session, FieldKey).seal(
                holder_id, plain, sealed_for(operation["id"])
            ),
        )
        self.session.add(revision)
        self.session.flush()


def field_errors(error: ma.ValidationError) -> dict[str, Any]:
    """What is wrong with which field."""
    return error.messages if isinstance(error.messages, dict) else {"body": error.messages}


def rank(numbered: tuple[int, Operation]) -> tuple[int, int]:
    """Kinds by rank, and within a kind the device's order."""
    position, operation = numbered
    kind = kind_named(operation["kind"])
    return (kind.rank if kind else 0, position)


def repeated(operation: Operation, earlier: Revision) -> Answer:
    """The answer to an operation that arrived before.

    Raises:
        IdTaken: that one was about another record.
    """
    if earlier.record_id != operation["record_id"]:
        raise IdTaken("Give the operation a new id and send it again.")
    return verdict(operation, Verdict.REPEATED)


def verdict(operation: Operation, said: Verdict) -> Answer:
    """A verdict, with the operation as the record's new revision unless it was refused."""
    return {
        "id": operation["id"],
        "verdict": said,
        "revision": None if said is Verdict.REFUSED else operation["id"],
        "problem": None,
        "body": None,
        "overridden": [],
    }


def sealed_for(revision_id: UUID) -> str:
    """What a sealed revision belongs to."""
    return f"revision.body:{revision_id}"

"""One operation at a time: merged with what is there, taken back, or refused with a reason."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import marshmallow as ma
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from server.core import clock
from server.core.caller import Caller
from server.core.problems import InvalidInput, Problem
from server.core.seals import forget_keys
from server.sync.errors import UnknownKind, WrittenOnce
from server.sync.history import Sender, read_body, seal_fields
from server.sync.kinds import Body, Kind, kind_named
from server.sync.merge import Merge, merge
from server.sync.receipts import repeated
from server.sync.schemas import Action, Verdict
from server.sync.tables import Revision, before_for, sealed_for
from server.sync.verdicts import Answer, Operation, refusal, verdict


@dataclass(frozen=True)
class One:
    """Operations of one device, each by itself, within the caller's transaction."""

    session: Session
    caller: Caller
    device_id: UUID

    def answer(self, operation: Operation) -> Answer:
        """The verdict on one operation, which is applied wholly or not at all."""
        try:
            return self.accept_even_in_a_race(operation)
        except (ma.ValidationError, IntegrityError, Problem) as error:
            forget_keys(self.session)
            return refusal(operation, error)

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
        row = self.session.get(
            kind.table, operation["record_id"], with_for_update=not kind.never_changes
        )
        earlier = self.session.get(Revision, operation["id"])
        if earlier is not None:
            return repeated(operation, earlier, {})
        if kind.never_changes:
            check_new(operation, row)
        if operation["action"] is Action.DELETE:
            return self.delete(operation, kind, row)
        return self.put(operation, kind, row)

    def put(self, operation: Operation, kind: Kind, row: Any) -> Answer:
        """Write a record, merged with what others wrote since the device last saw it."""
        if operation["body"] is None:
            raise InvalidInput("A put carries a body.", errors={"body": ["Missing."]})
        mine: Body = kind.reader.load(operation["body"])
        theirs = None if row is None else self.present(kind, row)
        merged = self.merged(operation, kind, theirs, mine)
        written = kind.put(self.session, self.caller, operation["record_id"], merged.body)
        written.erased_at = None
        written.revision = operation["id"]
        self.session.flush()
        kind.written(self.session, written)
        if merged.overridden:
            said = Verdict.CONFLICT
        else:
            said = Verdict.APPLIED if merged.body == mine else Verdict.MERGED
        self.remember(operation, kind, mine, said, self.before(kind, merged, theirs))
        changed = None if said is Verdict.APPLIED else kind.writer.dump(merged.body)
        return verdict(operation, said) | {"body": changed, "overridden": merged.overridden}

    def present(self, kind: Kind, row: Any) -> Body:
        """The record as it stands."""
        body: Body = kind.writer.load(kind.bodies(self.session, [row])[0])
        return body

    def merged(self, operation: Operation, kind: Kind, theirs: Body | None, mine: Body) -> Merge:
        """The device's version merged with the present one.

        Also where the base is the present revision: that one may itself have been merged, and the
        device has written on without knowing what came in.
        """
        if theirs is None:
            return Merge(mine, [])
        base = self.session.get(Revision, operation["base"]) if operation["base"] else None
        known = None
        if base is not None and base.record_id == operation["record_id"]:
            known = read_body(self.session, base)
        return merge(None if known is None else kind.writer.load(known), theirs, mine)

    def before(self, kind: Kind, merged: Merge, theirs: Body | None) -> Body:
        """What stood in the fields that gave way, as devices read it."""
        there: Body = kind.writer.dump(theirs) if theirs and merged.overridden else {}
        return {name: there[name] for name in merged.overridden}

    def delete(self, operation: Operation, kind: Kind, row: Any) -> Answer:
        """Take a record back; putting it again undoes that."""
        if row is None:
            return verdict(operation, Verdict.APPLIED) | {"revision": None}
        row.erased_at = clock.now()
        row.revision = operation["id"]
        body = self.present(kind, row)
        self.session.flush()
        self.remember(operation, kind, body, Verdict.APPLIED, {})
        return verdict(operation, Verdict.APPLIED)

    def remember(
        self, operation: Operation, kind: Kind, body: Body, said: Verdict, before: Body
    ) -> None:
        """Append the operation as it arrived, sealed like the record itself."""
        belonging = kind.belongs_to(self.session, operation["record_id"], body)
        holder_id = kind.holder(belonging, body)
        sender = Sender(self.caller, self.device_id)
        revision = Revision(
            **sender.line(operation, kind, belonging, holder_id),
            verdict=said,
            overridden=list(before),
            sealed_body=self.sealed(operation, kind, body, holder_id),
            sealed_overridden=seal_fields(
                self.session, holder_id, before, before_for(operation["id"])
            ),
        )
        self.session.add(revision)
        self.session.flush()

    def sealed(self, operation: Operation, kind: Kind, body: Body, holder_id: UUID) -> bytes | None:
        """The body as a later merge needs it; what never changes is never merged."""
        if kind.never_changes:
            return None
        plain: Body = kind.writer.dump(body)
        return seal_fields(self.session, holder_id, plain, sealed_for(operation["id"]))


def check_new(operation: Operation, row: Any) -> None:
    """A record that never changes is only ever put, and once.

    Raises:
        WrittenOnce: it is there already, or is to be taken back.
    """
    if row is not None or operation["action"] is Action.DELETE:
        raise WrittenOnce("Make a new record instead.")

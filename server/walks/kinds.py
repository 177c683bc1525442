"""Walks, findings and photographs as records that devices keep."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from server.core.caller import Caller
from server.core.problems import Problem
from server.core.seals import FieldKey, Vault
from server.core.wire import stored_point
from server.explorations.errors import NotTakingPart, ParentMissing
from server.explorations.kinds import check_time
from server.explorations.rules import may_change
from server.explorations.tables import Exploration
from server.media.tables import Photograph
from server.sync.errors import IdTaken
from server.sync.kinds import Belonging, Body, Kind, NewRow
from server.walks.many import (
    Found,
    Walked,
    finding_row,
    new_findings,
    new_photographs,
    photograph_row,
)
from server.walks.schemas import FindingSchema, PhotographSchema, WalkSchema
from server.walks.tables import Finding, Walk
from server.walks.wire import (
    FINDING_FIELDS,
    wire_finding,
    wire_photograph,
)

WALK_FIELDS = ("started_at", "ended_at", "weather")


Row = TypeVar("Row", Exploration, Walk, Finding)


def parent(session: Session, table: type[Row], body: Body, field: str) -> Row:
    """The row a field points to.

    Raises:
        ParentMissing: it is not there, or not for the caller.
    """
    row = session.get(table, body[field])
    if row is None:
        raise ParentMissing("Send what it belongs to first, then this again.", field=field)
    return row


class WalkRecord(Kind):
    """One way through the neighbourhood."""

    name = "walk"
    rank = 1
    table = Walk
    schema = WalkSchema

    def belongs_to(self, session: Session, record_id: UUID, body: Body) -> Belonging:
        """The exploration it names."""
        del record_id
        return Belonging(parent(session, Exploration, body, "exploration_id").id)

    def put(self, session: Session, caller: Caller, record_id: UUID, body: Body) -> Walk:
        """Begin or change a walk.

        Raises:
            NotTakingPart: a participant did not begin the exploration.
        """
        check_time("started_at", body["started_at"])
        exploration = parent(session, Exploration, body, "exploration_id")
        if not may_change(caller, exploration):
            raise NotTakingPart("Begin an exploration of your own.", field="exploration_id")
        exploration_id = exploration.id
        walk = session.get(Walk, record_id)
        if walk is None:
            walk = Walk(id=record_id, exploration_id=exploration_id, revision=record_id)
            session.add(walk)
        for name in WALK_FIELDS:
            setattr(walk, name, body[name])
        check_same(walk.exploration_id, exploration_id)
        return walk

    def bodies(self, session: Session, rows: Sequence[Any]) -> list[Body]:
        """The walks as they were put."""
        del session
        return [self.writer.dump(row) for row in rows]


class FindingRecord(Kind):
    """Something seen: a barrier, something good, an idea."""

    name = "finding"
    rank = 2
    table = Finding
    schema = FindingSchema

    def belongs_to(self, session: Session, record_id: UUID, body: Body) -> Belonging:
        """The exploration of its walk."""
        del record_id
        return Belonging(parent(session, Walk, body, "walk_id").exploration_id)

    def holder(self, belonging: Belonging, body: Body) -> UUID:
        """Its author, or everybody together where the staff observed it."""
        author: UUID | None = body["author_participant_id"]
        return author or super().holder(belonging, body)

    def put(self, session: Session, caller: Caller, record_id: UUID, body: Body) -> Finding:
        """Record a finding or change it.

        Raises:
            Problem: what ``Walked.check`` says.
            NotTakingPart: it is there already, and somebody else's than the participant's who
                changes it.
            IdTaken: it belongs to another exploration.
        """
        walked = Walked.read(session, caller, {record_id: body})
        home = walked.check(body)
        new = finding_row(Vault(session, FieldKey), caller, record_id, home, body)
        columns = {**new.columns, "location": stored_point(body["location"])}
        finding = session.get(Finding, record_id)
        if finding is None:
            finding = Finding(**columns, revision=record_id)
            session.add(finding)
            return finding
        walked.authors.check_oneself(finding.author_participant_id)
        check_same(finding.exploration_id, home)
        for name in ("walk_id", "location", "sealed_note", *FINDING_FIELDS):
            setattr(finding, name, columns[name])
        return finding

    def new_rows(
        self, session: Session, caller: Caller, bodies: Mapping[UUID, Body]
    ) -> Mapping[UUID, NewRow | Problem]:
        """Many findings at once."""
        return new_findings(session, caller, bodies)

    def bodies(self, session: Session, rows: Sequence[Any]) -> list[Body]:
        """The findings as they were put, notes unsealed."""
        vault = Vault(session, FieldKey)
        vault.load([row.holder_id for row in rows])
        return [wire_finding(vault, row) for row in rows]


class PhotographRecord(Kind):
    """A photograph of a finding; its bytes come after it."""

    name = "photograph"
    rank = 3
    table = Photograph
    schema = PhotographSchema

    def belongs_to(self, session: Session, record_id: UUID, body: Body) -> Belonging:
        """The exploration of its finding; a photograph may show anybody who takes part."""
        del record_id
        return Belonging(parent(session, Finding, body, "finding_id").exploration_id)

    def put(self, session: Session, caller: Caller, record_id: UUID, body: Body) -> Photograph:
        """Announce a photograph, or describe it anew; its bytes never change.

        Raises:
            Problem: what ``Found.check`` says.
            IdTaken: other bytes were announced under this id, or in another exploration.
        """
        finding = Found.read(session, caller, {record_id: body}).check(body)
        new = photograph_row(Vault(session, FieldKey), record_id, finding, body)
        photograph = session.get(Photograph, record_id)
        if photograph is None:
            photograph = Photograph(**new.columns, revision=record_id)
            session.add(photograph)
            return photograph
        check_same(photograph.exploration_id, finding.exploration_id)
        if photograph.sha256 != body["sha256"]:
            raise IdTaken("Give the new photograph a new id.")
        photograph.sealed_description = new.columns["sealed_description"]
        return photograph

    def new_rows(
        self, session: Session, caller: Caller, bodies: Mapping[UUID, Body]
    ) -> Mapping[UUID, NewRow | Problem]:
        """Many photographs at once."""
        return new_photographs(session, caller, bodies)

    def bodies(self, session: Session, rows: Sequence[Any]) -> list[Body]:
        """The photographs' records as they were put."""
        vault = Vault(session, FieldKey)
        vault.load([row.holder_id for row in rows])
        return [wire_photograph(vault, row) for row in rows]


def check_same(before: UUID, now: UUID) -> None:
    """Records never move to another exploration, whose people others may see.

    Raises:
        IdTaken: this one would.
    """
    if before != now:
        raise IdTaken("Give the record a new id in the other exploration.")

"""Whether findings and photographs may be written, and their rows: for one or for many at once."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session

from server.core.caller import Caller
from server.core.database import columns
from server.core.problems import Problem
from server.core.seals import FieldKey, Vault
from server.core.wire import stored_text
from server.explorations.errors import NotTakingPart, ParentMissing
from server.explorations.kinds import check_time
from server.explorations.tables import ExplorationParticipant
from server.sync.kinds import Belonging, Body, NewRow, checked
from server.walks.authors import Authors
from server.walks.tables import Finding, Walk
from server.walks.wire import FINDING_FIELDS, PHOTOGRAPH_FIELDS, description_of, note_of

New = dict[UUID, NewRow | Problem]
Bodies = Mapping[UUID, Body]
# Put together once: for a single finding that takes as long as asking.
IDS: BindParameter[Any] = bindparam("ids", expanding=True)
WALKED = (
    select(Walk.id, Walk.exploration_id, ExplorationParticipant.participant_id)
    .join(
        ExplorationParticipant,
        ExplorationParticipant.exploration_id == Walk.exploration_id,
        isouter=True,
    )
    .where(Walk.id.in_(IDS))
)
FOUND = select(Finding.id, Finding.exploration_id, Finding.author_participant_id).where(
    Finding.id.in_(IDS)
)


@dataclass(frozen=True)
class Walked:
    """What the checks of findings ask for, read at once.

    Attributes:
        explorations: by walk, those that are there for the caller.
        taking_part: participants by exploration.
    """

    explorations: Mapping[UUID, UUID]
    taking_part: Mapping[UUID, set[UUID]]
    authors: Authors

    @classmethod
    def read(cls, session: Session, caller: Caller, bodies: Bodies) -> "Walked":
        """What is asked about these findings."""
        walk_ids = {body["walk_id"] for body in bodies.values()}
        rows = columns(session, WALKED, {"ids": list(walk_ids)}).all()
        taking_part: dict[UUID, set[UUID]] = defaultdict(set)
        for row in rows:
            taking_part[row.exploration_id].add(row.participant_id)
        authors = Authors.read(
            session, caller, {body["author_participant_id"] for body in bodies.values()}
        )
        return cls({row.id: row.exploration_id for row in rows}, taking_part, authors)

    def check(self, body: Body) -> UUID:
        """Check one finding; the exploration it belongs to.

        Raises:
            ClockAhead: it was seen in the future.
            ParentMissing: there is no such walk for the caller.
            NotTakingPart: the author is not one of the exploration's participants, or not the
                participant who records it.
            NoConsent: the author said no to keeping.
        """
        check_time("seen_at", body["seen_at"])
        author, home = body["author_participant_id"], self.explorations.get(body["walk_id"])
        if home is None:
            raise ParentMissing("Send what it belongs to first, then this again.", field="walk_id")
        if author and author not in self.taking_part[home]:
            raise NotTakingPart("Choose one of the participants.", field="author_participant_id")
        self.authors.check(author)
        return home


@dataclass(frozen=True)
class Found:
    """What the checks of photographs ask for, read at once.

    Attributes:
        findings: by id, those that are there for the caller.
    """

    findings: Mapping[UUID, Any]
    authors: Authors

    @classmethod
    def read(cls, session: Session, caller: Caller, bodies: Bodies) -> "Found":
        """What is asked about these photographs."""
        finding_ids = {body["finding_id"] for body in bodies.values()}
        rows = columns(session, FOUND, {"ids": list(finding_ids)}).all()
        authors = Authors.read(session, caller, {row.author_participant_id for row in rows})
        return cls({row.id: row for row in rows}, authors)

    def check(self, body: Body) -> Any:
        """Check one photograph; the finding it shows.

        Raises:
            ParentMissing: there is no such finding for the caller.
            NoConsent: the finding's author said no to keeping.
            NotTakingPart: a participant did not find it.
        """
        finding = self.findings.get(body["finding_id"])
        if finding is None:
            raise ParentMissing(
                "Send what it belongs to first, then this again.", field="finding_id"
            )
        self.authors.check(finding.author_participant_id)
        return finding


def new_findings(session: Session, caller: Caller, bodies: Bodies) -> New:
    """The rows of new findings, or what is wrong with one."""
    homes, said = checked(bodies, Walked.read(session, caller, bodies).check)
    vault = Vault(session, FieldKey)
    vault.load(list({bodies[one]["author_participant_id"] or home for one, home in homes.items()}))
    return said | {
        one: finding_row(vault, caller, one, home, bodies[one]) for one, home in homes.items()
    }


def new_photographs(session: Session, caller: Caller, bodies: Bodies) -> New:
    """The rows of new photographs, or what is wrong with one."""
    findings, said = checked(bodies, Found.read(session, caller, bodies).check)
    vault = Vault(session, FieldKey)
    vault.load([finding.exploration_id for finding in findings.values()])
    return said | {
        one: photograph_row(vault, one, finding, bodies[one]) for one, finding in findings.items()
    }


def finding_row(vault: Vault, caller: Caller, record_id: UUID, home: UUID, body: Body) -> NewRow:
    """A finding as it is inserted."""
    holder_id = body["author_participant_id"] or home
    note = vault.seal_words(holder_id, body["note"], note_of(record_id))
    written: dict[str, Any] = {name: body[name] for name in FINDING_FIELDS} | {
        "id": record_id,
        "exploration_id": home,
        "walk_id": body["walk_id"],
        "recorded_by": caller.account_id,
        "location": stored_text(body["location"]),
        "sealed_note": note,
    }
    return NewRow(written, Belonging(exploration_id=home), holder_id)


def photograph_row(vault: Vault, record_id: UUID, finding: Any, body: Body) -> NewRow:
    """A photograph as it is inserted."""
    home = finding.exploration_id
    described = vault.seal_words(home, body["description"], description_of(record_id))
    written: dict[str, Any] = {name: body[name] for name in PHOTOGRAPH_FIELDS} | {
        "id": record_id,
        "exploration_id": home,
        "finding_id": finding.id,
        "holder_id": home,
        "sealed_description": described,
    }
    return NewRow(written, Belonging(exploration_id=home), home)

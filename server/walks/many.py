"""Many new findings or photographs at once, checked as each would be by itself."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session

from server.consent.errors import NoConsent
from server.consent.rules import said_no
from server.consent.tables import Consent
from server.consent.texts import Purpose
from server.core.caller import Caller, Role
from server.core.problems import Problem
from server.core.seals import FieldKey, Vault
from server.core.wire import stored_text
from server.explorations.errors import NotTakingPart, ParentMissing
from server.explorations.kinds import check_time
from server.explorations.tables import ExplorationParticipant
from server.people.queries import own_participant
from server.sync.kinds import Belonging, Body, NewRow
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
ANSWERED = select(Consent).where(Consent.participant_id.in_(IDS))


@dataclass(frozen=True)
class Known:
    """What the checks of a set ask for, read at once.

    Attributes:
        explorations: by walk, those that are there for the caller.
        taking_part: participants by exploration.
        refusing: participants who said no to keeping what is theirs.
        only: the participant the caller is, who records for nobody else; none for staff.
    """

    explorations: Mapping[UUID, UUID]
    taking_part: Mapping[UUID, set[UUID]]
    refusing: set[UUID]
    only: set[UUID | None] | None


def new_findings(session: Session, caller: Caller, bodies: Bodies) -> New:
    """The rows of new findings, or what is wrong with one."""
    known = read_known(session, caller, bodies)
    vault, said = Vault(session, FieldKey), New()
    for record_id, body in bodies.items():
        try:
            check_finding(known, body)
        except Problem as problem:
            said[record_id] = problem
    good = {one: body for one, body in bodies.items() if one not in said}
    homes = {one: known.explorations[body["walk_id"]] for one, body in good.items()}
    vault.load(list({body["author_participant_id"] or homes[one] for one, body in good.items()}))
    return said | {
        one: finding_row(vault, caller, one, homes[one], body) for one, body in good.items()
    }


def check_finding(known: Known, body: Body) -> None:
    """Check one finding as ``FindingRecord.put`` does.

    Raises:
        Problem: what is wrong with it.
    """
    check_time("seen_at", body["seen_at"])
    author, home = body["author_participant_id"], known.explorations.get(body["walk_id"])
    if home is None:
        raise ParentMissing("Send what it belongs to first, then this again.", field="walk_id")
    if author and author not in known.taking_part[home]:
        raise NotTakingPart("Choose one of the participants.", field="author_participant_id")
    check_author_agrees(known, author)


def check_author_agrees(known: Known, author: UUID | None) -> None:
    """The author did not refuse, and is the caller where that is a participant.

    Raises:
        NoConsent: the author said no to keeping.
        NotTakingPart: a participant records for somebody else.
    """
    if author in known.refusing:
        raise NoConsent("Nothing of this person may be kept.", purpose=Purpose.KEEP_MAPS)
    if known.only is not None and author not in known.only:
        raise NotTakingPart("Record for yourself.", field="author_participant_id")


def finding_row(vault: Vault, caller: Caller, record_id: UUID, home: UUID, body: Body) -> NewRow:
    """A finding as it is inserted."""
    holder_id = body["author_participant_id"] or home
    note = vault.seal_words(holder_id, body["note"], note_of(record_id))
    columns: dict[str, Any] = {name: body[name] for name in FINDING_FIELDS} | {
        "id": record_id,
        "exploration_id": home,
        "walk_id": body["walk_id"],
        "recorded_by": caller.account_id,
        "location": stored_text(body["location"]),
        "sealed_note": note,
    }
    return NewRow(columns, Belonging(exploration_id=home), holder_id)


def new_photographs(session: Session, caller: Caller, bodies: Bodies) -> New:
    """The rows of new photographs, or what is wrong with one."""
    finding_ids = {body["finding_id"] for body in bodies.values()}
    found = session.execute(FOUND, {"ids": list(finding_ids)})
    findings = {row.id: row for row in found}
    authors = {row.author_participant_id for row in findings.values()}
    known = Known({}, {}, refusing(session, authors), oneself(session, caller))
    vault = Vault(session, FieldKey)
    vault.load([row.exploration_id for row in findings.values()])
    return {
        one: photograph_row(vault, known, one, findings.get(body["finding_id"]), body)
        for one, body in bodies.items()
    }


def photograph_row(
    vault: Vault, known: Known, record_id: UUID, finding: Any, body: Body
) -> NewRow | Problem:
    """A photograph as it is inserted, or what is wrong with it."""
    if finding is None:
        return ParentMissing("Send what it belongs to first, then this again.", field="finding_id")
    try:
        check_author_agrees(known, finding.author_participant_id)
    except Problem as problem:
        return problem
    home = finding.exploration_id
    described = vault.seal_words(home, body["description"], description_of(record_id))
    columns: dict[str, Any] = {name: body[name] for name in PHOTOGRAPH_FIELDS} | {
        "id": record_id,
        "exploration_id": home,
        "finding_id": finding.id,
        "holder_id": home,
        "sealed_description": described,
    }
    return NewRow(columns, Belonging(exploration_id=home), home)


def read_known(session: Session, caller: Caller, bodies: Bodies) -> Known:
    """What the checks of new findings ask for."""
    walk_ids = {body["walk_id"] for body in bodies.values()}
    rows = session.execute(WALKED, {"ids": list(walk_ids)}).all()
    taking_part: dict[UUID, set[UUID]] = defaultdict(set)
    for row in rows:
        taking_part[row.exploration_id].add(row.participant_id)
    authors = {body["author_participant_id"] for body in bodies.values()}
    return Known(
        {row.id: row.exploration_id for row in rows},
        taking_part,
        refusing(session, authors),
        oneself(session, caller),
    )


def refusing(session: Session, author_ids: Iterable[UUID | None]) -> set[UUID]:
    """Those of these participants who said no to keeping what is theirs."""
    asked = {one for one in author_ids if one}
    answers: dict[UUID, list[Consent]] = defaultdict(list)
    if asked:
        for row in session.scalars(ANSWERED, {"ids": list(asked)}):
            answers[row.participant_id].append(row)
    return {one for one, said in answers.items() if said_no(said, Purpose.KEEP_MAPS)}


def oneself(session: Session, caller: Caller) -> set[UUID | None] | None:
    """The participant who calls, as the only one they may record for; none for staff."""
    if caller.role is not Role.PARTICIPANT:
        return None
    own = own_participant(session, caller)
    return {own.id} if own else set()

"""The sheet for a participation plan (SGB IX § 76): four parts, in the person's own words.

Facilitator and participant fill it together, from what was found on walks and with words of their
own. It is the person's: sealed under their key, and it goes with them.
"""

import enum
import json
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.cases.bringing import Brought
from server.cases.errors import WordsChanged
from server.cases.minutes import SVG, environment, read_minutes, source
from server.cases.sharing import pieces_of
from server.cases.tables import Consultation, PlanSheet, State, Subject
from server.core import audit, clock
from server.core.paper import Part, write_pdf
from server.core.seals import Vault
from server.explorations.material import Piece, Place
from server.media.storage import Folder
from server.people.participants import find_participant
from server.people.tables import PersonKey

Row = dict[str, Any]


class SheetPart(enum.StrEnum):
    """The four parts, in their order."""

    LIKE = "like"
    HELPS = "helps"
    IN_THE_WAY = "in_the_way"
    TRY = "try"


TITLES = {
    SheetPart.LIKE: "Das mag ich",
    SheetPart.HELPS: "Wer mir hilft",
    SheetPart.IN_THE_WAY: "Das ist im Weg",
    SheetPart.TRY: "Das will ich versuchen",
}


def read_sheet(session: Session, participant_id: UUID) -> Row:
    """The person's sheet, what they can choose for it, and what was recommended to them.

    Raises:
        NotFound: the person is not for the caller.
    """
    find_participant(session, participant_id)
    row = session.get(PlanSheet, participant_id)
    return {
        "parts": parts_of(session, row),
        "revision": row.revision if row else 0,
        "changed_at": row.changed_at if row else None,
        "offered": [
            {
                "id": piece.id,
                "kind": piece.facts.get("kind"),
                "question": piece.facts.get("question"),
                "words": piece.words,
                "seen": piece.seen,
                "sha256": piece.pictures[0].sha256 if piece.pictures else None,
            }
            for piece in findings_of(session, participant_id).values()
        ],
        "recommended": recommended(session, participant_id),
    }


def own_sheet(session: Session, participant_id: UUID) -> Row | None:
    """What stands on the sheet, if there is one."""
    row = session.get(PlanSheet, participant_id)
    return parts_of(session, row) if row else None


def findings_of(session: Session, participant_id: UUID) -> dict[UUID, Piece]:
    """What the person can choose from, by id."""
    found = pieces_of(session, participant_id, Place.SHEET)
    return {id_: piece for (_, id_), (_, piece) in found.items()}


def parts_of(session: Session, row: PlanSheet | None) -> Row:
    """The four parts of a sheet, unsealed; empty where there is none."""
    if row is None:
        return {part: [] for part in SheetPart}
    plain = Vault(session, PersonKey).unseal(
        row.participant_id, row.sealed_parts, sheet_of(row.participant_id)
    )
    loaded: Row = json.loads(plain)
    return loaded


def recommended(session: Session, participant_id: UUID) -> list[Row]:
    """The recommendations of closed consultations, the newest first."""
    rows = session.execute(
        select(Consultation, Subject)
        .join(Subject, Subject.consultation_id == Consultation.id)
        .where(Subject.participant_id == participant_id, Consultation.state == State.CLOSED)
        .order_by(Consultation.ended_at.desc())
    ).all()
    minutes = [(case, read_minutes(session, Brought(case, subject))) for case, subject in rows]
    return [
        {
            "consultation_id": case.id,
            "closed_at": case.ended_at,
            "words": told["recommendation"]["words"],
        }
        for case, told in minutes
        if told["recommendation"]
    ]


def keep_sheet(session: Session, participant_id: UUID, parts: Row, revision: int) -> None:
    """Write the sheet anew.

    Raises:
        NotFound: the person is not for the caller.
        WordsChanged: somebody else has written since.
    """
    find_participant(session, participant_id)
    row = session.get(PlanSheet, participant_id, with_for_update=True)
    if (row.revision if row else 0) != revision:
        raise WordsChanged("Read the sheet again, then write yours.")
    sealed = Vault(session, PersonKey).seal(
        participant_id, json.dumps(parts, default=str).encode(), sheet_of(participant_id)
    )
    if row is None:
        row = PlanSheet(
            participant_id=participant_id, revision=0, sealed_parts=sealed, changed_at=clock.now()
        )
        session.add(row)
    row.revision, row.sealed_parts, row.changed_at = revision + 1, sealed, clock.now()
    session.flush()
    audit.record(session, "sheet_kept", "participant", participant_id)


def print_sheet(session: Session, folder: Folder, participant_id: UUID) -> bytes:
    """The sheet on A4 in large type, tagged, with the photographs of what was chosen.

    Raises:
        NotFound: the person is not for the caller.
    """
    find_participant(session, participant_id)
    row = session.get(PlanSheet, participant_id)
    parts = parts_of(session, row)
    pictures = pictures_for(session, folder, participant_id, parts)
    html = (
        environment()
        .get_template("cases/sheet.html")
        .render(
            parts=[(part, TITLES[part], parts.get(part, [])) for part in SheetPart],
            pictures={name: words for name, (_, words) in pictures.items()},
            changed_at=row.changed_at if row else clock.now(),
        )
    )
    audit.record(session, "sheet_printed", "participant", participant_id)
    given: dict[str, Part] = {name: part for name, (part, _) in pictures.items()}
    given |= {part: (source(f"{part}.svg").encode(), SVG) for part in SheetPart}
    given["logo"] = (source("logo.svg").encode(), SVG)
    return write_pdf(html, source("paper.css") + source("sheet.css"), given.__getitem__)


def pictures_for(
    session: Session, folder: Folder, participant_id: UUID, parts: Row
) -> dict[str, tuple[Part, str]]:
    """The first photograph of each finding on the sheet, by the finding, with its words."""
    wanted = {entry["finding_id"] for entries in parts.values() for entry in entries}
    found = {}
    for (_, id_), (material, piece) in pieces_of(session, participant_id, Place.SHEET).items():
        if str(id_) in wanted and piece.pictures:
            first = piece.pictures[0]
            data = material.picture(session, folder, first.id)
            found[str(id_)] = ((data, first.type), first.words or "Ein Foto von dir")
    return found


def sheet_of(participant_id: UUID) -> str:
    """What a sealed sheet belongs to."""
    return f"plan_sheet.parts:{participant_id}"

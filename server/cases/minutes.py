"""Minutes: what is left when a consultation is closed, without a name of anybody.

Members are named by whom they speak for and a number, the person by the pseudonym of the
consultation. Minutes hold what was said, not what was shown.
"""

import json
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy import delete
from sqlalchemy.orm import Session

from server.cases.bringing import Brought
from server.cases.schemas import MinutesSchema
from server.cases.tables import CaseKey, ComesFrom, SharedItem, State
from server.cases.talking import Stance, forget_talk
from server.cases.views import Row, read_case
from server.core import audit, clock
from server.core.caller import Caller
from server.core.jobs import nudge
from server.core.paper import write_pdf
from server.core.problems import NotFound
from server.core.seals import Vault, forget_keys
from server.media.removing import REMOVE
from server.people.tables import PersonKey

TEMPLATES = Path(__file__).with_name("templates")
BERLIN = ZoneInfo("Europe/Berlin")
SIDES = {ComesFrom.PROVIDER: "Leistungserbringer", ComesFrom.FUNDER: "Träger"}
STANCES = {
    Stance.AGREES: "trägt die Empfehlung mit",
    Stance.WITH_RESERVATION: "trägt sie mit, mit Vorbehalt",
    Stance.DISAGREES: "trägt sie nicht mit",
}
SVG = "image/svg+xml"


def close_case(session: Session, caller: Caller, brought: Brought) -> None:
    """Make minutes, end the access of all members and destroy the key of what was shared."""
    case, person = brought.consultation, brought.subject.participant_id
    minutes = make_minutes(session, caller, brought)
    brought.subject.sealed_minutes = Vault(session, PersonKey).seal(
        person, json.dumps(minutes).encode(), minutes_of(case.id)
    )
    forget_talk(session, case)
    session.execute(delete(SharedItem).where(SharedItem.consultation_id == case.id))
    session.execute(delete(CaseKey).where(CaseKey.holder_id == case.id))
    case.state, case.ended_at, case.sealed_question = State.CLOSED, clock.now(), None
    session.flush()
    forget_keys(session)
    nudge(session, REMOVE)
    audit.record(session, "case_closed", "participant", person)


def make_minutes(session: Session, caller: Caller, brought: Brought) -> Row:
    """What was said, ready to be sealed."""
    case = brought.consultation
    shown = read_case(session, caller, case)
    told = shown | {"opened_at": case.opened_at, "closed_at": clock.now()}
    told["items_total"] = len(shown["items"])
    dumped: Row = MinutesSchema().dump(told)
    return dumped


def read_minutes(session: Session, brought: Brought) -> Row:
    """The minutes of a closed consultation.

    Raises:
        NotFound: there are none.
    """
    sealed = brought.subject.sealed_minutes
    if sealed is None:
        raise NotFound
    plain = Vault(session, PersonKey).unseal(
        brought.subject.participant_id, sealed, minutes_of(brought.consultation.id)
    )
    loaded: Row = MinutesSchema().load(json.loads(plain))
    return loaded


def print_minutes(session: Session, brought: Brought) -> bytes:
    """The minutes as a tagged PDF."""
    page = environment().get_template("cases/minutes.html")
    html = page.render(minutes=read_minutes(session, brought))
    audit.record(session, "minutes_exported", "participant", brought.subject.participant_id)
    parts = {"logo": (source("logo.svg").encode(), SVG)}
    return write_pdf(html, source("paper.css") + source("minutes.css"), parts.__getitem__)


def environment() -> Environment:
    """Templates with the words that pages of cases share."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    made.filters |= {"day": day_words, "member": member_words, "stance": stance_words}
    return made


def source(name: str) -> str:
    """A style or drawing of the pages."""
    return (TEMPLATES / "cases" / name).read_text(encoding="utf-8")


def day_words(moment: Any) -> str:
    """A day as it is written in German; nothing where there is none."""
    if moment is None:
        return "nicht festgelegt"
    day = moment.astimezone(BERLIN)
    return f"{day.day}.{day.month}.{day.year}"


def member_words(by: Row | None) -> str:
    """What stands for a member's name."""
    return f"{SIDES[by['comes_from']]} {by['number']}" if by else "Früheres Mitglied"


def stance_words(stance: Stance) -> str:
    """What a member said to the recommendation."""
    return STANCES[stance]


def minutes_of(consultation_id: UUID) -> str:
    """What sealed minutes belong to."""
    return f"case.minutes:{consultation_id}"

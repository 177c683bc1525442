"""Answers of the demo's participants, tapped and signed as on a phone with their facilitator.

They are as old as the installation and not as the story: a yes that has run out lets nothing go.
"""

import base64
from datetime import timedelta
from typing import Any
from uuid import UUID

from server.consent.tables import Answer, How, Present
from server.consent.texts import Language, Purpose, purpose_texts
from server.core import clock
from server.core.database import transaction
from server.demo.dice import Dice
from server.demo.ids import id_of
from server.demo.people import caller_of, participants
from server.demo.walks import check, device_of, operation, read
from server.sync.operations import Push

ASKED_BEFORE = timedelta(days=3)
NOT_ASKED_EVERYTHING = {"hasel_23"}
"""She has said yes to some and wants to think about the others."""


def bring_consents() -> None:
    """Push everybody's answers; what arrived before is not counted twice."""
    for code, person in participants().items():
        caller = caller_of(person["facilitator"])
        with transaction(caller) as session:
            push = Push(session, caller, device_of(caller))
            check(push.answers(read(caller, answers(code, person))))


def answers(code: str, person: dict[str, Any]) -> list[dict[str, Any]]:
    """One answer to each purpose the person was asked about, as a phone holds them."""
    moment = clock.now() - ASKED_BEFORE
    asked = [
        purpose
        for purpose in Purpose
        if purpose in person["consents"] or code not in NOT_ASKED_EVERYTHING
    ]
    return [
        operation("consent", consent_id(code, purpose), body(code, person, purpose), moment)
        for purpose in asked
    ]


def consent_id(code: str, purpose: Purpose) -> UUID:
    """The record of an answer."""
    return id_of("consent", code, purpose)


def body(code: str, person: dict[str, Any], purpose: Purpose) -> dict[str, Any]:
    """One answer as a phone sends it."""
    given = purpose in person["consents"]
    text = purpose_texts()[purpose]
    language = language_of(person)
    return {
        "participant_id": str(id_of("participant", code)),
        "purpose": purpose,
        "answer": Answer.GIVEN if given else Answer.REFUSED,
        "text_version": text.version,
        "text_hash": text.hashes[language],
        "language": language,
        "how": How.TAPPED,
        "present": Present.FACILITATOR,
        "answered_at": (clock.now() - ASKED_BEFORE).isoformat(),
        "evidence": signature(code) if given else None,
    }


def language_of(person: dict[str, Any]) -> Language:
    """Plain German for who learns or speaks little German."""
    plain = {"learning", "little_german"} & set(person["profile"])
    return Language.PLAIN_GERMAN if plain else Language.GERMAN


def signature(code: str) -> dict[str, str]:
    """A scribble of one's own."""
    dice = Dice("signature", code)
    points = [f"{40 + 40 * step} {round(dice.between(40, 160))}" for step in range(13)]
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 200">'
        f'<path fill="none" stroke="#000" stroke-width="4" d="M{"L".join(points)}"/></svg>'
    )
    return {"type": "image/svg+xml", "data": base64.b64encode(drawn.encode()).decode()}

"""Whether somebody agrees to a purpose: a predicate and its SQL twin.

The latest answer counts. It must be a yes that has not run out, to a text that counts. A purpose
that requires another ends with it, and does not come back by itself when the other does.

The moment asked about only decides what has run out: whoever asks about the past leaves out the
answers that came later (``answers_until``).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func

from server.consent.tables import Answer, Consent
from server.consent.texts import Purpose, purpose_texts


def has_consent(consents: Iterable[Consent], purpose: Purpose, at: datetime) -> bool:
    """Whether one participant's answers, in any order, amount to a yes that still holds then."""
    answers = list(consents)
    latest = latest_answer(answers, purpose)
    if latest is None or not is_valid_yes(latest, purpose, at):
        return False
    return all(
        has_consent(answers, other, at) and not ended_since(answers, other, latest.counts_from)
        for other in purpose_texts()[purpose].requires
    )


def answers_until(consents: Iterable[Consent], moment: datetime) -> list[Consent]:
    """The answers that had been given by then."""
    return [one for one in consents if one.counts_from <= moment]


def latest_answer(consents: Iterable[Consent], purpose: Purpose) -> Consent | None:
    """The answer that counts; of a yes and a no at the same moment it is the no."""
    answers = [one for one in consents if one.purpose == purpose]
    return max(
        answers,
        key=lambda one: (one.counts_from, one.answer != Answer.GIVEN, one.id),
        default=None,
    )


def is_valid_yes(answer: Consent, purpose: Purpose, at: datetime) -> bool:
    """Whether an answer is a yes that holds by itself."""
    return (
        answer.answer == Answer.GIVEN
        and answer.valid_until is not None
        and answer.valid_until > at
        and answer.text_hash in purpose_texts()[purpose].counting
    )


def ended_since(consents: Iterable[Consent], purpose: Purpose, moment: datetime) -> bool:
    """Whether somebody said no to a purpose then or later."""
    return any(
        one.purpose == purpose and one.answer != Answer.GIVEN and one.counts_from >= moment
        for one in consents
    )


def said_no(consents: Iterable[Consent], purpose: Purpose) -> bool:
    """Whether the latest answer to a purpose, or to one it requires, is a no.

    More than the lack of a yes: what ran out or was never asked ends nothing.
    """
    answers = list(consents)
    latest = (latest_answer(answers, one) for one in (purpose, *purpose_texts()[purpose].requires))
    return any(one is not None and one.answer != Answer.GIVEN for one in latest)


def agreed(participant_id: Any, purpose: Any) -> ColumnElement[bool]:
    """``has_consent`` as SQL, now; it reads what the login in use may read of the answers."""
    held: ColumnElement[bool] = func.people.has_consent(participant_id, purpose)
    return held

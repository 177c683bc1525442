"""What members say, what whoever brought the case answers, and what is recommended.

No stance is counted against another: each is kept with its reason, and a reservation stands beside
the recommendation wherever that is read.
"""

import enum
import json
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server.cases.bringing import Brought, check_agreed
from server.cases.errors import NotOpen, WordsChanged
from server.cases.names import case_names, check_names
from server.cases.rules import readable_as_member
from server.cases.tables import (
    CaseKey,
    Consultation,
    Contribution,
    MemberStance,
    Recommendation,
    Said,
)
from server.consent.texts import Purpose
from server.core import clock
from server.core.caller import Caller
from server.core.problems import NotFound
from server.core.seals import Vault


class Stance(enum.StrEnum):
    """What a member says to the recommendation."""

    AGREES = "agrees"
    WITH_RESERVATION = "with_reservation"
    DISAGREES = "disagrees"


@dataclass(frozen=True)
class Saying:
    """A question or an observation; its id is made by who says it, so that it is said once."""

    id: UUID
    kind: Said
    words: str


def find_case(session: Session, consultation_id: UUID) -> Consultation:
    """A consultation the caller is a member of, while it is open and the person agrees.

    Raises:
        NotFound: there is none, or its access has ended.
    """
    found = session.get(Consultation, consultation_id)
    if found is None or not is_open_now(session, found.id):
        raise NotFound
    return found


def is_open_now(session: Session, consultation_id: UUID) -> bool:
    """Whether the rule lets the caller in: beside row-level security, which says the same."""
    asked = select(Consultation.id).where(Consultation.id == consultation_id, readable_as_member())
    return session.scalar(asked) is not None


def contribute(session: Session, caller: Caller, case: Consultation, said: Saying) -> None:
    """Ask or observe something; repeating it changes nothing."""
    if session.get(Contribution, said.id) is None:
        add(session, caller, case, said, None)


def answer(session: Session, caller: Caller, brought: Brought, to: UUID, words: str) -> None:
    """Answer a member's question; an answer is given once.

    Raises:
        NotFound: there is no such question.
        NotOpen: it was answered before.
        NoConsent: the person does not agree any more.
        NamesSomebody: the answer names somebody.
    """
    case = brought.consultation
    check_agreed(session, brought.subject.participant_id, Purpose.CASE_CONSULTATION)
    question = session.get(Contribution, to)
    if question is None or (question.consultation_id, question.kind) != (case.id, Said.QUESTION):
        raise NotFound
    if session.scalar(select(Contribution.id).where(Contribution.answers_id == to)):
        raise NotOpen("The question has its answer.")
    check_names(words, case_names(session, caller, brought.subject.participant_id))
    add(session, caller, case, Saying(uuid4(), Said.ANSWER, words), to)


def add(
    session: Session, caller: Caller, case: Consultation, said: Saying, answers_id: UUID | None
) -> None:
    """Seal what was said under the key of the consultation."""
    session.add(
        Contribution(
            id=said.id,
            consultation_id=case.id,
            account_id=caller.account_id,
            kind=said.kind,
            answers_id=answers_id,
            sealed_words=Vault(session, CaseKey).seal(
                case.id, said.words.encode(), words_of(said.id)
            ),
            made_at=clock.now(),
        )
    )
    session.flush()


def recommend(session: Session, case: Consultation, words: str, revision: int) -> None:
    """Write the recommendation, or word it anew.

    What members said to the wording before stays, and is shown as said to that.

    Args:
        revision: of the wording it was written over; 0 for the first.

    Raises:
        WordsChanged: somebody else has worded it anew since.
    """
    there = session.get(Recommendation, case.id, with_for_update=True)
    if (there.revision if there else 0) != revision:
        raise WordsChanged("Read what is there now, then write yours again.")
    sealed = Vault(session, CaseKey).seal(case.id, words.encode(), recommendation_of(case.id))
    if there is None:
        there = Recommendation(
            consultation_id=case.id, revision=0, sealed_words=sealed, changed_at=clock.now()
        )
        session.add(there)
    there.revision, there.sealed_words, there.changed_at = revision + 1, sealed, clock.now()
    session.flush()


def take_stance(
    session: Session, caller: Caller, case: Consultation, stance: Stance, reason: str
) -> None:
    """Say what one thinks of the recommendation as it is worded now.

    Raises:
        NotFound: there is none yet.
    """
    to = session.get(Recommendation, case.id)
    if to is None or caller.account_id is None:
        raise NotFound
    body = json.dumps({"stance": stance, "reason": reason})
    sealed = Vault(session, CaseKey).seal(
        case.id, body.encode(), stance_of(case.id, caller.account_id)
    )
    there = session.get(MemberStance, (case.id, caller.account_id))
    if there is None:
        there = MemberStance(consultation_id=case.id, account_id=caller.account_id)
        session.add(there)
    there.revision, there.sealed_stance = to.revision, sealed
    session.flush()


def forget_talk(session: Session, case: Consultation) -> None:
    """Delete all that was said: minutes have been made of it."""
    for table in (MemberStance, Recommendation, Contribution):
        session.execute(delete(table).where(table.consultation_id == case.id))


def words_of(contribution_id: UUID) -> str:
    """What sealed words of a contribution belong to."""
    return f"case.contribution:{contribution_id}"


def recommendation_of(consultation_id: UUID) -> str:
    """What a sealed recommendation belongs to."""
    return f"case.recommendation:{consultation_id}"


def stance_of(consultation_id: UUID, account_id: UUID) -> str:
    """What a sealed stance belongs to."""
    return f"case.stance:{consultation_id}:{account_id}"

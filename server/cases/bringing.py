"""Bringing a case: beginning, inviting, opening; the caller owns the transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from server.cases.consultants import Invited, list_consultants
from server.cases.errors import CannotInvite, NotOpen, NotReady
from server.cases.names import case_names, check_names, new_pseudonyms
from server.cases.rules import LONGEST
from server.cases.tables import CaseKey, ComesFrom, Consultation, Member, SharedItem, State, Subject
from server.consent.errors import NoConsent
from server.consent.queries import missing_consents
from server.consent.texts import Purpose
from server.core import audit, clock
from server.core.caller import Caller
from server.core.problems import NotFound
from server.core.seals import Vault
from server.people.participants import find_participant
from server.people.tables import Participant

TRIES = 5


@dataclass(frozen=True)
class NewCase:
    """What a consultation begins with."""

    id: UUID
    participant_id: UUID
    question: str
    meets_at: datetime | None


@dataclass(frozen=True)
class Brought:
    """A consultation with whom it is about, for whoever supports them."""

    consultation: Consultation
    subject: Subject


def find_brought(session: Session, consultation_id: UUID, *states: State) -> Brought:
    """A consultation of somebody the caller supports.

    Raises:
        NotFound: there is none, or not for the caller.
        NotOpen: it is in none of these states.
    """
    consultation = session.get(Consultation, consultation_id)
    subject = session.get(Subject, consultation_id)
    if consultation is None or subject is None:
        raise NotFound
    if states and consultation.state not in states:
        raise NotOpen("Look at it again: it has been opened or has ended.")
    return Brought(consultation, subject)


def bring(session: Session, caller: Caller, new: NewCase) -> Brought:
    """Begin a consultation about a person, under a pseudonym of its own.

    Repeating it changes nothing.

    Raises:
        NotFound: the person is not for the caller.
        NoConsent: the person does not agree to it.
        NamesSomebody: the question names somebody.
    """
    if session.get(Consultation, new.id) is not None:
        return find_brought(session, new.id)
    participant = find_participant(session, new.participant_id)
    check_agreed(session, participant.id, Purpose.CASE_CONSULTATION)
    check_names(new.question, case_names(session, caller, participant.id))
    begin(session, participant, new)
    subject = Subject(
        consultation_id=new.id, participant_id=participant.id, brought_by=caller.account_id
    )
    session.add(subject)
    session.flush()
    brought = find_brought(session, new.id)
    seal_question(session, brought.consultation, new.question)
    return brought


def begin(session: Session, participant: Participant, new: NewCase) -> None:
    """Write a draft under a pseudonym that no other consultation of the provider has.

    Raises:
        NotFound: the id is that of a consultation which is not for the caller.
    """
    for chosen in islice(new_pseudonyms(session, participant), TRIES):
        consultation = Consultation(
            id=new.id,
            provider_id=participant.provider_id,
            state=State.DRAFT,
            pseudonym=chosen.pseudonym,
            picture=chosen.picture,
            meets_at=new.meets_at,
            made_at=clock.now(),
        )
        try:
            # Consultations about people the caller does not support cannot be asked beforehand.
            with session.begin_nested():
                session.add(consultation)
        except IntegrityError:
            continue
        return
    raise NotFound


def change(
    session: Session, caller: Caller, brought: Brought, question: str, meets_at: datetime | None
) -> None:
    """Put the question or the date anew.

    Raises:
        NoConsent: the person does not agree any more.
        NamesSomebody: the question names somebody.
    """
    check_agreed(session, brought.subject.participant_id, Purpose.CASE_CONSULTATION)
    check_names(question, case_names(session, caller, brought.subject.participant_id))
    brought.consultation.meets_at = meets_at
    seal_question(session, brought.consultation, question)


def seal_question(session: Session, consultation: Consultation, question: str) -> None:
    """Seal the question under the key of the consultation."""
    consultation.sealed_question = Vault(session, CaseKey).seal_words(
        consultation.id, question, question_of(consultation.id)
    )
    session.flush()


def drop(session: Session, brought: Brought) -> None:
    """Forget a draft with everything in it."""
    session.execute(delete(CaseKey).where(CaseKey.holder_id == brought.consultation.id))
    session.execute(delete(Consultation).where(Consultation.id == brought.consultation.id))


def invite(session: Session, caller: Caller, brought: Brought, invited: Sequence[Invited]) -> None:
    """Let these consultants, and nobody else, be its members.

    Raises:
        CannotInvite: one is no consultant of the provider or a funder, or supports the person.
    """
    can = {
        one.invited: one.comes_from
        for one in list_consultants(
            session,
            caller,
            brought.subject.participant_id,
            among=[one.account_id for one in invited],
        )
    }
    if not can.keys() >= set(invited):
        raise CannotInvite("Choose from the list of consultants.")
    consultation = brought.consultation
    there = {Invited(one.account_id, one.organisation_id) for one in consultation.members}
    session.execute(
        delete(Member).where(
            Member.consultation_id == consultation.id,
            Member.account_id.not_in([one.account_id for one in invited]),
        )
    )
    for one in dict.fromkeys(invited):
        if one not in there:
            add_member(session, consultation, one, can[one])
    session.expire(consultation, ["members"])


def add_member(
    session: Session, consultation: Consultation, one: Invited, comes_from: ComesFrom
) -> None:
    """Invite one consultant, under the next number of their side."""
    highest = session.scalar(
        select(func.max(Member.number)).where(
            Member.consultation_id == consultation.id, Member.comes_from == comes_from
        )
    )
    session.add(
        Member(
            consultation_id=consultation.id,
            account_id=one.account_id,
            organisation_id=one.organisation_id,
            comes_from=comes_from,
            number=(highest or 0) + 1,
        )
    )
    session.flush()


def open_case(session: Session, brought: Brought) -> None:
    """Let the members read it from now on.

    Raises:
        NoConsent: the person does not agree to it any more.
        NotReady: nobody is invited, nothing is chosen, or a text is not confirmed.
    """
    consultation, person = brought.consultation, brought.subject.participant_id
    check_agreed(session, person, Purpose.CASE_CONSULTATION)
    confirmed = session.scalars(
        select(SharedItem.confirmed).where(SharedItem.consultation_id == consultation.id)
    ).all()
    reasons = {
        "no_members": not consultation.members,
        "no_material": not confirmed,
        "not_confirmed": not all(confirmed),
    }
    for reason, holds in reasons.items():
        if holds:
            raise NotReady("Do what is missing, then open it.", reason=reason)
    now = clock.now()
    consultation.state, consultation.opened_at = State.OPEN, now
    consultation.access_ends_at = now + LONGEST
    session.flush()
    audit.record(session, "case_shared", "participant", person)


def check_agreed(session: Session, participant_id: UUID, *purposes: Purpose) -> None:
    """The person agrees to all of it now.

    Raises:
        NoConsent: with the first purpose they do not agree to.
    """
    missing = missing_consents(session, [participant_id], purposes)[participant_id]
    if missing:
        raise NoConsent("Ask the person first.", purpose=missing[0])


def question_of(consultation_id: UUID) -> str:
    """What a sealed question belongs to."""
    return f"case.question:{consultation_id}"

"""Taking in participants, changing what is known of them, handing them over."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Text, Uuid, delete, func, insert, literal, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from server.core import audit
from server.core.caller import Caller, Role, current_caller
from server.core.problems import NotFound
from server.core.seals import Vault
from server.people.errors import NobodySupports, PseudonymTaken
from server.people.tables import Assignment, Membership, Participant, PersonKey


@dataclass(frozen=True)
class Known:
    """What may be known of a participant and can change."""

    name: str
    profile: Sequence[str]
    contact: Mapping[str, str] = field(default_factory=dict)
    """Telephone, e-mail, address: each may be empty."""
    support_person: Mapping[str, str] | None = None
    """A guardian or trusted person: kind, name, contact."""


@dataclass(frozen=True)
class NewParticipant:
    """What a participant begins with."""

    id: UUID
    pseudonym: str
    picture: str
    known: Known
    facilitator_ids: Sequence[UUID]


def take_in(session: Session, new: NewParticipant) -> Participant:
    """Take in a participant of the caller's provider, with the facilitators who support them.

    Repeating it changes nothing.

    Raises:
        NobodySupports: somebody named is no facilitator of the provider, or a facilitator who
            takes somebody in is not among them.
        PseudonymTaken: the pseudonym or the id is somebody else's.
    """
    there = session.get(Participant, new.id)
    if there is not None:
        return there
    check_supporters(session, current_caller(), new.facilitator_ids)
    try:
        with session.begin_nested():
            session.execute(select(taking_in(new)))
    except IntegrityError as error:
        raise PseudonymTaken("Choose another pseudonym.") from error
    participant = session.get_one(Participant, new.id)
    seal_known(session, participant, new.known)
    audit.record(session, "participant_created", "participant", new.id)
    return participant


def taking_in(new: NewParticipant) -> Any:
    """The call of the one function that makes a participant."""
    return func.people.take_in(
        new.id,
        new.pseudonym,
        new.picture,
        literal(list(new.known.profile), ARRAY(Text)),
        literal(list(new.facilitator_ids), ARRAY(Uuid)),
    )


def change(session: Session, participant: Participant, known: Known) -> None:
    """Change what is known of a participant."""
    participant.profile = list(known.profile)
    seal_known(session, participant, known)
    audit.record(session, "participant_changed", "participant", participant.id)


def hand_over(session: Session, participant: Participant, account_ids: Sequence[UUID]) -> None:
    """Let these facilitators, and nobody else, support a participant.

    Devices of whoever no longer does are told to forget, those of whoever begins to are told all.

    Raises:
        NobodySupports: there is none, or one is no facilitator of the provider.
    """
    check_facilitators(session, current_caller(), account_ids)
    before = {assignment.account_id for assignment in participant.assignments}
    beginning = set(account_ids) - before
    if beginning:
        # Beginning comes first: whoever hands over their own participant may do so until the end.
        rows = [{"participant_id": participant.id, "account_id": one} for one in beginning]
        session.execute(insert(Assignment), rows)
    for ending in before - set(account_ids):
        audit.record(session, "support_ended", "participant", participant.id, of=str(ending))
    for beginner in beginning:
        audit.record(session, "support_begun", "participant", participant.id, of=str(beginner))
    session.execute(
        delete(Assignment).where(
            Assignment.participant_id == participant.id,
            Assignment.account_id.not_in(account_ids),
        )
    )
    session.expire(participant)


def check_supporters(session: Session, caller: Caller, account_ids: Sequence[UUID]) -> None:
    """Whoever takes somebody in may name these.

    Raises:
        NobodySupports: a facilitator leaves themself out, or somebody is no facilitator here.
    """
    if caller.role is Role.FACILITATOR and caller.account_id not in account_ids:
        raise NobodySupports("Be among those who support the person you take in.")
    check_facilitators(session, caller, account_ids)


def check_facilitators(session: Session, caller: Caller, account_ids: Sequence[UUID]) -> None:
    """All of these are facilitators of the caller's provider, and there is one.

    Raises:
        NobodySupports: otherwise.
    """
    here = session.scalars(
        select(Membership.account_id).where(
            Membership.organisation_id == caller.organisation_id,
            Membership.role == Role.FACILITATOR,
            Membership.account_id.in_(account_ids),
        )
    )
    if not account_ids or not set(here).issuperset(account_ids):
        raise NobodySupports("Choose among the facilitators of your organisation.")


def seal_known(session: Session, participant: Participant, known: Known) -> None:
    """Seal name, contact and support person under the participant's own key."""
    vault, id_ = Vault(session, PersonKey), participant.id
    contact = {name: words for name, words in known.contact.items() if words}
    participant.sealed_name = vault.seal_words(id_, known.name, name_of(id_))
    participant.sealed_contact = vault.seal_words(
        id_, json.dumps(contact) if contact else "", contact_of(id_)
    )
    participant.sealed_support_person = vault.seal_words(
        id_,
        json.dumps(dict(known.support_person)) if known.support_person else "",
        support_person_of(id_),
    )
    session.flush()


def find_participant(session: Session, participant_id: UUID) -> Participant:
    """A participant the caller may see.

    Raises:
        NotFound: there is none, or not for the caller.
    """
    participant = session.get(Participant, participant_id)
    if participant is None:
        raise NotFound
    return participant


def name_of(participant_id: UUID) -> str:
    """What a sealed name belongs to."""
    return f"participant.name:{participant_id}"


def contact_of(participant_id: UUID) -> str:
    """What a sealed contact belongs to."""
    return f"participant.contact:{participant_id}"


def support_person_of(participant_id: UUID) -> str:
    """What a sealed guardian or trusted person belongs to."""
    return f"participant.support_person:{participant_id}"

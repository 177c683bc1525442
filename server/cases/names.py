"""Names: those that must not be read in a consultation, and the one that is made for it."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.cases.consultants import list_consultants
from server.cases.errors import NamesSomebody
from server.cases.masking import street_of
from server.cases.tables import Consultation
from server.core.caller import Caller
from server.explorations.material import all_materials
from server.people.naming import KnownNames, known_names, names_in
from server.people.pseudonyms import Pseudonym, suggest_beside
from server.people.queries import read_participant
from server.people.tables import Participant


def case_names(session: Session, caller: Caller, participant_id: UUID) -> KnownNames:
    """Every name that must not be read: those the provider knows, and the street of the home."""
    known = known_names(session, caller)
    person = read_participant(session, participant_id)
    consultants = list_consultants(session, caller, participant_id)
    in_material = [name for one in all_materials() for name in one.names(session, participant_id)]
    return KnownNames(
        names=[*known.names, *in_material, *(one.display_name for one in consultants)],
        pseudonyms=[*known.pseudonyms, street_of(person["contact"]["address"])],
    )


def check_names(words: str, known: KnownNames) -> None:
    """Let only words without names pass.

    Raises:
        NamesSomebody: with the places in the words.
    """
    found = names_in(words, known)
    if found:
        raise NamesSomebody("Write it without the name.", found_at=found)


def new_pseudonyms(session: Session, participant: Participant) -> Iterator[Pseudonym]:
    """Pseudonyms for one consultation: of no word or number that anybody here goes by."""
    own = {participant.pseudonym, participant.picture}
    here = set(session.scalars(select(func.people.pseudonyms_here())))
    before = set(session.scalars(select(Consultation.pseudonym)))
    return suggestions(own, here | before)


def suggestions(own: set[str], others: set[str]) -> Iterator[Pseudonym]:
    """Suggestions without end: who has many people has used up the words, never the numbers."""
    mine = {part for one in own for part in one.split()}
    while True:
        for one in suggest_beside(own | others):
            if one.picture not in mine and one.pseudonym not in others:
                yield one

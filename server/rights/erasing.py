"""Erasing a person for good; the caller owns the transaction."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import column, func, select
from sqlalchemy.orm import Session

from server.core import audit
from server.core.caller import Caller
from server.core.problems import NotForYou
from server.media.removing import doom
from server.media.storage import partial_name, sealed_name, thumbnail_name
from server.people.participants import find_participant
from server.people.rules import may_erase
from server.people.tables import Membership
from server.release.operations import outgoing_name


def erase(session: Session, caller: Caller, participant_id: UUID) -> None:
    """Destroy a participant's keys, delete what is theirs, and have devices and files forget it.

    What was published stays, as a fact about public space that nothing connects to the person.

    Raises:
        NotFound: there is no such participant for the caller.
        NotForYou: the caller is no coordinator.
    """
    if not may_erase(caller, find_participant(session, participant_id)):
        raise NotForYou("Ask a coordinator of your organisation.")
    session.expunge_all()
    erased = func.people.erase_participant(participant_id).table_valued(
        column("kind"), column("id"), column("sha256")
    )
    rows = session.execute(select(erased)).all()
    doom(session, files_of(rows, accounts_of(session, caller)))
    audit.record(session, "participant_erased", "participant", participant_id)


def accounts_of(session: Session, caller: Caller) -> Sequence[UUID]:
    """Everybody of the provider: any of them may have begun to send a photograph."""
    return session.scalars(
        select(Membership.account_id).where(Membership.organisation_id == caller.organisation_id)
    ).all()


def files_of(rows: Iterable[Sequence[Any]], account_ids: Sequence[UUID]) -> Iterable[str]:
    """The files of what was erased: stored, on their way out, and half arrived."""
    for kind, id_, sha256 in map(tuple, rows):
        if kind == "release":
            yield outgoing_name(id_, sha256)
            continue
        yield from (sealed_name(id_), thumbnail_name(id_))
        yield from (partial_name(account_id, sha256) for account_id in account_ids)

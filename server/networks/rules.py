"""Whose network maps the caller reaches, and what is kept of them: predicates and SQL twins."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, func, select

from server.consent.rules import said_no
from server.consent.tables import Consent
from server.consent.texts import Purpose
from server.core.caller import Caller
from server.networks.tables import Contact, NetworkMap, Tie
from server.people.rules import may_be_seen_by, may_see
from server.people.tables import Participant

Table = type[NetworkMap] | type[Contact] | type[Tie]


def may_reach(caller: Caller, participant: Participant) -> bool:
    """Whoever works with a participant, and the participant: nobody else, whoever is on the map.

    ``people.known()`` says the same to the rows.
    """
    return may_see(caller, participant)


def reachable_by(caller: Caller, table: Table) -> ColumnElement[bool]:
    """``may_reach`` as SQL."""
    return table.participant_id.in_(select(Participant.id).where(may_be_seen_by(caller)))


def may_keep(answers: Iterable[Consent]) -> bool:
    """Nothing is kept of somebody who said no. Who was not asked yet has not said no."""
    return not said_no(answers, Purpose.KEEP_MAPS)


def keepable(participant_id: Any) -> ColumnElement[bool]:
    """``may_keep`` as SQL; the policies of the tables ask it of every row that is written."""
    asked: ColumnElement[bool] = ~func.people.said_no(participant_id, Purpose.KEEP_MAPS.value)
    return asked

"""Keeping a person's maps only as long as they agree to it."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.consent.endings import when_withdrawn
from server.consent.errors import NoConsent
from server.consent.operations import answers_of
from server.consent.texts import Purpose
from server.networks.rules import may_keep


def check_may_keep(session: Session, participant_id: UUID) -> None:
    """Nothing is kept of somebody who said no.

    Raises:
        NoConsent: they did.
    """
    if not may_keep(answers_of(session, participant_id)):
        raise NoConsent("Nothing of this person may be kept.", purpose=Purpose.KEEP_MAPS)


@when_withdrawn
def forget(session: Session, participant_id: UUID) -> None:
    """Delete the person's maps, if they said no to keeping them."""
    session.execute(select(func.field.end_networks(participant_id)))
    session.expire_all()

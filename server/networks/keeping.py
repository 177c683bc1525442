"""Keeping a person's maps only as long as they agree to it."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.consent.endings import when_withdrawn


@when_withdrawn
def forget(session: Session, participant_id: UUID) -> None:
    """Delete the person's maps, if they said no to keeping them."""
    session.execute(select(func.field.end_networks(participant_id)))
    session.expire_all()

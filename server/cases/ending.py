"""When somebody takes a consent back: what was shared vanishes from every consultation."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.consent.endings import when_withdrawn
from server.core.jobs import nudge
from server.core.seals import forget_keys
from server.media.removing import REMOVE


@when_withdrawn
def end_consultations(session: Session, participant_id: UUID) -> None:
    """Delete what the person no longer agrees to show, and destroy its key.

    The database does it (``field.end_consultations``). Members have lost their access already:
    each of their reads asks for the consent.
    """
    session.execute(select(func.field.end_consultations(participant_id)))
    forget_keys(session)
    session.expire_all()
    nudge(session, REMOVE)

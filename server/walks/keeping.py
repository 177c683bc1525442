"""Keeping what a person contributed only as long as they agree to it."""

from functools import partial
from uuid import UUID

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.consent.endings import when_withdrawn
from server.core.database import after_commit
from server.core.seals import forget_keys
from server.media.storage import Folder, sealed_name, thumbnail_name


@when_withdrawn
def forget(session: Session, participant_id: UUID) -> None:
    """Empty and unkey what the person contributed, if they said no to keeping it."""
    folder: Folder = current_app.extensions["media"]
    for photograph_id in session.scalars(select(func.field.end_keeping(participant_id))).all():
        forget_bytes(session, folder, photograph_id)
    # Keys read before may be destroyed now, and rows hold what is gone.
    forget_keys(session)
    session.expire_all()


def forget_bytes(session: Session, folder: Folder, photograph_id: UUID) -> None:
    """Remove a photograph's bytes once the transaction is committed."""
    for name in (sealed_name(photograph_id), thumbnail_name(photograph_id)):
        after_commit(session, partial(folder.remove, name))

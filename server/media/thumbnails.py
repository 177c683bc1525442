"""Small pictures: made by a job soon after the bytes arrived, or when somebody asks before.

The job acts as the caller who sent the bytes, so no key opens to a job of its own. Whoever lost
that reach since leaves it to whoever asks next.
"""

from contextlib import suppress
from uuid import UUID

from flask import current_app
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server.core.caller import NOBODY, Caller, Role
from server.core.database import hold, transaction
from server.core.jobs import task
from server.core.seals import FieldKey, SealBroken, Vault
from server.media.operations import read_picture
from server.media.pictures import small
from server.media.storage import Folder, thumbnail_name
from server.media.tables import Photograph, ThumbnailWaiting

MAKE = "media.make_thumbnails"
PROOF = "thumbnails"
AT_ONCE = 200


def read_thumbnail(session: Session, folder: Folder, photograph: Photograph) -> bytes:
    """A photograph's small picture; made now if there is none yet.

    Raises:
        FileNotFoundError: the photograph's bytes have not arrived.
    """
    vault, name = Vault(session, FieldKey), thumbnail_name(photograph.id)
    try:
        sealed = folder.read(name)
    except FileNotFoundError:
        made = small(read_picture(session, folder, photograph))
        folder.write(name, vault.seal(photograph.holder_id, made, small_of(photograph.id)))
        return made
    return vault.unseal(photograph.holder_id, sealed, small_of(photograph.id))


@task(MAKE, cron="* * * * *")
def make_thumbnails() -> None:
    """Make the small pictures that wait."""
    folder: Folder = current_app.extensions["media"]
    with transaction(NOBODY) as session:
        hold(session, PROOF)
        waiting = session.execute(
            select(
                ThumbnailWaiting.photograph_id,
                ThumbnailWaiting.account_id,
                ThumbnailWaiting.organisation_id,
                ThumbnailWaiting.role,
            ).limit(AT_ONCE)
        ).all()
    for photograph_id, account_id, organisation_id, role in waiting:
        make_one(folder, Caller.in_role(account_id, organisation_id, Role(role)), photograph_id)


def make_one(folder: Folder, caller: Caller, photograph_id: UUID) -> None:
    """Make one small picture as the caller who sent it, and wait for it no longer."""
    # One that cannot be made must not keep the others waiting; who asks for it is told why.
    with suppress(FileNotFoundError, SealBroken), transaction(caller) as session:
        photograph = session.get(Photograph, photograph_id)
        if photograph is not None and photograph.received_at:
            read_thumbnail(session, folder, photograph)
    with transaction(NOBODY) as session:
        hold(session, PROOF)
        session.execute(
            delete(ThumbnailWaiting).where(ThumbnailWaiting.photograph_id == photograph_id)
        )


def small_of(photograph_id: UUID) -> str:
    """What a small picture's sealed bytes belong to."""
    return f"photograph.small:{photograph_id}"

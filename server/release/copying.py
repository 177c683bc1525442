"""Copying waiting releases into the pool, under the release login."""

from uuid import uuid4

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.core import audit
from server.core.caller import THE_RELEASE
from server.core.database import after_commit, transaction
from server.core.jobs import task
from server.core.seals import Vault
from server.media.storage import Folder
from server.release.consents import still_agreed
from server.release.operations import (
    COPY,
    description_in,
    outgoing_name,
    picture_of,
    pooled_name,
    text_of,
)
from server.release.tables import (
    PooledFinding,
    PooledPhotograph,
    Release,
    ReleaseKey,
    ReleasePhotograph,
    ReleaseState,
)
from server.spaces.tables import SocialSpace


@task(COPY, cron="* * * * *")
def copy_releases() -> None:
    """Carry everything that waits into the pool."""
    folder: Folder = current_app.extensions["media"]
    with transaction(THE_RELEASE) as session:
        waiting = session.scalars(
            select(Release)
            .where(Release.state == ReleaseState.WAITING)
            .order_by(func.random())  # the order in the pool tells nothing
            .with_for_update(skip_locked=True)
        ).all()
        for release in waiting:
            if still_agreed(session, release):
                copy_release(session, folder, release)
            else:
                refuse_release(session, folder, release)


def copy_release(session: Session, folder: Folder, release: Release) -> None:
    """Copy one release: no author, no day, no effect on a person."""
    vault = Vault(session, ReleaseKey)
    pooled = PooledFinding(
        id=uuid4(),
        kind=release.kind,
        question=release.question,
        subcategory=release.subcategory,
        text=vault.unseal_words(release.id, release.sealed_text, text_of(release.id)),
        location=release.location,
        seen_month=release.seen_month,
        social_space_id=session.scalar(
            select(SocialSpace.id)
            .where(func.st_covers(SocialSpace.outline, release.location))
            .order_by(SocialSpace.code)
            .limit(1)
        ),
    )
    session.add(pooled)
    for photograph in release.photographs:
        pooled.photographs.append(copy_photograph(session, folder, release, photograph))
    release.state, release.pooled_id = ReleaseState.RELEASED, pooled.id
    session.flush()
    audit.record(session, "finding_pooled", "pooled_finding", pooled.id)


def refuse_release(session: Session, folder: Folder, release: Release) -> None:
    """Let nothing out: its author took a consent back, or it ran out, since it was chosen."""
    release.state = ReleaseState.REFUSED
    for photograph in release.photographs:
        forget_after(session, folder, outgoing_name(release.id, photograph.sha256))
    session.flush()
    audit.record(session, "release_refused", "release", release.id)


def forget_after(session: Session, folder: Folder, name: str) -> None:
    """Remove a photograph's bytes once the transaction is committed."""
    after_commit(session, lambda: folder.remove(name))


def copy_photograph(
    session: Session, folder: Folder, release: Release, photograph: ReleasePhotograph
) -> PooledPhotograph:
    """Write a photograph into the pool in the clear, and forget the outgoing copy afterwards."""
    vault, sha256 = Vault(session, ReleaseKey), photograph.sha256
    outgoing = outgoing_name(release.id, sha256)
    sealed = folder.read(outgoing)
    folder.write(
        pooled_name(sha256), vault.unseal(release.id, sealed, picture_of(release.id, sha256))
    )
    forget_after(session, folder, outgoing)
    return PooledPhotograph(
        sha256=sha256,
        position=photograph.position,
        type=photograph.type,
        description=vault.unseal_words(
            release.id, photograph.sealed_description, description_in(release.id, sha256)
        ),
    )

"""When somebody takes a consent back: what waits stays here, what lies in the pool leaves it."""

from uuid import UUID

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.consent.endings import when_withdrawn
from server.media.storage import Folder
from server.release.copying import forget_after
from server.release.operations import outgoing_name, pooled_name
from server.release.tables import Release, ReleasePhotograph, ReleaseState


@when_withdrawn
def take_back(session: Session, participant_id: UUID) -> None:
    """Refuse what waits, and take what the person no longer agrees to out of pool and drafts.

    Published reports keep the words they have, but no photograph. The database does it
    (``field.end_releases``), because no login of ours may both know a person and write the pool.
    """
    folder: Folder = current_app.extensions["media"]
    for sha256 in session.scalars(select(func.field.end_releases(participant_id))).all():
        forget_after(session, folder, pooled_name(sha256))
    refused = session.execute(
        select(ReleasePhotograph.release_id, ReleasePhotograph.sha256)
        .join(Release, Release.id == ReleasePhotograph.release_id)
        .where(Release.author_id == participant_id, Release.state == ReleaseState.REFUSED)
    )
    for release_id, sha256 in refused:
        forget_after(session, folder, outgoing_name(release_id, sha256))

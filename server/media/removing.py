"""Removing files for good: doomed within a transaction, gone once it is committed.

The names are kept with what made them superfluous, so that no file outlives its record, whatever
happens between the commit and the removal.
"""

from collections.abc import Iterable

from flask import current_app
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from server.core.caller import NOBODY
from server.core.database import hold, transaction
from server.core.jobs import nudge, task
from server.media.storage import Folder
from server.media.tables import Removal

REMOVE = "media.remove"
PROOF = "removals"


def doom(session: Session, names: Iterable[str]) -> None:
    """Have files removed after this transaction."""
    rows = [{"name": name} for name in names]
    if rows:
        hold(session, PROOF)
        session.execute(insert(Removal).values(rows).on_conflict_do_nothing())
        nudge(session, REMOVE)


@task(REMOVE, cron="* * * * *")
def remove_files() -> None:
    """Remove every doomed file; one that is gone already counts as removed."""
    folder: Folder = current_app.extensions["media"]
    with transaction(NOBODY) as session:
        hold(session, PROOF)
        names = session.scalars(select(Removal.name)).all()
        for name in names:
            folder.remove(name)
        session.execute(delete(Removal).where(Removal.name.in_(names)))

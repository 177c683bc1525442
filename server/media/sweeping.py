"""Sweeping up: bytes that no record names, left by transactions that never committed.

Nothing young is touched: its transaction may still be on the way, or its upload go on tomorrow.
"""

from collections.abc import Iterable
from datetime import timedelta
from itertools import islice
from uuid import UUID

from flask import current_app
from sqlalchemy import text
from sqlalchemy.orm import Session

from server.core import clock
from server.core.caller import NOBODY
from server.core.database import transaction
from server.core.jobs import task
from server.media.storage import Folder, Kept

SWEEP = "media.sweep"
YOUNG = timedelta(days=1)
ARRIVING = timedelta(days=30)
"""A phone may go on with an upload after weeks without network; later it begins anew."""
AT_ONCE = 1000
THERE = text("select field.photographs_among(cast(:ids as uuid[]))")


@task(SWEEP, cron="17 3 * * *")
def sweep() -> None:
    """Remove what nobody knows of."""
    folder: Folder = current_app.extensions["media"]
    for kept in old(folder.below("arriving"), ARRIVING):
        folder.remove(kept.name)
    for place in ("sealed", "thumbnails"):
        found = iter(old(folder.below(place), YOUNG))
        while some := list(islice(found, AT_ONCE)):
            with transaction(NOBODY) as session:
                for name in orphans(session, some):
                    folder.remove(name)


def old(found: Iterable[Kept], age: timedelta) -> Iterable[Kept]:
    """What was written longer ago than that."""
    before = clock.now() - age
    return (kept for kept in found if kept.written_at < before)


def orphans(session: Session, some: Iterable[Kept]) -> list[str]:
    """The names among these that no photograph has; what is not named by an id is not ours."""
    names = {id_: kept.name for kept in some if (id_ := id_in(kept.name))}
    there = set(session.scalars(THERE, {"ids": list(names)}))
    return [name for id_, name in names.items() if id_ not in there]


def id_in(name: str) -> UUID | None:
    """The id a name ends with."""
    try:
        return UUID(name.rpartition("/")[2])
    except ValueError:
        return None

"""Releases of the demo: chosen by the coordinators, carried into the pool by the release job."""

from uuid import UUID

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.database import transaction
from server.demo.contents import read_rows
from server.demo.ids import id_of
from server.demo.people import caller_of, coordinator_of
from server.demo.photographs import photograph_id
from server.demo.walks import Half, halves
from server.media.storage import Folder
from server.media.tables import Photograph
from server.release.copying import copy_releases
from server.release.operations import Chosen, release_findings
from server.release.tables import Release


def releases() -> dict[str, dict[str, str]]:
    """What leaves, by finding: the public text, whether the picture goes too, and the report."""
    return {row["finding"]: row for row in read_rows("releases.csv")}


def bring_releases() -> None:
    """Release what may leave, then carry it into the pool; what is released already stays."""
    for half in halves():
        release(half)
    copy_releases()


def release(half: Half) -> None:
    """Release what was chosen of an exploration."""
    caller = caller_of(coordinator_of(half.provider))
    findings = [row["id"] for row, _ in half.findings() if row["id"] in releases()]
    with transaction(caller) as session:
        gone = released(session, half.exploration_id)
        chosen = [choice(session, one) for one in findings if id_of("finding", one) not in gone]
        if chosen:
            folder: Folder = current_app.extensions["media"]
            release_findings(session, folder, caller, half.exploration_id, chosen)


def released(session: Session, exploration_id: UUID) -> set[UUID]:
    """The findings of an exploration that were released before."""
    query = select(Release.finding_id).where(Release.exploration_id == exploration_id)
    return set(session.scalars(query))


def choice(session: Session, finding: str) -> Chosen:
    """What of a finding may leave."""
    row = releases()[finding]
    query = select(Photograph.sha256).where(Photograph.id == photograph_id(finding))
    pictures = list(session.scalars(query)) if row["picture"] == "yes" else []
    return Chosen(finding_id=id_of("finding", finding), text=row["text"], photographs=pictures)

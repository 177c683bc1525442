"""The demo's drawn pictures, sent as photographs of findings."""

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.database import transaction
from server.demo.contents import read_rows
from server.demo.ids import id_of
from server.demo.pictures import draw
from server.demo.walks import Half, check, device_of, halves, operation, read
from server.media.operations import Range, receive
from server.media.storage import Folder
from server.media.tables import Photograph
from server.sync.operations import Push


def photograph_id(finding: str) -> UUID:
    """The id of the picture of a finding."""
    return id_of("photograph", finding)


def pictures() -> dict[str, dict[str, str]]:
    """Motif and description by finding."""
    return {row["finding"]: row for row in read_rows("pictures.csv")}


def bring_photographs() -> None:
    """Announce and send the pictures that have not arrived yet."""
    for half in halves():
        with transaction(half.caller) as session:
            for row, seen in half.findings():
                if row["id"] in pictures() and not has_arrived(session, row["id"]):
                    send(session, half, row["id"], seen)


def has_arrived(session: Session, finding: str) -> bool:
    """Whether the server has the bytes."""
    query = select(Photograph.received_at).where(Photograph.id == photograph_id(finding))
    return session.scalar(query) is not None


def send(session: Session, half: Half, finding: str, seen: datetime) -> None:
    """Draw a picture, announce it and send its bytes."""
    picture = draw(pictures()[finding]["motif"], finding)
    body = photograph_body(finding, picture, seen)
    announced = [operation("photograph", photograph_id(finding), body, seen)]
    push = Push(session, half.caller, device_of(half.caller))
    check(push.answers(read(half.caller, announced)))
    folder: Folder = current_app.extensions["media"]
    whole = Range(0, len(picture), len(picture))
    receive(session, folder, half.caller, body["sha256"], (whole, picture))


def photograph_body(finding: str, picture: bytes, seen: datetime) -> dict[str, Any]:
    """A photograph's record as a phone sends it."""
    return {
        "finding_id": str(id_of("finding", finding)),
        "sha256": hashlib.sha256(picture).hexdigest(),
        "type": "image/jpeg",
        "size_bytes": len(picture),
        "taken_at": seen.isoformat(timespec="seconds"),
        "description": pictures()[finding]["description"],
    }

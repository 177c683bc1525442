"""HTTP for photographs: ask how far, send a range, read."""

import re
from http import HTTPStatus

import marshmallow as ma
from flask import Response, current_app, request

from server.core.api import Routes, caller
from server.core.caller import on_field_side
from server.core.database import db
from server.core.settings import Settings
from server.media import operations, thumbnails
from server.media.errors import (
    HashDiffers,
    Infected,
    MediaNotAnnounced,
    NoPhotograph,
    ScannerSilent,
    WrongOffset,
    WrongRange,
)
from server.media.operations import Range, Received
from server.media.pictures import SMALL_TYPE
from server.media.storage import Folder
from server.media.tables import Photograph

routes = Routes("media", __name__)
LIMIT_BYTES = 25 * 2**20
CONTENT_RANGE = re.compile(r"bytes (\d{1,10})-(\d{1,10})/(\d{1,10})")


class ReceivedSchema(ma.Schema):
    """How far an upload is."""

    sha256 = ma.fields.String(required=True)
    received_bytes = ma.fields.Integer(required=True)
    complete = ma.fields.Boolean(required=True)
    stored_sha256 = ma.fields.String(required=True, allow_none=True)


def folder() -> Folder:
    """The folder of this installation."""
    kept: Folder = current_app.extensions["media"]
    return kept


@routes.serves("HEAD", "/media/<string:sha256>", allow=on_field_side, raises=[MediaNotAnnounced])
def ask_how_far(sha256: str) -> Response:
    """How many bytes have arrived, in ``Upload-Offset``."""
    received = operations.how_far(db.session(), folder(), caller(), sha256)
    answer = Response(status=HTTPStatus.NO_CONTENT)
    answer.headers["Upload-Offset"] = str(received.received_bytes)
    answer.headers["Upload-Complete"] = "?1" if received.complete else "?0"
    return answer


@routes.serves(
    "PUT",
    "/media/<string:sha256>",
    allow=on_field_side,
    answer=ReceivedSchema,
    raises=[
        *(MediaNotAnnounced, WrongOffset, WrongRange, HashDiffers, NoPhotograph),
        *(Infected, ScannerSilent),
    ],
    limit_bytes=LIMIT_BYTES,
)
def receive_media(sha256: str) -> Received:
    """Send bytes, whole or as a range (``Content-Range: bytes first-last/size``)."""
    data = request.get_data(cache=False)
    span = sent_range(request.headers.get("Content-Range"), len(data))
    settings: Settings = current_app.extensions["settings"]
    return operations.receive(
        db.session(), folder(), caller(), sha256, (span, data), settings.virus_scan
    )


@routes.serves(
    "GET",
    "/media/<string:sha256>",
    allow=on_field_side,
    produces="image/*",
    raises=[MediaNotAnnounced],
)
def read_media(sha256: str) -> Response:
    """A photograph within the caller's reach."""
    row = arrived(sha256)
    return picture(operations.read_picture(db.session(), folder(), row), row.type)


@routes.serves(
    "GET",
    "/media/<string:sha256>/thumbnail",
    allow=on_field_side,
    produces="image/*",
    raises=[MediaNotAnnounced],
)
def read_thumbnail(sha256: str) -> Response:
    """A small picture of a photograph within the caller's reach."""
    data = thumbnails.read_thumbnail(db.session(), folder(), arrived(sha256))
    return picture(data, SMALL_TYPE)


def arrived(sha256: str) -> Photograph:
    """A photograph within the caller's reach whose bytes are here.

    Raises:
        MediaNotAnnounced: there is none, or not yet.
    """
    for row in operations.announced(db.session(), sha256):
        if row.received_at:
            return row
    raise MediaNotAnnounced("Its bytes have not arrived yet; try again later.")


def picture(data: bytes, type_: str) -> Response:
    """A picture that the device keeps for a day: its bytes never change."""
    answer = Response(data, mimetype=type_)
    answer.headers["Cache-Control"] = "private, max-age=86400"
    return answer


def sent_range(header: str | None, size: int) -> Range:
    """The range a request carries; without a header it is the whole.

    Raises:
        WrongRange: the header is no single byte range.
    """
    if header is None:
        return Range(0, size, size)
    found = CONTENT_RANGE.fullmatch(header.strip())
    if found is None:
        raise WrongRange("Write it as: bytes first-last/size.")
    first, last, total = (int(number) for number in found.groups())
    if not first <= last < total:
        raise WrongRange("Write it as: bytes first-last/size.")
    return Range(first, last + 1, total)

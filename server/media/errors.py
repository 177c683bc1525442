"""How sending a photograph can fail."""

from dataclasses import dataclass
from http import HTTPStatus

from server.core.problems import Problem


@dataclass
class MediaNotAnnounced(Problem):
    """No record of the caller's announces these bytes."""

    slug = "media-not-announced"
    status = HTTPStatus.NOT_FOUND
    title = "No record announces these bytes"


@dataclass
class WrongOffset(Problem):
    """The range does not begin where the server stopped."""

    slug = "wrong-offset"
    status = HTTPStatus.CONFLICT
    title = "The range does not begin where the server stopped"

    expected_offset: int = 0
    """Bytes the server has; go on from there."""


@dataclass
class HashDiffers(Problem):
    """The bytes are not the announced ones; what had arrived is dropped."""

    slug = "hash-differs"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "These are not the announced bytes"


@dataclass
class NoPhotograph(Problem):
    """The bytes are no photograph of a type the app can keep."""

    slug = "no-photograph"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This is no photograph"


@dataclass
class WrongRange(Problem):
    """The range is no range, or does not fit the announced size."""

    slug = "wrong-range"
    status = HTTPStatus.BAD_REQUEST
    title = "This range does not fit"


@dataclass
class Infected(Problem):
    """The scanner of this installation found something in the bytes; they are not kept."""

    slug = "infected"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The scanner found something harmful in this file"


@dataclass
class ScannerSilent(Problem):
    """The scanner of this installation cannot be asked; nothing passes without it."""

    slug = "scanner-silent"
    status = HTTPStatus.SERVICE_UNAVAILABLE
    title = "The file cannot be checked just now"

"""How an operation can be refused."""

from dataclasses import dataclass
from http import HTTPStatus

from server.core.problems import Problem


@dataclass
class UnknownKind(Problem):
    """No feature keeps records of this kind."""

    slug = "unknown-kind"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The server does not know this kind of record"


@dataclass
class IdTaken(Problem):
    """The id belongs to something else, or to somebody else; which of the two stays untold."""

    slug = "id-taken"
    status = HTTPStatus.CONFLICT
    title = "This id belongs to something else"


@dataclass
class WrittenOnce(Problem):
    """Records of this kind are never changed nor taken back."""

    slug = "written-once"
    status = HTTPStatus.CONFLICT
    title = "This record stays as it was written"


@dataclass
class WrongCursor(Problem):
    """The cursor was not made by this server."""

    slug = "wrong-cursor"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This cursor was not made here"

"""How an exploration can fail to fit."""

from dataclasses import dataclass
from http import HTTPStatus

from server.core.problems import Problem


@dataclass
class ParentMissing(Problem):
    """The record points to one that is not there, or not for the caller."""

    slug = "parent-missing"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "What this belongs to is not here"

    field: str = ""
    """The field that points to it."""


@dataclass
class ClockAhead(Problem):
    """A time lies in the future, further than clocks usually differ."""

    slug = "clock-ahead"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This time has not come yet"

    field: str = ""
    """The field with the time."""


@dataclass
class NotTakingPart(Problem):
    """Somebody was named who is not known here or does not take part."""

    slug = "not-taking-part"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "Somebody named here does not take part"

    field: str = ""
    """The field that names them."""

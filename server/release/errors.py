"""How a release can fail."""

from dataclasses import dataclass, field
from http import HTTPStatus
from uuid import UUID

from server.core.problems import Problem


@dataclass
class NamesAPerson(Problem):
    """The text holds a name or pseudonym the provider knows."""

    slug = "names-a-person"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The text names somebody"

    finding_id: UUID | None = None
    found_at: list[tuple[int, int]] = field(default_factory=list)
    """From and to (exclusive), in characters of the text sent; never the name itself."""


@dataclass
class NotReleasable(Problem):
    """The finding cannot go out: it has no place, was released before, or is for practice only."""

    slug = "not-releasable"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This finding cannot be released"

    finding_id: UUID | None = None
    reason: str = ""
    """``no_location``, ``released_already``, ``practice`` or ``photograph_missing``."""

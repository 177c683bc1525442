"""How something about a consultation or a sheet can be refused."""

from dataclasses import dataclass, field
from http import HTTPStatus

from server.core.problems import Problem


@dataclass
class NamesSomebody(Problem):
    """The words hold a name or pseudonym the provider knows."""

    slug = "names-somebody"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The words name somebody"

    found_at: list[tuple[int, int]] = field(default_factory=list)
    """From and to (exclusive), in characters of the words sent; never the name itself."""


@dataclass
class NotReady(Problem):
    """The consultation cannot be opened yet."""

    slug = "not-ready"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This consultation cannot be opened yet"

    reason: str = ""
    """``no_members``, ``no_material`` or ``not_confirmed``."""


@dataclass
class NotOpen(Problem):
    """The consultation is not in the state this needs."""

    slug = "not-open"
    status = HTTPStatus.CONFLICT
    title = "This consultation does not allow this now"


@dataclass
class CannotInvite(Problem):
    """Somebody chosen is no consultant of the provider or a funder, or supports the person."""

    slug = "cannot-invite"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "Somebody chosen cannot be invited"


@dataclass
class NothingToShare(Problem):
    """What was chosen is not there, or not the person's."""

    slug = "nothing-to-share"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "Something chosen is not there"


@dataclass
class WordsChanged(Problem):
    """Somebody else has written since."""

    slug = "words-changed"
    status = HTTPStatus.CONFLICT
    title = "Somebody else has changed this since"

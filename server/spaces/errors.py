"""How asking for spaces and basemaps can fail."""

from dataclasses import dataclass
from http import HTTPStatus

from server.core.problems import Problem


class WrongBasemap(Exception):
    """A file cannot be used as a basemap; the message says why in one sentence."""


@dataclass
class NoSuchBasemap(Problem):
    """No basemap of this area is installed."""

    slug = "no-such-basemap"
    status = HTTPStatus.NOT_FOUND
    title = "There is no map of this area"

"""How signing in can fail."""

from dataclasses import dataclass
from http import HTTPStatus

from server.core.problems import Problem


@dataclass
class SignInRefused(Problem):
    """No open account has this name and password; which of the two is wrong stays untold."""

    slug = "sign-in-refused"
    status = HTTPStatus.FORBIDDEN
    title = "Name and password do not fit together"
    keeps_writes = True  # a refused attempt counts


@dataclass
class TooManyAttempts(Problem):
    """The name or the address was tried too often."""

    slug = "too-many-attempts"
    status = HTTPStatus.TOO_MANY_REQUESTS
    title = "Too many attempts"

    retry_after_s: int = 0
    """Seconds until the next attempt is looked at."""


@dataclass
class NoSuchMembership(Problem):
    """The account does not hold this role in this organisation."""

    slug = "no-such-membership"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "You do not hold this role there"

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
class PseudonymTaken(Problem):
    """Somebody of this provider has the pseudonym, or the id belongs to somebody else."""

    slug = "pseudonym-taken"
    status = HTTPStatus.CONFLICT
    title = "Somebody has this pseudonym already"


@dataclass
class NobodySupports(Problem):
    """A participant needs somebody of the provider's facilitators, and one taking in themself."""

    slug = "nobody-supports"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "Somebody named here cannot support this person"


@dataclass
class NoSuchMembership(Problem):
    """The account does not hold this role in this organisation."""

    slug = "no-such-membership"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "You do not hold this role there"

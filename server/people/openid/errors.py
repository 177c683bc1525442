"""How signing in with an organisation's account can fail."""

from dataclasses import dataclass
from http import HTTPStatus

from server.core.problems import Problem


@dataclass
class ProviderUnreachable(Problem):
    """The organisation's provider does not answer, or not as OpenID Connect has it."""

    slug = "provider-unreachable"
    status = HTTPStatus.FAILED_DEPENDENCY
    title = "Your organisation's sign-in does not answer"


@dataclass
class IdentityRefused(Problem):
    """What came back does not hold: it was not asked for here, is too old, or is for others."""

    slug = "identity-refused"
    status = HTTPStatus.FORBIDDEN
    title = "Your organisation's sign-in did not work"


@dataclass
class IdentityUnknown(Problem):
    """The person is known there, but no account here is linked to them."""

    slug = "identity-unknown"
    status = HTTPStatus.FORBIDDEN
    title = "No account here belongs to this sign-in"


@dataclass
class IdentityTaken(Problem):
    """The identity is linked to another account."""

    slug = "identity-taken"
    status = HTTPStatus.CONFLICT
    title = "Another account belongs to this sign-in"

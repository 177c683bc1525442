"""How signing in and keeping accounts can fail."""

from dataclasses import dataclass, field
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
class SecondFactorNeeded(Problem):
    """Name and password are right; the account has a second factor, and it was not shown."""

    slug = "second-factor-needed"
    status = HTTPStatus.FORBIDDEN
    title = "The second factor is missing"

    ways: list[str] = field(default_factory=list)
    """What the account has: ``totp``, ``passkey``."""


@dataclass
class SecondFactorRefused(Problem):
    """The code is wrong or was used before."""

    slug = "second-factor-refused"
    status = HTTPStatus.FORBIDDEN
    title = "This code does not fit"
    keeps_writes = True  # a refused attempt counts


@dataclass
class PasskeyRefused(Problem):
    """The passkey is not known here, or its answer does not hold."""

    slug = "passkey-refused"
    status = HTTPStatus.FORBIDDEN
    title = "This passkey does not fit"
    keeps_writes = True  # a refused attempt counts


@dataclass
class PasswordRefused(Problem):
    """The signed-in person typed another password than theirs."""

    slug = "password-refused"
    status = HTTPStatus.FORBIDDEN
    title = "This is not your password"
    keeps_writes = True  # a refused attempt counts


@dataclass
class SignInAgain(Problem):
    """What is asked for opens only shortly after signing in."""

    slug = "sign-in-again"
    status = HTTPStatus.FORBIDDEN
    title = "Sign in again"


@dataclass
class WeakPassword(Problem):
    """The new password is easily guessed."""

    slug = "weak-password"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "Take another password"

    reason: str = ""
    """``short`` or ``name``."""


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


@dataclass
class CodeRefused(Problem):
    """No open invitation or reset has this code: mistyped, used, revoked or expired."""

    slug = "code-refused"
    status = HTTPStatus.NOT_FOUND
    title = "This code opens nothing"
    keeps_writes = True  # a refused attempt counts


@dataclass
class DeviceUnknown(Problem):
    """This credential is not known here, or has been replaced."""

    slug = "device-unknown"
    status = HTTPStatus.FORBIDDEN
    title = "This device is not paired"
    keeps_writes = True  # a refused attempt counts


@dataclass
class DeviceRevoked(Problem):
    """The device was revoked or the account erased: what it keeps of the account has to go."""

    slug = "device-revoked"
    status = HTTPStatus.GONE
    title = "This device no longer belongs to this account"


@dataclass
class NameTaken(Problem):
    """Another account has this name."""

    slug = "name-taken"
    status = HTTPStatus.CONFLICT
    title = "This name is taken"


@dataclass
class AlreadyMember(Problem):
    """The account holds this role already, so the invitation stays unused."""

    slug = "already-member"
    status = HTTPStatus.CONFLICT
    title = "You hold this role already"


@dataclass
class LastOfTheirKind(Problem):
    """Nobody would be left who can let others in."""

    slug = "last-of-their-kind"
    status = HTTPStatus.CONFLICT
    title = "Nobody would be left to do this"


@dataclass
class LastSecondFactor(Problem):
    """A role of the account asks for a second factor, and this is the last one."""

    slug = "last-second-factor"
    status = HTTPStatus.CONFLICT
    title = "Your role needs a second factor"


@dataclass
class SetUpBefore(Problem):
    """The account has a second factor, and this session has not shown it."""

    slug = "show-second-factor"
    status = HTTPStatus.FORBIDDEN
    title = "Sign in again with your second factor"


@dataclass
class RoleDoesNotFit(Problem):
    """Organisations of this kind have nobody in this role."""

    slug = "role-does-not-fit"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "Nobody has this role in such an organisation"

"""Signing in with a name, a password and, where the account has one, a second factor."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core import audit
from server.core.database import hold
from server.people.errors import SecondFactorNeeded, SecondFactorRefused, SignInRefused
from server.people.passwords import password_fits
from server.people.second_factors import accept_code, list_ways
from server.people.sessions import Identity, begin_session
from server.people.tables import Account
from server.people.throttling import by_address, by_name, check_attempts, count_refusal


@dataclass(frozen=True)
class Attempt:
    """What somebody signs in with.

    Attributes:
        code: of the authenticator app, or a recovery code.
        address: the network address it comes from; only its hash is kept, for the window.
        device: what kind of device it is, coarsely.
    """

    name: str
    password: str = field(repr=False)
    code: str | None = field(repr=False)
    address: str
    device: str


def sign_in(session: Session, attempt: Attempt) -> Identity:
    """Begin a session in the account's first role.

    Raises:
        TooManyAttempts: the name or the address was tried too often within the window.
        SignInRefused: no open account has this name and password, or it has no role anywhere.
        SecondFactorNeeded: name and password are right, and the account has a second factor.
        SecondFactorRefused: the code is wrong or was used before.
    """
    name = attempt.name.strip().casefold()
    tried = by_name(name), by_address(attempt.address)
    hold(session, f"account:{name}", *tried)
    check_attempts(session, *tried)
    account = session.scalar(
        select(Account).where(Account.name == name, Account.closed_at.is_(None))
    )
    fits = password_fits(account.password_hash if account else None, attempt.password)
    if account is None or not fits:
        count_refusal(session, *tried)
        audit.record(session, "sign_in_refused", "account", account.id if account else None)
        raise SignInRefused("Check both and try again, or ask your coordinator for a new password.")
    hold(session, f"account:{name}", f"proved:{account.id}", *tried)
    proved = show_second_factor(session, account, attempt.code, tried)
    return begin_session(session, account, attempt.device, proved=proved)


def show_second_factor(
    session: Session, account: Account, code: str | None, tried: tuple[str, str]
) -> bool:
    """Ask for the second factor of an account that has one; whether one was shown.

    Raises:
        SecondFactorNeeded: none was given.
        SecondFactorRefused: the code is wrong or was used before.
    """
    ways = list_ways(session, account.id)
    if not ways:
        return False
    if code is None:
        raise SecondFactorNeeded("Show your second factor as well.", ways=ways)
    if not accept_code(session, account.id, code):
        count_refusal(session, *tried)
        audit.record(session, "second_factor_refused", "account", account.id)
        raise SecondFactorRefused("Wait for the next code and type that one.")
    return True

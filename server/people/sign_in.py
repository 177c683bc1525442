"""Signing in and out: passwords by argon2, sessions by Flask-Login, attempts counted.

A session is a random token in a signed cookie; the database holds only its hash. Ending sessions is
deleting rows, so signing out everywhere takes effect at the next request of every device.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from server.core import audit, clock
from server.core.caller import Caller, Role
from server.core.database import hold
from server.people.errors import NoSuchMembership, SignInRefused, TooManyAttempts
from server.people.tables import Account, Membership, SignedIn, SignInAttempt

SESSION_LASTS = timedelta(days=60)
"""A phone may be without network for weeks and must still be let in afterwards."""
ATTEMPTS_BY_NAME = 8
ATTEMPTS_BY_ADDRESS = 40
"""Higher: a provider's whole staff may share one address."""
WINDOW = timedelta(minutes=15)
hasher = PasswordHasher()
# Checked where no account was found, so that the time taken does not tell whether one exists.
NO_ACCOUNT = hasher.hash(secrets.token_hex())


@dataclass(frozen=True)
class Identity:
    """What Flask-Login keeps: a session's token and the caller it stands for."""

    token: str
    caller: Caller

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """The token goes into the signed cookie."""
        return self.token


def hashed(text: str) -> str:
    """SHA-256 in hex, for what the database need not know itself."""
    return hashlib.sha256(text.encode()).hexdigest()


def sign_in(session: Session, name: str, password: str, address: str) -> Identity:
    """Begin a session in the account's first role.

    Args:
        address: the network address it is tried from; only its hash is kept, for the window.

    Raises:
        TooManyAttempts: the name or the address was tried too often within the window.
        SignInRefused: no open account has this name and password, or it has no role anywhere.
    """
    name = name.strip().casefold()
    by_name, by_address = f"name:{hashed(name)}", f"address:{hashed(address)}"
    hold(session, f"account:{name}", by_name, by_address)
    check_attempts(session, {by_name: ATTEMPTS_BY_NAME, by_address: ATTEMPTS_BY_ADDRESS})
    account = session.scalar(
        select(Account).where(Account.name == name, Account.closed_at.is_(None))
    )
    fits = password_fits(account.password_hash if account else NO_ACCOUNT, password)
    if account is None or not fits:
        now = clock.now()
        session.add_all(SignInAttempt(proof=proof, at=now) for proof in (by_name, by_address))
        audit.record(session, "sign_in_refused", "account", account.id if account else None)
        raise SignInRefused("Check both and try again, or ask your coordinator for a new password.")
    return begin_session(session, account)


def check_attempts(session: Session, limits: dict[str, int]) -> None:
    """Refuse to look at a password while there were too many refused attempts.

    Raises:
        TooManyAttempts: with the seconds until the oldest attempt leaves the window.
    """
    now = clock.now()
    session.execute(delete(SignInAttempt).where(SignInAttempt.at < now - WINDOW))
    rows = session.execute(
        select(SignInAttempt.proof, func.count(), func.min(SignInAttempt.at))
        .where(SignInAttempt.proof.in_(limits))
        .group_by(SignInAttempt.proof)
    )
    waits = [first + WINDOW - now for proof, count, first in rows if count >= limits[proof]]
    if waits:
        seconds = max(1, int(max(waits).total_seconds()))
        raise TooManyAttempts("Wait a little, then try again.", retry_after_s=seconds)


def password_fits(password_hash: str, password: str) -> bool:
    """Whether the password is the one that was hashed."""
    try:
        return hasher.verify(password_hash, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def begin_session(session: Session, account: Account) -> Identity:
    """Open a session for an account that has proved itself.

    Raises:
        SignInRefused: the account has no role in any organisation.
    """
    token = secrets.token_urlsafe(32)
    hold(session, f"account:{account.name}", f"member:{account.id}", f"session:{hashed(token)}")
    first = session.scalar(
        select(Membership)
        .where(Membership.account_id == account.id)
        .order_by(Membership.role, Membership.organisation_id)
        .limit(1)
    )
    if first is None:
        raise SignInRefused("This account has no role yet; ask your coordinator.")
    now = clock.now()
    session.add(
        SignedIn(
            token_hash=hashed(token),
            account_id=account.id,
            organisation_id=first.organisation_id,
            role=first.role,
            begun_at=now,
            expires_at=now + SESSION_LASTS,
        )
    )
    audit.record(session, "signed_in", "account", account.id, account_id=account.id)
    return Identity(token, Caller.in_role(account.id, first.organisation_id, Role(first.role)))


def find_identity(session: Session, token: str, at: datetime) -> Identity | None:
    """Whom a session's token stands for, if it is still open and the role still held."""
    hold(session, f"session:{hashed(token)}")
    begun = session.get(SignedIn, hashed(token))
    if begun is None or begun.expires_at <= at:
        return None
    hold(session, f"member:{begun.account_id}")
    held = session.get(Membership, (begun.account_id, begun.organisation_id, begun.role))
    if held is None:
        return None
    return Identity(
        token, Caller.in_role(begun.account_id, begun.organisation_id, Role(begun.role))
    )


def choose_membership(
    session: Session, token: str, account_id: UUID, organisation_id: UUID, role: Role
) -> Caller:
    """Work in another role the account holds, in this session.

    Raises:
        NoSuchMembership: the account does not hold it.
    """
    if session.get(Membership, (account_id, organisation_id, role)) is None:
        raise NoSuchMembership("Choose one of your memberships.")
    begun = session.get_one(SignedIn, hashed(token))
    begun.organisation_id, begun.role = organisation_id, role
    return Caller.in_role(account_id, organisation_id, role)


def end_session(session: Session, token: str) -> None:
    """Sign out here."""
    session.execute(delete(SignedIn).where(SignedIn.token_hash == hashed(token)))


def end_all_sessions(session: Session, account_id: UUID) -> None:
    """Sign out everywhere."""
    session.execute(delete(SignedIn).where(SignedIn.account_id == account_id))
    audit.record(session, "signed_out_everywhere", "account", account_id)

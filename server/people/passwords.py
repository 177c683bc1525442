"""Passwords: long rather than artful, hashed with argon2, changed by those who know them."""

import base64
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy.orm import Session

from server.core import audit
from server.core.database import hold
from server.people.codes import hashed
from server.people.errors import PasswordRefused, WeakPassword
from server.people.sessions import end_other_sessions
from server.people.tables import Account
from server.people.throttling import by_address, by_name, check_attempts, count_refusal

PASSWORD_LENGTH = 12
hasher = PasswordHasher()


def nobodys_hash() -> str:
    """What no password fits; trying takes as long as with a real one and tells nobody anything."""
    salt, digest = (
        base64.b64encode(secrets.token_bytes(length)).decode().rstrip("=")
        for length in (hasher.salt_len, hasher.hash_len)
    )
    cost = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${cost}${salt}${digest}"


def password_fits(password_hash: str | None, password: str) -> bool:
    """Whether the password is the one that was hashed; never if there is no hash."""
    try:
        return hasher.verify(password_hash or nobodys_hash(), password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def check_strength(password: str, *names: str) -> None:
    """Let a password pass that is long and is not a name again; nothing else is asked of it.

    Raises:
        WeakPassword: with the reason, ``short`` or ``name``.
    """
    if len(password) < PASSWORD_LENGTH:
        raise WeakPassword("Take at least 12 characters: four words will do.", reason="short")
    bare = letters_of(password)
    for name in filter(None, map(letters_of, names)):
        if not bare.replace(name, ""):
            raise WeakPassword("Take something else than the name.", reason="name")
    if len(set(password)) == 1:
        raise WeakPassword("Take more than one character.", reason="name")


def letters_of(text: str) -> str:
    """Only letters and digits, case aside."""
    return "".join(one for one in text.casefold() if one.isalnum())


def confirm_password(session: Session, account: Account, password: str, address: str) -> None:
    """Have the signed-in person say their password again, before anything that could lock them out.

    Raises:
        TooManyAttempts: it was tried too often.
        PasswordRefused: it is not theirs.
    """
    proofs = by_name(account.name), by_address(address)
    hold(session, *proofs)
    check_attempts(session, *proofs)
    if not password_fits(account.password_hash, password):
        count_refusal(session, *proofs)
        audit.record(session, "password_refused", "account", account.id)
        raise PasswordRefused("Type the password you sign in with now.")


def change_password(session: Session, account: Account, password: str, token: str) -> None:
    """Take a new password; every other session ends.

    Raises:
        WeakPassword: it is too short or is the name.
    """
    check_strength(password, account.name)
    account.password_hash = hasher.hash(password)
    end_other_sessions(session, account.id, hashed(token))
    audit.record(session, "password_changed", "account", account.id)

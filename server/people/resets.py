"""Forgotten passwords: a coordinator hands out a code, once and for a day; no mail is needed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from server.core import audit, clock
from server.core.caller import Caller
from server.core.database import hold
from server.core.problems import NotFound
from server.people import passwords
from server.people.codes import SHORT, hashed_code, make_code
from server.people.errors import CodeRefused
from server.people.members import may_reset
from server.people.tables import Account, PasswordReset
from server.people.throttling import by_address, check_attempts, count_refusal

RESET_LASTS = timedelta(hours=24)


@dataclass(frozen=True)
class HandedOut:
    """A code to pass on; it is known only now."""

    code: str
    name: str
    expires_at: datetime


def hand_out(
    session: Session, caller: Caller, account_id: UUID, *, also_second_factor: bool
) -> HandedOut:
    """Make a code with which an account's person chooses a new password; an older one dies.

    Args:
        also_second_factor: whether their second factors go as well.

    Raises:
        NotFound: there is no such account whose every role is the caller's to give.
    """
    if not may_reset(session, account_id) or caller.account_id is None:
        raise NotFound
    account = session.get_one(Account, account_id)
    code, until = make_code(SHORT), clock.now() + RESET_LASTS
    session.execute(delete(PasswordReset).where(PasswordReset.account_id == account_id))
    session.add(
        PasswordReset(
            account_id=account_id,
            code_hash=hashed_code(code),
            made_by=caller.account_id,
            expires_at=until,
            also_second_factor=also_second_factor,
        )
    )
    session.flush()
    also = "second_factor" if also_second_factor else "none"
    audit.record(session, "password_reset_made", "account", account_id, also=also)
    return HandedOut(code, account.name, until)


def open_reset(session: Session, code: str, address: str) -> Account:
    """The account a code is for; the transaction holds what resets it afterwards.

    Raises:
        TooManyAttempts: this address was refused too often.
        CodeRefused: no open reset has this code.
    """
    tried, proof = by_address(address), f"reset:{hashed_code(code)}"
    hold(session, tried, proof)
    check_attempts(session, tried)
    reset = session.scalar(
        select(PasswordReset).where(
            PasswordReset.code_hash == hashed_code(code), PasswordReset.expires_at > clock.now()
        )
    )
    if reset is None:
        count_refusal(session, tried)
        audit.record(session, "code_refused", "password_reset")
        raise CodeRefused("Check the code, or ask your coordinator for a new one.")
    hold(session, proof, f"member:{reset.account_id}")
    return session.get_one(Account, reset.account_id)


def choose_password(session: Session, account: Account, code: str, password: str) -> None:
    """Use a reset: the new password counts, every session ends, the code is gone.

    Raises:
        WeakPassword: the password is too short or is the name.
        CodeRefused: somebody else used the code meanwhile.
    """
    passwords.check_strength(password, account.name)
    used = session.scalar(
        select(func.people.reset_password(hashed_code(code), passwords.hasher.hash(password)))
    )
    if used is None:
        raise CodeRefused("Ask your coordinator for a new code.")
    audit.record(session, "password_reset", "account", account.id, account_id=account.id)

"""Second factors: what an account has, codes that are accepted, and codes for a lost phone."""

from uuid import UUID

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import Session

from server.core import audit
from server.people import totp
from server.people.codes import LONG, hashed, hashed_code, make_code
from server.people.errors import LastSecondFactor, SetUpBefore
from server.people.rules import MUST_PROVE
from server.people.sessions import end_other_sessions, prove_session
from server.people.tables import Membership, Passkey, RecoveryCode, SignedIn, TotpSecret

RECOVERY_CODES = 10


def list_ways(session: Session, account_id: UUID) -> list[str]:
    """The second factors an account has: ``totp``, ``passkey``."""
    has_totp = exists().where(
        TotpSecret.account_id == account_id, TotpSecret.confirmed_at.is_not(None)
    )
    has_passkey = exists().where(Passkey.account_id == account_id)
    row = session.execute(select(has_totp.label("totp"), has_passkey.label("passkey")))
    return [way for way, has in row.mappings().one().items() if has]


def accept_code(session: Session, account_id: UUID, code: str) -> bool:
    """Whether a code of the authenticator app or a recovery code fits; it never fits again."""
    typed = "".join(code.split())
    if typed.isascii() and typed.isdigit() and len(typed) == totp.DIGITS:
        return totp.accept(session, account_id, typed)
    used = session.execute(
        delete(RecoveryCode)
        .where(RecoveryCode.account_id == account_id, RecoveryCode.code_hash == hashed_code(code))
        .returning(RecoveryCode.account_id)
    ).all()
    if used:
        audit.record(session, "recovery_code_used", "account", account_id)
    return bool(used)


def check_may_change(session: Session, token: str, account_id: UUID) -> None:
    """Let a session change second factors only if it has shown one, where there is one.

    Raises:
        SetUpBefore: there is one, and this session was begun without.
    """
    begun = session.get_one(SignedIn, hashed(token))
    if begun.second_factor_at is None and list_ways(session, account_id):
        raise SetUpBefore("Sign out, sign in with your second factor, and come back.")


def note_new_factor(session: Session, token: str, account_id: UUID) -> list[str]:
    """A second factor was set up, and shown by that: sessions without end, this one has proved.

    Returns:
        Recovery codes to write down, if there are none yet.
    """
    prove_session(session, token)
    session.flush()
    end_other_sessions(session, account_id, hashed(token))
    left = count_recovery_codes(session, account_id)
    return [] if left else renew_recovery_codes(session, account_id)


def count_recovery_codes(session: Session, account_id: UUID) -> int:
    """How many recovery codes are unused."""
    return session.scalar(select(func.count()).where(RecoveryCode.account_id == account_id)) or 0


def renew_recovery_codes(session: Session, account_id: UUID) -> list[str]:
    """New recovery codes, shown this once; the old ones no longer fit."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    codes = [make_code(LONG) for _ in range(RECOVERY_CODES)]
    session.add_all(
        RecoveryCode(code_hash=hashed_code(code), account_id=account_id) for code in codes
    )
    audit.record(session, "recovery_codes_made", "account", account_id)
    return codes


def note_removed_factor(session: Session, account_id: UUID, *, strict: bool) -> None:
    """A second factor was removed; with the last one the recovery codes go.

    Args:
        strict: whether roles that must prove themselves must do so here.

    Raises:
        LastSecondFactor: a role of the account asks for one, and none is left.
    """
    session.flush()
    if list_ways(session, account_id):
        return
    roles = session.scalars(select(Membership.role).where(Membership.account_id == account_id))
    if strict and MUST_PROVE.intersection(roles):
        raise LastSecondFactor("Set up another one first.")
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))

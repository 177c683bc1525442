"""Codes of an authenticator app (TOTP, RFC 6238): six digits, new every half minute."""

from uuid import UUID

import pyotp
from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from server.core import audit, clock
from server.core.seals import Vault
from server.people.tables import Account, PersonKey, TotpSecret

DIGITS = 6
STEP_S = 30
DRIFT = 1
"""Steps a phone's clock may be off."""
ISSUER = "Gegenstrom"


def begin(session: Session, account: Account) -> tuple[str, str]:
    """Make a secret that counts once its first code was shown; an unconfirmed one is replaced.

    Returns:
        The secret in base 32 and the address an authenticator app reads from a QR code.
    """
    secret = pyotp.random_base32()
    sealed = Vault(session, PersonKey).seal_words(account.id, secret, belongs(account.id))
    session.execute(
        insert(TotpSecret)
        .values(account_id=account.id, sealed_secret=sealed)
        .on_conflict_do_update(
            index_elements=[TotpSecret.account_id],
            set_={"sealed_secret": sealed, "confirmed_at": None, "last_step": 0},
        )
    )
    return secret, pyotp.TOTP(secret).provisioning_uri(name=account.name, issuer_name=ISSUER)


def confirm(session: Session, account_id: UUID, code: str) -> bool:
    """Whether the first code fits; from then on the secret is a second factor."""
    kept = session.get(TotpSecret, account_id)
    if kept is None or kept.confirmed_at is not None or not spend(session, kept, code):
        return False
    kept.confirmed_at = clock.now()
    audit.record(session, "second_factor_added", "account", account_id, way="totp")
    return True


def accept(session: Session, account_id: UUID, code: str) -> bool:
    """Whether a code fits; each fits once."""
    kept = session.get(TotpSecret, account_id)
    return kept is not None and kept.confirmed_at is not None and spend(session, kept, code)


def spend(session: Session, kept: TotpSecret, code: str) -> bool:
    """Whether a code is of about now and newer than the newest one accepted before."""
    step = step_of(session, kept, code)
    if step is None:
        return False
    # One statement, so that of two requests with one code only one can win.
    taken = session.execute(
        update(TotpSecret)
        .where(TotpSecret.account_id == kept.account_id, TotpSecret.last_step < step)
        .values(last_step=step)
        .returning(TotpSecret.account_id)
        .execution_options(synchronize_session=False)
    ).all()
    return bool(taken)


def step_of(session: Session, kept: TotpSecret, code: str) -> int | None:
    """The half minute since 1970 whose code this is; nothing if of none near now."""
    secret = Vault(session, PersonKey).unseal_words(
        kept.account_id, kept.sealed_secret, belongs(kept.account_id)
    )
    codes = pyotp.TOTP(secret)
    now = int(clock.now().timestamp()) // STEP_S
    near = range(now - DRIFT, now + DRIFT + 1)
    fits = [step for step in near if pyotp.utils.strings_equal(codes.generate_otp(step), code)]
    return max(fits, default=None)


def remove(session: Session, account_id: UUID) -> None:
    """Forget the secret."""
    session.execute(delete(TotpSecret).where(TotpSecret.account_id == account_id))
    audit.record(session, "second_factor_removed", "account", account_id, way="totp")


def belongs(account_id: UUID) -> str:
    """What a sealed secret belongs to."""
    return f"account.totp:{account_id}"

"""Recovery shares: what opens an account's data on a device whose PIN or password is forgotten.

A device seals what it keeps under a key of its own, and wraps that key twice: by the person's
secret, and by a share that only the server keeps. The share alone opens nothing: it fits one
account on one device, and the wrapped key never leaves that device.
"""

import os
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from server.core import audit, clock
from server.core.seals import Vault
from server.people.codes import hashed
from server.people.errors import SignInAgain
from server.people.tables import PersonKey, RecoveryShare, SignedIn

SHARE_BYTES = 32
SHOWN_WITHIN = timedelta(minutes=10)
"""How long after signing in a session may open a share: whoever finds a phone holds its cookie."""


def proof_for(account_id: UUID, device_id: UUID) -> str:
    """What a transaction holds that may open or forget another account's share on one device."""
    return f"recovery:{account_id}:{device_id}"


def check_just_signed_in(session: Session, token: str) -> None:
    """Let only a session open a share whose person has just proved who they are.

    Raises:
        SignInAgain: that was too long ago.
    """
    begun = session.get_one(SignedIn, hashed(token))
    if begun.begun_at + SHOWN_WITHIN < clock.now():
        raise SignInAgain("Sign in again, then this device can be opened.")


def share_of(session: Session, account_id: UUID, device_id: UUID) -> bytes:
    """The share of an account on a device, made at the first call and the same ever after.

    The caller is the account itself, or the transaction holds ``proof_for`` the two and
    ``member:<account>``, which opens the account's key.
    """
    vault, belongs = Vault(session, PersonKey), belongs_to(account_id, device_id)
    made = session.execute(
        insert(RecoveryShare)
        .values(
            account_id=account_id,
            device_id=device_id,
            sealed_share=vault.seal(account_id, os.urandom(SHARE_BYTES), belongs),
            made_at=clock.now(),
        )
        .on_conflict_do_nothing()
        .returning(RecoveryShare.device_id)
    ).all()
    sealed = session.scalars(
        select(RecoveryShare.sealed_share).where(
            RecoveryShare.account_id == account_id, RecoveryShare.device_id == device_id
        )
    ).one()
    action = "recovery_share_made" if made else "recovery_share_opened"
    audit.record(session, action, "account", account_id, device=str(device_id))
    return vault.unseal(account_id, sealed, belongs)


def forget_shares(session: Session, account_id: UUID, device_id: UUID | None = None) -> None:
    """Forget an account's share on one device, or on all: from then on only the secret opens."""
    forgotten = delete(RecoveryShare).where(RecoveryShare.account_id == account_id)
    if device_id is not None:
        forgotten = forgotten.where(RecoveryShare.device_id == device_id)
    rows = session.execute(forgotten.returning(RecoveryShare.device_id)).all()
    for (gone,) in rows:
        audit.record(session, "recovery_share_forgotten", "account", account_id, device=str(gone))


def belongs_to(account_id: UUID, device_id: UUID) -> str:
    """What the seal of a share is for."""
    return f"recovery.share:{account_id}:{device_id}"

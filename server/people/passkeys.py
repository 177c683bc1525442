"""Passkeys (WebAuthn): a device signs a challenge after it has recognised its person.

The device itself asks for a fingerprint, a face or a PIN (user verification is required), so a
passkey alone is two factors: something one has, and something one is or knows.
"""

import json
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import webauthn
from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, structs
from webauthn.helpers.exceptions import WebAuthnException

from server.core import audit, clock
from server.core.database import hold
from server.core.problems import NotFound
from server.people.codes import hashed
from server.people.errors import PasskeyRefused
from server.people.sessions import Identity, begin_session
from server.people.tables import Account, Challenge, Passkey
from server.people.throttling import by_address, check_attempts, count_refusal

CHALLENGE_LASTS = timedelta(minutes=5)
NAME = "Gegenstrom"
CREDENTIAL_ID = re.compile(r"[A-Za-z0-9_-]{1,1400}")
"""Base64url of at most 1023 bytes, as WebAuthn has it."""
MALFORMED = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError)
"""What parsing something a stranger sent can end in."""


@dataclass(frozen=True)
class Site:
    """Whom passkeys are made for: the host, and the address pages have in the browser."""

    host: str
    origin: str

    @classmethod
    def at(cls, public_url: str) -> "Site":
        """The site of an installation."""
        return cls(urlsplit(public_url).hostname or "", public_url)


def ask_to_make(session: Session, site: Site, account: Account, shown_name: str) -> dict[str, Any]:
    """Options for a browser that is to make a passkey for the signed-in account."""
    known = session.scalars(select(Passkey).where(Passkey.account_id == account.id))
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=NAME,
        user_id=account.id.bytes,
        user_name=account.name,
        user_display_name=shown_name,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            structs.PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.credential_id))
            for one in known
        ],
    )
    keep_challenge(session, options.challenge, account.id)
    return as_json(options)


def make(
    session: Session, site: Site, account_id: UUID, credential: dict[str, Any], device: str
) -> None:
    """Take the passkey a browser made.

    Raises:
        PasskeyRefused: it does not answer a challenge of ours, or not as we asked.
    """
    challenge = challenge_in(credential)
    if not use_challenge(session, challenge, account_id):
        raise PasskeyRefused("Begin again: too much time has passed.")
    try:
        made = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except MALFORMED as error:
        raise PasskeyRefused("Try another device.") from error
    taken = session.scalar(
        insert(Passkey)
        .values(
            id=uuid4(),
            credential_id=bytes_to_base64url(made.credential_id),
            account_id=account_id,
            public_key=made.credential_public_key,
            sign_count=made.sign_count,
            device=device,
            made_at=clock.now(),
        )
        .on_conflict_do_nothing()
        .returning(Passkey.id)
    )
    if taken is None:
        raise PasskeyRefused("This passkey is known already.")
    audit.record(session, "second_factor_added", "account", account_id, way="passkey")


def ask_to_sign(session: Session, site: Site) -> dict[str, Any]:
    """Options for a browser that is to sign in with whichever passkey its person chooses."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host, user_verification=structs.UserVerificationRequirement.REQUIRED
    )
    keep_challenge(session, options.challenge, None)
    return as_json(options)


def sign_in(
    session: Session, site: Site, credential: dict[str, Any], address: str, device: str
) -> Identity:
    """Begin a session for the account whose passkey signed our challenge.

    Raises:
        TooManyAttempts: this address was refused too often.
        PasskeyRefused: no open account has this passkey, or it did not sign as we asked.
    """
    tried = by_address(address)
    hold(session, tried)
    check_attempts(session, tried)
    account = verify(session, site, credential)
    if account is None:
        hold(session, tried)
        count_refusal(session, tried)
        audit.record(session, "sign_in_refused", "account")
        raise PasskeyRefused("Sign in with name and password, or try another passkey.")
    return begin_session(session, account, device, proved=True)


def verify(session: Session, site: Site, credential: dict[str, Any]) -> Account | None:
    """The open account whose passkey this is, if it signed a fresh challenge of ours."""
    challenge, named = challenge_in(credential), str(credential.get("id"))
    if not use_challenge(session, challenge, None) or not CREDENTIAL_ID.fullmatch(named):
        return None
    hold(session, f"passkey:{named}")
    passkey = session.scalar(select(Passkey).where(Passkey.credential_id == named))
    if passkey is None:
        return None
    try:
        signed = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except MALFORMED:
        return None
    session.execute(
        update(Passkey)
        .where(Passkey.id == passkey.id)
        .values(sign_count=signed.new_sign_count, last_used_at=clock.now())
    )
    hold(session, f"member:{passkey.account_id}")
    return session.scalar(
        select(Account).where(Account.id == passkey.account_id, Account.closed_at.is_(None))
    )


def remove(session: Session, account_id: UUID, passkey_id: UUID) -> None:
    """Forget a passkey of one's own.

    Raises:
        NotFound: none of the account's passkeys has this id.
    """
    removed = session.execute(
        delete(Passkey)
        .where(Passkey.account_id == account_id, Passkey.id == passkey_id)
        .returning(Passkey.id)
    ).all()
    if not removed:
        raise NotFound
    audit.record(session, "second_factor_removed", "account", account_id, way="passkey")


def keep_challenge(session: Session, challenge: bytes, account_id: UUID | None) -> None:
    """Remember that we asked."""
    digest = hashed(bytes_to_base64url(challenge))
    hold(session, f"challenge:{digest}")
    session.add(
        Challenge(
            challenge_hash=digest,
            account_id=account_id,
            expires_at=clock.now() + CHALLENGE_LASTS,
        )
    )
    session.flush()


def use_challenge(session: Session, challenge: bytes, account_id: UUID | None) -> bool:
    """Whether we asked this of this account a moment ago; it is answered once."""
    digest = hashed(bytes_to_base64url(challenge))
    hold(session, f"challenge:{digest}")
    asked = session.execute(
        delete(Challenge)
        .where(
            Challenge.challenge_hash == digest,
            Challenge.account_id.is_not_distinct_from(account_id),
            Challenge.expires_at > clock.now(),
        )
        .returning(Challenge.challenge_hash)
    ).all()
    return bool(asked)


def challenge_in(credential: dict[str, Any]) -> bytes:
    """The challenge a credential says it answers; empty where it says none."""
    try:
        said = base64url_to_bytes(credential["response"]["clientDataJSON"])
        return base64url_to_bytes(json.loads(said)["challenge"])
    except MALFORMED:
        return b""


def as_json(options: Any) -> dict[str, Any]:
    """Options as browsers parse them."""
    written: dict[str, Any] = json.loads(webauthn.options_to_json(options))
    return written

"""HTTP for one's own account: its sessions, its password and its second factors."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from server.core.api import Routes
from server.core.caller import Side, signed_in
from server.core.database import db, hold
from server.core.problems import NotFound
from server.people import (
    codes,
    passkeys,
    passwords,
    queries,
    second_factors,
    sessions,
    this_browser,
    totp,
)
from server.people.account_schemas import (
    ConfirmSchema,
    OtherPasswordSchema,
    RecoveryCodesSchema,
    SecondFactorsSchema,
    SessionSchema,
    TotpSecretSchema,
    TypedCodeSchema,
)
from server.people.errors import (
    LastSecondFactor,
    PasskeyRefused,
    PasswordRefused,
    SecondFactorRefused,
    SetUpBefore,
    TooManyAttempts,
    WeakPassword,
)
from server.people.rules import MUST_PROVE
from server.people.schemas import CredentialSchema, OptionsSchema
from server.people.tables import Account, Passkey, TotpSecret
from server.people.throttling import by_address, by_name, check_attempts, count_refusal

routes = Routes("accounts", __name__)
OWN: dict[str, Any] = {"allow": signed_in, "door": Side.FIELD}
SETTING_UP: dict[str, Any] = {**OWN, "before_second_factor": True}
"""Open also to those who are held back until they have a second factor."""
CONFIRMED = [PasswordRefused, TooManyAttempts, SetUpBefore]


def confirmed(password: str) -> Account:
    """The account signed in here, whose person has just said the password again.

    Raises:
        PasswordRefused: it is not theirs.
        TooManyAttempts: it was tried too often.
        SetUpBefore: the account has a second factor that this session has not shown.
    """
    session = db.session()
    account = this_browser.account(session)
    passwords.confirm_password(session, account, password, this_browser.address())
    second_factors.check_may_change(session, this_browser.identity().token, account.id)
    return account


@routes.serves("GET", "/sessions", **SETTING_UP, answer=SessionSchema(many=True))
def list_sessions() -> list[dict[str, Any]]:
    """Where the caller is signed in."""
    here = codes.hashed(this_browser.identity().token)
    return [
        {
            "id": one.id,
            "begun_at": one.begun_at,
            "last_seen_at": one.last_seen_at,
            "device": one.device,
            "here": one.token_hash == here,
        }
        for one in sessions.list_sessions(db.session(), this_browser.account_id())
    ]


@routes.serves("DELETE", "/sessions/others", **SETTING_UP)
def end_other_sessions() -> None:
    """Sign out on every device but this one."""
    here = codes.hashed(this_browser.identity().token)
    sessions.end_other_sessions(db.session(), this_browser.account_id(), here)


@routes.serves("DELETE", "/sessions/<uuid:session_id>", **SETTING_UP, raises=[NotFound])
def end_one_session(session_id: UUID) -> None:
    """Sign out on one device."""
    sessions.end_one_session(db.session(), this_browser.account_id(), session_id)


@routes.serves(
    "PUT", "/password", **OWN, body=OtherPasswordSchema, raises=[*CONFIRMED, WeakPassword]
)
def change_password(body: dict[str, Any]) -> None:
    """Choose another password; every other session ends."""
    account = confirmed(body["current"])
    passwords.change_password(
        db.session(), account, body["password"], this_browser.identity().token
    )


@routes.serves("GET", "/second-factors", **SETTING_UP, answer=SecondFactorsSchema)
def read_second_factors() -> dict[str, Any]:
    """What the caller's account has, and whether one is asked of a role of theirs."""
    session, account = db.session(), this_browser.account(db.session())
    kept = session.get(TotpSecret, account.id)
    rows = select(Passkey).where(Passkey.account_id == account.id).order_by(Passkey.made_at)
    roles = {held.role for held in account.memberships}
    return {
        "required": this_browser.is_strict() and bool(MUST_PROVE & roles),
        "totp_since": kept and kept.confirmed_at,
        "passkeys": session.scalars(rows).all(),
        "recovery_codes_left": second_factors.count_recovery_codes(session, account.id),
    }


@routes.serves(
    "POST",
    "/second-factors/totp",
    **SETTING_UP,
    body=ConfirmSchema,
    answer=TotpSecretSchema,
    raises=CONFIRMED,
)
def begin_totp(body: dict[str, Any]) -> dict[str, Any]:
    """A secret for an authenticator app; it counts once its first code was shown."""
    secret, address = totp.begin(db.session(), confirmed(body["password"]))
    return {"secret": secret, "qr": codes.drawn(address)}


@routes.serves(
    "PUT",
    "/second-factors/totp",
    **SETTING_UP,
    body=TypedCodeSchema,
    answer=RecoveryCodesSchema,
    raises=[SecondFactorRefused, SetUpBefore, TooManyAttempts],
)
def confirm_totp(body: dict[str, Any]) -> dict[str, Any]:
    """Show the first code: from now on the app is asked at every sign-in."""
    session, token = db.session(), this_browser.identity().token
    account = this_browser.account(session)
    tried = by_name(account.name), by_address(this_browser.address())
    hold(session, *tried)
    check_attempts(session, *tried)
    second_factors.check_may_change(session, token, account.id)
    if not totp.confirm(session, account.id, body["code"]):
        count_refusal(session, *tried)
        raise SecondFactorRefused("Wait for the next code and type that one.")
    return {"recovery_codes": second_factors.note_new_factor(session, token, account.id)}


@routes.serves(
    "POST",
    "/second-factors/totp/removal",
    **OWN,
    body=ConfirmSchema,
    raises=[*CONFIRMED, LastSecondFactor],
)
def remove_totp(body: dict[str, Any]) -> None:
    """Stop using the authenticator app."""
    account = confirmed(body["password"])
    totp.remove(db.session(), account.id)
    strict = this_browser.is_strict()
    second_factors.note_removed_factor(db.session(), account.id, strict=strict)


@routes.serves(
    "POST",
    "/second-factors/recovery-codes",
    **OWN,
    body=ConfirmSchema,
    answer=RecoveryCodesSchema,
    raises=CONFIRMED,
)
def renew_recovery_codes(body: dict[str, Any]) -> dict[str, Any]:
    """New recovery codes; the old ones no longer fit."""
    account = confirmed(body["password"])
    return {"recovery_codes": second_factors.renew_recovery_codes(db.session(), account.id)}


@routes.serves(
    "POST",
    "/second-factors/passkeys/challenge",
    **SETTING_UP,
    body=ConfirmSchema,
    answer=OptionsSchema,
    raises=CONFIRMED,
)
def ask_for_new_passkey(body: dict[str, Any]) -> dict[str, Any]:
    """What the browser needs to make a passkey; good for five minutes, once."""
    session, account = db.session(), confirmed(body["password"])
    shown = queries.display_name(session, account)
    return {"options": passkeys.ask_to_make(session, this_browser.site(), account, shown)}


@routes.serves(
    "POST",
    "/second-factors/passkeys",
    **SETTING_UP,
    body=CredentialSchema,
    answer=RecoveryCodesSchema,
    raises=[PasskeyRefused, SetUpBefore],
)
def add_passkey(body: dict[str, Any]) -> dict[str, Any]:
    """Keep the passkey a browser made."""
    session, token = db.session(), this_browser.identity().token
    account_id = this_browser.account_id()
    second_factors.check_may_change(session, token, account_id)
    device = this_browser.device()
    passkeys.make(session, this_browser.site(), account_id, body["credential"], device)
    return {"recovery_codes": second_factors.note_new_factor(session, token, account_id)}


@routes.serves(
    "POST",
    "/second-factors/passkeys/<uuid:passkey_id>/removal",
    **OWN,
    body=ConfirmSchema,
    raises=[*CONFIRMED, LastSecondFactor, NotFound],
)
def remove_passkey(body: dict[str, Any], passkey_id: UUID) -> None:
    """Forget a passkey."""
    account = confirmed(body["password"])
    passkeys.remove(db.session(), account.id, passkey_id)
    strict = this_browser.is_strict()
    second_factors.note_removed_factor(db.session(), account.id, strict=strict)

"""What this request says about the browser it comes from, and letting that browser in."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import current_app, request
from flask import session as cookie
from flask_login import current_user, login_user
from sqlalchemy.orm import Session

from server.core.settings import Settings
from server.people import queries
from server.people.browsers import kind_of_device
from server.people.passkeys import Site
from server.people.rules import is_held_back
from server.people.sessions import Identity
from server.people.tables import Account


def address() -> str:
    """The network address; nothing but its hash is ever kept."""
    return request.remote_addr or ""


def device() -> str:
    """What kind of device this is, coarsely."""
    return kind_of_device(request.headers.get("User-Agent", ""))


def site() -> Site:
    """Whom passkeys are made for here."""
    return Site.at(current_app.config["PUBLIC_URL"])


def is_strict() -> bool:
    """Whether roles that must prove themselves must do so here: everywhere but in a demo."""
    settings: Settings = current_app.extensions["settings"]
    return settings.mode == "production"


def identity() -> Identity:
    """Who is signed in here."""
    signed_in: Identity = current_user._get_current_object()  # noqa: SLF001  # how Flask unwraps it
    return signed_in


def account_id() -> UUID:
    """The account that is signed in here."""
    held = identity().caller.account_id
    if held is None:
        raise LookupError("Nobody is signed in")
    return held


def account(session: Session) -> Account:
    """The account that is signed in here, with all it holds."""
    return session.get_one(Account, account_id())


def holding_back(found: Identity) -> Identity:
    """The same identity, held back if its role asks for a second factor it has not shown."""
    held_back = is_held_back(found.caller.role, proved=found.proved, strict=is_strict())
    return replace(found, caller=replace(found.caller, held_back=held_back))


def let_in(session: Session, found: Identity) -> dict[str, Any]:
    """Sign in here; the caller as their device shows it."""
    found = holding_back(found)
    cookie.permanent = True
    login_user(found)
    return queries.read_caller(session, found.caller)

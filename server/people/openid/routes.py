"""HTTP for OpenID Connect: choose the organisation, go to its provider, come back."""

import hmac
from typing import Any
from uuid import UUID

from flask import Response, current_app, redirect
from flask import session as cookie

from server.core.api import Routes, caller
from server.core.caller import Role, Side, everybody, holding
from server.core.database import db
from server.core.problems import InvalidInput, NotFound, Problem, SignInFirst
from server.people import this_browser
from server.people.codes import hashed_code
from server.people.errors import CodeRefused, TooManyAttempts
from server.people.invitations import open_invitation
from server.people.openid import operations
from server.people.openid.errors import IdentityRefused, ProviderUnreachable
from server.people.openid.provider import Begun, is_safe
from server.people.openid.schemas import (
    BeginningSchema,
    ChoosableSchema,
    DestinationSchema,
    NewProviderSchema,
    OpenidFor,
    ProviderSchema,
    ReturnSchema,
)
from server.people.openid.tables import IdentityProvider

routes = Routes("openid", __name__)
pages = Routes("openid-pages", __name__)
KEEPING: dict[str, Any] = {"allow": holding(Role.OPERATOR), "door": Side.FIELD}
PENDING = "openid"
RETURN = "/openid/return"


@routes.serves(
    "GET",
    "/openid/organisations",
    allow=everybody,
    door=Side.FIELD,
    answer=ChoosableSchema(many=True),
)
def list_openid_organisations() -> Any:
    """The organisations whose members may sign in with the accounts they have there."""
    return operations.list_organisations(db.session())


@routes.serves(
    "GET",
    "/organisations/<uuid:organisation_id>/openid",
    **KEEPING,
    answer=ProviderSchema,
    raises=[NotFound],
)
def read_provider(organisation_id: UUID) -> IdentityProvider:
    """An organisation's provider, without the secret."""
    return operations.read(db.session(), organisation_id)


@routes.serves(
    "PUT",
    "/organisations/<uuid:organisation_id>/openid",
    **KEEPING,
    body=NewProviderSchema,
    answer=ProviderSchema,
    raises=[NotFound],
)
def keep_provider(body: dict[str, Any], organisation_id: UUID) -> IdentityProvider:
    """Say which provider an organisation has."""
    if not is_safe(body["issuer"], body["issuer"]):
        raise InvalidInput("Correct it.", errors={"issuer": ["Begin it with https://"]})
    return operations.keep(db.session(), organisation_id, body)


@routes.serves(
    "DELETE", "/organisations/<uuid:organisation_id>/openid", **KEEPING, raises=[NotFound]
)
def remove_provider(organisation_id: UUID) -> None:
    """From now on members sign in with a password only."""
    operations.remove(db.session(), organisation_id)


@routes.serves(
    "POST",
    "/openid/<uuid:organisation_id>/beginning",
    allow=everybody,
    door=Side.FIELD,
    body=BeginningSchema,
    answer=DestinationSchema,
    raises=[NotFound, CodeRefused, TooManyAttempts, ProviderUnreachable, SignInFirst],
)
def begin_openid(body: dict[str, Any], organisation_id: UUID) -> dict[str, str]:
    """Where to send the browser; what must come back is kept in its cookie."""
    if body["purpose"] is OpenidFor.LINK and caller().account_id is None:
        raise SignInFirst
    pending = {"purpose": body["purpose"], "organisation_id": str(organisation_id)}
    if body["purpose"] is OpenidFor.INVITATION:
        open_invitation(db.session(), body["code"], this_browser.address())
        pending["invitation"] = hashed_code(body["code"])
    address, begun = operations.find_provider(db.session(), organisation_id, returns_to()).begin()
    cookie[PENDING] = pending | vars(begun) | {"account": str(caller().account_id)}
    return {"address": address}


@pages.serves(
    "GET",
    RETURN,
    allow=everybody,
    door=Side.FIELD,
    query=ReturnSchema,
    status=302,
    produces="text/html",
)
def return_from_provider(query: dict[str, Any]) -> Response:
    """Let in whoever comes back as they were sent; the app says what came of it."""
    pending = cookie.pop(PENDING, None)
    try:
        outcome = arrive(pending, query)
    except Problem as problem:
        outcome = problem.slug
    return redirect(f"/#/openid/{outcome}")  # type: ignore[return-value]


def arrive(pending: dict[str, str] | None, query: dict[str, Any]) -> str:
    """What came of it, as the app's address has it.

    Raises:
        IdentityRefused: this browser did not ask for it, or the provider says no.
    """
    fits = pending and hmac.compare_digest(pending["state"].encode(), query["state"].encode())
    if not pending or not fits or not query["code"]:
        raise IdentityRefused("Try it once more from the beginning.")
    session, organisation_id = db.session(), UUID(pending["organisation_id"])
    provider = operations.find_provider(session, organisation_id, returns_to())
    if query.get("iss", provider.issuer) != provider.issuer:
        raise IdentityRefused("It came back from somebody else.")
    begun = Begun(pending["state"], pending["nonce"], pending["verifier"])
    claims = provider.redeem(begun, query["code"])
    return settle(pending | {"proof": operations.proof_of(claims)}, claims)


def settle(pending: dict[str, str], claims: Any) -> str:
    """Do what was asked for, now that we know who it is."""
    session, organisation_id = db.session(), UUID(pending["organisation_id"])
    if pending["purpose"] == OpenidFor.LINK:
        account_id = caller().account_id
        if account_id is None or str(account_id) != pending["account"]:
            raise SignInFirst
        operations.link(session, account_id, organisation_id, pending["proof"])
        return "linked"
    if pending["purpose"] == OpenidFor.INVITATION:
        found = operations.begin_account(session, pending, claims, this_browser.device())
    else:
        shown = operations.counts_as_second_factor(session, organisation_id, claims)
        found = operations.let_in(session, pending["proof"], this_browser.device(), shown=shown)
    this_browser.let_in(session, found)
    return "in"


def returns_to() -> str:
    """Our address as providers know it."""
    return f"{current_app.config['PUBLIC_URL'].rstrip('/')}{RETURN}"

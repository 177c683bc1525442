"""Keeping providers, and letting those in who come back from one."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.core import audit, clock
from server.core.database import hold
from server.core.problems import NotFound
from server.core.seals import Vault
from server.partners.tables import Organisation
from server.people import invitations
from server.people.errors import CodeRefused, SecondFactorNeeded
from server.people.openid.errors import IdentityTaken, IdentityUnknown
from server.people.openid.provider import Provider
from server.people.openid.tables import IdentityLink, IdentityProvider
from server.people.second_factors import list_ways
from server.people.sessions import Identity, begin_session
from server.people.tables import Account, Invitation, PersonKey

NAME_LENGTH = 64


def list_organisations(session: Session) -> list[Organisation]:
    """The organisations whose members may sign in with their accounts there."""
    having = select(func.people.organisations_with_openid())
    return list(
        session.scalars(
            select(Organisation).where(Organisation.id.in_(having)).order_by(Organisation.name)
        )
    )


def read(session: Session, organisation_id: UUID) -> IdentityProvider:
    """The provider of an organisation, for an operator.

    Raises:
        NotFound: it has none.
    """
    kept = session.get(IdentityProvider, organisation_id)
    if kept is None:
        raise NotFound
    return kept


def remove(session: Session, organisation_id: UUID) -> None:
    """Let the members of an organisation sign in with passwords only; links stay.

    Raises:
        NotFound: it has none.
    """
    session.delete(read(session, organisation_id))
    audit.record(session, "identity_provider_removed", "organisation", organisation_id)


def keep(session: Session, organisation_id: UUID, body: dict[str, Any]) -> IdentityProvider:
    """Say which provider an organisation has; for an operator.

    Raises:
        NotFound: there is no such organisation.
    """
    if session.get(Organisation, organisation_id) is None:
        raise NotFound
    kept = session.get(IdentityProvider, organisation_id)
    if kept is None:
        kept = IdentityProvider(organisation_id=organisation_id)
        session.add(kept)
    kept.issuer, kept.client_id, kept.counts = body["issuer"], body["client_id"], body["counts"]
    if body["client_secret"]:
        kept.sealed_client_secret = Vault(session, PersonKey).seal_words(
            organisation_id, body["client_secret"], secret_of(organisation_id)
        )
    session.flush()
    audit.record(session, "identity_provider_kept", "organisation", organisation_id)
    return kept


def find_provider(session: Session, organisation_id: UUID, returns_to: str) -> Provider:
    """The provider of an organisation, ready to be talked to.

    Raises:
        NotFound: it has none.
    """
    hold(session, f"provider:{organisation_id}")
    kept = session.get(IdentityProvider, organisation_id)
    if kept is None:
        raise NotFound
    secret = Vault(session, PersonKey).unseal_words(
        organisation_id, kept.sealed_client_secret, secret_of(organisation_id)
    )
    return Provider(kept.issuer, kept.client_id, secret, returns_to)


def counts_as_second_factor(
    session: Session, organisation_id: UUID, claims: Mapping[str, Any]
) -> bool:
    """Whether the organisation says that this way of signing in there shows a second factor."""
    hold(session, f"provider:{organisation_id}")
    kept = session.get_one(IdentityProvider, organisation_id)
    methods = claims.get("amr")
    shown = {one for one in methods if isinstance(one, str)} if isinstance(methods, list) else set()
    return bool({*shown, str(claims.get("acr"))} & set(kept.counts))


def let_in(session: Session, proof: str, device: str, *, shown: bool) -> Identity:
    """Begin a session of the account that an identity is linked to.

    Raises:
        IdentityUnknown: none is.
        SecondFactorNeeded: the account has a second factor, and nothing counts as one.
    """
    hold(session, f"identity:{proof}")
    link = session.get(IdentityLink, proof)
    if link is None:
        audit.record(session, "sign_in_refused", "identity")
        raise IdentityUnknown("Ask for an invitation, or link it in your account.")
    hold(session, f"member:{link.account_id}", f"proved:{link.account_id}")
    account = session.get_one(Account, link.account_id)
    if account.closed_at:
        raise IdentityUnknown("This account is closed.")
    ways = list_ways(session, account.id)
    if ways and not shown:
        raise SecondFactorNeeded("Sign in with name, password and second factor.", ways=ways)
    return begin_session(session, account, device, proved=shown)


def link(session: Session, account_id: UUID, organisation_id: UUID, proof: str) -> None:
    """Link an identity to the account that is signed in.

    Raises:
        IdentityTaken: it is linked to another one.
    """
    hold(session, f"identity:{proof}")
    found = session.get(IdentityLink, proof)
    if found and found.account_id != account_id:
        raise IdentityTaken("Sign in with that one.")
    if found is None:
        add_link(session, account_id, organisation_id, proof)


def begin_account(
    session: Session, begun: Mapping[str, str], claims: Mapping[str, Any], device: str
) -> Identity:
    """Make the account of an invited person who has shown an identity, and sign it in.

    Args:
        begun: with ``invitation``, the hash of the code, ``organisation_id`` and ``proof``.

    Raises:
        IdentityTaken: an account is linked to the identity.
        CodeRefused: the invitation is no longer open, or is of another organisation.
    """
    code_hash, proof = begun["invitation"], begun["proof"]
    hold(session, f"invitation:{code_hash}", f"identity:{proof}")
    if session.get(IdentityLink, proof):
        raise IdentityTaken("Sign in, then open the invitation.")
    invitation = session.scalar(
        select(Invitation).where(Invitation.code_hash == code_hash, *invitations.still_open())
    )
    if invitation is None or str(invitation.organisation_id) != begun["organisation_id"]:
        raise CodeRefused("Ask for a new invitation.")
    shown = str(claims.get("name") or claims.get("preferred_username") or "?")[:NAME_LENGTH]
    guest = invitations.Guest(f"openid-{proof[:16]}", shown, secrets.token_urlsafe(32))
    identity = invitations.begin_account(session, invitation, guest, device)
    account_id = identity.caller.account_id
    if account_id is None:
        raise LookupError("A session without an account")
    hold(session, f"new:{account_id}", f"identity:{proof}", f"member:{account_id}")
    add_link(session, account_id, invitation.organisation_id, proof)
    return identity


def add_link(session: Session, account_id: UUID, organisation_id: UUID, proof: str) -> None:
    """Keep that an identity is an account."""
    session.add(
        IdentityLink(
            proof=proof,
            account_id=account_id,
            organisation_id=organisation_id,
            linked_at=clock.now(),
        )
    )
    session.flush()
    audit.record(session, "identity_linked", "account", account_id, account_id=account_id)


def proof_of(claims: Mapping[str, Any]) -> str:
    """A hash of issuer and subject: it finds a link and says nothing."""
    both = json.dumps([claims["iss"], str(claims["sub"])])
    return hashlib.sha256(both.encode()).hexdigest()


def secret_of(organisation_id: UUID) -> str:
    """What a sealed client secret belongs to."""
    return f"provider.client_secret:{organisation_id}"

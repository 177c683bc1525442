"""Reading callers, colleagues and participants; names are unsealed after the rules."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import column, func, select
from sqlalchemy.orm import Session, selectinload

from server.core.caller import Caller, Role
from server.core.seals import Vault
from server.people.operations import display_name_of
from server.people.participants import (
    contact_of,
    find_participant,
    name_of,
    support_person_of,
)
from server.people.rules import may_be_seen_by
from server.people.tables import Account, Membership, Participant, PersonKey


def read_caller(session: Session, caller: Caller) -> dict[str, Any]:
    """The signed-in caller as their devices show it."""
    account = session.get_one(Account, caller.account_id)
    oneself = own_participant(session, caller)
    now = next(
        held
        for held in account.memberships
        if (held.organisation_id, held.role) == (caller.organisation_id, caller.role)
    )
    return {
        "account_id": account.id,
        "name": account.name,
        "display_name": oneself.pseudonym if oneself else display_name(session, account),
        "role": Role(now.role),
        "side": Role(now.role).side,
        "organisation": now.organisation,
        "memberships": [
            {"organisation": held.organisation, "role": Role(held.role)}
            for held in account.memberships
        ],
        "held_back": caller.held_back,
        "participant": oneself,
    }


def own_participant(session: Session, caller: Caller) -> Participant | None:
    """The participant the caller is; nobody where the caller is staff."""
    if caller.role is not Role.PARTICIPANT:
        return None
    return session.scalar(select(Participant).where(may_be_seen_by(caller)))


def list_participants(session: Session, caller: Caller) -> list[dict[str, Any]]:
    """The participants the caller works with, by pseudonym.

    For a participant: themself, and by pseudonym alone those they took part with.
    """
    known = known_participants(session, caller)
    return known + companions(session) if caller.role is Role.PARTICIPANT else known


def companions(session: Session) -> list[dict[str, Any]]:
    """Who took part in what the participant who calls took part in, by pseudonym."""
    others = func.people.companions().table_valued(
        column("id"), column("pseudonym"), column("picture")
    )
    unknown: dict[str, Any] = {"name": "", "profile": [], "facilitator_ids": []}
    rows = session.execute(select(others).order_by(others.c.pseudonym))
    return [
        {"id": id_, "pseudonym": pseudonym, "picture": picture, **unknown}
        for id_, pseudonym, picture in rows
    ]


def known_participants(session: Session, caller: Caller) -> list[dict[str, Any]]:
    """The participants whose names the caller may know, by pseudonym."""
    rows = session.scalars(
        select(Participant)
        .where(may_be_seen_by(caller))
        .options(selectinload(Participant.assignments))
        .order_by(Participant.pseudonym)
    ).all()
    vault = Vault(session, PersonKey)
    vault.load([row.id for row in rows])
    return [
        {
            "id": row.id,
            "pseudonym": row.pseudonym,
            "picture": row.picture,
            "name": vault.unseal_words(row.id, row.sealed_name, name_of(row.id)),
            "profile": row.profile,
            "facilitator_ids": [assignment.account_id for assignment in row.assignments],
        }
        for row in rows
    ]


def read_participant(session: Session, participant_id: UUID) -> dict[str, Any]:
    """A participant with everything that is known of them, unsealed.

    Raises:
        NotFound: there is none, or not for the caller.
    """
    row, vault = find_participant(session, participant_id), Vault(session, PersonKey)
    contact = vault.unseal_words(row.id, row.sealed_contact, contact_of(row.id))
    return {
        "id": row.id,
        "pseudonym": row.pseudonym,
        "picture": row.picture,
        "name": vault.unseal_words(row.id, row.sealed_name, name_of(row.id)),
        "profile": row.profile,
        "facilitator_ids": [assignment.account_id for assignment in row.assignments],
        "contact": {"telephone": "", "email": "", "address": ""}
        | (json.loads(contact) if contact else {}),
        "support_person": support_person(vault, row),
        "taken_in_on": row.created_at.date(),
    }


def support_person(vault: Vault, row: Participant) -> dict[str, str] | None:
    """A participant's guardian or trusted person, unsealed."""
    words = vault.unseal_words(row.id, row.sealed_support_person, support_person_of(row.id))
    read: dict[str, str] | None = json.loads(words) if words else None
    return read


def support_person_names(session: Session, caller: Caller) -> Iterable[str]:
    """The names of the guardians and trusted people of the caller's participants."""
    vault = Vault(session, PersonKey)
    for row in session.scalars(select(Participant).where(may_be_seen_by(caller))):
        known = support_person(vault, row)
        if known:
            yield known["name"]


def list_colleagues(session: Session, caller: Caller) -> list[dict[str, Any]]:
    """The staff of the caller's organisation and what they do there.

    For a participant: who supports them, who coordinates, and who looked at what is theirs.
    """
    rows = session.execute(
        select(Account, Membership.role)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Membership.organisation_id == caller.organisation_id,
            Membership.role != Role.PARTICIPANT,
        )
        .order_by(Membership.role, Account.name)
    ).all()
    Vault(session, PersonKey).load([account.id for account, _ in rows])
    return [
        {"id": account.id, "display_name": display_name(session, account), "role": Role(role)}
        for account, role in rows
    ]


def display_name(session: Session, account: Account) -> str:
    """An account's display name, unsealed."""
    return Vault(session, PersonKey).unseal_words(
        account.id, account.sealed_display_name, display_name_of(account.id)
    )


def pseudonyms(session: Session, ids: set[UUID]) -> dict[UUID, str]:
    """The pseudonyms of those participants whom the caller may see."""
    rows = session.execute(
        select(Participant.id, Participant.pseudonym).where(Participant.id.in_(ids))
    )
    return {row.id: row.pseudonym for row in rows}

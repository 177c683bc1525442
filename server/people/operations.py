"""Making accounts; the caller owns the transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from server.core import audit
from server.core.caller import Role
from server.core.seals import Vault
from server.people import passwords
from server.people.tables import Account, Membership, PersonKey


@dataclass(frozen=True)
class NewAccount:
    """What an account begins with."""

    id: UUID
    name: str
    password: str
    display_name: str
    memberships: Sequence[tuple[UUID, Role]]


def create_account(session: Session, new: NewAccount) -> Account:
    """Make an account with its roles; for an operator."""
    account = Account(
        id=new.id,
        name=new.name.strip().casefold(),
        password_hash=passwords.hasher.hash(new.password),
    )
    session.add(account)
    session.flush()
    session.add_all(
        Membership(account_id=new.id, organisation_id=organisation_id, role=role)
        for organisation_id, role in new.memberships
    )
    session.flush()
    account.sealed_display_name = Vault(session, PersonKey).seal_words(
        new.id, new.display_name, display_name_of(new.id)
    )
    audit.record(session, "account_created", "account", new.id)
    return account


def display_name_of(account_id: UUID) -> str:
    """What a sealed display name belongs to."""
    return f"account.display_name:{account_id}"

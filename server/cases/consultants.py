"""Who can be invited: consultants of one's own provider and of every funder."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from server.cases.tables import ComesFrom
from server.core.caller import Caller, Role
from server.core.seals import Vault
from server.partners.tables import Organisation, OrganisationKind
from server.people.queries import display_name
from server.people.tables import Account, Assignment, Membership, PersonKey


class Invited(NamedTuple):
    """An account in an organisation: a consultant may work for two."""

    account_id: UUID
    organisation_id: UUID


@dataclass(frozen=True)
class Consultant:
    """Somebody who can be invited."""

    invited: Invited
    display_name: str
    organisation: str
    comes_from: ComesFrom

    @property
    def account_id(self) -> UUID:
        """The account alone."""
        return self.invited.account_id

    @property
    def organisation_id(self) -> UUID:
        """The organisation alone."""
        return self.invited.organisation_id


def list_consultants(
    session: Session,
    caller: Caller,
    participant_id: UUID | None = None,
    among: Collection[UUID] | None = None,
) -> list[Consultant]:
    """Everybody who can be invited, by organisation; whoever supports the person cannot be.

    Args:
        among: only these accounts, where they are known already.
    """
    supporting = select(Assignment.account_id).where(Assignment.participant_id == participant_id)
    rows = session.execute(
        select(Account, Organisation)
        .join(Membership, Membership.account_id == Account.id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(
            Membership.role == Role.CONSULTANT,
            or_(
                Organisation.kind == OrganisationKind.FUNDER,
                Organisation.id == caller.organisation_id,
            ),
            Account.id.not_in(supporting),
            *([] if among is None else [Account.id.in_(among)]),
        )
        .order_by(Organisation.name, Account.name)
    ).all()
    Vault(session, PersonKey).load([account.id for account, _ in rows])
    return [
        Consultant(
            Invited(account.id, organisation.id),
            display_name(session, account),
            organisation.name,
            ComesFrom.FUNDER
            if organisation.kind == OrganisationKind.FUNDER
            else ComesFrom.PROVIDER,
        )
        for account, organisation in rows
    ]

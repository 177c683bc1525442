"""Members: who is in an organisation in which role, and how that ends."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from server.core import audit, clock
from server.core.caller import Caller, Role
from server.core.problems import NotFound
from server.core.seals import Vault
from server.partners.tables import Organisation, OrganisationKind
from server.people.errors import LastOfTheirKind
from server.people.queries import display_name
from server.people.rules import (
    GIVEN_BY_COORDINATORS,
    GIVEN_BY_OPERATORS,
    manageable_by,
    may_manage,
    role_fits,
)
from server.people.tables import Account, Invitation, Membership, PersonKey


def list_organisations(session: Session, caller: Caller) -> list[dict[str, Any]]:
    """The organisations whose members the caller keeps, with the roles that are theirs to give."""
    everywhere = caller.role is Role.OPERATOR
    roles = GIVEN_BY_OPERATORS if everywhere else GIVEN_BY_COORDINATORS
    rows = select(Organisation).order_by(Organisation.name)
    if not everywhere:
        rows = rows.where(Organisation.id == caller.organisation_id)
    in_order = [role for role in Role if role in roles]
    return [
        {
            "organisation": one,
            "roles": [role for role in in_order if role_fits(OrganisationKind(one.kind), role)],
        }
        for one in session.scalars(rows)
    ]


def list_members(session: Session, caller: Caller, organisation_id: UUID) -> list[dict[str, Any]]:
    """The members of an organisation and their roles, by name; none if it is not the caller's."""
    rows = session.execute(
        select(Account, Membership.role)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.organisation_id == organisation_id, manageable_by(caller, Membership))
        .order_by(Account.name, Membership.role)
    ).all()
    Vault(session, PersonKey).load([account.id for account, _ in rows])
    resettable = {id_: may_reset(session, id_) for id_ in {account.id for account, _ in rows}}
    return [
        {
            "account_id": account.id,
            "name": account.name,
            "display_name": display_name(session, account),
            "role": Role(role),
            "may_be_reset": resettable[account.id],
        }
        for account, role in rows
    ]


def may_reset(session: Session, account_id: UUID) -> bool:
    """Whether the caller of this transaction may hand out a new password for an account."""
    return bool(session.scalar(select(func.people.may_reset(account_id))))


def end_membership(
    session: Session, caller: Caller, account_id: UUID, organisation_id: UUID, role: Role
) -> None:
    """Take a role from an account: its sessions in it end, and its open invitations there.

    Raises:
        NotFound: there is no such membership that the caller may end.
        LastOfTheirKind: nobody would be left in the role in which the caller lets others in.
    """
    if not may_manage(caller, organisation_id, role):
        raise NotFound
    if role is caller.role:
        check_not_the_last(session, organisation_id, role)
    ended = session.execute(
        delete(Membership)
        .where(
            Membership.account_id == account_id,
            Membership.organisation_id == organisation_id,
            Membership.role == role,
        )
        .returning(Membership.account_id)
    ).all()
    if not ended:
        raise NotFound
    session.execute(
        update(Invitation)
        .where(
            Invitation.invited_by == account_id,
            Invitation.organisation_id == organisation_id,
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
            manageable_by(caller, Invitation),
        )
        .values(revoked_at=clock.now())
    )
    audit.record(session, "membership_ended", "account", account_id, role=role)


def check_not_the_last(session: Session, organisation_id: UUID, role: Role) -> None:
    """Keep somebody who can let others in: a coordinator per organisation, an operator at all.

    Raises:
        LastOfTheirKind: there is only one.
    """
    # Two who leave at once must not each take the other for the one who stays.
    place = f"{role}:{organisation_id if role is Role.COORDINATOR else ''}"
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(place, 0))))
    count = select(func.count(Membership.account_id.distinct())).where(Membership.role == role)
    if role is Role.COORDINATOR:
        count = count.where(Membership.organisation_id == organisation_id)
    if (session.scalar(count) or 0) <= 1:
        raise LastOfTheirKind("Invite somebody for this role first.")

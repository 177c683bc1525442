"""Who may see and erase which participant and who may let whom in: predicates, SQL twins.

Whoever works with a participant may also change what is known of them, hand them over to a
colleague and pair a device for them; the participant, who sees themself, may not.
"""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false

from server.core.caller import Allow, Caller, Role, holding
from server.partners.tables import OrganisationKind
from server.people.tables import Assignment, Invitation, Membership, Participant

GIVEN_BY_COORDINATORS = frozenset(
    {Role.FACILITATOR, Role.COORDINATOR, Role.CONSULTANT, Role.PARTNER}
)
GIVEN_BY_OPERATORS = frozenset(Role) - {Role.PARTICIPANT}
"""Participants are not invited: a facilitator takes them in."""
BELONGS_TO: dict[Role, frozenset[OrganisationKind]] = {
    Role.PARTICIPANT: frozenset({OrganisationKind.PROVIDER}),
    Role.FACILITATOR: frozenset({OrganisationKind.PROVIDER}),
    Role.COORDINATOR: frozenset({OrganisationKind.PROVIDER}),
    Role.CONSULTANT: frozenset({OrganisationKind.PROVIDER, OrganisationKind.FUNDER}),
    Role.PLANNER: frozenset({OrganisationKind.MUNICIPALITY}),
    Role.PARTNER: frozenset(OrganisationKind),
    Role.OPERATOR: frozenset(OrganisationKind),
}
"""In which kinds of organisation a role is held; operators belong to the installation."""
MUST_PROVE = frozenset({Role.COORDINATOR, Role.PLANNER, Role.OPERATOR, Role.CONSULTANT})
"""Whoever can let others in, or publish, or reads about health from outside the support, shows a
second factor (outside the demo)."""

lets_others_in: Allow = holding(Role.COORDINATOR, Role.OPERATOR)


def may_see(caller: Caller, participant: Participant) -> bool:
    """A coordinator sees the provider's, a facilitator those assigned, a participant themself."""
    if participant.provider_id != caller.organisation_id:
        return False
    if caller.role is Role.COORDINATOR:
        return True
    if caller.role is Role.PARTICIPANT:
        return caller.account_id is not None and participant.account_id == caller.account_id
    assigned = {assignment.account_id for assignment in participant.assignments}
    return caller.role is Role.FACILITATOR and caller.account_id in assigned


def may_be_seen_by(caller: Caller) -> ColumnElement[bool]:
    """``may_see`` as SQL."""
    own = Participant.provider_id == caller.organisation_id
    if caller.role is Role.COORDINATOR:
        return own
    if caller.role is Role.PARTICIPANT:
        return and_(own, Participant.account_id == caller.account_id)
    if caller.role is Role.FACILITATOR:
        return and_(
            own,
            exists().where(
                Assignment.participant_id == Participant.id,
                Assignment.account_id == caller.account_id,
            ),
        )
    return false()


def may_erase(caller: Caller, participant: Participant) -> bool:
    """Only a coordinator of the provider: there is no way back.

    Its SQL twin is ``people.may_erase_participant``.
    """
    return caller.role is Role.COORDINATOR and participant.provider_id == caller.organisation_id


def may_manage(caller: Caller, organisation_id: UUID, role: Role) -> bool:
    """Whether a role there is the caller's to give and to take; ``people.may_manage`` is its twin.

    Coordinators do so in their own organisation, operators everywhere.
    """
    if caller.role is Role.OPERATOR:
        return role in GIVEN_BY_OPERATORS
    own = caller.organisation_id is not None and caller.organisation_id == organisation_id
    return caller.role is Role.COORDINATOR and own and role in GIVEN_BY_COORDINATORS


def role_fits(kind: OrganisationKind, role: Role) -> bool:
    """Whether a role is held in such an organisation; ``people.role_fits`` is its twin."""
    return kind in BELONGS_TO[role]


def manageable_by(
    caller: Caller, table: type[Membership] | type[Invitation]
) -> ColumnElement[bool]:
    """``may_manage`` as SQL, over memberships or invitations."""
    if caller.role is Role.OPERATOR:
        return table.role.in_(GIVEN_BY_OPERATORS)
    if caller.role is Role.COORDINATOR:
        own = table.organisation_id == caller.organisation_id
        return and_(own, table.role.in_(GIVEN_BY_COORDINATORS))
    return false()


def may_reset(caller: Caller, account_id: UUID, memberships: Iterable[tuple[UUID, Role]]) -> bool:
    """Whether the caller may hand out a new password; ``people.may_reset`` is its twin.

    Only where every role of the account is the caller's to give: else a coordinator could become
    whatever else a member of their staff is. Nobody resets themself: they say their password.

    Args:
        memberships: all of the account's, also those the caller does not see.
    """
    held = list(memberships)
    return (
        account_id != caller.account_id
        and bool(held)
        and all(may_manage(caller, organisation_id, role) for organisation_id, role in held)
    )


def is_held_back(role: Role | None, *, proved: bool, strict: bool) -> bool:
    """Whether a session may do nothing yet but set up a second factor.

    Args:
        proved: the session has shown one.
        strict: the installation asks for one, as every one but a demo does.
    """
    return strict and not proved and role in MUST_PROVE

"""Who reaches which exploration, and with it all that was found: a predicate and its SQL twin."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, or_

from server.core.caller import Caller, Role
from server.explorations.tables import Exploration, ExplorationFacilitator, ExplorationParticipant
from server.people.tables import Assignment


def may_reach(caller: Caller, exploration: Exploration, assigned: set[UUID]) -> bool:
    """A coordinator reaches all of the provider's; a facilitator those they have a part in.

    A part is: having begun it, being one of its facilitators, or supporting one of its
    participants.

    Args:
        assigned: the participants assigned to the caller.
    """
    if exploration.provider_id != caller.organisation_id:
        return False
    if caller.role is not Role.FACILITATOR:
        return caller.role is Role.COORDINATOR
    has_a_part = {exploration.created_by} | {one.account_id for one in exploration.facilitators}
    taking_part = {one.participant_id for one in exploration.participants}
    return caller.account_id in has_a_part or not taking_part.isdisjoint(assigned)


def reachable_by(caller: Caller) -> ColumnElement[bool]:
    """``may_reach`` as SQL."""
    own = Exploration.provider_id == caller.organisation_id
    if caller.role is Role.COORDINATOR:
        return own
    if caller.role is not Role.FACILITATOR:
        return false()
    facilitated = exists().where(
        ExplorationFacilitator.exploration_id == Exploration.id,
        ExplorationFacilitator.account_id == caller.account_id,
    )
    supported = exists().where(
        ExplorationParticipant.exploration_id == Exploration.id,
        ExplorationParticipant.participant_id == Assignment.participant_id,
        Assignment.account_id == caller.account_id,
    )
    begun = Exploration.created_by == caller.account_id
    return and_(own, or_(begun, facilitated, supported))

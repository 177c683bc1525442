"""Who reaches which exploration, and with it all that was found: a predicate and its SQL twin."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, or_

from server.core.caller import Caller, Role
from server.explorations.tables import Exploration, ExplorationFacilitator, ExplorationParticipant
from server.people.tables import Assignment, Participant


def may_reach(caller: Caller, exploration: Exploration, assigned: set[UUID]) -> bool:
    """A coordinator reaches all of the provider's; others those they have a part in.

    A part of a facilitator is: having begun it, being one of its facilitators, or supporting one of
    its participants. A part of a participant is: having begun it, or taking part.

    Args:
        assigned: the participants assigned to the caller, or the participant the caller is.
    """
    if exploration.provider_id != caller.organisation_id:
        return False
    if caller.role not in {Role.FACILITATOR, Role.PARTICIPANT}:
        return caller.role is Role.COORDINATOR
    has_a_part = {exploration.created_by}
    if caller.role is Role.FACILITATOR:
        has_a_part |= {one.account_id for one in exploration.facilitators}
    taking_part = {one.participant_id for one in exploration.participants}
    return caller.account_id in has_a_part or not taking_part.isdisjoint(assigned)


def reachable_by(caller: Caller) -> ColumnElement[bool]:
    """``may_reach`` as SQL."""
    own = Exploration.provider_id == caller.organisation_id
    if caller.role is Role.COORDINATOR:
        return own
    begun = Exploration.created_by == caller.account_id
    if caller.role is Role.PARTICIPANT:
        taken_part = exists().where(
            ExplorationParticipant.exploration_id == Exploration.id,
            ExplorationParticipant.participant_id == Participant.id,
            Participant.account_id == caller.account_id,
        )
        return and_(own, or_(begun, taken_part))
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
    return and_(own, or_(begun, facilitated, supported))


def may_change(caller: Caller, exploration: Exploration) -> bool:
    """Staff change what they reach; a participant only what they began.

    Its SQL twin is the policy ``explorations_own_changed``.
    """
    return caller.role is not Role.PARTICIPANT or exploration.created_by == caller.account_id

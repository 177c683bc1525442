"""Who may see and who may erase which participant: predicates and their SQL twins.

Whoever sees a participant may change what is known of them and hand them over to a colleague.
"""

from sqlalchemy import ColumnElement, and_, exists, false

from server.core.caller import Caller, Role
from server.people.tables import Assignment, Participant


def may_see(caller: Caller, participant: Participant) -> bool:
    """A coordinator sees the provider's participants, a facilitator those assigned to them."""
    if participant.provider_id != caller.organisation_id:
        return False
    if caller.role is Role.COORDINATOR:
        return True
    assigned = {assignment.account_id for assignment in participant.assignments}
    return caller.role is Role.FACILITATOR and caller.account_id in assigned


def may_be_seen_by(caller: Caller) -> ColumnElement[bool]:
    """``may_see`` as SQL."""
    own = Participant.provider_id == caller.organisation_id
    if caller.role is Role.COORDINATOR:
        return own
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

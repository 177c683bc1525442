"""Who reads a consultation, and who brings one: predicates and SQL twins.

Whoever sees the person (``people.rules.may_see``) and works with them brings consultations and sees
them in every state; the person sees those about themself, and changes none. A member sees one while
it is open and its time has not run out, and only as long as the person agrees, which is asked at
every read.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select

from server.cases.tables import Consultation, SharedPicture, State
from server.core.caller import Caller, Role

LONGEST = timedelta(days=90)
"""What the consent's text promises: three months at most."""


def may_read_case(
    caller: Caller, consultation: Consultation, at: datetime, *, agrees: bool
) -> bool:
    """Whether a member reads what is shared.

    Args:
        agrees: the person's consent to their case consultation holds now.
    """
    invited = {(one.account_id, one.organisation_id) for one in consultation.members}
    return (
        caller.role is Role.CONSULTANT
        and (caller.account_id, caller.organisation_id) in invited
        and is_running(consultation, at)
        and agrees
    )


def is_running(consultation: Consultation, at: datetime) -> bool:
    """Whether members have access as far as state and time say."""
    return (
        consultation.state == State.OPEN
        and consultation.access_ends_at is not None
        and consultation.access_ends_at > at
    )


def readable_as_member() -> ColumnElement[bool]:
    """``may_read_case`` as SQL, for the caller the transaction was told."""
    return Consultation.id.in_(select(func.field.cases_open()))


def shown_as_member() -> ColumnElement[bool]:
    """``may_read_case`` for photographs, which ask for the consent to release them as well."""
    return SharedPicture.consultation_id.in_(select(func.field.cases_open("release_media")))

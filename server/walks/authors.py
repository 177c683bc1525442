"""Whose finding it is: one of those who took part, and of a participant only their own."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import Session

from server.core.caller import Caller, Role
from server.explorations.errors import NotTakingPart
from server.explorations.rules import reachable_by
from server.explorations.tables import Exploration, ExplorationParticipant
from server.people.queries import own_participant
from server.people.tables import Participant
from server.walks.tables import Finding


def may_see_finding(caller: Caller, finding: Finding, taking_part: set[UUID], own: UUID) -> bool:
    """Of an exploration they reach, staff see all findings, and a participant what is theirs.

    Theirs is what they found, and what the staff saw where nobody else took part.

    Args:
        taking_part: the participants of the exploration.
        own: the participant the caller is, where they are one.
    """
    if caller.role is not Role.PARTICIPANT:
        return True
    author = finding.author_participant_id
    return author == own or (author is None and taking_part <= {own})


def findings_seen_by(caller: Caller) -> ColumnElement[bool]:
    """``may_see_finding`` within reach, as SQL."""
    reached = Finding.exploration_id.in_(select(Exploration.id).where(reachable_by(caller)))
    if caller.role is not Role.PARTICIPANT:
        return reached if caller.role in {Role.FACILITATOR, Role.COORDINATOR} else false()
    own = select(Participant.id).where(Participant.account_id == caller.account_id)
    others = exists().where(
        ExplorationParticipant.exploration_id == Finding.exploration_id,
        ExplorationParticipant.participant_id.not_in(own),
    )
    author = Finding.author_participant_id
    return and_(reached, or_(author.in_(own), and_(author.is_(None), ~others)))


def check_records_for_oneself(session: Session, caller: Caller, author_id: UUID | None) -> None:
    """A participant records and changes only what they found themself; staff do so for others.

    Raises:
        NotTakingPart: it is somebody else's.
    """
    if caller.role is not Role.PARTICIPANT:
        return
    oneself = own_participant(session, caller)
    if oneself is None or author_id != oneself.id:
        raise NotTakingPart("Record for yourself.", field="author_participant_id")


def check_author(session: Session, exploration_id: UUID, author_id: UUID | None) -> None:
    """The author is one of those who took part.

    Raises:
        NotTakingPart: it is somebody else.
    """
    if author_id is None:
        return
    taking_part = session.scalar(
        select(ExplorationParticipant.participant_id).where(
            ExplorationParticipant.exploration_id == exploration_id,
            ExplorationParticipant.participant_id == author_id,
        )
    )
    if taking_part is None:
        raise NotTakingPart("Choose one of the participants.", field="author_participant_id")

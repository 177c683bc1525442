"""Whose finding it is: one of those who took part, and of a participant only their own."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import Session

from server.consent.keeping import check_not_among, refusing
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


@dataclass(frozen=True)
class Authors:
    """What is asked about the authors of findings, read once for many.

    Attributes:
        refusing: participants who said no to keeping what is theirs.
        only: the participant the caller is, who records for nobody else; none for staff.
    """

    refusing: set[UUID]
    only: set[UUID] | None

    @classmethod
    def read(cls, session: Session, caller: Caller, author_ids: Iterable[UUID | None]) -> "Authors":
        """What is known of these, as the caller's findings or somebody's they recorded."""
        return cls(refusing(session, author_ids), only_oneself(session, caller))

    def check(self, author_id: UUID | None) -> None:
        """The author did not refuse, and is the caller where that is a participant.

        Raises:
            NoConsent: the author said no to keeping.
            NotTakingPart: a participant records for somebody else.
        """
        check_not_among(self.refusing, author_id)
        self.check_oneself(author_id)

    def check_oneself(self, author_id: UUID | None) -> None:
        """A participant records and changes only what they found themself; staff do for others.

        Raises:
            NotTakingPart: it is somebody else's.
        """
        if self.only is not None and author_id not in self.only:
            raise NotTakingPart("Record for yourself.", field="author_participant_id")


def only_oneself(session: Session, caller: Caller) -> set[UUID] | None:
    """The participant who calls, as the only one they may record for; none for staff."""
    if caller.role is not Role.PARTICIPANT:
        return None
    own = own_participant(session, caller)
    return {own.id} if own else set()

"""Explorations as records that devices keep."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core import clock
from server.core.caller import Caller, Role
from server.core.seals import FieldKey, Vault
from server.explorations.errors import ClockAhead, NotTakingPart, ParentMissing
from server.explorations.rules import may_change
from server.explorations.schemas import ExplorationSchema
from server.explorations.tables import (
    Exploration,
    ExplorationFacilitator,
    ExplorationParticipant,
)
from server.people.queries import own_participant
from server.people.tables import Membership, Participant
from server.spaces.tables import SocialSpace
from server.sync.kinds import Belonging, Body, Kind

CLOCKS_DIFFER = timedelta(days=31)
"""Phones are set to wrong days or months; what was seen must not be refused for that."""
PLAIN_FIELDS = (
    "date",
    "method",
    "social_space_id",
    "occasion",
    "practice",
    "started_at",
    "ended_at",
)


class ExplorationKind(Kind):
    """Who, when, how: everything else hangs on it."""

    name = "exploration"
    rank = 0
    table = Exploration
    schema = ExplorationSchema

    def belongs_to(self, session: Session, record_id: UUID, body: Body) -> Belonging:
        """Itself."""
        del session, body
        return Belonging(exploration_id=record_id)

    def put(self, session: Session, caller: Caller, record_id: UUID, body: Body) -> Exploration:
        """Begin an exploration, or change one.

        Raises:
            NotTakingPart: a participant or facilitator is not one the caller works with.
            ParentMissing: there is no such social space.
            ClockAhead: it begins in the future.
        """
        check_time("started_at", body["started_at"])
        exploration = session.get(Exploration, record_id)
        check_people(session, caller, body, exploration)
        space_id = body["social_space_id"]
        if space_id and session.get(SocialSpace, space_id) is None:
            raise ParentMissing("Choose another social space.", field="social_space_id")
        if exploration is None:
            exploration = Exploration(
                id=record_id,
                provider_id=caller.organisation_id,
                created_by=caller.account_id,
                revision=record_id,
                **{name: body[name] for name in PLAIN_FIELDS},
            )
            session.add(exploration)
            session.flush()
        for name in PLAIN_FIELDS:
            setattr(exploration, name, body[name])
        write_people(exploration, body)
        session.flush()
        exploration.sealed_title = Vault(session, FieldKey).seal_words(
            record_id, body["title"], title_of(record_id)
        )
        return exploration

    def bodies(self, session: Session, rows: Sequence[Any]) -> list[Body]:
        """The explorations as they were put."""
        vault = Vault(session, FieldKey)
        vault.load([row.id for row in rows])
        return [self.writer.dump(wire_exploration(vault, row)) for row in rows]


def wire_exploration(vault: Vault, row: Exploration) -> Body:
    """One exploration with its title unsealed."""
    return {name: getattr(row, name) for name in PLAIN_FIELDS} | {
        "title": vault.unseal_words(row.id, row.sealed_title, title_of(row.id)),
        "participant_ids": sorted(one.participant_id for one in row.participants),
        "facilitator_ids": sorted(one.account_id for one in row.facilitators),
    }


def title_of(exploration_id: UUID) -> str:
    """What a sealed title belongs to."""
    return f"exploration.title:{exploration_id}"


def check_time(field: str, moment: datetime) -> None:
    """Refuse what lies in the future.

    Raises:
        ClockAhead: by more than clocks differ.
    """
    if moment > clock.now() + CLOCKS_DIFFER:
        raise ClockAhead("Set the phone's clock and correct the time.", field=field)


def check_people(
    session: Session, caller: Caller, body: Body, exploration: Exploration | None
) -> None:
    """Only people the caller works with can take part, beside those who do already.

    Raises:
        NotTakingPart: with the field that names somebody else.
    """
    if caller.role is Role.PARTICIPANT:
        check_only_oneself(session, caller, body, exploration)
    known = set(
        session.scalars(select(Participant.id).where(Participant.id.in_(body["participant_ids"])))
    )
    if exploration is not None:
        known |= {one.participant_id for one in exploration.participants}
    if not known.issuperset(body["participant_ids"]):
        raise NotTakingPart("Choose among your participants.", field="participant_ids")
    colleagues = session.scalars(
        select(Membership.account_id).where(
            Membership.organisation_id == caller.organisation_id,
            Membership.role != Role.PARTICIPANT,
            Membership.account_id.in_(body["facilitator_ids"]),
        )
    )
    if not set(colleagues).issuperset(body["facilitator_ids"]):
        raise NotTakingPart("Choose among your colleagues.", field="facilitator_ids")


def check_only_oneself(
    session: Session, caller: Caller, body: Body, exploration: Exploration | None
) -> None:
    """A participant explores for themself: who else takes part is the staff's to say.

    Raises:
        NotTakingPart: they name somebody else, leave themself out, or did not begin it.
    """
    oneself = own_participant(session, caller)
    expected = {oneself.id} if oneself else set()
    if exploration is not None:
        expected = {one.participant_id for one in exploration.participants}
        if not may_change(caller, exploration):
            raise NotTakingPart("Begin an exploration of your own.", field="participant_ids")
    if set(body["participant_ids"]) != expected:
        raise NotTakingPart("Record for yourself.", field="participant_ids")


def write_people(exploration: Exploration, body: Body) -> None:
    """Make who takes part what the body says."""
    here = {one.participant_id: one for one in exploration.participants}
    exploration.participants = [
        here.get(id_) or ExplorationParticipant(exploration_id=exploration.id, participant_id=id_)
        for id_ in dict.fromkeys(body["participant_ids"])
    ]
    helping = {one.account_id: one for one in exploration.facilitators}
    exploration.facilitators = [
        helping.get(id_) or ExplorationFacilitator(exploration_id=exploration.id, account_id=id_)
        for id_ in dict.fromkeys(body["facilitator_ids"])
    ]

"""Whether anything of a person may be kept: not once they said no. Who was not asked yet did not.

The policies of the tables ask ``people.said_no()`` the same of every row that is written.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session

from server.consent.errors import NoConsent
from server.consent.rules import said_no
from server.consent.tables import Consent
from server.consent.texts import Purpose
from server.core.database import columns

IDS: BindParameter[Any] = bindparam("ids", expanding=True)
# Put together once, and without the proofs: a recording is megabytes that nobody here looks at.
ANSWERED = select(
    Consent.participant_id, Consent.id, Consent.purpose, Consent.answer, Consent.counts_from
).where(Consent.participant_id.in_(IDS))


def refusing(session: Session, participant_ids: Iterable[UUID | None]) -> set[UUID]:
    """Those of these participants who said no to keeping what is theirs."""
    asked = {one for one in participant_ids if one}
    answers: dict[UUID, list[Any]] = defaultdict(list)
    if asked:
        for row in columns(session, ANSWERED, {"ids": list(asked)}):
            answers[row.participant_id].append(row)
    return {one for one, said in answers.items() if said_no(said, Purpose.KEEP_MAPS)}


def check_not_among(refused: set[UUID], participant_id: UUID | None) -> None:
    """A person is none of those who said no.

    Raises:
        NoConsent: they are.
    """
    if participant_id in refused:
        raise NoConsent("Nothing of this person may be kept.", purpose=Purpose.KEEP_MAPS)

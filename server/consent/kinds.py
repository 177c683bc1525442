"""Answers as records that devices keep: so agreeing and taking back work without a network."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.consent import endings
from server.consent.operations import PLAIN_FIELDS, take_answer
from server.consent.schemas import ConsentSchema
from server.consent.tables import Answer, Consent, ConsentText
from server.core.caller import Caller
from server.sync.kinds import Belonging, Body, Kind


class ConsentRecord(Kind):
    """One answer to one purpose."""

    name = "consent"
    rank = 0
    table = Consent
    schema = ConsentSchema
    never_changes = True

    def belongs_to(self, session: Session, record_id: UUID, body: Body) -> Belonging:
        """The participant who answered."""
        del session, record_id
        return Belonging(participant_id=body["participant_id"])

    def put(self, session: Session, caller: Caller, record_id: UUID, body: Body) -> Consent:
        """Take down the answer."""
        return take_answer(session, caller, record_id, body)

    def written(self, session: Session, row: Consent) -> None:
        """After a no, what rests on the yes ends at once."""
        if row.answer != Answer.GIVEN:
            endings.end(session, row.participant_id)

    def bodies(self, session: Session, rows: Sequence[Any]) -> list[Body]:
        """The answers as they were put, but without their proofs."""
        hashes = {row.text_hash for row in rows}
        texts = session.scalars(select(ConsentText).where(ConsentText.hash.in_(hashes)))
        shown = {(text.purpose, text.hash): text for text in texts}
        return [
            self.writer.dump(wire_consent(row, shown[row.purpose, row.text_hash])) for row in rows
        ]


def wire_consent(row: Consent, text: ConsentText) -> Body:
    """One answer with the version and language of its text."""
    plain = {name: getattr(row, name) for name in PLAIN_FIELDS}
    return plain | {"text_version": text.version, "language": text.language, "evidence": None}

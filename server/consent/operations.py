"""Taking down an answer; the caller owns the transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.consent.errors import (
    FormMissing,
    NeedsAnother,
    ParticipantUnknown,
    SpokenNotEnough,
    TextUnknown,
)
from server.consent.evidence import RECORDINGS, read_evidence
from server.consent.rules import answers_until, has_consent
from server.consent.tables import Answer, Consent, ConsentText, How
from server.consent.texts import purpose_texts
from server.core import audit, clock
from server.core.caller import Caller
from server.core.seals import Vault
from server.people.tables import Participant, PersonKey

MONTHS = 12
LAST_SURE_DAY = 28
PLAIN_FIELDS = ("participant_id", "purpose", "answer", "text_hash", "how", "present", "answered_at")


def take_answer(
    session: Session, caller: Caller, consent_id: UUID, body: dict[str, Any]
) -> Consent:
    """Add an answer to the sequence of a participant's answers.

    Raises:
        ParticipantUnknown: the caller does not work with them.
        TextUnknown: the text shown is none of ours.
        SpokenNotEnough, FormMissing: a yes about health data was only spoken, or lacks its proof.
        NeedsAnother: the purpose requires one they had not agreed to at that moment.
        UnreadableEvidence, NoPhotograph: the proof is not what it says it is.
    """
    participant_id, arrived_at = body["participant_id"], clock.now()
    if session.get(Participant, participant_id) is None:
        raise ParticipantUnknown("Choose one of your participants.")
    check_text(session, body)
    counts_from = min(body["answered_at"], arrived_at)
    evidence = read_evidence(body["evidence"])
    if body["answer"] is Answer.GIVEN:
        check_form(body, proof=evidence and evidence[0])
        check_required(session, body, counts_from)
    consent = Consent(
        id=consent_id,
        arrived_at=arrived_at,
        counts_from=counts_from,
        valid_until=valid_until(body, counts_from),
        recorded_by=caller.account_id,
        **{name: body[name] for name in PLAIN_FIELDS},
    )
    if evidence:
        consent.evidence_type, proof = evidence
        consent.sealed_evidence = Vault(session, PersonKey).seal(
            participant_id, proof, evidence_of(consent_id)
        )
    codes = {"purpose": body["purpose"], "how": body["how"]}
    audit.record(session, f"consent_{body['answer']}", "participant", participant_id, **codes)
    session.add(consent)
    return consent


def check_text(session: Session, body: dict[str, Any]) -> None:
    """The text is one that was shown to people.

    Raises:
        TextUnknown: it is not, or version and language do not fit it.
    """
    text = session.get(ConsentText, (body["purpose"], body["text_hash"]))
    named = (body["text_version"], body["language"])
    if text is None or (text.version, text.language) != named:
        raise TextUnknown("Update the app and ask again.")


def check_form(body: dict[str, Any], *, proof: str | None) -> None:
    """A yes has the form its purpose needs.

    Args:
        proof: the type of the proof that came along.

    Raises:
        SpokenNotEnough: it is about health and was only spoken.
        FormMissing: its proof is missing, or none of its kind.
    """
    spoken = body["how"] is How.SPOKEN
    if spoken and purpose_texts()[body["purpose"]].health_data:
        raise SpokenNotEnough("Ask for a signature here or on paper.")
    if spoken != (proof in RECORDINGS):
        raise FormMissing("Send the recording of a spoken yes along.")
    if proof is None:
        raise FormMissing("Send the signature or a photograph of the paper along.")


def check_required(session: Session, body: dict[str, Any], at: datetime) -> None:
    """What the purpose requires was agreed to at that moment.

    Raises:
        NeedsAnother: with the purpose that was not.
    """
    answers = answers_until(answers_of(session, body["participant_id"]), at)
    for other in sorted(purpose_texts()[body["purpose"]].requires):
        if not has_consent(answers, other, at):
            raise NeedsAnother("Ask for that one first.", purpose=other)


def answers_of(session: Session, participant_id: UUID) -> list[Consent]:
    """All answers of a participant."""
    return list(
        session.scalars(select(Consent).where(Consent.participant_id == participant_id)).all()
    )


def valid_until(body: dict[str, Any], since: datetime) -> datetime | None:
    """When a yes runs out and the person is asked again."""
    if body["answer"] is not Answer.GIVEN:
        return None
    return months_later(since, purpose_texts()[body["purpose"]].valid_months)


def months_later(moment: datetime, months: int) -> datetime:
    """The same day so many months later; days a month may lack become its 28th."""
    years, month = divmod(moment.month - 1 + months, MONTHS)
    day = min(moment.day, LAST_SURE_DAY)
    return moment.replace(year=moment.year + years, month=month + 1, day=day)


def evidence_of(consent_id: UUID) -> str:
    """What a sealed proof belongs to."""
    return f"consent.evidence:{consent_id}"

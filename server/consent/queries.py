"""Reading answers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.consent.operations import evidence_of
from server.consent.rules import has_consent
from server.consent.tables import Consent
from server.consent.texts import Purpose
from server.core import clock
from server.core.problems import NotFound
from server.core.seals import Vault
from server.people.tables import PersonKey


def missing_consents(
    session: Session, participant_ids: Iterable[UUID], purposes: Sequence[Purpose]
) -> dict[UUID, list[Purpose]]:
    """Which of these purposes each participant does not agree to now, in their order."""
    asked, now = set(participant_ids), clock.now()
    answers: dict[UUID, list[Consent]] = defaultdict(list)
    for row in session.scalars(select(Consent).where(Consent.participant_id.in_(asked))):
        answers[row.participant_id].append(row)
    return {
        one: [purpose for purpose in purposes if not has_consent(answers[one], purpose, now)]
        for one in asked
    }


def read_evidence(session: Session, consent_id: UUID) -> tuple[str, bytes]:
    """The type and bytes of an answer's proof; opening it is recorded like every opening.

    Raises:
        NotFound: there is none, or not for the caller.
    """
    consent = session.get(Consent, consent_id)
    if consent is None or consent.sealed_evidence is None:
        raise NotFound
    return str(consent.evidence_type), proof_of(session, consent)


def proof_of(session: Session, consent: Consent) -> bytes:
    """The proof of an answer that has one."""
    return Vault(session, PersonKey).unseal(
        consent.participant_id, consent.sealed_evidence or b"", evidence_of(consent.id)
    )


def list_answers(session: Session, participant_id: UUID) -> Sequence[Consent]:
    """All answers of a participant, the newest first."""
    return session.scalars(
        select(Consent)
        .where(Consent.participant_id == participant_id)
        .order_by(Consent.counts_from.desc(), Consent.id.desc())
    ).all()

"""Findings and photographs between rows and wire."""

from uuid import UUID

from server.core.seals import Vault
from server.core.wire import wire_point
from server.media.tables import Photograph
from server.sync.kinds import Body
from server.walks.schemas import FindingSchema, PhotographSchema
from server.walks.tables import Finding

FINDING_FIELDS = (
    "kind",
    "question",
    "subcategory",
    "felt_effect",
    "groups",
    "location_source",
    "accuracy_m",
    "seen_at",
    "author_participant_id",
    "who_spoke",
)
PHOTOGRAPH_FIELDS = ("sha256", "type", "size_bytes", "taken_at")
FINDING_WRITER, PHOTOGRAPH_WRITER = FindingSchema(), PhotographSchema()


def wire_finding(vault: Vault, row: Finding) -> Body:
    """One finding with its note unsealed."""
    plain = {name: getattr(row, name) for name in FINDING_FIELDS} | {
        "walk_id": row.walk_id,
        "location": wire_point(row.location),
        "note": vault.unseal_words(row.holder_id, row.sealed_note, note_of(row.id)),
    }
    return dict(FINDING_WRITER.dump(plain))


def wire_photograph(vault: Vault, row: Photograph) -> Body:
    """One photograph's record with its description unsealed."""
    description = vault.unseal_words(row.holder_id, row.sealed_description, description_of(row.id))
    plain = {name: getattr(row, name) for name in PHOTOGRAPH_FIELDS}
    plain |= {"finding_id": row.finding_id, "description": description}
    return dict(PHOTOGRAPH_WRITER.dump(plain))


def note_of(finding_id: UUID) -> str:
    """What a sealed note belongs to."""
    return f"finding.note:{finding_id}"


def description_of(photograph_id: UUID) -> str:
    """What a sealed description belongs to."""
    return f"photograph.description:{photograph_id}"

"""Findings as material: what a person saw, and what was seen on a walk that was theirs alone."""

from collections import defaultdict
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from server.core.seals import FieldKey, Vault
from server.explorations.material import Material, Piece, PieceOfPicture
from server.explorations.tables import Exploration, ExplorationParticipant
from server.media.operations import read_picture
from server.media.storage import Folder
from server.media.tables import Photograph
from server.walks.tables import Finding
from server.walks.wire import description_of, note_of

FACTS = ("kind", "question", "subcategory", "felt_effect")


class FindingMaterial(Material):
    """Findings with their notes and photographs; what is practice is left out."""

    name = "finding"

    def pieces(self, session: Session, participant_id: UUID) -> list[Piece]:
        """The person's findings, the newest last."""
        alone = (
            select(ExplorationParticipant.exploration_id)
            .group_by(ExplorationParticipant.exploration_id)
            .having(func.bool_and(ExplorationParticipant.participant_id == participant_id))
        )
        theirs = or_(
            Finding.author_participant_id == participant_id,
            Finding.author_participant_id.is_(None) & Finding.exploration_id.in_(alone),
        )
        rows = session.scalars(
            select(Finding)
            .join(Exploration, Exploration.id == Finding.exploration_id)
            .where(theirs, Finding.erased_at.is_(None), Exploration.practice.is_(False))
            .order_by(Finding.seen_at, Finding.id)
        ).all()
        vault = Vault(session, FieldKey)
        vault.load([one.holder_id for one in rows])
        pictures = pictures_of(session, vault, [one.id for one in rows])
        return [
            Piece(
                id=one.id,
                facts={name: getattr(one, name) for name in FACTS},
                words=vault.unseal_words(one.holder_id, one.sealed_note, note_of(one.id)),
                seen=one.seen_at.date(),
                place=one.location,
                pictures=pictures[one.id],
            )
            for one in rows
        ]

    def picture(self, session: Session, folder: Folder, picture_id: UUID) -> bytes:
        """A photograph within the caller's reach, unsealed."""
        return read_picture(session, folder, session.get_one(Photograph, picture_id))


def pictures_of(
    session: Session, vault: Vault, finding_ids: list[UUID]
) -> dict[UUID, list[PieceOfPicture]]:
    """The photographs that have arrived, by finding."""
    rows = session.scalars(
        select(Photograph)
        .where(
            Photograph.finding_id.in_(finding_ids),
            Photograph.received_at.is_not(None),
            Photograph.erased_at.is_(None),
        )
        .order_by(Photograph.id)
    )
    found: dict[UUID, list[PieceOfPicture]] = defaultdict(list)
    for row in rows:
        words = vault.unseal_words(row.holder_id, row.sealed_description, description_of(row.id))
        found[row.finding_id].append(PieceOfPicture(row.id, row.sha256, row.type, words))
    return found

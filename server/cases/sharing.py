"""Choosing what is shown: masked copies under the key of the consultation."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from geoalchemy2 import WKBElement
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from server.cases.bringing import Brought, check_agreed
from server.cases.errors import NothingToShare
from server.cases.masking import hidden_in, mask, sounds_like_home
from server.cases.names import case_names
from server.cases.tables import CaseKey, SharedItem, SharedPicture, SharedSource
from server.consent.texts import Purpose
from server.core.caller import Caller
from server.core.jobs import nudge
from server.core.seals import Vault
from server.explorations.material import Material, Piece, Place, all_materials
from server.media.removing import REMOVE
from server.media.storage import Folder
from server.people.naming import KnownNames
from server.spaces.tables import SocialSpace


@dataclass(frozen=True)
class Choice:
    """One thing to show."""

    kind: str
    source_id: UUID
    with_place: bool
    """Tell the social space; never more."""
    confirmed: bool
    hidden: Sequence[Sequence[int]] = ()
    """Ranges of characters to hide besides the names that are found."""
    pictures: Sequence[UUID] = ()


@dataclass
class Sharing:
    """What is needed for every copy of one consultation."""

    session: Session
    folder: Folder
    brought: Brought
    known: KnownNames
    pieces: dict[tuple[str, UUID], tuple[Material, Piece]] = field(default_factory=dict)

    @property
    def id(self) -> UUID:
        """The consultation, whose key seals."""
        return self.brought.consultation.id


def choose(
    session: Session, folder: Folder, caller: Caller, brought: Brought, choices: Sequence[Choice]
) -> None:
    """Show these, and nothing else: copies are made anew.

    Raises:
        NoConsent: the person does not agree to it, or not to photographs.
        NothingToShare: something is not the person's, or its photograph has not arrived.
    """
    person = brought.subject.participant_id
    check_agreed(session, person, Purpose.CASE_CONSULTATION)
    if any(one.pictures for one in choices):
        check_agreed(session, person, Purpose.RELEASE_MEDIA)
    known = case_names(session, caller, person)
    sharing = Sharing(session, folder, brought, known, pieces_of(session, person))
    session.execute(delete(SharedItem).where(SharedItem.consultation_id == sharing.id))
    nudge(session, REMOVE)
    for position, one in enumerate(choices):
        copy(sharing, one, position)


def pieces_of(
    session: Session, participant_id: UUID, place: Place = Place.CONSULTATION
) -> dict[tuple[str, UUID], tuple[Material, Piece]]:
    """All that is the person's and can be shown at a place, by kind and id."""
    return {
        (material.name, piece.id): (material, piece)
        for material in all_materials()
        if place in material.shown_in
        for piece in material.pieces(session, participant_id)
    }


def copy(sharing: Sharing, choice: Choice, position: int) -> None:
    """Seal a masked copy of one thing."""
    found = sharing.pieces.get((choice.kind, choice.source_id))
    if found is None:
        raise NothingToShare("Read the material again.")
    material, piece = found
    vault, item_id = Vault(sharing.session, CaseKey), uuid4()
    body = copied(sharing, choice, piece)
    by_hand = {"hidden": [list(one) for one in choice.hidden], "pictures": choice.pictures}
    sharing.session.add(
        SharedItem(
            id=item_id,
            consultation_id=sharing.id,
            position=position,
            confirmed=choice.confirmed,
            sealed_body=vault.seal(sharing.id, json.dumps(body).encode(), body_of(item_id)),
        )
    )
    sharing.session.flush()
    sharing.session.add(
        SharedSource(
            item_id=item_id,
            consultation_id=sharing.id,
            kind=choice.kind,
            source_id=choice.source_id,
            sealed_hidden=vault.seal(
                sharing.id, json.dumps(by_hand, default=str).encode(), hidden_of(item_id)
            ),
        )
    )
    copy_pictures(sharing, material, piece, (item_id, choice))
    sharing.session.flush()


def copied(sharing: Sharing, choice: Choice, piece: Piece) -> dict[str, Any]:
    """What members read of one thing: codes, masked words, a month, a social space."""
    spans = hidden_in(piece.words, sharing.known, choice.hidden)
    return {
        "kind": choice.kind,
        "facts": piece.facts,
        "words": mask(piece.words, spans),
        "month": piece.seen.replace(day=1).isoformat(),
        "space": space_at(sharing.session, piece.place) if choice.with_place else None,
    }


def copy_pictures(
    sharing: Sharing, material: Material, piece: Piece, made: tuple[UUID, Choice]
) -> None:
    """Seal copies of the chosen photographs under ids of their own."""
    item_id, choice = made
    there = {one.id: one for one in piece.pictures}
    if not there.keys() >= set(choice.pictures):
        raise NothingToShare("Wait until the photograph has arrived.")
    vault = Vault(sharing.session, CaseKey)
    for position, source in enumerate(choice.pictures):
        picture_id, words = uuid4(), there[source].words
        data = material.picture(sharing.session, sharing.folder, source)
        sealed = vault.seal(sharing.id, data, picture_of(picture_id))
        sharing.folder.write(file_of(picture_id), sealed)
        masked = mask(words, hidden_in(words, sharing.known))
        sharing.session.add(
            SharedPicture(
                id=picture_id,
                item_id=item_id,
                consultation_id=sharing.id,
                position=position,
                type=there[source].type,
                sealed_description=vault.seal_words(sharing.id, masked, description_of(picture_id)),
            )
        )


def space_at(session: Session, place: WKBElement | None) -> str | None:
    """The name of the social space around a place: all that is told of where it is."""
    if place is None:
        return None
    return session.scalar(
        select(SocialSpace.name)
        .where(func.st_covers(SocialSpace.outline, place))
        .order_by(SocialSpace.code)
        .limit(1)
    )


def offer(session: Session, caller: Caller, brought: Brought) -> list[dict[str, Any]]:
    """All that could be shown, with what would be hidden and why a place had better not be told."""
    person = brought.subject.participant_id
    known = case_names(session, caller, person)
    return [
        {
            "kind": kind,
            "source_id": source_id,
            "facts": piece.facts,
            "words": piece.words,
            "found": hidden_in(piece.words, known),
            "seen": piece.seen,
            "space": space_at(session, piece.place),
            "sounds_like_home": any(
                sounds_like_home(words)
                for words in (piece.words, *(one.words for one in piece.pictures))
            ),
            "pictures": [
                {
                    "id": one.id,
                    "sha256": one.sha256,
                    "words": mask(one.words, hidden_in(one.words, known)),
                }
                for one in piece.pictures
            ],
        }
        for (kind, source_id), (_, piece) in pieces_of(session, person).items()
    ]


def file_of(picture_id: UUID) -> str:
    """Where the sealed bytes of a shared photograph lie; the database removes it by this name."""
    return f"cases/{picture_id}"


def body_of(item_id: UUID) -> str:
    """What a sealed copy belongs to."""
    return f"case.item:{item_id}"


def hidden_of(item_id: UUID) -> str:
    """What sealed ranges belong to."""
    return f"case.hidden:{item_id}"


def picture_of(picture_id: UUID) -> str:
    """What the bytes of a shared photograph belong to."""
    return f"case.picture:{picture_id}"


def description_of(picture_id: UUID) -> str:
    """What the description of a shared photograph belongs to."""
    return f"case.description:{picture_id}"

"""Choosing what leaves: writing releases, on the provider's side."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core import audit, clock, jobs
from server.core.caller import Caller
from server.core.problems import NotFound
from server.core.seals import FieldKey, Vault
from server.explorations.tables import Exploration
from server.media.operations import read_picture
from server.media.storage import Folder
from server.media.tables import Photograph
from server.people.naming import KnownNames, known_names, names_in
from server.release.consents import check_agreed, needed
from server.release.errors import NamesAPerson, NotReleasable
from server.release.tables import Release, ReleaseKey, ReleasePhotograph, ReleaseState
from server.walks.tables import Finding
from server.walks.wire import description_of, note_of

COPY = "release.copy"


@dataclass(frozen=True)
class Chosen:
    """What of a finding its provider lets go."""

    finding_id: UUID
    text: str
    """The public text; often shorter than the note."""
    photographs: Sequence[str]
    """SHA-256 of the photographs that go with it."""


def release_findings(
    session: Session, folder: Folder, caller: Caller, exploration_id: UUID, chosen: Sequence[Chosen]
) -> list[Release]:
    """Write releases for an exploration's findings; a job carries them into the pool.

    Raises:
        NotFound: the exploration is not within the caller's reach.
        NamesAPerson: a text holds a name the provider knows.
        NotReleasable: a finding is not there, has no place, was released before, or is practice.
        NoConsent: its author does not agree to what is chosen.
    """
    exploration = session.get(Exploration, exploration_id)
    if exploration is None:
        raise NotFound
    known = known_names(session, caller)
    releases = []
    for one in chosen:
        check_text(one, known)
        releases.append(release_finding(session, folder, caller, exploration, one))
    jobs.nudge(session, COPY)
    return releases


def check_text(one: Chosen, known: KnownNames) -> None:
    """Let only a text without names pass.

    Raises:
        NamesAPerson: with the places in the text.
    """
    found = names_in(one.text, known)
    if found:
        raise NamesAPerson(
            "Take the names out of the text.", finding_id=one.finding_id, found_at=found
        )


def release_finding(
    session: Session, folder: Folder, caller: Caller, exploration: Exploration, one: Chosen
) -> Release:
    """Write one release with its text and photographs under a key of its own."""
    finding = releasable(session, exploration, one.finding_id)
    note = Vault(session, FieldKey).unseal_words(
        finding.holder_id, finding.sealed_note, note_of(finding.id)
    )
    purposes = needed(finding, note, one.text, one.photographs)
    check_agreed(session, finding, purposes)
    release = Release(
        id=uuid4(),
        finding_id=finding.id,
        exploration_id=exploration.id,
        state=ReleaseState.WAITING,
        chosen_by=caller.account_id,
        chosen_at=clock.now(),
        kind=finding.kind,
        question=finding.question,
        subcategory=finding.subcategory,
        location=finding.location,
        seen_month=finding.seen_at.date().replace(day=1),
        author_id=finding.author_participant_id,
        purposes=purposes,
    )
    session.add(release)
    session.flush()
    release.sealed_text = Vault(session, ReleaseKey).seal_words(
        release.id, one.text, text_of(release.id)
    )
    add_photographs(session, folder, release, one)
    audit.record(session, "finding_released", "finding", finding.id)
    return release


def releasable(session: Session, exploration: Exploration, finding_id: UUID) -> Finding:
    """The finding, if it can go out.

    Raises:
        NotFound: the exploration has no such finding.
        NotReleasable: with the reason as a code.
    """
    finding = session.get(Finding, finding_id)
    if finding is None or finding.exploration_id != exploration.id or finding.erased_at:
        raise NotFound
    released = session.scalar(
        select(Release.id).where(
            Release.finding_id == finding_id, Release.state != ReleaseState.REFUSED
        )
    )
    reasons = {
        "practice": exploration.practice,
        "no_location": finding.location is None,
        "released_already": released is not None,
    }
    for reason, holds in reasons.items():
        if holds:
            raise NotReleasable("Leave it out.", finding_id=finding_id, reason=reason)
    return finding


def add_photographs(session: Session, folder: Folder, release: Release, one: Chosen) -> None:
    """Seal the chosen photographs anew, for the release job to read.

    Raises:
        NotReleasable: one of them is not the finding's, or has not arrived.
    """
    rows = session.scalars(
        select(Photograph).where(
            Photograph.finding_id == release.finding_id,
            Photograph.stored_sha256.in_(one.photographs) | Photograph.sha256.in_(one.photographs),
            Photograph.received_at.is_not(None),
            Photograph.erased_at.is_(None),
        )
    ).all()
    if len(rows) < len(set(one.photographs)):
        raise NotReleasable(
            "Wait until the photograph has arrived.",
            finding_id=release.finding_id,
            reason="photograph_missing",
        )
    kept, outgoing = Vault(session, FieldKey), Vault(session, ReleaseKey)
    for position, row in enumerate(rows):
        sha256 = str(row.stored_sha256)
        picture = read_picture(session, folder, row)
        folder.write(
            outgoing_name(release.id, sha256),
            outgoing.seal(release.id, picture, picture_of(release.id, sha256)),
        )
        words = kept.unseal_words(row.holder_id, row.sealed_description, description_of(row.id))
        sealed = outgoing.seal_words(release.id, words, description_in(release.id, sha256))
        release.photographs.append(
            ReleasePhotograph(
                sha256=sha256, position=position, type=row.type, sealed_description=sealed
            )
        )


def outgoing_name(release_id: UUID, sha256: str) -> str:
    """Where a photograph lies between choosing and copying."""
    return f"outgoing/{release_id}-{sha256}"


def pooled_name(sha256: str) -> str:
    """Where a released photograph lies."""
    return f"pool/{sha256[:2]}/{sha256}"


def text_of(release_id: UUID) -> str:
    """What a sealed public text belongs to."""
    return f"release.text:{release_id}"


def picture_of(release_id: UUID, sha256: str) -> str:
    """What an outgoing photograph belongs to."""
    return f"release.picture:{release_id}:{sha256}"


def description_in(release_id: UUID, sha256: str) -> str:
    """What the description of an outgoing photograph belongs to."""
    return f"release.description:{release_id}:{sha256}"

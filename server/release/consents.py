"""Which consents a release rests on, asked when it is chosen and again when it is copied."""

import re
from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.consent.errors import NoConsent
from server.consent.queries import missing_consents
from server.consent.rules import agreed
from server.consent.texts import Purpose
from server.release.tables import Release
from server.walks.tables import Finding

FOR_RELEASE = (Purpose.KEEP_MAPS, Purpose.RELEASE_WORDS, Purpose.RELEASE_MEDIA)
OBSERVED = "observed"
QUOTED_WORDS = 5
FEWEST_WORDS = 3
WORD = re.compile(r"\w+")


def needed(finding: Finding, note: str, text: str, photographs: Sequence[str]) -> list[Purpose]:
    """What the author must agree to; nothing where no participant is the author."""
    if finding.author_participant_id is None:
        return []
    own_words = finding.who_spoke != OBSERVED
    asked = {
        Purpose.KEEP_MAPS: True,
        Purpose.RELEASE_WORDS: own_words and quotes(text, note),
        Purpose.RELEASE_MEDIA: bool(photographs),
    }
    return [purpose for purpose, holds in asked.items() if holds]


def quotes(text: str, note: str) -> bool:
    """Whether a text takes over words: five of the note in a row, or all of a shorter note."""
    length = min(QUOTED_WORDS, len(WORD.findall(note)))
    if length < FEWEST_WORDS:
        return False
    return not set(runs(text, length)).isdisjoint(runs(note, length))


def runs(text: str, length: int) -> Iterator[tuple[str, ...]]:
    """Every run of so many words in a row, whatever their case and the signs between them."""
    words = WORD.findall(text.casefold())
    return (tuple(words[at : at + length]) for at in range(len(words) - length + 1))


def check_agreed(session: Session, finding: Finding, purposes: Sequence[Purpose]) -> None:
    """The author agrees to all of it now.

    Raises:
        NoConsent: with the finding and the first purpose they do not agree to.
    """
    author_id = finding.author_participant_id
    if author_id is None:
        return
    missing = missing_consents(session, [author_id], purposes)[author_id]
    if missing:
        raise NoConsent("Leave it out, or ask the person.", finding.id, missing[0])


def still_agreed(session: Session, release: Release) -> bool:
    """Whether the author agrees to everything now, as the release login may ask."""
    return all(
        session.scalar(select(agreed(release.author_id, purpose))) for purpose in release.purposes
    )

"""Finding the names in a text that must not leave.

What is looked for are names the provider knows: of its participants and staff, and their
pseudonyms. It is a safety net below the person who reads, never in their place.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from server.core.caller import Caller
from server.people.queries import list_colleagues, list_participants, support_person_names

SHORTEST = 3
"""Letters; shorter parts of names ("de", "zu") are words of their own."""
TITLES = frozenset({"frau", "herr", "von", "van", "der", "den", "dem"})


@dataclass(frozen=True)
class KnownNames:
    """What to look for."""

    names: Sequence[str]
    """Of people: each part counts by itself."""
    pseudonyms: Sequence[str]
    """Only whole: an "Amsel" in a text is a bird, "Amsel 7" is a person."""

    def parts(self) -> set[str]:
        """Everything that may not stand in a text."""
        found = {" ".join(name.split()) for name in (*self.names, *self.pseudonyms)}
        for name in self.names:
            words = re.split(r"[\s\-]+", name)
            found |= {word for word in words if stands_alone(word)}
        return found - {""}


def stands_alone(word: str) -> bool:
    """Whether a part of a name tells of somebody by itself."""
    return not word.isdigit() and len(word) >= SHORTEST and word.casefold() not in TITLES


def names_in(text: str, known: KnownNames) -> list[tuple[int, int]]:
    """Where a text holds one of the names, as ranges of characters in order.

    Genitives count ("Levins"), whatever the case; longer words do not ("Tomate" is not Tom).
    """
    parts = sorted(known.parts(), key=len, reverse=True)
    if not parts:
        return []
    either = "|".join(re.escape(part) for part in parts)
    pattern = re.compile(rf"(?<!\w)(?:{either})(?:['\u2019]?s|')?(?!\w)", re.IGNORECASE)
    return [found.span() for found in pattern.finditer(text)]


def known_names(session: Session, caller: Caller) -> KnownNames:
    """The names the caller's organisation knows, as far as the caller may know them."""
    people = list_participants(session, caller)
    colleagues = list_colleagues(session, caller)
    return KnownNames(
        names=[
            *(person["name"] for person in people),
            *(one["display_name"] for one in colleagues),
            *support_person_names(session, caller),
        ],
        pseudonyms=[person["pseudonym"] for person in people],
    )

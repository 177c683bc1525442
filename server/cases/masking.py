"""What is taken out of words before anybody outside reads them.

Names that the provider knows are found and always hidden; whoever brings the case may hide more,
and confirms each text. Nothing can be added: what is shared is the person's own text with gaps.
Home is stored nowhere as a place. So a place is only ever told as a social space, and not at all
where the words sound like home, unless whoever brings the case says otherwise.
"""

import re
from collections.abc import Iterable, Sequence

from server.people.naming import KnownNames, names_in

GAP = "[…]"
HOME = re.compile(
    r"\b(zu ?hause|daheim|meine[rn]? (wohnung|klingel|tür|haustür|zimmer|straße)|mein (haus|zimmer)"
    r"|bei mir|vor der tür|treppenhaus|nachbarin(nen)?|nachbarn?|wo ich wohne|ich wohne)\b",
    re.IGNORECASE,
)
Span = tuple[int, int]


def hidden_in(text: str, known: KnownNames, by_hand: Iterable[Sequence[int]] = ()) -> list[Span]:
    """What is hidden of a text, as ranges of characters in order that do not touch."""
    chosen = [(max(start, 0), min(end, len(text))) for start, end in by_hand]
    spans = sorted([*names_in(text, known), *(one for one in chosen if one[0] < one[1])])
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def mask(text: str, spans: Iterable[Span]) -> str:
    """The text with a gap in each range."""
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], GAP]
        at = end
    return "".join([*parts, text[at:]])


def sounds_like_home(text: str) -> bool:
    """Whether the words may tell of where somebody lives: better no place than that one."""
    return bool(HOME.search(text))


def street_of(address: str) -> str:
    """The street of an address, without number, postal code and town."""
    return re.sub(r"\s+\d+\s*[a-zA-Z]?$", "", re.split(r"[,\n]", address)[0].strip())

"""A map as a drawing (SVG), for paper and for other programs, in the light theme.

Signs carry numbers that match the table beside them; names stand beside them where they cover
nothing. It says in words what it shows (``title`` and ``desc``) and fetches nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians, sin
from typing import Final
from uuid import UUID
from xml.sax.saxutils import escape

from server.explorations.vocabulary import vocabulary
from server.networks.graph import OUTER_EDGE
from server.networks.placing import placed
from server.networks.vocabulary import sectors
from server.sync.kinds import Body

SIDE: Final = 1000
MIDDLE: Final = 500
RADIUS: Final = 400
EDGES: Final = (0.52, 0.78, 1.0)
"""Where the rings end, as on the screen; the inner ones have more room."""
THEIRS: Final = (0.0, 100 / 3, 200 / 3, OUTER_EDGE, 2 * OUTER_EDGE)
OURS: Final = (0.0, *EDGES, 1.2)
SIGN: Final = 17
LETTER: Final = 8.4
LINE: Final = 20
LONGEST: Final = 22
TINTS: Final = ("#fbe3da", "#e0efdd", "#ddecea", "#e4d3df", "#ffefc6", "#eae5d8", "#cfe0e2")
PATTERNS: Final = (
    '<circle cx="5" cy="5" r="2"/>',
    '<path d="M0 16L16 0"/>',
    '<path d="M0 0H16M0 0V16"/>',
    '<path d="M0 4H16"/>',
    '<circle cx="8" cy="8" r="5" fill="none"/>',
    '<path d="M5 8H11M8 5V11"/>',
    '<path d="M0 0L16 16"/>',
)
STYLE: Final = """
text{font-family:'Atkinson Hyperlegible Next','Atkinson Hyperlegible',sans-serif;fill:#10262b}
pattern *{stroke:#10262b;fill:#10262b;opacity:.2}
.ring,.border{fill:none;stroke:#10262b;stroke-width:2}.border{stroke-dasharray:6 6;stroke:#6b7978}
.light{fill:#fff;opacity:.45}.tie{stroke:#344b50;stroke-width:1.6}
.off{stroke-dasharray:7 6}.sign{fill:#fff3d9;stroke:#10262b;stroke-width:2.5}
.number{font-size:15px;font-weight:700;text-anchor:middle}
.name{font-size:15px;font-weight:600}.halo{stroke:#fff;stroke-width:5;stroke-linejoin:round}
.area{font-size:19px;font-weight:700}.word{font-size:15px;text-anchor:middle}
.me{fill:#10262b}.mine{fill:#fff;font-size:17px;font-weight:700;
text-anchor:middle}
"""


OPENING: Final = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" width="{SIDE}" '
    f'height="{SIDE}" role="img" aria-labelledby="title desc" lang="de">'
)


@dataclass(frozen=True)
class Box:
    """A part of the drawing that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two cover something together."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def draw(one: Body) -> str:
    """The whole map; contacts are called as in the body."""
    spots = {node: spot(*place) for node, place in placed(one).items()}
    parts = [
        OPENING,
        f'<title id="title">{escape(heading(one))}</title>',
        f'<desc id="desc">{escape(describe(one))}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect width="{SIDE}" height="{SIDE}" fill="#fff"/>',
        *ground(one),
        *ties(one, spots),
        f'<circle class="me" cx="{MIDDLE}" cy="{MIDDLE}" r="30"/>',
        f'<text class="mine" x="{MIDDLE}" y="{MIDDLE + 6}">Ich</text>',
        *signs(one, spots),
        "</svg>",
    ]
    return "\n".join(parts)


def heading(one: Body) -> str:
    """What it is, and of which day."""
    return f"Netzwerkkarte vom {one['date']:%d.%m.%Y}"


def describe(one: Body) -> str:
    """What the drawing shows, for those who do not see it; without a name."""
    counted = Counter((contact["sector"], contact["circle"]) for contact in one["contacts"])
    areas = [
        f"{name}: {sum(parts.values())} ({listed(parts, one)})."
        for code, name in area_names(one).items()
        if (parts := {ring: n for (sector, ring), n in counted.items() if sector == code})
    ]
    return " ".join(
        [
            f"{len(one['contacts'])} Kontakte um die Person in der Mitte,",
            f"{len(one['ties'])} Beziehungen untereinander.",
            *areas,
        ]
    )


def listed(parts: Mapping[str, int], one: Body) -> str:
    """How many stand in which ring."""
    names = ring_names(one)
    return ", ".join(f"{names.get(ring, 'ohne Kreis')} {n}" for ring, n in sorted(parts.items()))


def area_names(one: Body) -> dict[str, str]:
    """The areas of a map in their order, without what stands in brackets."""
    found = vocabulary()["sector_sets"][one["sector_set"]]["sectors"]
    return {area["code"]: str(area["de"]).partition(" (")[0] for area in found}


def ring_names(one: Body) -> dict[str, str]:
    """What the rings are called, as they were asked."""
    return {
        ring["code"]: str(ring[one["circle_question"]]["de"]) for ring in vocabulary()["circles"]
    }


def spot(angle: float, distance: float) -> tuple[float, float]:
    """A place of the map in the drawing; within its ring it keeps its share."""
    radius = OURS[-1]
    for (near, far), (inside, outside) in zip(pairwise(THEIRS), pairwise(OURS), strict=True):
        if distance <= far:
            radius = inside + (distance - near) / (far - near) * (outside - inside)
            break
    return at(angle, max(radius, 0.14))


def at(angle: float, radius: float) -> tuple[float, float]:
    """A point of the drawing, y downward."""
    return (
        round(MIDDLE + cos(radians(angle)) * radius * RADIUS, 1),
        round(MIDDLE - sin(radians(angle)) * radius * RADIUS, 1),
    )


def ground(one: Body) -> Iterable[str]:
    """Areas with colour, pattern and name, and the rings."""
    codes, names = sectors(one["sector_set"]), area_names(one)
    width = 360 / len(codes)
    for number, code in enumerate(codes):
        start, end = at(number * width, 1), at((number + 1) * width, 1)
        path = (
            f"M{MIDDLE} {MIDDLE}L{start[0]} {start[1]}A{RADIUS} {RADIUS} 0 0 0 {end[0]} {end[1]}Z"
        )
        tile = number % len(PATTERNS)
        yield (
            f'<pattern id="p{number}" width="16" height="16" patternUnits="userSpaceOnUse">'
            f"{PATTERNS[tile]}</pattern>"
            f'<path d="{path}" fill="{TINTS[tile]}"/><path d="{path}" fill="url(#p{number})"/>'
            f'<path class="border" d="{path}"/>'
        )
        yield area_word(names[code], (number + 0.5) * width)
    yield from (
        f'<circle class="light" cx="{MIDDLE}" cy="{MIDDLE}" r="{edge * RADIUS}"/>'
        for edge in EDGES[:2]
    )
    for edge, word in zip(EDGES, ring_names(one).values(), strict=True):
        yield f'<circle class="ring" cx="{MIDDLE}" cy="{MIDDLE}" r="{edge * RADIUS}"/>'
        top = MIDDLE - edge * RADIUS + 18
        yield haloed("word", f'x="{MIDDLE}" y="{top}"', word)


def haloed(kind: str, where: str, words: str) -> str:
    """Words on a light edge of their own; not every program paints an edge below its letters."""
    edge = f'<text class="{kind} halo" aria-hidden="true" {where}>{escape(words)}</text>'
    return f'{edge}<text class="{kind}" {where}>{escape(words)}</text>'


def area_word(name: str, angle: float) -> str:
    """The name of an area, outside of it."""
    x, y = at(angle, 1.13)
    right = x > MIDDLE
    words = name if len(name) < LONGEST else f"{name[: LONGEST - 1]}…"
    anchor, edge = ("end", SIDE - 12) if right else ("start", 12)
    return f'<text class="area" x="{edge}" y="{y}" text-anchor="{anchor}">{escape(words)}</text>'


def ties(one: Body, spots: Mapping[UUID, tuple[float, float]]) -> Iterable[str]:
    """Who knows whom; what has ended or hurts is broken."""
    for tie in one["ties"]:
        (x1, y1), (x2, y2) = spots[tie["one_id"]], spots[tie["other_id"]]
        off = " off" if tie["kind"] in {"ended", "conflict"} else ""
        yield f'<line class="tie{off}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>'


def signs(one: Body, spots: Mapping[UUID, tuple[float, float]]) -> Iterable[str]:
    """Numbered signs, people round and everything else square, and the names that have room."""
    taken = [Box(x - SIGN, y - SIGN, x + SIGN, y + SIGN) for x, y in spots.values()]
    taken.append(Box(MIDDLE - 30, MIDDLE - 30, MIDDLE + 30, MIDDLE + 30))
    for number, contact in enumerate(one["contacts"], start=1):
        x, y = spots[contact["id"]]
        corner = SIGN if contact["kind"] == "person" else 5
        yield (
            f'<rect class="sign" x="{x - SIGN}" y="{y - SIGN}" width="{2 * SIGN}" '
            f'height="{2 * SIGN}" rx="{corner}"/>'
            f'<text class="number" x="{x}" y="{y + 5.5}">{number}</text>'
        )
        yield from name_beside(contact["name"], (x, y), taken)


def name_beside(name: str, spot: tuple[float, float], taken: list[Box]) -> Iterable[str]:
    """The name below, above, right or left of its sign, where it covers nothing."""
    words = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
    wide, (x, y) = len(words) * LETTER, spot
    for left, top in (
        (x - wide / 2, y + SIGN + 1),
        (x - wide / 2, y - SIGN - 1 - LINE),
        (x + SIGN + 3, y - LINE / 2),
        (x - SIGN - 3 - wide, y - LINE / 2),
    ):
        box = Box(left, top, left + wide, top + LINE)
        inside = left > 0 and top > 0 and box.right < SIDE and box.bottom < SIDE
        if words and inside and not any(box.meets(other) for other in taken):
            taken.append(box)
            middle = f'x="{left + wide / 2:.1f}" y="{top + 15:.1f}" text-anchor="middle"'
            yield haloed("name", middle, words)
            return

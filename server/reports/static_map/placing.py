"""Where a name fits: along its line or around its point, clear of everything already there."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import shapely
from fontTools.misc.transform import Transform
from shapely.geometry import LineString, Point, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from server.reports.static_map.labels import Name, lines_in
from server.reports.static_map.typeface import CAP_HEIGHT, Typeface
from server.reports.static_map.view import Position

STEP_PX = 14
"""How finely a name is moved along its street."""
SHARPEST_TURN = math.radians(22)
"""From one letter to the next."""
LARGEST_BEND = math.radians(75)
"""From the first letter to the last."""
BETWEEN_REPEATS_PX = 320
QUARTER_STEPS = ((0, -2), (0, 2), (0, -4), (0, 4), (-1, -2), (1, -2), (-1, 2), (1, 2))
"""How far the name of a quarter may step aside: half widths and cap heights."""


@dataclass
class Space:
    """The room on the map and what of it is taken."""

    inside: BaseGeometry
    taken: list[BaseGeometry] = field(default_factory=list)

    def is_free(self, area: BaseGeometry) -> bool:
        """Whether an area lies inside the frame and nothing stands there yet."""
        if not self.inside.covers(area):
            return False
        return not (self.taken and shapely.intersects(self.taken, area).any())

    def take(self, area: BaseGeometry) -> None:
        """Keep an area for what was put there."""
        self.taken.append(area)


@dataclass(frozen=True)
class Placed:
    """A name with its letters in place."""

    name: Name
    path: str
    dot: Position | None = None


def place_name(name: Name, typeface: Typeface, space: Space) -> Iterator[Placed]:
    """Every place where a name may stand; along a long street it is repeated."""
    if isinstance(name.geometry, Point):
        yield from beside(name, name.geometry, typeface, space)
        return
    used: list[Point] = []
    for line in lines_in(name.geometry):
        for placed, middle in along(name, line, typeface, space, used):
            used.append(middle)
            yield placed


def beside(name: Name, point: Point, typeface: Typeface, space: Space) -> Iterator[Placed]:
    """A name on its point, or beside a dot."""
    width = typeface.width(name.text, name.lettering)
    rise = name.lettering.size * CAP_HEIGHT
    x, y = point.x, point.y
    for left, baseline, dot in around_point(name, (x, y), width, rise):
        area = box(left - 3, baseline - rise - 3, left + width + 3, baseline + 4)
        if space.is_free(area):
            space.take(area)
            yield Placed(name, typeface.line(name.text, name.lettering, left, baseline), dot)
            return


def around_point(
    name: Name, point: Position, width: float, rise: float
) -> Iterator[tuple[float, float, Position | None]]:
    """Where a name may begin: on its point, beside a dot, or for a quarter a little way off."""
    x, y = point
    left, baseline = x - width / 2, y + rise / 2
    yield left, baseline, None
    if name.dotted:
        yield x + 6, baseline, point
        yield x - 6 - width, baseline, point
        yield left, y - 6, point
        yield left, y + 6 + rise, point
        return
    for across, down in QUARTER_STEPS:
        yield left + across * width / 2, baseline + down * rise, None


def along(
    name: Name, line: LineString, typeface: Typeface, space: Space, used: list[Point]
) -> Iterator[tuple[Placed, Point]]:
    """A name along a line, the straightest free stretch near the middle first."""
    advances = typeface.advances(name.text, name.lettering)
    for stretch in stretches(line, sum(advances)):
        letters = letters_along(stretch, advances, name.lettering.size)
        middle = stretch.interpolate(0.5, normalized=True)
        if any(middle.distance(other) < BETWEEN_REPEATS_PX for other in used):
            continue
        area = stretch.buffer(name.lettering.size * 0.52, cap_style="flat")
        if is_calm(letters) and space.is_free(area):
            space.take(area)
            used.append(middle)
            yield Placed(name, path_along(name, letters, typeface)), middle


def stretches(line: LineString, width: float) -> list[LineString]:
    """Pieces of a line as long as a text, the best first."""
    room = line.length - width - 4
    if room < 0:
        return []
    starts = [
        2 + room * step / max(int(room / STEP_PX), 1) for step in range(int(room / STEP_PX) + 1)
    ]
    pieces = [substring(line, start, start + width) for start in starts]
    return sorted(
        (piece for piece in pieces if isinstance(piece, LineString)),
        key=lambda piece: (
            piece.length / max(span(piece), 1) * 400
            + abs(line.project(piece.interpolate(0.5, normalized=True)) - line.length / 2) / 20
        ),
    )


def span(line: LineString) -> float:
    """The distance between both ends."""
    return Point(line.coords[0]).distance(Point(line.coords[-1]))


@dataclass(frozen=True)
class Letter:
    """Where a letter stands: the middle of its foot and the direction of writing."""

    x: float
    y: float
    angle: float
    advance: float


def letters_along(line: LineString, advances: list[float], size: float) -> list[Letter]:
    """The letters of a text along a line, from left to right."""
    start, end = line.coords[0], line.coords[-1]
    readable = line if start[0] <= end[0] else line.reverse()
    letters, at = [], 0.0
    for advance in advances:
        middle = at + advance / 2
        before = readable.interpolate(max(middle - size * 0.7, 0))
        after = readable.interpolate(min(middle + size * 0.7, readable.length))
        point = readable.interpolate(middle)
        angle = math.atan2(after.y - before.y, after.x - before.x)
        letters.append(Letter(point.x, point.y, angle, advance))
        at += advance
    return letters


def is_calm(letters: list[Letter]) -> bool:
    """Whether a word bends so little that it reads as one word."""
    angles = [letter.angle for letter in letters]
    turns = [abs(turn(one, other)) for one, other in pairwise(angles)]
    bend = max((abs(turn(angles[0], angle)) for angle in angles), default=0)
    return max(turns, default=0) < SHARPEST_TURN and bend < LARGEST_BEND


def turn(one: float, other: float) -> float:
    """The signed difference of two angles."""
    return (other - one + math.pi) % (2 * math.pi) - math.pi


def path_along(name: Name, letters: list[Letter], typeface: Typeface) -> str:
    """The outlines of letters that follow a line, set on its middle."""
    drop = name.lettering.size * CAP_HEIGHT / 2
    return "".join(
        typeface.outline(
            text,
            name.lettering,
            Transform()
            .translate(letter.x, letter.y)
            .rotate(letter.angle)
            .translate(-letter.advance / 2, drop),
        )
        for text, letter in zip(name.text, letters, strict=True)
    )

"""What stands on the ground: houses along streets, farms, and the buildings people look for."""

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import shapely
from shapely import LineString, Point, Polygon, unary_union
from shapely.geometry.base import BaseGeometry

from server.demo.dice import Dice
from server.demo.town import land, plan
from server.demo.town.features import Feature
from server.demo.town.shapes import Place, block, polygon, turned, wing

CELL_M = 80
OPEN = {"park", "cemetery", "pitch", "playground", "allotments", "pedestrian", "beach"}
OPEN |= {"village_green", "grass", "railway", "orchard", "school"}

Span = tuple[float, float]


@dataclass(frozen=True)
class Style:
    """How houses of one kind of quarter stand; all spans in metres, shares from 0 to 1."""

    front: Span
    depth: Span
    gap: Span
    setback: Span
    winged: float
    left_out: float
    behind: float
    skew: float = 0.02


STYLES = {
    "old_town": Style((7, 13), (10, 15), (0.0, 0.7), (0.8, 1.6), 0.3, 0.05, 0.85),
    "suburb": Style((9, 13.5), (8.5, 11), (6, 14), (4, 7), 0.22, 0.07, 0.4, 0.05),
    "street_fronts": Style((12, 21), (11, 14), (2, 7), (2, 4), 0.35, 0.07, 0.3),
    "village": Style((10, 15), (8, 10.5), (9, 20), (3, 9), 0.35, 0.16, 0.6, 0.14),
    "blocks": Style((40, 60), (11, 12.5), (17, 27), (8, 13), 0.0, 0.05, 0.25),
    "works": Style((34, 70), (24, 42), (14, 24), (9, 13), 0.2, 0.05, 0.3),
}
SHEDS = {"old_town": (9, 7), "suburb": (6.2, 3.4), "street_fronts": (9, 6), "village": (16, 10)}
SHEDS |= {"blocks": (22, 6), "works": (14, 9)}


class Ground:
    """What is still free to build on."""

    def __init__(self, blocked: BaseGeometry) -> None:
        self._blocked = blocked
        shapely.prepare(blocked)
        self._built: defaultdict[tuple[int, int], list[Polygon]] = defaultdict(list)

    def takes(self, outline: Polygon, gap_m: float = 0.4) -> bool:
        """Build, if nothing is in the way."""
        if not self.has_room(outline, gap_m):
            return False
        for cell in _cells(outline):
            self._built[cell].append(outline)
        return True

    def has_room(self, outline: Polygon, gap_m: float = 0.4) -> bool:
        """Whether an outline lies on free ground."""
        near = (other for cell in _cells(outline) for other in self._built[cell])
        return not self._blocked.intersects(outline) and all(
            other.distance(outline) >= gap_m for other in near
        )


def _cells(outline: Polygon) -> list[tuple[int, int]]:
    west, south, east, north = (int(edge // CELL_M) for edge in outline.bounds)
    return [(x, y) for x in range(west, east + 1) for y in range(south, north + 1)]


@cache
def blocked() -> BaseGeometry:
    """Where no ordinary house can stand."""
    greens = [f.shape.buffer(0.4) for f in land.areas() if f.properties["kind"] in OPEN]
    still = [f.shape.buffer(5) for f in land.ponds()]
    ways = [plan.traffic().buffer(0.6), plan.water().buffer(7)]
    return unary_union([*greens, *still, *ways])


@cache
def zones() -> tuple[tuple[str, Polygon], ...]:
    """Quarters with their own way of building."""
    return tuple((z["style"], Polygon(z["polygon"])) for z in plan.surroundings()["zones"])


def style_at(place: Place) -> str:
    """How people build at a place."""
    point = Point(place)
    return next((name for name, zone in zones() if zone.contains(point)), "suburb")


def along(
    street: LineString, look: tuple[float, str | None], ground: Ground, dice: Dice
) -> Iterator[Polygon]:
    """Houses on both sides of a street; ``look`` is its width in metres and the style, if known."""
    width_m, style = look
    for side in (1, -1):
        at_m = dice.between(2, 8)
        while at_m < street.length - 5:
            frame = _frame(street, at_m)
            name = style or style_at(frame[0])
            if name not in STYLES:
                at_m += 10
                continue
            step_m, house = _house(STYLES[name], street, (at_m, side, width_m), dice)
            if not dice.falls(STYLES[name].left_out) and ground.takes(house):
                yield house
                yield from _shed(name, house, frame, ground, dice)
                at_m += step_m
            else:
                at_m += 5


def _frame(street: LineString, at_m: float) -> tuple[Place, float]:
    """A place on a street and the direction the street has there, in radians."""
    here, ahead = street.interpolate(at_m), street.interpolate(at_m + 4)
    return (here.x, here.y), math.atan2(ahead.y - here.y, ahead.x - here.x)


def _house(
    style: Style, street: LineString, where: tuple[float, int, float], dice: Dice
) -> tuple[float, Polygon]:
    """The next house and how much of the street it takes."""
    at_m, side, width_m = where
    front, depth = dice.between(*style.front), dice.between(*style.depth)
    (x, y), angle = _frame(street, at_m + front / 2)
    away = side * (width_m / 2 + dice.between(*style.setback) + depth / 2)
    centre = x - away * math.sin(angle), y + away * math.cos(angle)
    outline = wing(front, depth, dice) if dice.falls(style.winged) else block(front, depth)
    facing = angle + (0 if side > 0 else math.pi) + dice.between(-style.skew, style.skew)
    return front + dice.between(*style.gap), turned(outline, centre, facing)


def _shed(
    name: str, house: Polygon, frame: tuple[Place, float], ground: Ground, dice: Dice
) -> Iterator[Polygon]:
    """A garage, shed or barn behind the house."""
    if not dice.falls(STYLES[name].behind):
        return
    (x, y), angle = frame
    away = math.atan2(house.centroid.y - y, house.centroid.x - x)
    reach = 6 + house.minimum_rotated_rectangle.length / 5 + dice.between(0, 5)
    turn = angle + dice.pick((0, math.pi / 2))
    long, wide = SHEDS[name]
    centre = house.centroid.x + reach * math.cos(away), house.centroid.y + reach * math.sin(away)
    shed = turned(block(long * dice.between(0.8, 1.2), wide), centre, turn)
    if ground.takes(shed, 1.5):
        yield shed


def _farm(number: int, place: Place, ground: Ground) -> Iterator[Polygon]:
    """House, barn and shed around a yard."""
    dice = Dice("farm", number)
    turn = dice.between(0, math.pi)
    sizes = ((14, 10, 0.0), (26, 12, 2.1), (18, 9, 4.1))
    for long, wide, around in sizes:
        reach = dice.between(15, 20)
        centre = (
            place[0] + reach * math.cos(turn + around),
            place[1] + reach * math.sin(turn + around),
        )
        outline = turned(block(long, wide), centre, turn + around + math.pi / 2)
        if ground.takes(outline, 2):
            yield outline


def _hamlet_ways(outline: BaseGeometry) -> Iterator[tuple[LineString, float]]:
    for street in plan.streets():
        inside = street.line.intersection(outline)
        if isinstance(inside, LineString) and not inside.is_empty and not street.has_houses:
            yield inside, street.width_m


Front = tuple[LineString, float, Dice, str | None]
"""What houses stand along: a line, its width in metres, the dice, and the style, if known."""


def _street_fronts() -> Iterator[Front]:
    for number, street in enumerate(plan.streets()):
        if street.has_houses:
            yield street.line, street.width_m, Dice("street", number), None


def _square_fronts() -> Iterator[Front]:
    for number, area in enumerate(land.areas()):
        if area.properties["kind"] == "pedestrian":
            rim = LineString(polygon(area.shape).exterior.coords)
            yield rim, 1, Dice("square", number), None


def _hamlet_fronts() -> Iterator[Front]:
    for number, hamlet in enumerate(land.hamlets()):
        if hamlet.shape.within(plan.core()):
            for line, width_m in _hamlet_ways(hamlet.shape):
                yield line, width_m, Dice("hamlet", number, round(line.length)), "village"


def houses(ground: Ground) -> Iterator[Polygon]:
    """All ordinary buildings of the core."""
    for line, width_m, dice, style in (*_street_fronts(), *_square_fronts(), *_hamlet_fronts()):
        yield from along(line, (width_m, style), ground, dice)
    for number, place in enumerate(plan.surroundings()["farms"]):
        yield from _farm(number, tuple(place), ground)


def features(ground: Ground) -> Iterator[Feature]:
    """Ordinary buildings for the map."""
    for outline in houses(ground):
        yield Feature("buildings", outline, {"kind": "building", "min_zoom": 15}, from_zoom=15)

"""Drawing in local metres: curves through corners, rectangles along a street, blobs."""

import math
from itertools import pairwise

from shapely import Point, Polygon
from shapely.affinity import affine_transform
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from server.demo.dice import Dice

Place = tuple[float, float]
STEPS_A_SEGMENT = 6


def curve(corners: list[Place]) -> LineString:
    """A soft line through all corners (Catmull-Rom), so that junctions stay where they are."""
    if not corners[2:]:
        return LineString(corners)
    before = [_mirrored(corners[1], corners[0]), *corners, _mirrored(corners[-2], corners[-1])]
    drawn = [corners[0]]
    for number in range(len(corners) - 1):
        four = before[number : number + 4]
        drawn += [_between(four, step / STEPS_A_SEGMENT) for step in range(1, STEPS_A_SEGMENT + 1)]
    return LineString(drawn)


def _mirrored(place: Place, at: Place) -> Place:
    return 2 * at[0] - place[0], 2 * at[1] - place[1]


def _between(four: list[Place], share: float) -> Place:
    """A centripetal piece between the second and third of four places (Barry and Goldman)."""
    knots = [0.0]
    for here, there in pairwise(four):
        knots.append(knots[-1] + max(math.dist(here, there), 1e-6) ** 0.5)
    at = knots[1] + (knots[2] - knots[1]) * share
    first = [
        _blend(four[n], four[n + 1], (at - knots[n]) / (knots[n + 1] - knots[n])) for n in range(3)
    ]
    second = [
        _blend(first[n], first[n + 1], (at - knots[n]) / (knots[n + 2] - knots[n]))
        for n in range(2)
    ]
    return _blend(second[0], second[1], share)


def _blend(here: Place, there: Place, share: float) -> Place:
    return here[0] + (there[0] - here[0]) * share, here[1] + (there[1] - here[1]) * share


def turned(outline: list[Place], at: Place, angle: float) -> Polygon:
    """An outline around its own zero, turned (radians, against the clock) and put at a place."""
    cosine, sine = math.cos(angle), math.sin(angle)
    return affine_transform(Polygon(outline), [cosine, -sine, sine, cosine, *at])


def block(width_m: float, depth_m: float) -> list[Place]:
    """A rectangle around zero; width runs along the street, depth away from it."""
    half, deep = width_m / 2, depth_m / 2
    return [(-half, -deep), (half, -deep), (half, deep), (-half, deep)]


def wing(width_m: float, depth_m: float, dice: Dice) -> list[Place]:
    """A rectangle with a wing at the back: the L of an old house or a farm."""
    half, deep = width_m / 2, depth_m / 2
    arm = width_m * dice.between(0.35, 0.5)
    back = depth_m * dice.between(0.35, 0.6)
    corners = [
        (-half, -deep),
        (half, -deep),
        (half, deep),
        (half - arm, deep),
        (half - arm, deep - back),
        (-half, deep - back),
    ]
    return corners if dice.falls(0.5) else [(-x, y) for x, y in reversed(corners)]


def blob(at: Place, reach_m: float, stretch: float, dice: Dice) -> Polygon:
    """The outline of a wood or a pond: round, but not a circle."""
    waves = [(n, dice.between(0, math.tau), dice.between(0.1, 0.3) / n) for n in (2, 3, 5)]
    outline = []
    for step in range(48):
        angle = step * math.tau / 48
        reach = reach_m * (1 + sum(high * math.sin(n * angle + turn) for n, turn, high in waves))
        outline.append((at[0] + reach * stretch * math.cos(angle), at[1] + reach * math.sin(angle)))
    return Polygon(outline)


def band(line: LineString, width_m: float) -> BaseGeometry:
    """A line as wide as it is on the ground."""
    return line.buffer(width_m / 2, quad_segs=3)


def polygon(shape: BaseGeometry) -> Polygon:
    """The one surface of a shape, for the type checker and for those who know it is one."""
    if not isinstance(shape, Polygon):
        raise TypeError(f"Not one surface: {shape.geom_type}")
    return shape


def polygons(shape: BaseGeometry) -> list[Polygon]:
    """The surfaces of a shape; what has none is left out."""
    parts = list(shape.geoms) if hasattr(shape, "geoms") else [shape]
    return [part for part in parts if isinstance(part, Polygon) and not part.is_empty]


def canopy(at: Place, reach_m: float) -> Polygon:
    """One tree from above."""
    return Point(at).buffer(reach_m, quad_segs=2)

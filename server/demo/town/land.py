"""What covers the ground: quarters, parks, woods, ponds, fields, trees."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from shapely import LineString, Point, Polygon, unary_union
from shapely.affinity import rotate
from shapely.geometry.base import BaseGeometry
from shapely.ops import split

from server.demo.dice import Dice
from server.demo.town import plan
from server.demo.town.features import Feature
from server.demo.town.shapes import Place, blob, canopy, polygon, polygons

FIELD_M2 = 75_000
CROFT_M2 = 24_000
SMALLEST_FIELD_M2 = 1_500
NEAR_TOWN_M = 2_300
MEADOW_M = 190
OPEN_COUNTRY_M2 = 500_000
TREE_LINED = {"Lindenstraße": 21, "Friedhofsweg": 19, "Bahnhofstraße": 34, "Wallstraße": 17}
GREENS = {
    "park": 900,
    "cemetery": 420,
    "orchard": 110,
    "village_green": 700,
    "allotments": 330,
    "residential": 1500,
}


@cache
def areas() -> tuple[Feature, ...]:
    """The areas named in the content: quarters, parks, the market, the cemetery."""
    return tuple(
        Feature(
            "landuse",
            Polygon(area["polygon"]).buffer(14, quad_segs=3).buffer(-14, quad_segs=3),
            {"kind": area["kind"], **({"name": area["name"]} if "name" in area else {})},
            from_zoom=9 if area["kind"] == "residential" else 12,
        )
        for area in plan.surroundings()["areas"]
    )


@cache
def woods() -> tuple[Feature, ...]:
    """Woods, near and far."""
    found = []
    for number, wood in enumerate(plan.surroundings()["woods"]):
        outline = _forest(wood, Dice("wood", number))
        keep = outline.difference(plan.traffic().buffer(6)).difference(plan.water().buffer(8))
        far = wood.get("far", False)
        shape = outline if far else keep.buffer(-4).buffer(4, join_style="mitre")
        properties = {"kind": "forest", "min_zoom": 10}
        if "name" in wood:
            properties["name"] = wood["name"]
        found.append(Feature("landuse", shape, properties))
    return tuple(found)


def _forest(wood: dict[str, Any], dice: Dice) -> BaseGeometry:
    """A wood grown together from stands; foresters like straight edges."""
    reach_m, stands = wood["reach_m"], []
    for _ in range(5 if wood.get("far") else 2):
        x, y = (at + dice.between(-0.55, 0.55) * reach_m for at in wood["at"])
        stands.append(blob((x, y), reach_m * dice.between(0.45, 0.8), wood["stretch"], dice))
    return unary_union(stands).simplify(reach_m * 0.06)


@cache
def ponds() -> tuple[Feature, ...]:
    """Still water."""
    return tuple(
        Feature(
            "water",
            blob(tuple(pond["at"]), pond["reach_m"], 1.3, Dice("pond", number)),
            {"kind": "water", **({"name": pond["name"]} if pond["name"] else {}), "min_zoom": 12},
            from_zoom=12,
        )
        for number, pond in enumerate(plan.surroundings()["ponds"])
    )


@cache
def hamlets() -> tuple[Feature, ...]:
    """The built-up ground of hamlets and of the towns far around."""
    content = plan.surroundings()
    found = []
    for hamlet in content["hamlets"]:
        reach_m = 40 + 26 * hamlet["houses"] ** 0.5
        outline = blob(tuple(hamlet["at"]), reach_m, 1.15, Dice("hamlet", hamlet["name"]))
        found.append(Feature("landuse", outline, {"kind": "residential"}))
    for town in content["far_places"]:
        outline = blob(tuple(town["at"]), town["reach_m"], 1.2, Dice("town", town["name"]))
        found.append(Feature("landuse", outline, {"kind": "residential"}))
    return tuple(found)


def taken() -> BaseGeometry:
    """Ground where no field can be."""
    shapes = [f.shape for f in (*areas(), *woods(), *ponds(), *hamlets())]
    farms = [Point(at).buffer(42) for at in plan.surroundings()["farms"]]
    streets = [plan.traffic().buffer(4), plan.water().buffer(7)]
    return unary_union([*shapes, *farms, *streets])


def fields() -> Iterator[Feature]:
    """Fields and meadows over all the ground that is left."""
    town, open_country = Point(1300, 1500), polygon(rotate(plan.core().buffer(1100), 14))
    for number, parcel in enumerate(_parcels(open_country, taken(), "0")):
        dice = Dice("field", number)
        moist = parcel.distance(plan.river()) < MEADOW_M or dice.falls(0.14)
        kind = "meadow" if moist else "farmland"
        near = parcel.distance(town) < NEAR_TOWN_M and dice.falls(0.07)
        yield Feature("landuse", parcel, {"kind": "orchard" if near else kind}, from_zoom=14)


def _parcels(ground: Polygon, without: BaseGeometry, name: str) -> Iterator[Polygon]:
    """Cut ground in two until the pieces have the size of fields, none outside the core."""
    if not ground.intersects(plan.core()):
        return
    near = ground.distance(Point(1300, 1500)) < NEAR_TOWN_M
    if ground.area > Dice("size", name).between(0.7, 1.8) * (CROFT_M2 if near else FIELD_M2):
        for number, half in enumerate(polygons(split(ground, _cut(ground, Dice("cut", name))))):
            yield from _parcels(half, without.intersection(half), f"{name}{number}")
        return
    for piece in polygons(
        ground.intersection(plan.core()).difference(without).buffer(-2.5, join_style="mitre")
    ):
        if piece.area > SMALLEST_FIELD_M2:
            yield polygon(piece.simplify(1.5))


def _cut(ground: Polygon, dice: Dice) -> LineString:
    """A line across the longer side, never quite square."""
    corners = list(polygon(ground.minimum_rotated_rectangle).exterior.coords)[:4]
    if Point(corners[0]).distance(Point(corners[1])) < Point(corners[1]).distance(
        Point(corners[2])
    ):
        corners = [*corners[1:], corners[0]]
    lean = 0.3 if ground.area > OPEN_COUNTRY_M2 else 0.07
    low, high = dice.between(0.36, 0.64), dice.between(-lean, lean)
    first = LineString([corners[0], corners[1]]).interpolate(low, normalized=True)
    second = LineString([corners[3], corners[2]]).interpolate(low + high, normalized=True)
    return _longer(LineString([first, second]))


def _longer(line: LineString) -> LineString:
    (x, y), (right, top) = line.coords
    return LineString([(2 * x - right, 2 * y - top), (2 * right - x, 2 * top - y)])


def trees() -> Iterator[Feature]:
    """Single trees: in greens, along some streets, and the eleven north of the Ziegelring."""
    free = plan.traffic().buffer(1)
    for place, reach_m in (*_green_trees(), *_street_trees()):
        crown = canopy(place, reach_m)
        if not crown.intersects(free):
            yield Feature("landuse", crown, {"kind": "wood", "kind_detail": "tree"}, from_zoom=16)


def _green_trees() -> Iterator[tuple[Place, float]]:
    for number, area in enumerate(areas()):
        room_m2 = GREENS.get(area.properties["kind"])
        if room_m2:
            dice = Dice("tree", number)
            west, south, east, north = area.shape.bounds
            inside = area.shape.buffer(-4)
            for _ in range(int((east - west) * (north - south) / room_m2)):
                place = dice.between(west, east), dice.between(south, north)
                if inside.contains(Point(place)):
                    yield place, dice.between(2.6, 5.4)


def _street_trees() -> Iterator[tuple[Place, float]]:
    for street in plan.streets():
        step_m = TREE_LINED.get(street.name or "")
        if step_m and street.line.distance(Point(1300, 1500)) < NEAR_TOWN_M:
            for side in (1, -1):
                row = street.line.offset_curve(side * (street.width_m / 2 + 4.5))
                for number in range(1, min(int(row.length / step_m), 60)):
                    tree = row.interpolate(number * step_m)
                    yield (tree.x, tree.y), 3.4
    for number in range(11):
        yield (1850 + number * 31, 806 - number * 1.8), 3.6


def without_name(area: Feature) -> Feature:
    """An area as Protomaps has it: its name is a point of its own, so that it is written once."""
    properties = {name: value for name, value in area.properties.items() if name != "name"}
    return replace(area, properties=properties)


def features() -> Iterator[Feature]:
    """The ground, from the largest to the smallest."""
    yield from fields()
    for area in (*hamlets(), *areas(), *woods(), *ponds()):
        yield without_name(area)
    yield from trees()

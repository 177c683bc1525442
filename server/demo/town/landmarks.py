"""The buildings people look for, and everything that is written on the map."""

import math
from collections.abc import Iterator
from typing import Any

from shapely import LineString, Point, Polygon, unary_union
from shapely.geometry.base import BaseGeometry

from server.demo.contents import read_yaml
from server.demo.dice import Dice
from server.demo.town import land, plan
from server.demo.town.features import Feature
from server.demo.town.houses import OPEN, Ground
from server.demo.town.shapes import Place, block, turned, wing

# A landmark's kind: Protomaps' kind, and from which zoom its name may stand there.
POIS = {
    "town_hall": ("townhall", 15),
    "church": ("place_of_worship", 15),
    "library": ("library", 16),
    "doctor": ("doctors", 16),
    "pharmacy": ("pharmacy", 16),
    "bakery": ("bakery", 17),
    "cafe": ("cafe", 17),
    "supermarket": ("supermarket", 16),
    "shop": ("convenience", 16),
    "swimming_pool": ("swimming_area", 15),
    "parking": ("parking", 17),
    "school": ("school", 15),
    "adult_education": ("college", 16),
    "sports_hall": ("sports_centre", 16),
    "bus_stop": ("bus_stop", 16),
    "toilet": ("toilets", 17),
    "weir": ("weir", 17),
    "station": ("station", 14),
    "lift": ("elevator", 17),
    "community_centre": ("community_centre", 16),
    "workshop": ("works", 15),
    "housing_block": ("apartments", 17),
    "office": ("government", 17),
    "fire_station": ("fire_station", 16),
    "bench": ("bench", 17),
    "bridge": ("bridge", 16),
    "square": ("square", 16),
    "bathing_place": ("beach", 16),
}
FOOTPRINTS_M = {
    "town_hall": (34, 18),
    "library": (28, 16),
    "doctor": (19, 13),
    "pharmacy": (16, 12),
    "bakery": (13, 10),
    "cafe": (14, 11),
    "supermarket": (46, 28),
    "shop": (17, 12),
    "swimming_pool": (52, 34),
    "school": (62, 34),
    "adult_education": (36, 16),
    "sports_hall": (42, 24),
    "station": (54, 13),
    "community_centre": (26, 15),
    "workshop": (74, 40),
    "housing_block": (58, 12),
    "fire_station": (24, 16),
    "church": (42, 16),
}
WINGED = {"library", "school", "adult_education", "workshop", "community_centre"}
AREA_NAMES = {"park": 15, "cemetery": 15, "allotments": 16, "industrial": 15, "forest": 13}
AREA_NAMES |= {"village_green": 17, "pedestrian": 17}
FACADE_M = 45
VILLAGE, SMALL_TOWN = 1000, 2000
"""From how many people on a place counts as one."""


def landmarks() -> list[dict[str, Any]]:
    """The landmarks of the demo."""
    found: list[dict[str, Any]] = read_yaml("places.yaml")["landmarks"]
    return found


def clear_ground() -> Ground:
    """Ground for public buildings, which may stand in a school yard."""
    kinds = OPEN - {"school", "grass"}
    greens = [f.shape.buffer(1) for f in land.areas() if f.properties["kind"] in kinds]
    rail = [line.buffer(7) for line in plan.rails()]
    ways = [plan.traffic().buffer(0.8), plan.water().buffer(5)]
    return Ground(unary_union([*greens, *rail, *ways]))


def public_buildings(ground: Ground) -> Iterator[tuple[dict[str, Any], Polygon]]:
    """Each landmark with a building, and its outline."""
    for landmark in landmarks():
        size = FOOTPRINTS_M.get(landmark["kind"])
        if size and "im Rathaus" not in landmark["name"]:
            dice = Dice("landmark", landmark["id"])
            drawn = wing(*size, dice) if landmark["kind"] in WINGED else block(*size)
            outline = _settled(drawn, tuple(landmark["at"]), size[1], ground)
            yield landmark, _with_tower(landmark["kind"], outline)


def _settled(drawn: list[Place], at: Place, depth_m: float, ground: Ground) -> Polygon:
    """The free place nearest to where it should stand, in line with the street."""
    street = min(plan.streets(), key=lambda way: way.line.distance(Point(at)))
    centre, angle = _facade(street.line, street.width_m, at, depth_m)
    for reach in range(0, 90, 3):
        for step in range(12 if reach else 1):
            turn = angle + step * math.tau / 12
            place = centre[0] + reach * math.cos(turn), centre[1] + reach * math.sin(turn)
            outline = turned(drawn, place, angle)
            if ground.takes(outline):
                return outline
    raise LookupError(f"No free ground near {at}")


def _facade(line: LineString, width_m: float, at: Place, depth_m: float) -> tuple[Place, float]:
    """Where a building of this depth stands when its front is on the street."""
    along_m = line.project(Point(at))
    here, ahead = line.interpolate(along_m), line.interpolate(along_m + 5)
    if here.equals(ahead):
        here, ahead = line.interpolate(along_m - 5), here
    angle = math.atan2(ahead.y - here.y, ahead.x - here.x)
    side = math.copysign(1, (at[1] - here.y) * math.cos(angle) - (at[0] - here.x) * math.sin(angle))
    if here.distance(Point(at)) > FACADE_M:
        return at, angle
    away = side * (width_m / 2 + 2 + depth_m / 2)
    return (here.x - away * math.sin(angle), here.y + away * math.cos(angle)), angle


def _with_tower(kind: str, outline: Polygon) -> Polygon:
    if kind != "church":
        return outline
    left, right = outline.exterior.coords[0], outline.exterior.coords[3]
    middle = Point((left[0] + right[0]) / 2, (left[1] + right[1]) / 2)
    east = outline.exterior.coords[1], outline.exterior.coords[2]
    apse = LineString(east).centroid.buffer(5, quad_segs=4)
    joined: BaseGeometry = unary_union([outline, middle.buffer(5.5, cap_style="square"), apse])
    return joined if isinstance(joined, Polygon) else outline


def features(built: list[tuple[dict[str, Any], Polygon]]) -> Iterator[Feature]:
    """Public buildings, names of places, and points of interest."""
    for _, outline in built:
        properties = {"kind": "building", "kind_detail": "public", "min_zoom": 14}
        properties["public"] = True
        yield Feature("buildings", outline, properties, from_zoom=14)
    stands = {landmark["id"]: outline.centroid for landmark, outline in built}
    for landmark in landmarks():
        if landmark["kind"] in POIS:
            kind, zoom = POIS[landmark["kind"]]
            place = stands.get(landmark["id"]) or Point(landmark["at"])
            yield _named("pois", place, kind, landmark["name"], zoom)
    yield from _area_names()
    yield from _places()


def _named(layer: str, place: BaseGeometry, kind: str, name: str, zoom: int) -> Feature:
    properties = {"kind": kind, "name": name, "min_zoom": zoom}
    return Feature(layer, place, properties, from_zoom=min(zoom, 16))


def _area_names() -> Iterator[Feature]:
    for area in (*land.areas(), *land.woods()):
        kind, name = area.properties["kind"], area.properties.get("name")
        written = {mark["name"] for mark in landmarks() if mark["kind"] in POIS}
        if name and kind in AREA_NAMES and name not in written:
            place = area.shape.representative_point()
            yield _named("pois", place, kind, name, AREA_NAMES[kind])
    for pond in land.ponds():
        if "name" in pond.properties:
            yield _named("water", pond.shape.centroid, "lake", pond.properties["name"], 15)


def _places() -> Iterator[Feature]:
    """Town, village and quarters; hamlets; the towns far around."""
    yield _place("Wirlebrück", (1200, 1700), ("locality", "town"), (8, 8), 11800)
    yield _place("Kleinwirle", (2330, 2680), ("locality", "village"), (11, 4), 780)
    yield _place("Stadtmitte", (1110, 1850), ("neighbourhood", "quarter"), (14, 3), 5400)
    yield _place("Wirleufer", (800, 1430), ("neighbourhood", "quarter"), (14, 2), 900)
    yield _place("Ziegelfeld", (1950, 640), ("neighbourhood", "quarter"), (13, 3), 4300)
    yield _place("Höfe", (3150, 2450), ("neighbourhood", "quarter"), (14, 1), 60)
    content = plan.surroundings()
    for given in (*content["hamlets"], *content["far_places"]):
        detail = "village" if given["population"] > VILLAGE else "hamlet"
        zoom = 10 if given["population"] > SMALL_TOWN else 12
        ranks = (zoom, given["rank"])
        yield _place(
            given["name"], tuple(given["at"]), ("locality", detail), ranks, given["population"]
        )


def _place(
    name: str, at: Place, kinds: tuple[str, str], ranks: tuple[int, int], population: int
) -> Feature:
    """A named place; ``ranks`` are its first zoom and Protomaps' population rank."""
    properties = {
        "name": name,
        "kind": kinds[0],
        "kind_detail": kinds[1],
        "min_zoom": ranks[0],
        "population_rank": ranks[1],
        "population": population,
        "sort_rank": 100 - ranks[1],
    }
    return Feature("places", Point(at), properties, from_zoom=ranks[0])

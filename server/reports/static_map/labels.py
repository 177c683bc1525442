"""Which names a map could carry, the most important first."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import shapely
from shapely.geometry import LineString, Point, box
from shapely.geometry.base import BaseGeometry

from server.reports.static_map import palette
from server.reports.static_map.palette import ROADS, road_class
from server.reports.static_map.tiles import Layers, Shape
from server.reports.static_map.typeface import Lettering
from server.reports.static_map.view import View

INSET_PX = 7
"""Names keep this distance from the frame."""

PLACE = Lettering(14.5, 680, 0.4)
QUARTER = Lettering(13.5, 640, 0.4)
LANDMARK = Lettering(12, 620)
STREET = Lettering(12, 520, 0.15)
LANE = Lettering(11.2, 500, 0.15)
WATERWAY = Lettering(12.5, 580, 0.9)
GREEN = Lettering(11.8, 560)

SETTLEMENTS = {"locality", "city", "town", "village", "hamlet", "suburb"}
GREENS = {"park", "forest", "wood", "cemetery", "garden", "allotments", "playground", "zoo"}
GREEN_TINTS = {palette.PARK, palette.FOREST}
MINOR_POIS = {"bus_stop", "bench", "waste_basket", "parking", "crossing", "post_box", "tree"}


@dataclass(frozen=True)
class Name:
    """A name and the geometry that it belongs to."""

    text: str
    geometry: BaseGeometry
    lettering: Lettering
    colour: str
    dotted: bool = False
    """Whether a dot marks the place when the name has to step aside."""


def names_of(layers: Layers, view: View) -> Iterator[Name]:
    """Every name that could stand on the map, the most important first."""
    inside = box(INSET_PX, INSET_PX, view.width - INSET_PX, view.height - INSET_PX)
    for names in (
        place_names(layers["places"]),
        landmark_names(layers["pois"]),
        street_names(layers["roads"]),
        water_names(layers["water"]),
        green_names(layers["landuse"]),
    ):
        for name in names:
            geometry = name.geometry.intersection(inside)
            if not geometry.is_empty:
                yield Name(name.text, geometry, name.lettering, name.colour, name.dotted)


def place_names(places: list[Shape]) -> Iterator[Name]:
    """Towns and quarters."""
    for place in places:
        if place.name:
            lettering = PLACE if place.kind in SETTLEMENTS else QUARTER
            yield Name(place.name, place.geometry, lettering, palette.INK)


def landmark_names(pois: list[Shape]) -> Iterator[Name]:
    """Town hall, school, station and whatever else has a name people know."""
    for poi in pois:
        if poi.name and poi.kind not in MINOR_POIS and isinstance(poi.geometry, Point):
            green = poi.kind in GREENS
            yield Name(
                poi.name,
                poi.geometry,
                GREEN if green else LANDMARK,
                palette.GREEN_LABEL if green else palette.POI,
                dotted=not green,
            )


def street_names(roads: list[Shape]) -> Iterator[Name]:
    """Streets, busy ones first, each joined over all its pieces."""
    pieces: dict[tuple[int, str], list[BaseGeometry]] = defaultdict(list)
    for road in roads:
        name = road_class(road.kind, str(road.facts.get("kind_detail", "")))
        if name and road.name:
            pieces[(-ROADS[name].rank, road.name)].append(road.geometry)
    for (rank, text), lines in sorted(pieces.items()):
        lettering = STREET if rank <= -ROADS["minor_road"].rank else LANE
        yield Name(text, joined(lines), lettering, palette.LABEL)


def water_names(waters: list[Shape]) -> Iterator[Name]:
    """Rivers along their line, lakes at their heart."""
    lines: dict[str, list[BaseGeometry]] = defaultdict(list)
    for water in waters:
        if water.name and shapely.get_dimensions(water.geometry) == 1:
            lines[water.name].append(water.geometry)
    for text, pieces in sorted(lines.items()):
        yield Name(text, joined(pieces), WATERWAY, palette.WATER_LABEL)
    for water in waters:
        if water.name and water.name not in lines:
            yield Name(
                water.name, water.geometry.representative_point(), WATERWAY, palette.WATER_LABEL
            )


def green_names(uses: list[Shape]) -> Iterator[Name]:
    """Parks and woods that carry a name."""
    for use in uses:
        if use.name and palette.GROUND.get(use.kind) in GREEN_TINTS:
            yield Name(use.name, use.geometry.representative_point(), GREEN, palette.GREEN_LABEL)


def joined(lines: list[BaseGeometry]) -> BaseGeometry:
    """Pieces of one street as few lines."""
    return shapely.line_merge(shapely.union_all(lines))


def lines_in(geometry: BaseGeometry) -> list[LineString]:
    """The single lines of a geometry, longest first."""
    parts = [part for part in shapely.get_parts(geometry) if isinstance(part, LineString)]
    return sorted(parts, key=lambda line: -line.length)

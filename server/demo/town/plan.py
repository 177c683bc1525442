"""Streets, river and rails, read from the content files."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from shapely import LineString, MultiLineString, Polygon, box, unary_union
from shapely.geometry.base import BaseGeometry

from server.demo.contents import read_yaml
from server.demo.town.features import Feature
from server.demo.town.shapes import Place, band, curve, polygon

# Our word for a street: Protomaps' kind, the OpenStreetMap word below it, and the first zoom.
STREETS = {
    "main": ("major_road", "secondary", 10),
    "secondary": ("major_road", "secondary", 10),
    "tertiary": ("major_road", "tertiary", 11),
    "local": ("minor_road", "residential", 12),
    "lane": ("minor_road", "living_street", 13),
    "track": ("path", "track", 14),
    "path": ("path", "footway", 14),
    "underpass": ("path", "footway", 14),
}
WIDTHS_M = {"secondary": 9.0, "tertiary": 7.0, "track": 3.0}
RAIL_WIDTH_M = 9
RIVER_STREAM_M = 5
SWITCH_M = 55
"""How long a track takes to leave the main line."""


@dataclass(frozen=True)
class Street:
    """A street, lane, path or country road."""

    name: str | None
    kind: str
    width_m: float
    line: LineString
    bridges: bool = False

    @property
    def has_houses(self) -> bool:
        """Whether houses stand along it."""
        return self.kind in {"main", "local", "lane"}

    def ground(self) -> BaseGeometry:
        """The ground it takes."""
        return band(self.line, self.width_m)


def surroundings() -> dict[str, Any]:
    """What the map needs beyond the places of the demo."""
    return read_yaml("surroundings.yaml")


@cache
def core() -> Polygon:
    """The land that is drawn in full."""
    return polygon(box(*surroundings()["core_m"]))


@cache
def streets() -> tuple[Street, ...]:
    """All streets and ways, those of the demo first."""
    extra = surroundings()
    drawn = [*read_yaml("places.yaml")["streets"], *extra["streets"]]
    drawn += [{"kind": road["detail"], **road} for road in extra["roads"]]
    drawn += [{"kind": "track", "name": None, "line": line} for line in extra["tracks"]]
    return tuple(_street(given) for given in drawn)


def _street(given: dict[str, Any]) -> Street:
    corners = [(float(x), float(y)) for x, y in given["line"]]
    return Street(
        name=given["name"] and given["name"].split(" (")[0],
        kind=given["kind"],
        width_m=given.get("width_m") or WIDTHS_M[given["kind"]],
        line=curve(corners),
        bridges=given.get("id") == "gleisbruecke",
    )


@cache
def river() -> LineString:
    """The Wirle, from where it enters to where it leaves."""
    middle = read_yaml("places.yaml")["river"]["line"]
    around = surroundings()["river"]
    return curve([tuple(place) for place in [*around["above"], *middle, *around["below"]]])


@cache
def rails() -> tuple[LineString, ...]:
    """The main line, then the tracks of the station."""
    middle = read_yaml("places.yaml")["railway"]["line"]
    around = surroundings()["railway"]
    corners = [*reversed(around["west"]), *middle, *around["east"]]
    main = curve([tuple(place) for place in corners])
    return (main, *(_siding(main, **siding) for siding in around["sidings"]))


def _siding(main: LineString, offset_m: float, from_x: float, to_x: float) -> LineString:
    (here,) = _lines(main.intersection(box(from_x, -500, to_x, 2500)))
    track = [(x, y) for x, y in here.segmentize(15).offset_curve(offset_m).coords]
    inner = [(x, y) for x, y in track if from_x + SWITCH_M < x < to_x - SWITCH_M]
    ends = [(x, y) for x, y in (here.coords[0], here.coords[-1])]
    drawn: list[Place] = sorted(ends + inner)
    return LineString(drawn)


@cache
def streams() -> tuple[tuple[str, LineString], ...]:
    """Brooks, with their names."""
    given = surroundings()["streams"]
    return tuple((stream["name"], curve([tuple(at) for at in stream["line"]])) for stream in given)


@cache
def water() -> BaseGeometry:
    """The ground the river and the brooks take."""
    width_m = read_yaml("places.yaml")["river"]["width_m"]
    brooks = [band(line, RIVER_STREAM_M) for _, line in streams()]
    return unary_union([band(river(), width_m), *brooks])


@cache
def traffic() -> BaseGeometry:
    """The ground that streets and rails take."""
    grounds = [street.ground() for street in streets()]
    return unary_union([*grounds, *(band(rail, RAIL_WIDTH_M) for rail in rails())])


def features() -> Iterator[Feature]:
    """Water, roads and rails for the map."""
    name = read_yaml("places.yaml")["river"]["name"]
    yield Feature("water", river(), {"kind": "river", "name": name, "min_zoom": 9})
    yield Feature("water", band(river(), 22), {"kind": "water", "min_zoom": 11}, from_zoom=11)
    for stream, line in streams():
        properties = {"kind": "stream", "name": stream, "min_zoom": 13}
        yield Feature("water", line, properties, from_zoom=12)
    for street in streets():
        yield from _pieces(street)
    for number, rail in enumerate(rails()):
        detail = {"kind": "rail", "kind_detail": "rail", "min_zoom": 11, "sort_rank": 390}
        yield Feature("roads", rail, detail, from_zoom=16 if number else 10)


def _pieces(street: Street) -> Iterator[Feature]:
    """A street, cut where it crosses water, for bridges are drawn above."""
    kind, detail, zoom = STREETS[street.kind]
    properties = {"kind": kind, "kind_detail": detail, "min_zoom": zoom, "sort_rank": 400 - zoom}
    if street.name:
        properties["name"] = street.name
    if street.kind == "underpass":
        properties["is_tunnel"] = True
    over = street.line if street.bridges else street.line.intersection(water().buffer(3))
    for line in _lines(street.line.difference(over)):
        yield Feature("roads", line, properties, from_zoom=zoom)
    for line in _lines(over):
        yield Feature("roads", line, {**properties, "is_bridge": True}, from_zoom=zoom)


def _lines(shape: BaseGeometry) -> list[LineString]:
    if isinstance(shape, MultiLineString):
        return list(shape.geoms)
    return [shape] if isinstance(shape, LineString) and not shape.is_empty else []

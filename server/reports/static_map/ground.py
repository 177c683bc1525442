"""Land, water, houses, streets and rails."""

from collections import defaultdict
from collections.abc import Iterable
from xml.etree import ElementTree as ET

import shapely
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from server.reports.static_map import palette
from server.reports.static_map.palette import ROADS, Road, road_class
from server.reports.static_map.svg import element, path_of
from server.reports.static_map.tiles import Layers, Shape
from server.reports.static_map.view import View

OUTSIDE_PX = 24
"""How far beyond the frame lines are kept, so that a wide street does not end inside it."""


def draw_ground(parent: ET.Element, layers: Layers, view: View) -> None:
    """Draw what lies under markers and names, from the ground upwards."""
    element(parent, "rect", width=view.width, height=view.height, fill=palette.LAND)
    draw_areas(parent, layers, view)
    draw_streams(parent, layers, view)
    draw_houses(parent, layers["buildings"], view)
    draw_rails(parent, layers["roads"], view)
    draw_streets(parent, layers["roads"], view)


def draw_areas(parent: ET.Element, layers: Layers, view: View) -> None:
    """Tint the ground by its use, in the order of the basemap, then water."""
    for fill, areas in by_colour(layers["landuse"]):
        draw_filled(parent, [merged(areas)], view, fill=fill)
    waters = [water.geometry for water in layers["water"] if is_area(water.geometry)]
    draw_filled(parent, [merged(waters)], view, fill=palette.WATER)


def by_colour(uses: Iterable[Shape]) -> list[tuple[str, list[BaseGeometry]]]:
    """Areas of use, one group per colour: built-up ground first, squares and woods on it."""
    groups: dict[str, list[BaseGeometry]] = {
        colour: [] for colour in (palette.URBAN, palette.PARK, palette.FOREST, palette.SQUARE)
    }
    for use in uses:
        colour = palette.GROUND.get(use.kind)
        if colour and is_area(use.geometry):
            groups[colour].append(use.geometry)
    return list(groups.items())


def is_area(geometry: BaseGeometry) -> bool:
    """Whether a geometry covers ground."""
    return bool(shapely.get_dimensions(geometry) == 2)  # noqa: PLR2004


def draw_filled(
    parent: ET.Element, areas: Iterable[BaseGeometry], view: View, **style: str | float
) -> None:
    """Draw areas as one path, cut a little outside the frame."""
    frame = frame_of(view)
    path = path_of(area.intersection(frame) for area in areas)
    if path:
        element(parent, "path", d=path, fill_rule="evenodd", **style)


def frame_of(view: View) -> BaseGeometry:
    """The frame of the picture and a little more."""
    return box(-OUTSIDE_PX, -OUTSIDE_PX, view.width + OUTSIDE_PX, view.height + OUTSIDE_PX)


def draw_streams(parent: ET.Element, layers: Layers, view: View) -> None:
    """Draw rivers and brooks that the basemap holds as lines."""
    for kind, width_m in (("river", 9), ("canal", 7), ("stream", 3), ("ditch", 2)):
        lines = [w.geometry for w in layers["water"] if w.kind == kind and not is_area(w.geometry)]
        draw_stroked(
            parent,
            joined(lines, view),
            stroke=palette.WATER,
            stroke_width=min(max(width_m / view.ground_m_per_px, 1.4), 9),
        )


def draw_houses(parent: ET.Element, houses: list[Shape], view: View) -> None:
    """Draw houses; those that a tile edge cuts are put together again."""
    public = [h.geometry for h in houses if h.kind == "public" or h.facts.get("public")]
    private = [h.geometry for h in houses if not (h.kind == "public" or h.facts.get("public"))]
    for geometries, fill, line in (
        (private, palette.BUILDING, palette.BUILDING_LINE),
        (public, palette.PUBLIC, palette.PUBLIC_LINE),
    ):
        draw_filled(parent, [merged(geometries)], view, fill=fill, stroke=line, stroke_width=0.8)


def merged(areas: list[BaseGeometry]) -> BaseGeometry:
    """Overlapping areas as one."""
    return shapely.union_all([area for area in areas if is_area(area)])


def draw_rails(parent: ET.Element, roads: list[Shape], view: View) -> None:
    """Draw railway lines as the dashed band that everybody knows from paper maps."""
    rails = joined([road.geometry for road in roads if road.kind == "rail"], view)
    width = min(max(4 / view.ground_m_per_px, 2.6), 5)
    draw_stroked(parent, rails, stroke=palette.RAIL, stroke_width=width)
    draw_stroked(
        parent,
        rails,
        stroke=palette.PAPER,
        stroke_width=width - 1.6,
        stroke_dasharray="9 9",
        stroke_linecap="butt",
    )


def draw_streets(parent: ET.Element, roads: list[Shape], view: View) -> None:
    """Draw streets: all casings first, so that crossings stay open."""
    classes: dict[str, list[BaseGeometry]] = defaultdict(list)
    for road in roads:
        classes[road_class(road.kind, str(road.facts.get("kind_detail", "")))].append(road.geometry)
    streets = [
        (ROADS[name], joined(classes[name], view))
        for name in sorted(filter(None, classes), key=lambda name: ROADS[name].rank)
    ]
    for style, lines in streets:
        if not style.dashes:
            draw_street(parent, style, lines, view, casing=True)
    for style, lines in streets:
        draw_street(parent, style, lines, view, casing=False)


def draw_street(
    parent: ET.Element, road: Road, lines: list[BaseGeometry], view: View, *, casing: bool
) -> None:
    """Draw one class of street, either its casing or its surface."""
    width = road.width_px(view.ground_m_per_px)
    style: dict[str, str | float] = {"stroke_dasharray": road.dashes} if road.dashes else {}
    draw_stroked(
        parent,
        lines,
        stroke=palette.CASING if casing else road.fill,
        stroke_width=width + 1.8 if casing else width,
        stroke_linecap="butt" if road.dashes else "round",
        **style,
    )


def joined(lines: list[BaseGeometry], view: View) -> list[BaseGeometry]:
    """Lines put together where tiles or streets cut them, inside the frame."""
    if not lines:
        return []
    whole = shapely.line_merge(shapely.union_all(lines)).intersection(frame_of(view))
    return [whole] if not whole.is_empty else []


def draw_stroked(parent: ET.Element, lines: Iterable[BaseGeometry], **style: str | float) -> None:
    """Draw lines as one path."""
    path = path_of(lines)
    if path:
        style.setdefault("stroke_linecap", "round")
        element(parent, "path", d=path, fill="none", stroke_linejoin="round", **style)

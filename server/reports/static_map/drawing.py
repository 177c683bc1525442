"""The whole map, from the ground to the frame."""

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from shapely.geometry import box

from server.reports.static_map import palette
from server.reports.static_map.furniture import PLATE_PX, draw_north, draw_scale, draw_source
from server.reports.static_map.ground import draw_ground
from server.reports.static_map.labels import names_of
from server.reports.static_map.markers import Marker, draw_markers, set_markers
from server.reports.static_map.placing import Placed, Space, place_name
from server.reports.static_map.svg import NAMESPACE, element
from server.reports.static_map.tiles import Layers, no_layers, read_layers
from server.reports.static_map.typeface import Typeface
from server.reports.static_map.view import View, view_around

PADDING = (44.0, 46.0, 58.0, 46.0)
"""Pixels around the outermost places: above, right, below, left."""
MARGIN = (6.0, 6.0, PLATE_PX + 5.0, 6.0)
"""Pixels that markers keep from the frame; below stand scale and source."""


@dataclass(frozen=True)
class Sheet:
    """What the map is drawn on and with."""

    width: float
    height: float
    basemap: Path | None
    typeface: Typeface
    attribution: str


@dataclass(frozen=True)
class Caption:
    """What the map says to those who do not see it."""

    title: str
    description: str


def draw_map(sheet: Sheet, markers: list[Marker], caption: Caption) -> str:
    """A map of the markers as SVG; without a basemap they stand on empty ground."""
    places = [marker.place for marker in markers]
    view = view_around(places, sheet.width, sheet.height, PADDING)
    layers = read_layers(sheet.basemap, view) if sheet.basemap else no_layers()
    root = begin(view, caption)
    draw_ground(root, layers, view)
    names, top = element(root, "g"), element(root, "g")
    space = Space(
        box(0, 0, view.width, view.height),
        [
            draw_scale(top, view, sheet.typeface),
            draw_source(top, view, sheet.typeface, sheet.attribution),
            draw_north(top, view, sheet.typeface),
        ],
    )
    sets = set_markers(markers, view, MARGIN)
    draw_markers(top, sets, sheet.typeface)
    for one in sets:
        space.take(one.area)
    draw_names(names, layers, view, sheet.typeface, space)
    draw_frame(root, view)
    return ET.tostring(root, encoding="unicode")


def begin(view: View, caption: Caption) -> ET.Element:
    """An empty picture with its words."""
    root = element(
        None,
        "svg",
        xmlns=NAMESPACE,
        viewBox=f"0 0 {view.width:g} {view.height:g}",
        width=view.width,
        height=view.height,
        role="img",
    )
    element(root, "title").text = caption.title
    element(root, "desc").text = caption.description
    return root


def draw_names(
    parent: ET.Element, layers: Layers, view: View, typeface: Typeface, space: Space
) -> None:
    """Write every name that still finds room."""
    for name in names_of(layers, view):
        for placed in place_name(name, typeface, space):
            draw_name(parent, placed)


def draw_name(parent: ET.Element, placed: Placed) -> None:
    """Write a name: its halo, then its letters, and a dot if it stands beside its place."""
    if placed.dot:
        x, y = placed.dot
        element(
            parent,
            "circle",
            cx=x,
            cy=y,
            r=2.6,
            fill=placed.name.colour,
            stroke=palette.HALO,
            stroke_width=1.2,
        )
    element(
        parent,
        "path",
        d=placed.path,
        fill="none",
        stroke=palette.HALO,
        stroke_width=3.2,
        stroke_linejoin="round",
        stroke_opacity=0.9,
    )
    element(parent, "path", d=placed.path, fill=placed.name.colour)


def draw_frame(parent: ET.Element, view: View) -> None:
    """Close the picture with a thin ink line."""
    element(
        parent,
        "rect",
        x=0.6,
        y=0.6,
        width=view.width - 1.2,
        height=view.height - 1.2,
        fill="none",
        stroke=palette.INK,
        stroke_width=1.2,
    )

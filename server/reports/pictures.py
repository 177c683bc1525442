"""What a report is drawn with, and its pictures: maps for paper and the marks of its entries."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

from server.aggregates.pool_map import basemap_under
from server.core.paper import font_file
from server.reports.document import Entry, MapSheet
from server.reports.static_map.drawing import Caption, Sheet, draw_map
from server.reports.static_map.markers import RADIUS, Marker, Set, draw_marker
from server.reports.static_map.svg import NAMESPACE, element
from server.reports.static_map.typeface import Typeface
from server.spaces.basemaps import path_of

WIDTH_PX = 673.0
"""178 mm: A4 without its margins."""
LEAST_HEIGHT_PX = 330.0
MOST_HEIGHT_PX = 500.0
TEMPLATES = Path(__file__).with_name("templates")


@cache
def source(name: str) -> str:
    """A style, script or drawing of the report."""
    return (TEMPLATES / "reports" / name).read_text(encoding="utf-8")


def typeface() -> Typeface:
    """The typeface as outlines."""
    return Typeface.read(font_file())


def draw_sheet(data: Path, sheet: MapSheet) -> str:
    """A map of a report as SVG.

    Args:
        data: the data folder, which holds the basemaps.
    """
    places = [entry.place for entry in sheet.entries]
    basemap = basemap_under(data, places)
    paper = Sheet(
        width=WIDTH_PX,
        height=height_for(places),
        basemap=path_of(data, basemap.area) if basemap else None,
        typeface=typeface(),
        attribution=f"Karte: {basemap.attribution}" if basemap else "Ohne Grundkarte",
    )
    return draw_map(
        paper, [marker(entry) for entry in sheet.entries], Caption(sheet.title, sheet.words)
    )


def height_for(places: Sequence[tuple[float, float]]) -> float:
    """As high as the places ask for, within what a page can give."""
    longitudes, latitudes = zip(*places, strict=True)
    wide = (max(longitudes) - min(longitudes)) * 0.6
    high = max(latitudes) - min(latitudes)
    wanted = WIDTH_PX * high / wide if wide else LEAST_HEIGHT_PX
    return min(max(wanted, LEAST_HEIGHT_PX), MOST_HEIGHT_PX)


def marker(entry: Entry) -> Marker:
    """An entry on the map."""
    return Marker(entry.number, entry.kind, entry.place)


def draw_mark(entry: Entry) -> str:
    """The mark of an entry as a small picture, the same as on the map."""
    size = 2 * RADIUS + 5
    middle = size / 2
    root = element(
        None,
        "svg",
        xmlns=NAMESPACE,
        viewBox=f"0 0 {size:g} {size:g}",
        width=size,
        height=size,
        aria_hidden="true",
    )
    placed = Set(marker(entry), (middle, middle), (middle, middle))
    draw_marker(root, placed, typeface())
    return ET.tostring(root, encoding="unicode")

"""Writing SVG: elements, numbers and paths."""

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

NAMESPACE = "http://www.w3.org/2000/svg"


def element(parent: ET.Element | None, tag: str, **attributes: str | float) -> ET.Element:
    """An SVG element; underscores in attribute names become hyphens."""
    written = {
        name.rstrip("_").replace("_", "-"): value if isinstance(value, str) else number(value)
        for name, value in attributes.items()
    }
    if parent is None:
        return ET.Element(tag, written)
    return ET.SubElement(parent, tag, written)


def number(value: float) -> str:
    """A length in pixels, short."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def path_of(geometries: Iterable[BaseGeometry]) -> str:
    """The outlines of lines and areas as one path."""
    return "".join(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in coordinates) + ("Z" if closed else "")
        for geometry in geometries
        for coordinates, closed in strokes(geometry)
    )


def strokes(geometry: BaseGeometry) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """Each line and each ring of a geometry, with whether it closes."""
    if isinstance(geometry, Polygon):
        for ring in (geometry.exterior, *geometry.interiors):
            yield corners(ring)[:-1], True
    elif geometry.geom_type in {"LineString", "LinearRing"}:
        yield corners(geometry), False
    else:
        for part in getattr(geometry, "geoms", ()):
            yield from strokes(part)


def corners(line: BaseGeometry) -> list[tuple[float, float]]:
    """The points of a line."""
    return [(x, y) for x, y, *_ in line.coords]

"""Scale, north and source: what a map needs to be believed."""

import math
from xml.etree import ElementTree as ET

from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from server.reports.static_map import palette
from server.reports.static_map.svg import element
from server.reports.static_map.typeface import Lettering, Typeface
from server.reports.static_map.view import View

SMALL = Lettering(11.5, 520)
BOLD = Lettering(12.5, 720)
LONGEST_SCALE_PX = 130
PLATE_PX = 24
"""Height of the plates at the foot of the map."""


def scale_length_m(view: View) -> int:
    """A round length (1, 2 or 5 times a power of ten) that fits the scale bar."""
    longest = LONGEST_SCALE_PX * view.ground_m_per_px
    power = 10 ** math.floor(math.log10(longest))
    return int(next(step * power for step in (5, 2, 1) if step * power <= longest))


def length_text(metres: int) -> str:
    """A length as people say it."""
    kilometres, rest = divmod(metres, 1000)
    return f"{kilometres} km" if not rest else f"{metres} m"


def draw_scale(parent: ET.Element, view: View, typeface: Typeface) -> BaseGeometry:
    """Draw the scale bar at the lower left; answers what it takes up."""
    metres = scale_length_m(view)
    length = metres / view.ground_m_per_px
    text = length_text(metres)
    top = view.height - PLATE_PX
    width = length + typeface.width(text, SMALL) + 26
    element(parent, "rect", y=top, width=width, height=PLATE_PX, fill=palette.PAPER)
    x, y = 10.0, top + PLATE_PX / 2
    element(
        parent,
        "rect",
        x=x,
        y=y - 2.5,
        width=length,
        height=5,
        fill=palette.PAPER,
        stroke=palette.INK,
        stroke_width=1.2,
    )
    element(parent, "rect", x=x, y=y - 2.5, width=length / 2, height=5, fill=palette.INK)
    element(parent, "path", d=typeface.line(text, SMALL, x + length + 8, y + 4), fill=palette.INK)
    return box(0, top, width, view.height)


def draw_source(
    parent: ET.Element, view: View, typeface: Typeface, attribution: str
) -> BaseGeometry:
    """Draw who made the map at the lower right; answers what it takes up."""
    width = typeface.width(attribution, SMALL) + 20
    left, top = view.width - width, view.height - PLATE_PX
    element(parent, "rect", x=left, y=top, width=width, height=PLATE_PX, fill=palette.PAPER)
    path = typeface.line(attribution, SMALL, left + 10, top + PLATE_PX / 2 + 4)
    element(parent, "path", d=path, fill=palette.INK)
    return box(left, top, view.width, view.height)


def draw_north(parent: ET.Element, view: View, typeface: Typeface) -> BaseGeometry:
    """Draw the north arrow at the upper right; answers what it takes up."""
    x, y = view.width - 20, 23.0
    element(
        parent, "circle", cx=x, cy=y, r=14, fill=palette.PAPER, stroke=palette.INK, stroke_width=1.2
    )
    element(
        parent,
        "path",
        d=f"M{x} {y - 11.5}L{x + 4.2} {y - 3.5}L{x - 4.2} {y - 3.5}Z",
        fill=palette.INK,
    )
    left = x - typeface.width("N", BOLD) / 2
    element(parent, "path", d=typeface.line("N", BOLD, left, y + 8.2), fill=palette.INK)
    return box(x - 16, 0, view.width, y + 16)

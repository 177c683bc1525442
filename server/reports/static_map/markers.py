"""Numbered markers that step apart where places lie close, and keep a line to their place."""

import math
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from server.reports.static_map import palette
from server.reports.static_map.svg import element, number
from server.reports.static_map.typeface import CAP_HEIGHT, Lettering, Typeface
from server.reports.static_map.view import Padding, Position, View

RADIUS = 12.5
APART = 2 * RADIUS + 1.5
"""Distance between the middles of two markers."""
ROUNDS = 300
PULL = 0.03
"""How strongly a marker is drawn back to its place in each round."""

Positions = NDArray[np.float64]


@dataclass(frozen=True)
class Marker:
    """A finding on the map; the number is the one in the table."""

    number: int
    kind: str
    place: Position
    """Longitude and latitude in degrees."""


@dataclass(frozen=True)
class Set:
    """A marker in the picture: where it is drawn, and the place it means."""

    marker: Marker
    at: Position
    means: Position

    @property
    def stepped_aside(self) -> bool:
        """Whether the marker no longer covers its place."""
        return math.dist(self.at, self.means) > RADIUS - 2

    @property
    def area(self) -> BaseGeometry:
        """What the marker and its line take up."""
        marker = Point(self.at).buffer(RADIUS + 1)
        if not self.stepped_aside:
            return marker
        return marker.union(LineString([self.means, self.at]).buffer(2))


def set_markers(markers: list[Marker], view: View, margin: Padding) -> list[Set]:
    """Put markers on their places and let those that overlap step apart, always the same way."""
    if not markers:
        return []
    means = np.array([view.place(*marker.place) for marker in markers])
    top, right, below, left = margin
    low = np.array([left + RADIUS, top + RADIUS])
    high = np.array([view.width - right - RADIUS, view.height - below - RADIUS])
    at = step_apart(means, low, high)
    return [
        Set(marker, (float(x), float(y)), (float(mx), float(my)))
        for marker, (x, y), (mx, my) in zip(markers, at, means, strict=True)
    ]


def step_apart(means: Positions, low: Positions, high: Positions) -> Positions:
    """Push overlapping markers apart and draw each back to its place, until both is in balance."""
    golden = np.arange(len(means)) * math.pi * (3 - math.sqrt(5))
    # Markers of one place leave it in different directions, not all on one heap.
    at = means + 0.5 * np.stack([np.cos(golden), np.sin(golden)], axis=1)
    for step in range(ROUNDS):
        calm = PULL if step < ROUNDS * 0.7 else 0.0
        at = np.clip(at + push(at) + calm * (means - at), low, high)
    return at


def push(at: Positions) -> Positions:
    """How far each marker is pushed by the ones that overlap it."""
    between = at[:, None, :] - at[None, :, :]
    distance = np.hypot(between[..., 0], between[..., 1])
    np.fill_diagonal(distance, np.inf)
    overlap = np.maximum(APART - distance, 0) / 2
    direction = between / np.maximum(distance, 1e-6)[..., None]
    np.nan_to_num(direction, copy=False)
    pushed: Positions = (direction * overlap[..., None]).sum(axis=1)
    return pushed


def draw_markers(parent: ET.Element, sets: list[Set], typeface: Typeface) -> None:
    """Draw the lines to the places first, then the markers."""
    for one in filter(lambda one: one.stepped_aside, sets):
        draw_line(parent, one)
    for one in sorted(sets, key=lambda one: one.at[1]):
        draw_marker(parent, one, typeface)


def draw_line(parent: ET.Element, one: Set) -> None:
    """Draw the line from a marker to its place, which gets a dot."""
    (x1, y1), (x2, y2) = one.means, one.at
    ends: dict[str, float] = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
    element(parent, "line", stroke=palette.PAPER, stroke_width=3.6, **ends)
    element(parent, "line", stroke=palette.INK, stroke_width=1.3, **ends)
    element(
        parent,
        "circle",
        cx=x1,
        cy=y1,
        r=2.6,
        fill=palette.INK,
        stroke=palette.PAPER,
        stroke_width=1.2,
    )


def draw_marker(parent: ET.Element, one: Set, typeface: Typeface) -> None:
    """Draw a marker: ink edge, white ring, the shape of its kind, its number."""
    fill, ink = palette.KINDS[one.marker.kind]
    for radius, colour in (
        (RADIUS, palette.INK),
        (RADIUS - 1.4, palette.PAPER),
        (RADIUS - 3, fill),
    ):
        element(parent, "path", d=outline(one.marker.kind, one.at, radius), fill=colour)
    text = str(one.marker.number)
    lettering = Lettering({1: 13.0, 2: 11.5}.get(len(text), 8.6), 760)
    x = one.at[0] - typeface.width(text, lettering) / 2
    y = one.at[1] + lettering.size * CAP_HEIGHT / 2
    element(parent, "path", d=typeface.line(text, lettering, x, y), fill=ink)


def outline(kind: str, at: Position, radius: float) -> str:
    """The shape of a kind: octagon for a barrier, diamond for an idea, circle for what is good."""
    if kind == "barrier":
        return polygon(
            at, radius * 1.03, [math.pi / 8 + corner * math.pi / 4 for corner in range(8)]
        )
    if kind == "idea":
        return diamond(at, radius * 1.16)
    x, y, r = number(at[0] - radius), number(at[1]), number(radius)
    return f"M{x} {y}a{r} {r} 0 1 0 {number(2 * radius)} 0a{r} {r} 0 1 0 {number(-2 * radius)} 0Z"


def polygon(at: Position, radius: float, angles: list[float]) -> str:
    """Corners on a circle."""
    corners = (
        f"{number(at[0] + radius * math.cos(angle))} {number(at[1] + radius * math.sin(angle))}"
        for angle in angles
    )
    return "M" + "L".join(corners) + "Z"


def diamond(at: Position, radius: float) -> str:
    """A square on its corner, the corners rounded."""
    x, y = at
    cut = radius * 0.2
    corners = [(0, -1), (1, 0), (0, 1), (-1, 0)]
    path = ""
    for (dx, dy), (nx, ny) in zip(corners, corners[1:] + corners[:1], strict=True):
        leave = (x + dx * radius + (nx - dx) * cut, y + dy * radius + (ny - dy) * cut)
        arrive = (x + nx * radius + (dx - nx) * cut, y + ny * radius + (dy - ny) * cut)
        path += ("L" if path else "M") + f"{number(leave[0])} {number(leave[1])}"
        path += f"L{number(arrive[0])} {number(arrive[1])}"
        path += f"Q{number(x + nx * radius)} {number(y + ny * radius)} "
        after = corners[(corners.index((nx, ny)) + 1) % 4]
        path += f"{number(x + nx * radius + (after[0] - nx) * cut)} "
        path += f"{number(y + ny * radius + (after[1] - ny) * cut)}"
    return path + "Z"

"""The piece of the world that a map shows, and the way from degrees to pixels."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

EARTH_RADIUS_M = 6378137.0
WORLD_M = 2 * math.pi * EARTH_RADIUS_M
LARGEST_SCALE_M = 0.7
"""Metres of ground under one pixel when there is only one place to show."""

Position = tuple[float, float]
Padding = tuple[float, float, float, float]


@dataclass(frozen=True)
class View:
    """A picture of ``width`` by ``height`` pixels (1/96 inch); mercator metres inside."""

    west_m: float
    north_m: float
    metres_per_px: float
    width: float
    height: float

    def place(self, longitude: float, latitude: float) -> Position:
        """Where a place in degrees (EPSG:4326) lies in the picture, y downwards."""
        east_m, north_m = to_mercator(longitude, latitude)
        return (
            (east_m - self.west_m) / self.metres_per_px,
            (self.north_m - north_m) / self.metres_per_px,
        )

    @property
    def ground_m_per_px(self) -> float:
        """Metres on the ground under one pixel, at the middle of the picture."""
        middle_m = self.north_m - self.height * self.metres_per_px / 2
        return self.metres_per_px / math.cosh(middle_m / EARTH_RADIUS_M)

    @property
    def zoom(self) -> float:
        """The zoom level at which a tile of 256 pixels has this scale."""
        return math.log2(WORLD_M / 256 / self.metres_per_px)

    @property
    def bounds_m(self) -> tuple[float, float, float, float]:
        """West, south, east, north in mercator metres."""
        return (
            self.west_m,
            self.north_m - self.height * self.metres_per_px,
            self.west_m + self.width * self.metres_per_px,
            self.north_m,
        )


def to_mercator(longitude: float, latitude: float) -> Position:
    """Degrees to web mercator metres."""
    return (
        math.radians(longitude) * EARTH_RADIUS_M,
        math.asinh(math.tan(math.radians(latitude))) * EARTH_RADIUS_M,
    )


def view_around(places: Iterable[Position], width: float, height: float, padding: Padding) -> View:
    """The closest view that shows every place.

    Args:
        places: longitude and latitude in degrees; at least one.
        padding: pixels to keep free above, right, below and left of the places.
    """
    east, north = zip(*(to_mercator(*place) for place in places), strict=True)
    top, right, below, left = padding
    widest = (max(east) - min(east)) / (width - left - right)
    highest = (max(north) - min(north)) / (height - top - below)
    stretch = math.cosh((max(north) + min(north)) / 2 / EARTH_RADIUS_M)
    metres_per_px = max(widest, highest, LARGEST_SCALE_M * stretch)
    middle_x = left + (width - left - right) / 2
    middle_y = top + (height - top - below) / 2
    return View(
        west_m=(max(east) + min(east)) / 2 - middle_x * metres_per_px,
        north_m=(max(north) + min(north)) / 2 + middle_y * metres_per_px,
        metres_per_px=metres_per_px,
        width=width,
        height=height,
    )

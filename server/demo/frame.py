"""Local metres of the demo town, to degrees and back.

The demo is written in metres: x to the east and y to the north of the anchor, which lies in the
open sea. Longitude and latitude (EPSG:4326) follow from the two radii of curvature of the WGS 84
ellipsoid at the middle of the town, 1500 m north of the anchor::

    latitude  = anchor latitude  + y / M            (M: meridian radius, in metres a radian)
    longitude = anchor longitude + x / (N · cos φ)  (N: prime vertical radius, φ: middle latitude)

Within the town the error stays below 0.4 m, and ten kilometres out below 0.2 % of the way.
"""

import math

ANCHOR = (6.50, 54.60)
"""Longitude and latitude of x = 0, y = 0, in degrees."""

MIDDLE_LATITUDE = 54.6135
EQUATOR_RADIUS_M = 6378137.0
FLATTENING = 1 / 298.257223563

_SQUARED = FLATTENING * (2 - FLATTENING)
_SINE = math.sin(math.radians(MIDDLE_LATITUDE))
_ROOT = math.sqrt(1 - _SQUARED * _SINE**2)
_METRES_A_DEGREE_NORTH = math.radians(EQUATOR_RADIUS_M * (1 - _SQUARED) / _ROOT**3)
_METRES_A_DEGREE_EAST = math.radians(
    EQUATOR_RADIUS_M / _ROOT * math.cos(math.radians(MIDDLE_LATITUDE))
)


def to_degrees(x_m: float, y_m: float) -> tuple[float, float]:
    """Longitude and latitude of a place of the town, in degrees."""
    return ANCHOR[0] + x_m / _METRES_A_DEGREE_EAST, ANCHOR[1] + y_m / _METRES_A_DEGREE_NORTH


def to_metres(longitude: float, latitude: float) -> tuple[float, float]:
    """The place in the town's own metres; undoes ``to_degrees``."""
    return (
        (longitude - ANCHOR[0]) * _METRES_A_DEGREE_EAST,
        (latitude - ANCHOR[1]) * _METRES_A_DEGREE_NORTH,
    )

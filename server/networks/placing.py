"""Where on the map somebody stands: exactly where they were put, else spread over their field."""

from collections import defaultdict
from math import cos, radians, sin
from uuid import UUID

from server.networks.graph import OUTER_EDGE, RING_DISTANCES
from server.networks.vocabulary import sectors
from server.sync.kinds import Body

TURN = 360.0
OUTSIDE = 112.0
"""Beyond the outer edge: who was not placed yet."""


def normal(angle: float) -> float:
    """An angle in degrees between -180 and 180."""
    return (angle + TURN / 2) % TURN - TURN / 2


def sector_at(sector_set: str, angle: float) -> str:
    """The sector an angle lies in; the first begins at the x-axis, they go counter-clockwise."""
    codes = sectors(sector_set)
    return codes[min(int(angle % TURN / (TURN / len(codes))), len(codes) - 1)]


def placed(one: Body) -> dict[UUID, tuple[float, float]]:
    """Angle and distance of every contact of a map.

    Those without an exact position share their field of ring and sector evenly, in the order of
    their ids; who stands in no sector is spread all around.
    """
    sharing: dict[tuple[str | None, str], list[UUID]] = defaultdict(list)
    found: dict[UUID, tuple[float, float]] = {}
    for contact in one["contacts"]:
        if contact["angle"] is not None and contact["distance"] is not None:
            found[contact["id"]] = contact["angle"], contact["distance"]
        else:
            sharing[contact["sector"], contact["circle"]].append(contact["id"])
    codes = sectors(one["sector_set"])
    for (sector, circle), nodes in sharing.items():
        width = TURN / len(codes) if sector in codes else TURN
        start = codes.index(sector) * width if sector in codes else 0.0
        for number, node in enumerate(nodes):
            angle = normal(start + (number + 0.5) * width / len(nodes))
            found[node] = angle, RING_DISTANCES.get(circle, OUTSIDE)
    return found


def on_paper(angle: float, distance: float) -> tuple[float, float]:
    """As x and y from 0 to 1, y downward, the outer edge at a distance of 0.45 from the middle."""
    reach = 0.45 * distance / OUTER_EDGE
    return 0.5 + reach * cos(radians(angle)), 0.5 - reach * sin(radians(angle))

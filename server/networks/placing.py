"""Where on the map somebody stands: exactly where they were put, else spread over their field."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from math import cos, radians, sin
from uuid import UUID

from server.networks.graph import OUTER_EDGE
from server.networks.vocabulary import sectors
from server.sync.kinds import Body

TURN = 360.0
BANDS = {"inner": (10.0, 100 / 3), "middle": (100 / 3, 200 / 3), "outer": (200 / 3, 100.0)}
"""Between which distances people stand in a ring."""
MOST_ROWS = 7
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
        for node, (angle, distance) in zip(nodes, rows(len(nodes), width, circle), strict=True):
            found[node] = normal(start + angle), distance
    return found


def rows(count: int, width: float, circle: str) -> list[tuple[float, float]]:
    """Angles and distances in a field, in as many rows along the ring as keep people apart."""
    if circle not in BANDS:
        return [((number + 0.5) * width / count, OUTSIDE) for number in range(count)]
    from_, to = BANDS[circle]
    best: tuple[float, list[tuple[float, float]]] = (0.0, [])
    for number in range(1, min(count, MOST_ROWS) + 1):
        distances = [from_ + (to - from_) * (row + 0.5) / number for row in range(number)]
        shares = shared(count, distances)
        made = [
            ((place + 0.5) * width / share, distance)
            for distance, share in zip(distances, shares, strict=True)
            for place in range(share)
        ]
        arcs = [
            distance * radians(width) / share
            for distance, share in zip(distances, shares, strict=True)
            if share
        ]
        best = max(best, (min(*arcs, (to - from_) / number), made))
    return best[1]


def shared(count: int, lengths: Sequence[float]) -> list[int]:
    """People shared out among rows by their lengths."""
    total = sum(lengths)
    upto = [round(count * sum(lengths[: n + 1]) / total) for n in range(len(lengths))]
    return [one - before for before, one in pairwise([0, *upto])]


def on_paper(angle: float, distance: float) -> tuple[float, float]:
    """As x and y from 0 to 1, y downward, the outer edge at a distance of 0.45 from the middle."""
    reach = 0.45 * distance / OUTER_EDGE
    return 0.5 + reach * cos(radians(angle)), 0.5 - reach * sin(radians(angle))

"""Local metres and degrees."""

import pytest
import sqlalchemy as sa

from server.demo.frame import ANCHOR, to_degrees, to_metres


def test_the_anchor_is_the_corner():
    assert to_degrees(0, 0) == ANCHOR


@pytest.mark.parametrize("place", [(0, 0), (1140, 1742), (3000, 3000), (-2800, 5900)])
def test_there_and_back_is_the_same_place(place):
    assert to_metres(*to_degrees(*place)) == pytest.approx(place, abs=1e-6)


def test_a_kilometre_is_a_kilometre(everything):
    """PostGIS measures on the ellipsoid; the frame is flat, so a little is allowed."""
    here, there = to_degrees(1000, 1500), to_degrees(2000, 1500)
    query = sa.text(
        "select st_distance(st_makepoint(:x1, :y1)::geography, st_makepoint(:x2, :y2)::geography)"
    )
    with everything.connect() as connection:
        metres = connection.execute(
            query, {"x1": here[0], "y1": here[1], "x2": there[0], "y2": there[1]}
        ).scalar_one()
    assert metres == pytest.approx(1000, abs=0.4)

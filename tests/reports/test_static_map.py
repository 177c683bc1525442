"""The map for paper: the same every time, nothing on top of anything else."""

import math
import re
from xml.etree import ElementTree as ET

import pytest
from shapely.geometry import box

from server.reports.pictures import typeface
from server.reports.static_map.drawing import Caption, Sheet, draw_map
from server.reports.static_map.furniture import scale_length_m
from server.reports.static_map.ground import draw_areas
from server.reports.static_map.markers import APART, RADIUS, Marker, set_markers
from server.reports.static_map.tiles import Shape, no_layers
from server.reports.static_map.view import View, view_around

CENTRE = (6.5178, 54.6156)
MARGIN = (6.0, 6.0, 29.0, 6.0)
WORDS = Caption("Karte: eine Ecke", "1 Barriere")


def make_markers(count: int, spread: float = 0.0) -> list[Marker]:
    kinds = ("barrier", "good", "idea")
    return [
        Marker(
            number + 1,
            kinds[number % 3],
            (CENTRE[0] + spread * math.sin(number), CENTRE[1] + spread * math.cos(number)),
        )
        for number in range(count)
    ]


def make_sheet(basemap=None) -> Sheet:
    return Sheet(673, 400, basemap, typeface(), "Karte: erfunden")


def test_every_place_lies_inside_its_view():
    places = [marker.place for marker in make_markers(12, 0.01)]
    view = view_around(places, 673, 400, (44, 46, 58, 46))
    for place in places:
        x, y = view.place(*place)
        assert 45.9 <= x <= 627.1
        assert 43.9 <= y <= 342.1


def test_one_place_is_shown_from_near_but_not_too_near():
    view = view_around([CENTRE], 673, 400, (44, 46, 58, 46))
    assert view.ground_m_per_px == pytest.approx(0.7, rel=0.01)
    assert view.place(*CENTRE) == pytest.approx((336.5, 193), abs=0.01)


def test_the_scale_is_a_round_length():
    for metres_per_px in (0.7, 1.9, 3.3, 12.0, 260.0):
        metres = scale_length_m(View(0, 0, metres_per_px, 673, 400))
        assert str(metres).rstrip("0") in {"1", "2", "5"}
        assert metres / metres_per_px <= 130


@pytest.mark.parametrize("count", [2, 9, 40])
def test_markers_of_one_corner_step_apart_within_the_frame(count):
    markers = make_markers(count, 0.00005)
    view = view_around([marker.place for marker in markers], 673, 400, (44, 46, 58, 46))
    sets = set_markers(markers, view, MARGIN)
    for at, one in enumerate(sets):
        assert RADIUS + 6 <= one.at[0] <= 673 - RADIUS - 6
        assert RADIUS + 6 <= one.at[1] <= 400 - RADIUS - 29
        for other in sets[at + 1 :]:
            assert math.dist(one.at, other.at) > APART - 2.5
    assert sets == set_markers(markers, view, MARGIN)


def test_a_lonely_marker_stays_on_its_place():
    (only,) = set_markers(
        [Marker(1, "good", CENTRE)], view_around([CENTRE], 673, 400, (44,) * 4), MARGIN
    )
    assert math.dist(only.at, only.means) < 1
    assert not only.stepped_aside


def test_the_map_says_in_words_what_it_shows_and_holds_no_script():
    drawn = draw_map(make_sheet(), make_markers(3, 0.001), WORDS)
    assert "<title>Karte: eine Ecke</title>" in drawn
    assert "<desc>1 Barriere</desc>" in drawn
    assert not re.search(r"<script|<image|<use|href|style=|url\(", drawn)


def test_the_same_findings_draw_the_same_map():
    markers = make_markers(20, 0.002)
    assert draw_map(make_sheet(), markers, WORDS) == draw_map(make_sheet(), markers, WORDS)


def test_ground_that_two_tiles_hold_has_no_hole_between_them():
    layers, picture = no_layers(), ET.Element("svg")
    layers["landuse"] = [
        Shape(box(0, 0, 100, 100), {"kind": "residential"}),
        Shape(box(90, 0, 200, 100), {"kind": "residential"}),
    ]
    draw_areas(picture, layers, View(0, 0, 1, 300, 300))
    assert [path.attrib["d"].count("M") for path in picture] == [1]


def test_a_real_basemap_gives_streets_and_names(samples):
    bare = draw_map(make_sheet(), [Marker(1, "good", (11.603, 49.982))], WORDS)
    full = draw_map(
        make_sheet(samples / "osm" / "bayreuth-nord.pmtiles"),
        [Marker(1, "good", (11.603, 49.982))],
        WORDS,
    )
    assert full.count("<path") > bare.count("<path") + 10

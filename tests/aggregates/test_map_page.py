"""What a folium map shows when there is much, little or nothing."""

from server.aggregates.map_page import MapFinding, MapGround, bounds_of
from server.aggregates.pool_map import WHOLE_COUNTRY, around, ground_under, held

EMPTY = {"type": "FeatureCollection", "features": []}


def make_map_finding(longitude: float, latitude: float) -> MapFinding:
    return MapFinding("1", "good", longitude, latitude, None, "Bank", "Schatten", "Mai 2026")


def test_the_map_opens_on_its_findings():
    findings = [make_map_finding(6.51, 54.60), make_map_finding(6.53, 54.62)]
    ground = MapGround(None, "", WHOLE_COUNTRY, EMPTY)
    assert bounds_of(findings, ground) == [[54.60, 6.51], [54.62, 6.53]]


def test_without_findings_it_opens_on_the_social_spaces(tmp_path):
    outline = {"type": "Polygon", "coordinates": [[[6.5, 54.6], [6.6, 54.6], [6.6, 54.7]]]}
    space = {"geometry": outline, "properties": {"name": "Mitte", "inhabitants": 4000}}
    ground = ground_under(tmp_path, [], {"features": [space]})
    assert bounds_of([], ground) == [[54.6, 6.5], [54.7, 6.6]]
    assert ground.outlines["features"][0]["properties"] == {"name": "Mitte"}


def test_without_anything_it_shows_the_country(tmp_path):
    ground = ground_under(tmp_path, [], EMPTY)
    assert ground.basemap_url is None
    assert ground.bounds == WHOLE_COUNTRY


def test_the_basemap_with_most_findings_wins():
    places = [(6.51, 54.6), (6.52, 54.6), (11.6, 49.98)]
    assert held((6.0, 54.0, 7.0, 55.0), places) == 2
    assert held((11.0, 49.0, 12.0, 50.0), places) == 1
    assert around([]) is None

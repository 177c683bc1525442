"""Social spaces and basemaps over HTTP."""

from uuid import uuid4

import pytest
from shapely import box

from server.core.database import transaction
from server.spaces.basemaps import add_basemap, remove_basemap
from server.spaces.operations import NewSpace, add_space
from tests.spaces.test_basemaps import make_pmtiles


@pytest.fixture
def space(app, world):
    """A social space of this test's own."""
    made = NewSpace(
        id=uuid4(),
        code=f"space-{world.mark}",
        name=f"Rund um {world.mark}",
        municipality_id=world.organisations["municipality"],
        outline=box(6.5, 54.6, 6.52, 54.61),
        inhabitants=1200,
        about="Ein Platz, ein Fluss.",
    )
    with app.app_context(), transaction(world.caller("operator")) as session:
        add_space(session, made)
        add_space(session, made)
    return made


@pytest.fixture
def basemap(settings, tmp_path):
    """A basemap of the test's own."""
    area = f"area-{uuid4().hex[:8]}"
    yield add_basemap(settings.data, make_pmtiles(tmp_path / f"{area}.pmtiles"))
    remove_basemap(settings.data, area)


@pytest.mark.parametrize("who", ["facilitator", "planner", "partner"])
def test_everybody_signed_in_reads_the_spaces(world, space, who):
    answer = world.client(who).get("/api/v1/spaces")
    assert answer.status_code == 200
    assert answer.json["type"] == "FeatureCollection"
    (found,) = [f for f in answer.json["features"] if f["properties"]["id"] == str(space.id)]
    assert found["properties"] == {
        "id": str(space.id),
        "code": space.code,
        "name": space.name,
        "about": space.about,
        "inhabitants": 1200,
    }
    assert found["geometry"]["type"] == "Polygon"
    assert [6.5, 54.6] in found["geometry"]["coordinates"][0]


def test_spaces_are_not_for_strangers(world):
    answer = world.client().get("/api/v1/spaces")
    assert answer.status_code == 401
    assert answer.json["type"] == "/problems/sign-in-first"


def test_basemaps_are_listed_for_everybody(world, basemap):
    answer = world.client().get("/api/v1/basemaps")
    assert {
        "area": basemap.area,
        "name": basemap.area,
        "size_bytes": basemap.size_bytes,
        "bounds": [6.4, 54.5, 6.6, 54.6],
        "min_zoom": 8,
        "max_zoom": 15,
        "url": basemap.url,
        "attribution": "",
    } in answer.json


def test_a_basemap_is_read_whole_from_any_page(world, basemap):
    answer = world.client().get(basemap.url, buffered=True)
    assert answer.status_code == 200
    assert answer.data[:7] == b"PMTiles"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.cache_control.public
    assert answer.cache_control.max_age == 86400
    assert not answer.cache_control.no_cache


@pytest.mark.parametrize(
    ("asked", "first", "length"), [("bytes=0-6", 0, 7), ("bytes=7-7", 7, 1), ("bytes=-5", -5, 5)]
)
def test_a_basemap_is_read_by_ranges(world, basemap, asked, first, length):
    client = world.client()
    whole = client.get(basemap.url, buffered=True).data
    answer = client.get(basemap.url, headers={"Range": asked}, buffered=True)
    assert answer.status_code == 206
    assert answer.data == whole[first:][:length]
    start = first % len(whole)
    assert answer.headers["Content-Range"] == f"bytes {start}-{start + length - 1}/{len(whole)}"


def test_a_range_beyond_the_end_is_refused(world, basemap):
    answer = world.client().get(basemap.url, headers={"Range": "bytes=999999-"}, buffered=True)
    assert answer.status_code == 416


def test_an_unchanged_basemap_is_not_sent_again(world, basemap):
    client = world.client()
    tag = client.get(basemap.url, buffered=True).headers["ETag"]
    assert client.get(basemap.url, headers={"If-None-Match": tag}, buffered=True).status_code == 304


def test_a_range_of_a_basemap_that_changed_meanwhile_comes_whole(world, basemap):
    headers = {"Range": "bytes=0-6", "If-Range": '"older"'}
    assert world.client().get(basemap.url, headers=headers, buffered=True).status_code == 200


@pytest.mark.parametrize("area", ["missing", "Wirletal", "..%2Fsecrets%2Fkey", "%00"])
def test_an_area_that_is_not_there_says_so(world, area):
    answer = world.client().get(f"/basemaps/{area}.pmtiles")
    assert answer.status_code == 404

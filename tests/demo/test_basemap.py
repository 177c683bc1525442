"""The map of a town that does not exist."""

import gzip
import math
from typing import Any

import mapbox_vector_tile
import pytest
from pmtiles import reader

from server.demo.basemap import AREA
from server.demo.contents import read_yaml
from server.demo.frame import to_degrees
from server.spaces.basemaps import path_of, read_basemap

PMTILES: Any = reader  # has no types
LAYERS = {"earth", "landuse", "water", "roads", "buildings", "places", "pois"}


@pytest.fixture(scope="module")
def layers(drawn):
    """Every layer of the deepest tiles, as lists of properties."""
    found: dict[str, list[dict[str, Any]]] = {}
    with drawn.open("rb") as file:
        for (zoom, _, _), data in PMTILES.all_tiles(PMTILES.MmapSource(file)):
            if zoom == 15:
                for name, layer in mapbox_vector_tile.decode(gzip.decompress(data)).items():
                    found.setdefault(name, []).extend(f["properties"] for f in layer["features"])
    return found


def named(layer: list[dict[str, Any]]) -> set[str]:
    return {properties["name"] for properties in layer if "name" in properties}


def test_drawing_it_again_gives_the_same_bytes(drawn, wirletal):
    brought_in = path_of(wirletal.settings.data, AREA)
    assert brought_in.read_bytes() == drawn.read_bytes()
    assert drawn.stat().st_size < 2_000_000


def test_it_has_the_layers_of_protomaps(layers):
    assert set(layers) == LAYERS
    assert {road["kind"] for road in layers["roads"]} == {
        "major_road",
        "minor_road",
        "path",
        "rail",
    }
    assert {"residential", "park", "forest", "cemetery", "farmland"} <= {
        area["kind"] for area in layers["landuse"]
    }


def test_every_street_of_the_town_is_named(layers):
    streets = {s["name"].split(" (")[0] for s in read_yaml("places.yaml")["streets"]}
    assert streets <= named(layers["roads"])


def test_people_find_what_they_look_for(layers):
    looked_for = {"Rathaus", "Brückenapotheke", "WC im Rathaus", "Haltestelle Marktplatz"}
    assert looked_for <= named(layers["pois"])
    assert {"Wirlebrück", "Kleinwirle", "Ziegelfeld"} <= named(layers["places"])
    assert "Wirle" in named(layers["water"])


def test_there_are_houses_for_a_small_town(layers):
    assert len(layers["buildings"]) > 3000
    assert sum(building.get("public", False) for building in layers["buildings"]) >= 20


def test_it_can_be_installed_and_covers_all_places(drawn):
    basemap = read_basemap(drawn, AREA)
    west, south, east, north = basemap.bounds
    assert (basemap.min_zoom, basemap.max_zoom) == (8, 15)
    assert basemap.name == "Landkreis Wirletal"
    assert basemap.attribution == "Landkreis Wirletal (erfunden)"
    for landmark in read_yaml("places.yaml")["landmarks"]:
        longitude, latitude = to_degrees(*landmark["at"])
        assert west < longitude < east
        assert south < latitude < north


def test_no_tile_within_its_bounds_is_missing(drawn):
    west, south, east, north = read_basemap(drawn, AREA).bounds
    with drawn.open("rb") as file:
        archive = PMTILES.Reader(PMTILES.MmapSource(file))
        for x, y in ((west, south), (west, north), (east, south), (east, north)):
            for zoom in range(8, 16):
                assert archive.get(zoom, *tile_at(x, y, zoom)) is not None


def tile_at(longitude: float, latitude: float, zoom: int) -> tuple[int, int]:
    share = math.asinh(math.tan(math.radians(latitude))) / math.pi
    size = 2**zoom
    return int((longitude + 180) / 360 * size), int((1 - share) / 2 * size)

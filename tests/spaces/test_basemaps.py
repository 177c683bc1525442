"""Adding basemaps, and saying in one sentence what is wrong with a file."""

import gzip
import json
import struct
from pathlib import Path
from typing import Any

import pytest

from server.spaces.basemaps import add_basemap, list_basemaps, path_of, remove_basemap
from server.spaces.errors import WrongBasemap

HEADER = 127
GZIP = 2


def make_pmtiles(path: Path, about: object = None, **changes: Any) -> Path:
    """The smallest PMTiles file there is: no tile, but a whole header."""
    packed = gzip.compress(json.dumps(about if about is not None else {}).encode())
    values: dict[str, Any] = {
        "version": 3,
        "root": (HEADER, 0),
        "metadata": (HEADER, len(packed)),
        "compression": GZIP,
        "tile_type": 1,
        "min_zoom": 8,
        "max_zoom": 15,
        "west": 64000000,
        "south": 545000000,
        "east": 66000000,
        "north": 546000000,
    } | changes
    end = HEADER + len(packed)
    offsets = (*values["root"], *values["metadata"], end, 0, end, 0, 0, 0, 0)
    head = b"PMTiles" + bytes([values["version"]]) + struct.pack("<11Q", *offsets)
    kinds = (1, values["compression"], GZIP, values["tile_type"])
    head += bytes([*kinds, values["min_zoom"], values["max_zoom"]])
    head += struct.pack("<4i", *(values[edge] for edge in ("west", "south", "east", "north")))
    head += struct.pack("<B2i", 12, 65000000, 545500000)
    assert len(head) == HEADER
    path.write_bytes(head + packed)
    return path


def test_a_basemap_is_added_listed_and_removed(tmp_path):
    about = {"name": "Wirletal", "attribution": '<a href="https://x">Wir</a>'}
    added = add_basemap(tmp_path, make_pmtiles(tmp_path / "wirletal.pmtiles", about))
    assert (added.area, added.name, added.attribution) == ("wirletal", "Wirletal", "Wir")
    assert added.bounds == (6.4, 54.5, 6.6, 54.6)
    assert added.url == "/basemaps/wirletal.pmtiles"
    assert list_basemaps(tmp_path) == [added]
    assert remove_basemap(tmp_path, "wirletal")
    assert not remove_basemap(tmp_path, "wirletal")
    assert list_basemaps(tmp_path) == []


def test_adding_an_area_again_replaces_it(tmp_path):
    for name in ("old", "new"):
        source = make_pmtiles(tmp_path / f"{name}.pmtiles", {"name": name})
        add_basemap(tmp_path, source, "town")
    (only,) = list_basemaps(tmp_path)
    assert only.name == "new"
    assert [path.name for path in (tmp_path / "basemaps").iterdir()] == ["town.pmtiles"]


def test_a_basemap_without_readable_metadata_works_under_its_areas_name(tmp_path):
    source = make_pmtiles(tmp_path / "a.pmtiles", ["no", "object"])
    assert add_basemap(tmp_path, source).name == "a"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "does not begin with the word PMTiles"),
        (b"<!DOCTYPE html>" * 20, "does not begin with the word PMTiles"),
        (b"PMTiles\x03", "ends within its header"),
        (b"PMTiles\x02" + bytes(200), "is PMTiles version 2"),
    ],
)
def test_what_is_no_basemap_is_told_apart(tmp_path, content, reason):
    source = tmp_path / "a.pmtiles"
    source.write_bytes(content)
    with pytest.raises(WrongBasemap, match=reason):
        add_basemap(tmp_path, source)
    assert list_basemaps(tmp_path) == []


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"tile_type": 2}, "holds png pictures"),
        ({"tile_type": 99}, "nobody knows"),
        ({"compression": 4}, "use gzip"),
        ({"min_zoom": 16}, "smallest zoom is above its largest"),
        ({"west": 66000000}, "no area of the Earth"),
        ({"north": 1900000000}, "no area of the Earth"),
        ({"metadata": (HEADER, 10**12)}, "is cut off: its metadata end at byte"),
    ],
)
def test_each_fault_has_its_sentence(tmp_path, changes, reason):
    source = make_pmtiles(tmp_path / "a.pmtiles", **changes)
    with pytest.raises(WrongBasemap, match=reason) as raised:
        add_basemap(tmp_path, source)
    assert "a.pmtiles" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_copy_that_broke_off_is_recognised(tmp_path):
    source = make_pmtiles(tmp_path / "a.pmtiles", {"name": "x" * 200})
    source.write_bytes(source.read_bytes()[:-20])
    with pytest.raises(WrongBasemap, match="cut off"):
        add_basemap(tmp_path, source)


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path):
    with pytest.raises(WrongBasemap, match="cannot be read: No such file"):
        add_basemap(tmp_path, tmp_path / "missing.pmtiles")


@pytest.mark.parametrize("area", ["", "../secrets", "Wirletal", "a b", "a/b", "ä", "x" * 61])
def test_a_name_that_could_lead_elsewhere_is_refused(tmp_path, area):
    with pytest.raises(WrongBasemap, match="use small letters"):
        path_of(tmp_path, area)


def test_a_broken_file_in_the_folder_does_not_hide_the_others(tmp_path):
    add_basemap(tmp_path, make_pmtiles(tmp_path / "whole.pmtiles"))
    (tmp_path / "basemaps" / "broken.pmtiles").write_bytes(b"PMTiles")
    (tmp_path / "basemaps" / "Not Ours.pmtiles").write_bytes(b"")
    assert [basemap.area for basemap in list_basemaps(tmp_path)] == ["whole"]


def test_a_real_extract_is_read(samples, tmp_path):
    added = add_basemap(tmp_path, samples / "osm" / "bayreuth-nord.pmtiles")
    west, south, east, north = added.bounds
    assert west < 11.58 < east
    assert south < 49.96 < north
    assert "OpenStreetMap" in added.attribution

"""What the basemap holds under a view."""

import gzip
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mapbox_vector_tile
import shapely
from pmtiles.reader import MmapSource, Reader
from shapely.affinity import affine_transform
from shapely.geometry import box, shape
from shapely.geometry.base import BaseGeometry

from server.reports.static_map.view import WORLD_M, View

GZIP = b"\x1f\x8b"
LINES = {"LineString", "MultiLineString"}


@dataclass(frozen=True)
class Shape:
    """One thing on the map: its geometry in pixels of the view and what the tile says of it."""

    geometry: BaseGeometry
    facts: dict[str, Any]

    @property
    def kind(self) -> str:
        """What it is, in the words of the basemap."""
        return str(self.facts.get("kind", ""))

    @property
    def name(self) -> str:
        """Its name, or nothing."""
        return str(self.facts.get("name") or "").strip()


Layers = dict[str, list[Shape]]


@dataclass(frozen=True)
class Tile:
    """The address of a tile, rows counted from the north."""

    zoom: int
    column: int
    row: int

    @property
    def size_m(self) -> float:
        """The edge in mercator metres."""
        return float(WORLD_M / 2**self.zoom)

    @property
    def corner_m(self) -> tuple[float, float]:
        """West and north in mercator metres."""
        return (self.column * self.size_m - WORLD_M / 2, WORLD_M / 2 - self.row * self.size_m)


def no_layers() -> Layers:
    """Nothing yet, in every layer."""
    return defaultdict(list)


def read_layers(basemap: Path, view: View) -> Layers:
    """Everything under the view, by layer; empty where the basemap ends."""
    layers = no_layers()
    with basemap.open("rb") as file:
        reader: Any = Reader(MmapSource(file))  # type: ignore[no-untyped-call]
        header = reader.header()
        zoom = min(max(math.ceil(view.zoom), header["min_zoom"]), header["max_zoom"])
        for tile in tiles_under(view, zoom):
            data = reader.get(tile.zoom, tile.column, tile.row)
            if data:
                add_tile(layers, tile, data, view)
    return layers


def tiles_under(view: View, zoom: int) -> Iterator[Tile]:
    """The tiles of one zoom level that a view touches."""
    west, south, east, north = view.bounds_m
    size_m = WORLD_M / 2**zoom
    for row in range(
        int((WORLD_M / 2 - north) // size_m), int((WORLD_M / 2 - south) // size_m) + 1
    ):
        for column in range(
            int((west + WORLD_M / 2) // size_m), int((east + WORLD_M / 2) // size_m) + 1
        ):
            yield Tile(zoom, column, row)


def add_tile(layers: Layers, tile: Tile, data: bytes, view: View) -> None:
    """Put the features of one tile into the layers, in pixels of the view."""
    raw = gzip.decompress(data) if data.startswith(GZIP) else data
    decoded = mapbox_vector_tile.decode(raw, default_options={"y_coord_down": True})
    west_m, north_m = tile.corner_m
    for name, layer in decoded.items():
        scale = tile.size_m / layer["extent"] / view.metres_per_px
        shift = [
            (west_m - view.west_m) / view.metres_per_px,
            (view.north_m - north_m) / view.metres_per_px,
        ]
        own = box(0, 0, layer["extent"], layer["extent"])
        for feature in layer["features"]:
            geometry = cut(shape(feature["geometry"]), own)
            if not geometry.is_empty:
                placed = affine_transform(geometry, [scale, 0, 0, scale, *shift])
                layers[name].append(Shape(placed, feature["properties"]))


def cut(geometry: BaseGeometry, own: BaseGeometry) -> BaseGeometry:
    """Take the margin off lines and points, which a neighbour tile holds again.

    Areas keep it: two tints that overlap leave no hairline between the tiles.
    """
    if geometry.geom_type in LINES or geometry.geom_type.endswith("Point"):
        return geometry.intersection(own)
    return geometry if geometry.is_valid else shapely.make_valid(geometry)

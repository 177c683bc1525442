"""Cutting features into vector tiles and writing them as one PMTiles file."""

import gzip
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import mapbox_vector_tile
import numpy as np
import shapely
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer
from shapely import Polygon, STRtree, box
from shapely.geometry.base import BaseGeometry

from server.demo.frame import to_degrees
from server.demo.town.features import Feature

WORLD_M = 20037508.342789244
"""Half the width of the Web Mercator world (EPSG:3857)."""

EXTENT = 4096
MARGIN = 1 / 48
"""How far a tile reaches over its edge, as a share of its width, so that no seam is seen."""

FEW_CORNERS = 9
SPECK = 1100
"""A surface smaller than a square of this share of the tile's width is left out."""

EARTH = Feature("earth", box(0, 0, 1, 1), {"kind": "earth"})

ARCHIVE: Any = Writer  # pmtiles has no types

Box = tuple[float, float, float, float]


def to_mercator(shape: BaseGeometry) -> BaseGeometry:
    """From local metres to Web Mercator."""

    def moved(places: Any) -> Any:
        longitude, latitude = to_degrees(places[:, 0], places[:, 1])  # arrays go through alike
        north = np.log(np.tan((90 + latitude) * math.pi / 360)) / math.pi * WORLD_M
        return np.column_stack([longitude / 180 * WORLD_M, north])

    return shapely.transform(shape, moved)


class Sheet:
    """All features of the map, ready to be cut."""

    def __init__(self, features: Iterable[Feature]) -> None:
        self.features = list(features)
        self.shapes = [to_mercator(feature.shape) for feature in self.features]
        self.tree = STRtree(self.shapes)

    def cut(self, zoom: int, column: int, row: int) -> bytes:
        """One tile, gzipped."""
        width = 2 * WORLD_M / 2**zoom
        west, south = column * width - WORLD_M, WORLD_M - (row + 1) * width
        frame = box(west, south, west + width, south + width).buffer(
            width * MARGIN, join_style="mitre"
        )
        corner = np.array([west, south])
        layers: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for feature, shape in self._within(zoom, frame, width):
            on_grid = shapely.transform(
                shape, lambda places: np.rint((places - corner) * (EXTENT / width))
            )
            on_grid = shapely.orient_polygons(on_grid, exterior_cw=True)  # as the format asks
            layers[feature.layer].append({"geometry": on_grid, "properties": feature.properties})
        encoded = mapbox_vector_tile.encode(
            [{"name": name, "features": layers[name]} for name in sorted(layers)],
            default_options={"extents": EXTENT, "check_winding_order": False},
        )
        return gzip.compress(encoded, mtime=0)

    def _within(
        self, zoom: int, frame: Polygon, width: float
    ) -> Iterator[tuple[Feature, BaseGeometry]]:
        """What a tile shows, in the order it was drawn; the ground first."""
        yield EARTH, frame
        for number in sorted(self.tree.query(frame)):
            feature = self.features[number]
            if feature.from_zoom <= zoom + 1:
                shape = _trimmed(self.shapes[number], frame, width)
                if shape is not None:
                    yield feature, shape


def _trimmed(shape: BaseGeometry, frame: Polygon, width: float) -> BaseGeometry | None:
    """What a tile shows of a shape: within its frame, not finer than its grid, not a speck."""
    kept = shape if frame.contains(shape) else shape.intersection(frame)
    if len(shapely.get_coordinates(kept)) > FEW_CORNERS:
        kept = kept.simplify(width / EXTENT * 1.5)
    if kept.is_empty or kept.geom_type == "GeometryCollection":
        return None
    if not shape.geom_type.endswith("Polygon"):
        return kept
    is_speck = kept.area < (width / SPECK) ** 2
    return kept if kept.geom_type.endswith("Polygon") and not is_speck else None


def write(
    path: Path, features: Iterable[Feature], zooms: dict[int, Box], about: dict[str, Any]
) -> None:
    """Write one PMTiles file; the same features give the same bytes.

    Args:
        zooms: for each zoom, what is covered: west, south, east, north in local metres.
        about: the metadata of the archive.
    """
    sheet = Sheet(features)
    with path.open("wb") as file:
        writer: Any = ARCHIVE(file)
        for zoom in sorted(zooms):
            places = {zxy_to_tileid(*place): place for place in _places(zoom, zooms[zoom])}
            for tile_id in sorted(places):
                writer.write_tile(tile_id, sheet.cut(*places[tile_id]))
        writer.finalize(_header(zooms[max(zooms)]), about)


def _places(zoom: int, covered: Box) -> Iterator[tuple[int, int, int]]:
    width = 2 * WORLD_M / 2**zoom
    west, south, east, north = to_mercator(box(*covered)).bounds
    for column in range(int((west + WORLD_M) // width), int((east + WORLD_M) // width) + 1):
        for row in range(int((WORLD_M - north) // width), int((WORLD_M - south) // width) + 1):
            yield zoom, column, row


def _header(covered: Box) -> dict[str, Any]:
    west, south = to_degrees(*covered[:2])
    east, north = to_degrees(*covered[2:])
    middle = to_degrees(1150, 1750)
    return {
        "tile_type": TileType.MVT,
        "tile_compression": Compression.GZIP,
        "min_lon_e7": int(west * 1e7),
        "min_lat_e7": int(south * 1e7),
        "max_lon_e7": int(east * 1e7),
        "max_lat_e7": int(north * 1e7),
        "center_zoom": 15,
        "center_lon_e7": int(middle[0] * 1e7),
        "center_lat_e7": int(middle[1] * 1e7),
    }

"""The basemaps of an installation: adding, listing, removing, each with its reason when it fails.

A basemap is a PMTiles file of version 3 with vector tiles. Its header is 127 bytes long and says
where everything lies (https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md).
"""

import gzip
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pmtiles.tile import Compression, TileType, deserialize_header

from server.core.wire import MAX_LATITUDE, MAX_LONGITUDE
from server.spaces.errors import WrongBasemap

AREA = re.compile(r"[a-z0-9-]{1,60}")
MAGIC = b"PMTiles"
VERSION = 3
HEADER_BYTES = 127
DEGREE_E7 = 10_000_000
MOST_METADATA_BYTES = 2**20
SECTIONS = {
    "directory": ("root_offset", "root_length"),
    "metadata": ("metadata_offset", "metadata_length"),
    "further directories": ("leaf_directory_offset", "leaf_directory_length"),
    "tiles": ("tile_data_offset", "tile_data_length"),
}
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class Basemap:
    """What is known of an installed basemap.

    Attributes:
        bounds: west, south, east, north in degrees.
    """

    area: str
    name: str
    size_bytes: int
    bounds: Bounds
    min_zoom: int
    max_zoom: int
    attribution: str

    @property
    def url(self) -> str:
        """Where it is read, by ranges."""
        return f"/basemaps/{self.area}.pmtiles"


def folder_of(data: Path) -> Path:
    """Where the basemaps of an installation lie."""
    return data / "basemaps"


def path_of(data: Path, area: str) -> Path:
    """The file of an area.

    Raises:
        WrongBasemap: the name could lead out of the folder or does not fit into an address.
    """
    if not AREA.fullmatch(area):
        raise WrongBasemap(
            f"The area cannot be called {area!r}: use small letters, digits and hyphens only."
        )
    return folder_of(data) / f"{area}.pmtiles"


def add_basemap(data: Path, source: Path, area: str | None = None) -> Basemap:
    """Check a PMTiles file and install a copy; an older one of the same area is replaced at once.

    Args:
        area: without it, the name of the file.

    Raises:
        WrongBasemap: it cannot be used.
    """
    area = area or source.stem
    target = path_of(data, area)
    read_basemap(source, area)
    target.parent.mkdir(parents=True, exist_ok=True)
    arriving = target.with_suffix(".arriving")
    shutil.copyfile(source, arriving)
    arriving.replace(target)  # readers keep the old file until they close it
    return read_basemap(target, area)


def list_basemaps(data: Path) -> list[Basemap]:
    """The installed basemaps by name; a file that cannot be read is left out."""
    found = []
    for path in sorted(folder_of(data).glob("*.pmtiles")):
        if AREA.fullmatch(path.stem):
            try:
                found.append(read_basemap(path, path.stem))
            except WrongBasemap:
                continue
    return found


def wrong_basemaps(data: Path) -> list[str]:
    """What is wrong with each file of the folder that is no basemap."""
    reasons = []
    for path in sorted(folder_of(data).glob("*.pmtiles")):
        try:
            path_of(data, path.stem)
            read_basemap(path, path.stem)
        except WrongBasemap as wrong:
            reasons.append(str(wrong))
    return reasons


def remove_basemap(data: Path, area: str) -> bool:
    """Remove the basemap of an area; whether there was one."""
    path = path_of(data, area)
    existed = path.exists()
    path.unlink(missing_ok=True)
    return existed


def read_basemap(path: Path, area: str) -> Basemap:
    """What a PMTiles file says about itself.

    Raises:
        WrongBasemap: it is no PMTiles file, or not one that a phone could use.
    """
    try:
        with path.open("rb") as file:
            header = _header(file, path.name)
            size_bytes = path.stat().st_size
            _check_whole(header, size_bytes, path.name)
            about = _metadata(file, header)
    except OSError as error:
        raise WrongBasemap(f"{path.name} cannot be read: {error.strerror}.") from error
    return Basemap(
        area=area,
        name=str(about.get("name") or area),
        size_bytes=size_bytes,
        bounds=_bounds(header, path.name),
        min_zoom=header["min_zoom"],
        max_zoom=header["max_zoom"],
        attribution=_plain(str(about.get("attribution") or "")),
    )


def _header(file: IO[bytes], name: str) -> dict[str, Any]:
    head = file.read(HEADER_BYTES)
    if head[: len(MAGIC)] != MAGIC:
        raise WrongBasemap(f"{name} is no PMTiles file: it does not begin with the word PMTiles.")
    if len(head) < HEADER_BYTES:
        raise WrongBasemap(f"{name} ends within its header: copy it again.")
    if head[len(MAGIC)] != VERSION:
        raise WrongBasemap(
            f"{name} is PMTiles version {head[len(MAGIC)]}, but version {VERSION} is needed:"
            " convert it with `pmtiles convert`."
        )
    try:
        header: dict[str, Any] = dict(deserialize_header(head))
    except ValueError as error:
        raise WrongBasemap(f"{name} names a kind of tile or packing that nobody knows.") from error
    _check_kind(header, name)
    return header


def _check_kind(header: dict[str, Any], name: str) -> None:
    if header["tile_type"] is not TileType.MVT:
        kind = header["tile_type"].name.lower()
        raise WrongBasemap(f"{name} holds {kind} pictures, but vector tiles (mvt) are needed.")
    packings = {header["tile_compression"], header["internal_compression"]}
    if not packings <= {Compression.GZIP, Compression.NONE}:
        raise WrongBasemap(f"{name} is packed in a way browsers cannot unpack: use gzip.")
    if header["min_zoom"] > header["max_zoom"]:
        raise WrongBasemap(f"{name} says its smallest zoom is above its largest.")


def _check_whole(header: dict[str, Any], size_bytes: int, name: str) -> None:
    for section, (offset, length) in SECTIONS.items():
        if header[offset] + header[length] > size_bytes:
            raise WrongBasemap(
                f"{name} is cut off: its {section} end at byte {header[offset] + header[length]},"
                f" but it has only {size_bytes}."
            )


def _bounds(header: dict[str, Any], name: str) -> Bounds:
    west, south, east, north = (
        header[edge] / DEGREE_E7
        for edge in ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7")
    )
    on_the_planet = west >= -MAX_LONGITUDE and east <= MAX_LONGITUDE
    on_the_planet = on_the_planet and south >= -MAX_LATITUDE and north <= MAX_LATITUDE
    if not (on_the_planet and west < east and south < north):
        raise WrongBasemap(
            f"{name} says it lies from {west}, {south} to {east}, {north}: that is no area of the"
            " Earth in degrees."
        )
    return west, south, east, north


def _metadata(file: IO[bytes], header: dict[str, Any]) -> dict[str, Any]:
    """Name and attribution; without readable metadata a basemap works all the same."""
    file.seek(header["metadata_offset"])
    packed = file.read(min(header["metadata_length"], MOST_METADATA_BYTES))
    try:
        if header["internal_compression"] is Compression.GZIP:
            packed = gzip.decompress(packed)
        about = json.loads(packed)
    except (OSError, EOFError, ValueError):
        return {}
    return about if isinstance(about, dict) else {}


def _plain(words: str) -> str:
    """An attribution without markup; others write links into it."""
    return re.sub(r"<[^<>]*>", "", words).strip()

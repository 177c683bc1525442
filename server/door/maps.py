"""`basemap`: which maps are offered to the phones."""

import sys
from pathlib import Path

from server.core.settings import Settings
from server.door.prepare import Obstacle
from server.spaces import basemaps
from server.spaces.basemaps import Basemap
from server.spaces.errors import WrongBasemap


def add_basemap(settings: Settings, file: Path, name: str | None) -> int:
    """Offer a basemap to the phones, at once.

    Raises:
        Obstacle: the file is not a basemap.
    """
    try:
        added = basemaps.add_basemap(settings.data, file, name)
    except WrongBasemap as wrong:
        raise Obstacle(f"{file}: {wrong}") from wrong
    print(f"  {added.name} is at {added.url} ({in_mb(added)}).", file=sys.stderr)
    return 0


def list_basemaps(settings: Settings) -> int:
    """Print what is offered; and of files that cannot be, why. Wrong ones make it end with 1."""
    found = basemaps.list_basemaps(settings.data)
    for each in found:
        edges = ", ".join(f"{edge:.3f}" for edge in each.bounds)
        zooms = f"zoom {each.min_zoom}-{each.max_zoom}"
        print(f"  {each.area}  {each.name}, {in_mb(each)}, {zooms}, {edges}")
    wrong = basemaps.wrong_basemaps(settings.data)
    for reason in wrong:
        print(f"  Not offered: {reason}")
    if not found and not wrong:
        print("  There is none: `./gegenstrom basemap add FILE.pmtiles` offers one.")
    return 1 if wrong else 0


def remove_basemap(settings: Settings, area: str) -> int:
    """Offer a basemap no longer; phones that took it along keep it.

    Raises:
        Obstacle: there is none of this name.
    """
    try:
        existed = basemaps.remove_basemap(settings.data, area)
    except WrongBasemap as wrong:
        raise Obstacle(str(wrong)) from wrong
    if not existed:
        raise Obstacle(f"There is no basemap {area}: `./gegenstrom basemap list` names those.")
    print(f"  {area} is offered no longer.", file=sys.stderr)
    return 0


def in_mb(basemap: Basemap) -> str:
    """How large it is."""
    return f"{basemap.size_bytes / 2**20:.1f} MB"

"""The basemap of the demo: the fictional town as one PMTiles file with the layers of Protomaps."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from server.demo.town import houses, land, landmarks, plan, tiles
from server.demo.town.features import Feature

AREA = "wirletal"
ATTRIBUTION = "Landkreis Wirletal (erfunden)"
LAYERS = ("earth", "landuse", "water", "roads", "buildings", "places", "pois")
FARTHEST_ZOOM_OF_THE_REGION = 12
ZOOMS = range(8, 16)


def features() -> Iterator[Feature]:
    """Everything on the map, from the ground up."""
    yield from land.features()
    yield from plan.features()
    ground = landmarks.clear_ground()
    built = list(landmarks.public_buildings(ground))
    yield from houses.features(built_over([outline for _, outline in built]))
    yield from landmarks.features(built)


def built_over(outlines: list[Any]) -> houses.Ground:
    """The ground that public buildings leave for houses."""
    ground = houses.Ground(houses.blocked())
    for outline in outlines:
        ground.takes(outline, 0)
    return ground


def write_basemap(path: Path) -> None:
    """Write the basemap; the same bytes every time.

    Zooms 8 to 12 reach far around the town, 13 to 15 only over the land that is drawn in full; a
    client enlarges the last zoom.
    """
    around = plan.surroundings()
    covered = {
        zoom: tuple(around["region_m" if zoom <= FARTHEST_ZOOM_OF_THE_REGION else "core_m"])
        for zoom in ZOOMS
    }
    about = {
        "name": "Landkreis Wirletal",
        "attribution": ATTRIBUTION,
        "description": "A fictional town; nothing on this map exists.",
        "vector_layers": [{"id": layer, "fields": {}} for layer in LAYERS],
    }
    tiles.write(path, features(), covered, about)

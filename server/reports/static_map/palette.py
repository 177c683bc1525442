"""Colours and line widths of the printed map: the light map colours of the app's tokens."""

from dataclasses import dataclass

LAND = "#F2F0E8"
URBAN = "#EEEADF"
PARK = "#DDE8D1"
FOREST = "#D2E1C6"
WATER = "#C3DEE6"
BUILDING = "#E1D9C8"
BUILDING_LINE = "#CFC5B0"
PUBLIC = "#D8C5AC"
PUBLIC_LINE = "#A98F6E"
CASING = "#D6CEBD"
ROAD = "#FFFFFF"
ROAD_MAIN = "#FFFAEC"
SQUARE = "#FAF1DD"
PATH = "#BFB5A0"
RAIL = "#A9A397"
LABEL = "#434B49"
HALO = "#FFFFFF"
POI = "#3B3226"
WATER_LABEL = "#124652"
GREEN_LABEL = "#2B4722"
INK = "#10262B"
PAPER = "#FFFFFF"

GROUND = {
    **dict.fromkeys(("residential", "industrial", "commercial", "retail", "urban_area"), URBAN),
    **dict.fromkeys(("school", "hospital", "university", "college", "kindergarten"), URBAN),
    **dict.fromkeys(("park", "garden", "grass", "grassland", "meadow", "recreation_ground"), PARK),
    **dict.fromkeys(("village_green", "cemetery", "allotments", "pitch", "playground"), PARK),
    **dict.fromkeys(("golf_course", "orchard", "scrub", "nature_reserve", "sports_centre"), PARK),
    **dict.fromkeys(("forest", "wood"), FOREST),
    **dict.fromkeys(("pedestrian", "square", "plaza"), SQUARE),
}
"""What the ground is tinted by its use; other uses stay as land."""

KINDS = {
    "barrier": ("#A3201A", "#FFFFFF"),
    "good": ("#1A5E29", "#FFFFFF"),
    "idea": ("#FFC53D", "#10262B"),
}
"""Fill and number of a marker."""


@dataclass(frozen=True)
class Road:
    """How wide a road is drawn: metres on the ground, but never under ``least_px``."""

    rank: int
    width_m: float
    least_px: float
    fill: str = ROAD
    dashes: str = ""

    def width_px(self, ground_m_per_px: float) -> float:
        """The width in the picture, a little wider than true so that names fit in."""
        return round(min(max(self.width_m * 1.3 / ground_m_per_px, self.least_px), 16), 1)


ROADS = {
    "highway": Road(6, 18, 5, ROAD_MAIN),
    "major_road": Road(5, 12, 4, ROAD_MAIN),
    "medium_road": Road(4, 10, 3.4, ROAD_MAIN),
    "minor_road": Road(3, 8, 2.6),
    "service": Road(2, 5, 1.8),
    "pedestrian": Road(2, 5, 2, SQUARE),
    "path": Road(1, 1.4, 1.3, PATH, "5 3.5"),
    "steps": Road(1, 2.4, 2.2, PATH, "1.6 1.6"),
}
"""Road classes of the basemap, from quiet to busy."""


def road_class(kind: str, detail: str) -> str:
    """The class in ``ROADS`` of a road, or nothing when it is not drawn as one."""
    if detail in {"service", "pedestrian", "steps"}:
        return detail
    return kind if kind in ROADS else ""

"""Ways to walk: our own through the demo town, and real ones of the samples."""

import xml.etree.ElementTree as ET
from pathlib import Path

import yaml

from server.core.settings import CHECKOUT
from server.demo.frame import to_degrees
from tests.stories.browsing import Device

Place = tuple[float, float]
TOWN = CHECKOUT / "server" / "demo" / "content" / "places.yaml"
GPX = "{http://www.topografix.com/GPX/1/1}"


def through_wirlebrueck() -> list[Place]:
    """Along Wirlestraße, from the station's end over the Old Bridge to the market."""
    streets = yaml.safe_load(TOWN.read_text())["streets"]
    (street,) = (one for one in streets if one["id"] == "wirlestrasse")
    return [to_degrees(x, y) for x, y in street["line"]]


def through_bayreuth() -> list[Place]:
    """A short way in the north of Bayreuth, on the ground of the sample basemap."""
    return [(11.5945, 50.0035), (11.5950, 50.0038), (11.5955, 50.0040), (11.5960, 50.0042)]


def read_track(path: Path) -> list[Place]:
    """The points of a GPX track, longitude first."""
    points = ET.parse(path).iter(f"{GPX}trkpt")  # noqa: S314  # a file of our own samples
    return [(float(point.attrib["lon"]), float(point.attrib["lat"])) for point in points]


def go(device: Device, way: list[Place]) -> None:
    """Walk along a way; the satellites are heard at each of its points."""
    for longitude, latitude in way:
        device.stand_at(longitude, latitude)

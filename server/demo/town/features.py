"""What a tile is made of."""

from dataclasses import dataclass, field
from typing import Any

from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True)
class Feature:
    """One thing on the map, in local metres, with the layer and properties of Protomaps."""

    layer: str
    shape: BaseGeometry
    properties: dict[str, Any] = field(default_factory=dict)
    from_zoom: int = 10
    to_zoom: int = 15

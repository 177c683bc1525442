"""What a tile is made of."""

from dataclasses import dataclass, field
from typing import Any

from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True)
class Feature:
    """One thing on the map, in local metres, with the layer and properties of Protomaps.

    Attributes:
        from_zoom: of the view. Protomaps' clients show tiles at twice their size, so what is to be
            seen at zoom 14 must be in the tiles of zoom 13.
    """

    layer: str
    shape: BaseGeometry
    properties: dict[str, Any] = field(default_factory=dict)
    from_zoom: int = 9

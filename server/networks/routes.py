"""HTTP for network maps: metrics, and files of other programs. The maps themselves are synced."""

from io import BytesIO
from typing import Any
from uuid import UUID

from flask import Response, send_file

from server.core import clock
from server.core.api import Routes
from server.core.caller import on_field_side
from server.core.database import db
from server.core.problems import NotFound
from server.networks import exchange
from server.networks.exchange_schemas import (
    ImportedSchema,
    ImportSchema,
    LabelsSchema,
    MetricsSchema,
)
from server.networks.formats.taking_in import UnreadableFile
from server.networks.graph import graph_of
from server.networks.metrics import measure
from server.networks.queries import find_map

OCTETS = "application/octet-stream"
"""A file to be kept, whatever is in it: no browser opens it."""

routes = Routes("networks", __name__)


@routes.serves(
    "POST",
    "/participants/<uuid:participant_id>/network-imports",
    allow=on_field_side,
    body=ImportSchema,
    answer=ImportedSchema,
    raises=[NotFound, UnreadableFile],
)
def read_network_file(body: dict[str, Any], participant_id: UUID) -> dict[str, Any]:
    """What a file of easyNWK would become, and what is lost. The device keeps it, or does not."""
    taken = exchange.take_in(db.session(), participant_id, body["file"])
    return {"maps": taken.maps, "lost": taken.account()}


@routes.serves(
    "GET",
    "/network-maps/<uuid:map_id>/metrics",
    allow=on_field_side,
    answer=MetricsSchema,
    raises=[NotFound],
)
def read_network_metrics(map_id: UUID) -> dict[str, Any]:
    """Numbers about a map, to be told in sentences; contacts by their ids."""
    return measure(graph_of(find_map(db.session(), map_id)))


@routes.serves(
    "GET",
    "/network-maps/<uuid:map_id>/files/<string:wanted>",
    allow=on_field_side,
    query=LabelsSchema,
    produces=OCTETS,
    raises=[NotFound],
)
def take_network_along(query: dict[str, Any], map_id: UUID, wanted: str) -> Response:
    """A map in a nameless file.

    It is ``easynwk``, ``network-canvas``, ``graphml``, ``metrics``, ``svg`` or ``pdf``.
    """
    if wanted not in set(exchange.Format):
        raise NotFound
    chosen = exchange.Format(wanted)
    plain, ending = exchange.write_file(db.session(), map_id, chosen, query["labels"])
    name = f"netzwerkkarte-{wanted}-{clock.now():%Y-%m-%d}.{ending}"
    return send_file(BytesIO(plain), OCTETS, as_attachment=True, download_name=name)

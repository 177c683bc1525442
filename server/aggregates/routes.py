"""HTTP for the pool: findings as data, photographs, and a map page for a sandboxed frame."""

from typing import Any

from flask import Response, current_app

from server.aggregates import queries
from server.aggregates.map_page import map_page
from server.aggregates.pool_map import ground_under, map_finding
from server.aggregates.queries import PoolFilter
from server.aggregates.schemas import PoolFilterSchema, PoolSchema
from server.core.api import Routes
from server.core.caller import on_planning_side
from server.core.database import db
from server.core.problems import NotFound
from server.core.settings import Settings
from server.media.routes import folder
from server.release.operations import pooled_name
from server.spaces.queries import list_spaces

routes = Routes("pool", __name__)
pages = Routes("pool-pages", __name__)


@routes.serves(
    "GET", "/pool/findings", allow=on_planning_side, query=PoolFilterSchema, answer=PoolSchema
)
def list_pool(query: dict[str, Any]) -> dict[str, Any]:
    """The released findings, filtered by social space, question and kind."""
    findings = queries.list_findings(db.session(), PoolFilter(**query))
    return {"findings": [queries.wire_finding(one) for one in findings], "total": len(findings)}


@routes.serves(
    "GET",
    "/pool/media/<string:sha256>",
    allow=on_planning_side,
    produces="image/*",
    raises=[NotFound],
)
def read_pool_media(sha256: str) -> Response:
    """A released photograph."""
    photograph = queries.read_photograph(db.session(), sha256)
    if photograph is None:
        raise NotFound
    answer = Response(folder().read(pooled_name(sha256)), mimetype=photograph.type)
    answer.headers["Cache-Control"] = "private, max-age=86400"
    return answer


@pages.serves(
    "GET",
    "/pool/map",
    allow=on_planning_side,
    query=PoolFilterSchema,
    produces="text/html",
)
def show_pool_map(query: dict[str, Any]) -> Response:
    """The released findings on a map, as a page for a sandboxed frame."""
    settings: Settings = current_app.extensions["settings"]
    spaces = list_spaces(db.session())
    names = {space["properties"]["id"]: space["properties"]["name"] for space in spaces["features"]}
    findings = [
        map_finding(one, names) for one in queries.list_findings(db.session(), PoolFilter(**query))
    ]
    places = [(one.longitude, one.latitude) for one in findings]
    return map_page(
        "Karte der Beobachtungen", findings, ground_under(settings.data, places, spaces)
    )

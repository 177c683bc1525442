"""HTTP for social spaces and basemaps.

Who lives where is not said here, so basemaps are open to all: the map of a town is no secret, and a
sandboxed frame, which has no origin, has to read it too.
"""

from typing import Any

from flask import Flask, Response, current_app, send_file

from server.core.api import Routes
from server.core.caller import everybody, signed_in
from server.core.database import db
from server.core.settings import Settings
from server.spaces import basemaps, queries
from server.spaces.basemaps import Basemap
from server.spaces.errors import NoSuchBasemap, WrongBasemap
from server.spaces.schemas import BasemapSchema, MapServiceSchema, SpacesSchema

ONE_DAY = 60 * 60 * 24
ONE_MONTH = ONE_DAY * 30
routes = Routes("spaces", __name__)


@routes.serves("GET", "/spaces", allow=signed_in, answer=SpacesSchema)
def list_spaces() -> dict[str, Any]:
    """All social spaces with their outlines."""
    return queries.list_spaces(db.session())


@routes.serves("GET", "/basemaps", allow=everybody, answer=BasemapSchema(many=True))
def list_basemaps() -> list[Basemap]:
    """The installed basemaps."""
    return basemaps.list_basemaps(settings().data)


@routes.serves("GET", "/basemaps/service", allow=everybody, answer=MapServiceSchema)
def read_map_service() -> dict[str, str | None]:
    """A map service beside the basemaps, if the operator set one: whoever looks is seen there."""
    now = settings()
    return {"url": now.tiles_url or None, "attribution": now.tiles_attribution}


def serve_basemaps(app: Flask) -> None:
    """Serve the PMTiles files themselves, whole or by ranges."""

    @app.get("/basemaps/<string:area>.pmtiles")
    def read_basemap(area: str) -> Response:
        try:
            path = basemaps.path_of(settings().data, area)
        except WrongBasemap as error:
            raise NoSuchBasemap(str(error)) from error
        if not path.is_file():
            raise NoSuchBasemap("Add one with `./gegenstrom basemap add FILE.pmtiles`.")
        response = send_file(
            path, mimetype="application/vnd.pmtiles", conditional=True, max_age=ONE_DAY
        )
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "Accept-Ranges, Content-Range, ETag"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.cache_control.public = True
        response.cache_control.stale_while_revalidate = ONE_MONTH
        return response


def settings() -> Settings:
    """The settings of this installation."""
    read: Settings = current_app.extensions["settings"]
    return read

"""The built app as files, and the sign by which a phone knows that it has reached us.

None of it is about anybody: it is open to all, signed in or not.
"""

from http import HTTPStatus
from pathlib import Path

import marshmallow as ma
from flask import Flask, Response, send_from_directory
from flask_compress import Compress
from werkzeug.routing import PathConverter

from server.core.api import Routes
from server.core.caller import everybody

DIST = Path(__file__).resolve().parents[2] / "pwa" / "dist"
COMPRESSED = [
    *("text/html", "text/css", "text/javascript", "image/svg+xml"),
    *("application/json", "application/problem+json", "application/geo+json"),
    "application/manifest+json",
]
FOR_EVER = 60 * 60 * 24 * 365
routes = Routes("shell", __name__)


class FileName(PathConverter):
    """The path of a file of the app: nothing below ``/api``, where what is unknown is not there."""

    regex = "(?!api/)[^/].*?"


class HealthSchema(ma.Schema):
    """A login page of somebody else's network cannot answer this by chance."""

    app = ma.fields.String(required=True)
    status = ma.fields.String(required=True)


@routes.serves("GET", "/health", allow=everybody, answer=HealthSchema)
def read_health() -> dict[str, str]:
    """That this is Gegenstrom, and that it answers."""
    return {"app": "gegenstrom", "status": "ok"}


def serve_shell(app: Flask) -> None:
    """Serve the built app at the root, and every text compressed: phones wait for each byte."""
    app.config["COMPRESS_MIMETYPES"] = COMPRESSED
    Compress(app)
    app.url_map.converters["file"] = FileName

    @app.get("/")
    def shell() -> Response:
        return file("index.html")

    @app.get("/<file:name>")
    def file(name: str) -> Response:
        response = send_from_directory(DIST, name, conditional=True)
        if response.mimetype in COMPRESSED and response.status_code == HTTPStatus.OK:
            # Small, and compressed whole: a compressed stream would leave its file open.
            response.direct_passthrough = False
            response.make_sequence()
        if name.startswith("assets/"):  # names carry a hash of the content
            response.cache_control.public = True
            response.cache_control.immutable = True
            response.cache_control.max_age = FOR_EVER
        else:
            response.cache_control.no_cache = True
        return response

"""A map of findings as a page of its own, drawn by folium for a sandboxed frame.

Every script and style is ours (``/frame/…``, made with the app). The page shares its selection with
the page around it by messages; it has no list, because the page around it has an equal one.
"""

import secrets
from dataclasses import asdict, dataclass
from typing import Any

import folium
from branca.element import Figure, MacroElement
from flask import Response
from folium.template import Template

CLOSEST_ZOOM = 18
AROUND_PX = 48
"""Room between the outermost findings and the edge of the frame."""


@dataclass(frozen=True)
class MapFinding:
    """What the map knows of a finding: where it is and what its popup says."""

    id: str
    kind: str
    longitude: float
    latitude: float
    number: int | None
    title: str
    text: str
    note: str
    """Where and when, in words."""


@dataclass(frozen=True)
class MapGround:
    """What the findings stand on."""

    basemap_url: str | None
    attribution: str
    bounds: tuple[float, float, float, float]
    """West, south, east, north in degrees: what is shown when there is no finding."""
    outlines: dict[str, Any]
    """Social spaces as a GeoJSON FeatureCollection with a ``name``."""


class FramePage(Figure):
    """A whole page: German, titled, and with scripts that carry the nonce of its policy."""

    _template = Template("""<!DOCTYPE html>
<html lang="de">
<head>
<title>{{ this.title|e }}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
{{ this.header.render(**kwargs) }}
</head>
<body>
{{ this.html.render(**kwargs) }}
<script nonce="{{ this.nonce }}">
{{ this.script.render(**kwargs) }}
</script>
</body>
</html>
""")

    def __init__(self, title: str, nonce: str) -> None:
        super().__init__(title=title)
        self.nonce = nonce


class ServedMap(folium.Map):
    """A folium map that loads nothing but our own files and lets people zoom the page."""

    default_js = [  # noqa: RUF012  # folium reads them from the class
        ("leaflet", "/frame/leaflet.js"),
        ("protomaps_leaflet", "/frame/protomaps-leaflet.js"),
        ("map_page", "/frame/map-page.js"),
    ]
    default_css = [  # noqa: RUF012
        ("leaflet_css", "/frame/leaflet.css"),
        ("tokens_css", "/frame/tokens.css"),
        ("map_page_css", "/frame/map-page.css"),
    ]
    _template = Template("""
        {% macro html(this, kwargs) %}
            <div class="map" id={{ this.get_name()|tojson }}></div>
        {% endmacro %}

        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.map(
                {{ this.get_name()|tojson }}, {{ this.options|tojavascript }}
            );
        {% endmacro %}
    """)


class PageCall(MacroElement):
    """A call of our own script for the map it is added to."""

    _template = Template("""
        {% macro script(this, kwargs) %}
            mapPage.{{ this.function }}({{ this._parent.get_name() }}, {{ this.value|tojson }});
        {% endmacro %}
    """)

    def __init__(self, function: str, value: object) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "PageCall"
        self.function = function
        self.value = value


def map_page(title: str, findings: list[MapFinding], ground: MapGround) -> Response:
    """The page, with a policy that lets it do no more than draw a map."""
    nonce = secrets.token_urlsafe(16)
    page = FramePage(title, nonce)
    drawn = ServedMap(tiles=None, zoom_control=False)
    page.add_child(drawn)
    drawn.add_child(PageCall("showGround", asdict(ground)))
    drawn.add_child(
        folium.FitBounds(
            bounds_of(findings, ground), padding=(AROUND_PX, AROUND_PX), max_zoom=CLOSEST_ZOOM
        )
    )
    drawn.add_child(PageCall("showFindings", [asdict(finding) for finding in findings]))
    response = Response(page.render(), mimetype="text/html")
    response.headers["Content-Security-Policy"] = policy(nonce)
    return response


def policy(nonce: str) -> str:
    """What the browser lets the frame do: our scripts, our tiles, and be shown by us alone.

    Leaflet places things with inline styles that its script sets, which ``style-src`` permits.
    """
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; "
        "img-src 'self' data: blob:; font-src data:; connect-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'self'"
    )


def bounds_of(findings: list[MapFinding], ground: MapGround) -> list[list[float]]:
    """South-west and north-east corner as latitude and longitude, as Leaflet wants them."""
    if not findings:
        west, south, east, north = ground.bounds
        return [[south, west], [north, east]]
    latitudes = [finding.latitude for finding in findings]
    longitudes = [finding.longitude for finding in findings]
    return [[min(latitudes), min(longitudes)], [max(latitudes), max(longitudes)]]

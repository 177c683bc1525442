"""Pages on paper: PDF for people with and without a screen reader (PDF/UA-1).

A page fetches nothing but what it is given by name; it has the look of the app in its light theme.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from server.core.shell import DIST

APP = DIST.parent
FONTS = (
    DIST / "frame" / "atkinson-hyperlegible-next.woff2",
    APP
    / "node_modules/@fontsource-variable/atkinson-hyperlegible-next/files"
    / "atkinson-hyperlegible-next-latin-wght-normal.woff2",
)
TOKENS = APP / "src" / "ui" / "tokens.css"
SCHEME = "paper:"
"""``paper:map/1`` and the like name the parts of a page; nothing else is ever fetched."""
SVG = "image/svg+xml"

Part = tuple[bytes, str]
"""Bytes and their media type."""


class TypefaceMissing(Exception):
    """The app has not been built, so its typeface is not there."""


@cache
def font_file() -> Path:
    """The typeface of the app.

    Raises:
        TypefaceMissing: neither the built app nor its packages are there.
    """
    found = next((path for path in FONTS if path.is_file()), None)
    if found is None:
        raise TypefaceMissing("Build the app first: ./gegenstrom run does it.")
    return found


class Parts(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Gives a page its own letters and parts, and refuses everything else."""

    def __init__(self, parts: Mapping[str, Part]) -> None:
        super().__init__(allowed_protocols=[])
        self.parts = {"font": (font_file().read_bytes(), "font/woff2"), **parts}

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """A part of the page.

        Raises:
            FatalURLFetchingError: it asks for anything else; no PDF is made then.
        """
        del headers
        part = self.parts.get(url.removeprefix(SCHEME))
        if part is None:
            raise FatalURLFetchingError(f"A page fetches nothing: {url}")
        return URLFetcherResponse(url, part[0], {"Content-Type": part[1]})


def write_pdf(html: str, style: str, pictures: URLFetcher) -> bytes:
    """Typeset a page with the look of the app in its light theme."""
    fonts = FontConfiguration()
    # WeasyPrint knows neither colour schemes nor contrast: only the first block of tokens counts.
    tokens = TOKENS.read_text(encoding="utf-8").partition("@media")[0]
    sheets = [
        CSS(string=text, base_url=SCHEME, url_fetcher=pictures, font_config=fonts)
        for text in (tokens, style)
    ]
    page = HTML(string=html, base_url=SCHEME, url_fetcher=pictures)
    written: bytes = page.write_pdf(
        stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1", optimize_images=True, dpi=200
    )
    return written

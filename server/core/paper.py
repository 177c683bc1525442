"""Pages on paper: PDF for people with and without a screen reader (PDF/UA-1).

A page fetches nothing but what it is given here by name; the look is the app's in its light theme.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from server.core.shell import DIST

APP = DIST.parent
TOKENS = APP / "src" / "ui" / "tokens.css"
FONTS = (
    DIST / "frame" / "atkinson-hyperlegible-next.woff2",
    APP
    / "node_modules/@fontsource-variable/atkinson-hyperlegible-next/files"
    / "atkinson-hyperlegible-next-latin-wght-normal.woff2",
)
SCHEME = "paper:"
"""``paper:font`` and the like name the parts of a page; nothing else is ever fetched."""

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
    """Gives a page its own parts by name, and refuses everything else."""

    def __init__(self, parts: Mapping[str, Part]) -> None:
        super().__init__(allowed_protocols=[])
        self.parts = dict(parts) | {"font": (font_file().read_bytes(), "font/woff2")}

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


def typeset(html: str, styles: Sequence[str], fetcher: URLFetcher, base_url: str = SCHEME) -> bytes:
    """Typeset a page with the look of the app in its light theme."""
    fonts = FontConfiguration()
    # WeasyPrint knows neither colour schemes nor contrast: only the first block of tokens counts.
    tokens = TOKENS.read_text(encoding="utf-8").partition("@media")[0]
    sheets = [
        CSS(string=text, base_url=base_url, url_fetcher=fetcher, font_config=fonts)
        for text in (tokens, *styles)
    ]
    page = HTML(string=html, base_url=base_url, url_fetcher=fetcher)
    written: bytes = page.write_pdf(
        stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1", optimize_images=True, dpi=200
    )
    return written

"""Pages on paper: PDF for people with and without a screen reader (PDF/UA-1).

A page fetches nothing but what it is given by name; it has the look of the app in its light theme.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

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
Give = Callable[[str], Part]


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


def write_pdf(html: str, style: str, give: Give) -> bytes:
    """Typeset a page with the look of the app in its light theme.

    Args:
        give: a part of the page by its name; a ``KeyError`` where there is none.
    """
    # A second of loading that only who prints has to wait for.
    from server.core.typesetting import typeset  # noqa: PLC0415

    def give_part(address: str) -> Part:
        name = address.removeprefix(SCHEME)
        return (font_file().read_bytes(), "font/woff2") if name == "font" else give(name)

    # WeasyPrint knows neither colour schemes nor contrast: only the first block of tokens counts.
    tokens = TOKENS.read_text(encoding="utf-8").partition("@media")[0]
    return typeset(html, (tokens, style), SCHEME, give_part)

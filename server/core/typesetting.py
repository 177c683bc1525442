"""Setting pages with WeasyPrint, which takes a second to load: only who sets a page loads this."""

from collections.abc import Callable, Mapping, Sequence

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse


class Giver(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Gives a page what it asks for by address, and never fetches anything."""

    def __init__(self, give: Callable[[str], tuple[bytes, str]]) -> None:
        super().__init__(allowed_protocols=[])
        self.give = give

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """A part of the page.

        Raises:
            FatalURLFetchingError: there is no such part; no PDF is made then.
        """
        del headers
        try:
            data, media_type = self.give(url)
        except KeyError as error:
            raise FatalURLFetchingError(f"A page fetches nothing: {url}") from error
        return URLFetcherResponse(url, data, {"Content-Type": media_type})


def typeset(
    html: str, styles: Sequence[str], base: str, give: Callable[[str], tuple[bytes, str]]
) -> bytes:
    """A page as PDF/UA-1.

    Args:
        base: what addresses in the page are relative to.
        give: the bytes and media type of an address; a ``KeyError`` where there are none.
    """
    fonts, giver = FontConfiguration(), Giver(give)
    sheets = [
        CSS(string=text, base_url=base, url_fetcher=giver, font_config=fonts) for text in styles
    ]
    page = HTML(string=html, base_url=base, url_fetcher=giver)
    written: bytes = page.write_pdf(
        stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1", optimize_images=True, dpi=200
    )
    return written

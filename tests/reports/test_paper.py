"""Typesetting a report fetches nothing but its own parts."""

from io import BytesIO
from uuid import uuid4

import pytest
from pypdf import PdfReader
from weasyprint.urls import FatalURLFetchingError

from server.core import clock
from server.core.paper import write_pdf
from server.media.storage import LocalFolder
from server.reports.document import Document
from server.reports.paper import Pictures

PAGE = '<!doctype html><html lang="de"><head><title>T</title></head><body>{}</body></html>'


@pytest.fixture
def pictures(tmp_path):
    empty = Document(
        id=uuid4(),
        title="Bericht",
        introduction=[],
        published=False,
        municipality="Kommune",
        updated_at=clock.now(),
        entries=[],
        pool_total=0,
    )
    return Pictures(tmp_path, LocalFolder(tmp_path), empty)


@pytest.mark.parametrize(
    "address",
    [
        "https://tiles.example.org/1.png",
        "http://127.0.0.1:8000/api/v1/session",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "paper:map/1",
        "paper:photograph/" + "0" * 64,
        "paper:secret/1",
    ],
)
def test_a_report_asks_nobody_for_anything(pictures, address):
    with pytest.raises(FatalURLFetchingError):
        write_pdf(PAGE.format(f'<img src="{address}" alt="x">'), "", pictures.give)


def test_its_own_sign_and_letters_are_there(pictures):
    style = "@font-face { font-family: Own; src: url('font') } body { font-family: Own }"
    page = PAGE.format('Bericht <img src="paper:logo" alt="x">')
    (sheet,) = PdfReader(BytesIO(write_pdf(page, style, pictures.give))).pages
    (font,) = sheet["/Resources"]["/Font"].values()
    assert "Own" in font.get_object()["/BaseFont"]

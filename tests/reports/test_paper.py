"""Typesetting a report fetches nothing but its own parts."""

from uuid import uuid4

import pytest
from weasyprint.urls import FatalURLFetchingError

from server.core import clock
from server.media.storage import LocalFolder
from server.reports.document import Document
from server.reports.paper import Pictures, write_pdf

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
        pictures.fetch(address)
    with pytest.raises(FatalURLFetchingError):
        write_pdf(PAGE.format(f'<img src="{address}" alt="x">'), "", pictures)


def test_its_own_sign_and_letters_are_there(pictures):
    assert pictures.fetch("paper:logo").content_type == "image/svg+xml"
    assert pictures.fetch("paper:font").read(4) == b"wOF2"

"""The built app as files, as browsers get them."""

import gzip

import pytest
from flask import Response

from server.core import shell


@pytest.fixture
def dist(tmp_path, monkeypatch):
    """A built app of two files."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "app.js").write_text("// Wort\n" * 500)
    (tmp_path / "assets" / "font.woff2").write_bytes(bytes(4000))
    monkeypatch.setattr(shell, "DIST", tmp_path)


def fetch(app, name, **headers) -> Response:
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    with app.test_client().get(f"/assets/{name}", headers=named) as answer:
        assert answer.data
    return answer


@pytest.mark.usefixtures("dist")
def test_text_travels_compressed(app):
    answer = fetch(app, "app.js", accept_encoding="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) < 200
    assert gzip.decompress(answer.data).decode() == "// Wort\n" * 500
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.usefixtures("dist")
def test_what_is_dense_already_and_what_is_asked_for_plain_stay_as_they_are(app):
    assert "Content-Encoding" not in fetch(app, "font.woff2", accept_encoding="gzip").headers
    assert "Content-Encoding" not in fetch(app, "app.js").headers


@pytest.mark.usefixtures("dist")
def test_a_range_is_a_range_of_the_file(app):
    answer = fetch(app, "app.js", accept_encoding="gzip", range="bytes=0-6")
    assert answer.status_code == 206
    assert answer.data == b"// Wort"


@pytest.mark.usefixtures("dist")
def test_what_a_browser_has_already_is_not_sent_again(app):
    first = fetch(app, "app.js", accept_encoding="gzip")
    headers = {"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]}
    with app.test_client().get("/assets/app.js", headers=headers) as again:
        assert again.status_code == 304

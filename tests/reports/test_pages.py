"""The report as people take it along: page, map, PDF and data."""

import json
import re
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject
from sqlalchemy import delete

from server.release.tables import PooledFinding
from server.reports.static_map.furniture import length_text
from server.spaces.basemaps import add_basemap
from tests.makers import make_picture
from tests.pooled import WORDS, make_pooled, make_report, make_space, publish

ADDRESS = re.compile(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}")


@pytest.fixture(scope="module")
def basemap(app, drawn):
    """The fictional town under the findings."""
    return add_basemap(app.extensions["settings"].data, drawn)


@pytest.fixture
def report(world, basemap):
    """A published report with a barrier, a good place with a photograph, and an idea."""
    assert basemap.area == "wirletal"
    planner, space = world.client("planner"), make_space(world, "Wirlebrück-Mitte")
    findings = [
        make_pooled(world.app, social_space_id=space),
        make_pooled(
            world.app,
            make_picture(),
            social_space_id=space,
            kind="good",
            question="toilet",
            subcategory=None,
            text="Immer offen & sauber <wirklich>.",
            place=(6.5179, 54.6157),
        ),
        make_pooled(world.app, kind="idea", question=None, subcategory=None, place=(6.52, 54.617)),
    ]
    return publish(planner, make_report(planner, findings))


def fetch(world, report, path="", name="planner"):
    answer = world.client(name).get(f"/reports/{report['id']}{path}")
    assert answer.status_code == 200, answer.text
    return answer


def structure(node, found):
    """Every structure element of a PDF, with its alternative text."""
    node = node.get_object()
    if isinstance(node, ArrayObject):
        for child in node:
            structure(child, found)
    elif isinstance(node, DictionaryObject) and "/S" in node:
        found.append((node["/S"], str(node.get("/Alt", ""))))
        if "/K" in node:
            structure(node["/K"], found)
    return found


def test_the_page_says_what_was_found_and_where_it_comes_from(world, report):
    page = fetch(world, report).text
    assert WORDS in page
    assert "Immer offen &amp; sauber &lt;wirklich&gt;." in page
    assert page.count('class="entry"') == 3
    for words in (
        "Regel",
        "Fassung 1",
        "Verborgen",
        "3 ausgewählt von",
        "außerhalb der Sozialräume",
    ):
        assert words in page


def test_no_page_of_a_report_names_another_host(world, report):
    for path in ("", "/map"):
        answer = fetch(world, report, path)
        text = answer.text.replace("http://www.w3.org/2000/svg", "")
        assert ADDRESS.findall(text) == []
        assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_the_map_numbers_findings_as_the_table_does(world, report):
    numbers = re.findall(r'"number": (\d+)', fetch(world, report, "/map").text)
    assert numbers == ["1", "2", "3"]


def test_a_photograph_of_the_report_is_shown_and_no_other(world, report):
    page = fetch(world, report).text
    (address,) = re.findall(r'src="(/reports/[^"]+/photographs/[^"]+)"', page)
    assert world.client("coordinator").get(address).mimetype == "image/jpeg"
    foreign = address.rpartition("/")[0] + "/" + "0" * 64
    assert world.client("planner").get(foreign).status_code == 404


def test_the_pdf_is_tagged_titled_and_in_german(world, report):
    pdf = PdfReader(BytesIO(fetch(world, report, "/report.pdf").data))
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "de"
    assert root["/MarkInfo"]["/Marked"].value
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert pdf.metadata.title == report["title"]
    assert "pdfuaid" in root["/Metadata"].get_data().decode()
    assert [one.title for one in pdf.outline if not isinstance(one, list)] == [report["title"]]


def test_the_pdf_holds_the_findings_and_every_picture_has_words(world, report):
    pdf = PdfReader(BytesIO(fetch(world, report, "/report.pdf").data))
    text = " ".join(page.extract_text() for page in pdf.pages)
    assert WORDS in text
    assert "Immer offen & sauber <wirklich>." in text
    elements = structure(pdf.trailer["/Root"]["/StructTreeRoot"]["/K"], [])
    kinds = [kind for kind, _ in elements]
    for kind in ("/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Caption", "/BlockQuote"):
        assert kind in kinds
    figures = [words for kind, words in elements if kind == "/Figure"]
    assert all(figures)
    assert any(words.startswith("Karte: 3 Beobachtungen") for words in figures)
    assert {"1 Barriere", "2 Gut so", "3 Idee", "Ein Bord"} <= set(figures)


def test_an_empty_report_is_a_page_and_a_pdf_too(world):
    planner = world.client("planner")
    report = make_report(planner, [], introduction="")
    assert "noch keine Beobachtung" in fetch(world, report).text
    assert len(PdfReader(BytesIO(fetch(world, report, "/report.pdf").data)).pages) == 1


def test_the_data_are_geojson_without_a_person(world, report):
    answer = fetch(world, report, "/findings.geojson")
    assert answer.mimetype == "application/geo+json"
    assert "Sozialraumbericht-Wirlebr" in answer.headers["Content-Disposition"]
    data = json.loads(answer.data)
    assert data["type"] == "FeatureCollection"
    assert data["source"]["findings"] == 3
    for number, feature in enumerate(data["features"], start=1):
        assert feature["type"] == "Feature"
        longitude, latitude = feature["geometry"]["coordinates"]
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90
        assert set(feature["properties"]) == {
            "number", "kind", "title", "question", "text", "social_space", "seen_month",
            "photographs",
        }  # fmt: skip
        assert feature["properties"]["number"] == number
        assert feature["properties"]["seen_month"] == "2026-05"


def test_a_finding_that_left_the_pool_leaves_the_report(world, report, superuser):
    gone = PooledFinding.id == report["finding_ids"][0]
    with superuser.begin() as connection:
        connection.execute(delete(PooledFinding).where(gone))
    page = fetch(world, report).text
    assert page.count('class="entry"') == 2
    assert WORDS in page  # the idea has the same words


def test_lengths_are_said_as_people_say_them():
    assert [length_text(metres) for metres in (50, 1000, 2000)] == ["50 m", "1 km", "2 km"]


def test_who_was_sent_a_report_signs_in_first_and_then_sees_it(app, report):
    path = f"/reports/{report['id']}"
    stranger = app.test_client()
    answer = stranger.get(path, headers={"Sec-Fetch-Dest": "document"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/?then={path.replace('/', '%2F')}"
    assert stranger.get(path, headers={"Sec-Fetch-Dest": "iframe"}).status_code == 401

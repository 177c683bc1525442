"""From the pavement to the council: a finding of a walk stands in a printed report."""

import re
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from server.demo.people import participants, staff
from server.spaces.basemaps import add_basemap
from tests.stories import desk, tracks, walking
from tests.stories.browsing import Device
from tests.stories.test_walk_offline import KERB, LIGHT
from tests.stories.walking import press

KERB_TITLE = "Bordstein zu hoch"
INTRODUCTION = "Was auf dem Weg zur Arbeit im Weg ist."


@dataclass(frozen=True)
class Words:
    """Words of this story that occur nowhere else."""

    mark: str
    title: str
    public: str


def new_words() -> Words:
    mark = uuid4().hex[:8]
    return Words(mark, f"Begehung {mark}", f"Der Bordstein an Stelle {mark} ist sehr hoch.")


def test_a_finding_travels_from_the_pavement_into_the_report(phone, office, town_hall, shots):
    words = new_words()
    walk_and_find(phone, words, tracks.through_wirlebrueck())
    release(office, words, shots / "own-release.png")
    make_report(town_hall, words, shots, "own")


def test_the_same_on_the_ground_of_a_real_town(phone, office, town_hall, server, shots, samples):
    add_basemap(server.settings.data, samples / "osm" / "bayreuth-nord.pmtiles")
    words = new_words()
    walk_and_find(phone, words, tracks.through_bayreuth(), shots / "real-walk.png")
    release(office, words, shots / "real-release.png")
    make_report(town_hall, words, shots, "real")


def walk_and_find(
    phone: Device, words: Words, way: list[tracks.Place], shot: Path | None = None
) -> None:
    """Find a barrier and have an idea; both arrive."""
    page = phone.start()
    walking.sign_in(page, "amira")
    walking.start_exploration(page, ["Birke 3"], words.title)
    tracks.go(phone, way)
    walking.record(page, replace(KERB, note="Birke 3 kommt hier nicht hinüber."))
    walking.record(page, LIGHT)
    walking.expect_unsent(page, 0)
    if shot:
        expect(page.get_by_text("OpenStreetMap")).to_be_visible()
        page.screenshot(path=shot)


def release(office: Device, words: Words, shot: Path) -> None:
    """The coordinator lets both go; a name in one of the texts is found and taken out."""
    page = office.start()
    office.watch.expect(r"status of 422 .*/releases$")
    desk.open_exploration(page, "jana", words.title)
    for title in (KERB_TITLE, "Es fehlt etwas"):
        page.get_by_role("checkbox", name=f"{title} freigeben").check()
    text = desk.open_finding(page, KERB_TITLE)
    expect(text).to_have_value("Birke 3 kommt hier nicht hinüber.")
    page.get_by_role("checkbox", name="mitgeben").check()
    desk.try_to_release(page, 2)
    refusal = page.get_by_role("alert").filter(has_text="Im Text steht ein bekannter Name.")
    expect(refusal.locator("mark")).to_have_text("Birke 3")
    page.screenshot(path=shot)
    press(page, "Namen auslassen […]")
    expect(text).to_have_value("[…] kommt hier nicht hinüber.")
    text.fill(words.public)
    desk.try_to_release(page, 2)
    desk.expect_released(page, [KERB_TITLE, "Es fehlt etwas"])


def make_report(town_hall: Device, words: Words, shots: Path, name: str) -> None:
    """The planner finds the barrier in list and map, and puts it into a report."""
    page = town_hall.start()
    walking.sign_in(page, "okan", arriving_at=desk.POOL)
    see_list_and_map(page, words)
    page.screenshot(path=shots / f"{name}-pool.png")
    desk.begin_report(page, f"Bericht {words.mark}")
    page.get_by_label("Einleitung").fill(INTRODUCTION)
    desk.take_into_report(page, words.mark)
    desk.await_saved(page)
    expect(desk.frame_of(page).locator(".marker")).to_have_count(1)
    page.screenshot(path=shots / f"{name}-editor.png")
    with page.expect_popup() as opening:
        page.get_by_role("link", name="Seite ansehen").click()
    read_page(opening.value, words, shots / f"{name}-page.png")
    address = page.get_by_role("link", name="PDF").get_attribute("href")
    answer = page.request.get(str(address))
    assert answer.headers["content-type"] == "application/pdf"
    (shots / f"{name}.pdf").write_bytes(answer.body())
    read_paper(PdfReader(BytesIO(answer.body())), words)
    read_data(page, words)


def see_list_and_map(page: Page, words: Words) -> None:
    """The list and the map beside it hold the same, filtered or not, and share the choice."""
    rows, frame = desk.rows_of(page), desk.frame_of(page)
    for choices in ({}, {"kind": "Barriere"}, {"question": "Komme ich über den Bordstein?"}):
        desk.narrow(page, **choices)
        found = page.get_by_role("form", name="Filtern").get_by_role("status")
        expect(found).to_have_text(re.compile(r"^\d+ Beobachtung"))
        total = int(found.inner_text().split()[0])
        expect(rows).to_have_count(total)
        desk.await_on_map(page, total)
    rows.filter(has_text=words.mark).get_by_role("button").click()
    details = page.get_by_role("region", name="Einzelheiten")
    expect(details.get_by_text(words.public)).to_be_visible()
    expect(details.get_by_role("img", name=KERB.shows)).to_be_visible()
    expect(frame.locator(".marker.chosen")).to_have_count(1)


def read_page(page: Page, words: Words, shot: Path) -> None:
    """The report as a page says what was found, and shows it on a map."""
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Bericht {words.mark}")
    expect(page.get_by_text(INTRODUCTION).first).to_be_visible()
    expect(page.get_by_text(words.public).first).to_be_visible()
    expect(page.frame_locator("iframe").locator(".marker")).to_have_count(1)
    page.screenshot(path=shot, full_page=True)


def read_paper(paper: PdfReader, words: Words) -> None:
    """The PDF contains the finding, can be read aloud, and names nobody."""
    text = " ".join(" ".join(leaf.extract_text().split()) for leaf in paper.pages)
    assert words.public in text
    assert INTRODUCTION in text
    root = paper.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"].startswith("de")
    assert paper.metadata
    assert words.mark in str(paper.metadata.title)
    about = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfuaid:part(>|=\")1", about)
    assert any(leaf.images for leaf in paper.pages), "the photograph is in it"
    for person in names():
        assert not re.search(rf"\b{re.escape(person)}\b", f"{text} {about}"), person


def names() -> list[str]:
    """Everything that anybody of the demo is called."""
    people = participants().values()
    whole = [one["name"] for one in (*staff().values(), *people)]
    first = [name.split()[0] for name in whole]
    return [*whole, *first, *(one["pseudonym"] for one in people)]


def read_data(page: Page, words: Words) -> None:
    """The data are GeoJSON with the one finding, and say nothing about a person."""
    address = page.get_by_role("link", name="Daten (GeoJSON)").get_attribute("href")
    answer = page.request.get(str(address))
    (feature,) = answer.json()["features"]
    assert feature["properties"]["text"] == words.public
    assert feature["geometry"]["type"] == "Point"
    assert not [name for name in names() if re.search(rf"\b{re.escape(name)}\b", answer.text())]

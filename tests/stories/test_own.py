"""A participant alone with their phone: sheet, advice, who answers for the data, a spoken yes."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from server.demo.ids import id_of
from tests.stories.browsing import Device
from tests.stories.test_consent import LISTEN
from tests.stories.test_pairing import KLEE, choose_pictures, open_devices, print_card
from tests.stories.walking import arrive, press, sign_in

ME = id_of("participant", "klee_30")
HEARS = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
SPOKEN = """
    select evidence_type, octet_length(sealed_evidence) > 1000 from people.consents
    where participant_id = :person and how = 'spoken'
"""


@pytest.fixture
def own(browsers) -> Device:
    """A phone with a microphone that hears something."""
    return browsers("own", viewport={"width": 390, "height": 844}, has_touch=True, args=HEARS)


def test_a_person_reads_what_is_theirs_and_says_yes_aloud(office, own, server, shots):
    desk, page = office.start(), own.start()
    sign_in(desk, "amira")
    open_devices(desk, "Klee 30")
    page.goto(f"/#/pair/{print_card(desk)}")
    choose_pictures(page, KLEE)
    press(page, "Los geht es")
    arrive(page, "Hallo, Klee 30")
    page.screenshot(path=shots / "own-home.png", full_page=True)
    read_sheet(page, shots)
    read_about_me(page, shots)
    read_information(page, shots)
    speak(page, shots)
    page.goto("/#/")
    expect(page.get_by_role("link", name="Alles gesichert")).to_be_visible()
    assert [tuple(row) for row in server.ask(SPOKEN, person=ME)] == [("audio/webm", True)]


def read_sheet(page: Page, shots: Path) -> None:
    """The sheet for the plan, read aloud; nothing on it can be changed."""
    page.get_by_role("link", name="Mein Blatt für den Plan").click()
    arrive(page, "Mein Blatt für den Plan")
    expect(page.get_by_role("heading", level=2)).to_have_count(5)
    page.screenshot(path=shots / "own-sheet.png", full_page=True)
    page.evaluate(LISTEN)
    press(page, "Vorlesen")
    assert "Das mag ich" in page.evaluate("said")
    expect(page.get_by_role("textbox")).to_have_count(0)
    link = page.get_by_role("link", name="Blatt zum Drucken öffnen").get_attribute("href")
    assert page.request.get(str(link)).headers["content-type"] == "application/pdf"


def read_about_me(page: Page, shots: Path) -> None:
    """Who took part, what was recommended, and no name of a consultant."""
    page.goto(f"/#/participants/{ME}/stored")
    arrive(page, "Das weiß die App über mich")
    cases = page.locator("section").filter(has_text="Beratungen mit Fachleuten")
    expect(cases).to_contain_text("eine Fachperson vom Träger: Eingliederungshilfe Wirletal")
    expect(cases).to_contain_text("Das wurde empfohlen:")
    page.screenshot(path=shots / "own-stored.png", full_page=True)
    link = cases.get_by_role("link", name="Protokoll zum Drucken öffnen").get_attribute("href")
    assert page.request.get(str(link)).headers["content-type"] == "application/pdf"


def read_information(page: Page, shots: Path) -> None:
    """Who answers for the data, before anything is asked."""
    page.goto(f"/#/answers/{ME}")
    page.get_by_role("link", name="Datenschutz").click()
    arrive(page, "Datenschutzinformation")
    expect(page.get_by_text("Weidenhof Wirletal gGmbH, Weidenhof 1")).to_be_visible()
    page.screenshot(path=shots / "own-information.png", full_page=True)


def speak(page: Page, shots: Path) -> None:
    """A spoken yes is enough to be told; about health the law asks for a signature."""
    page.goto(f"/#/answers/{ME}/release_words?step=sign&present=alone")
    expect(page.get_by_text("Ein gesprochenes Ja reicht hier nicht", exact=False)).to_be_visible()
    expect(page.get_by_role("button", name="Ja sprechen")).to_have_count(0)
    page.goto(f"/#/answers/{ME}/tell_me?step=sign&present=alone")
    press(page, "Ja sprechen")
    press(page, "Aufnehmen")
    expect(page.get_by_text("0:02 von 1:00")).to_be_visible()
    page.screenshot(path=shots / "own-speaking.png")
    press(page, "Fertig")
    expect(page.get_by_label("Aufnahme", exact=True)).to_be_visible()
    page.screenshot(path=shots / "own-spoken.png")
    press(page, "Ja gilt")
    arrive(page, "Einwilligungen")

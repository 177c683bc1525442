"""From sharing to minutes: a consultation of a facilitator and two consultants, and the sheet."""

from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from server.demo.people import participants, staff
from tests.stories import walking
from tests.stories.browsing import Device
from tests.stories.walking import arrive, press

TITLE = "Kollegiale Fachberatung"
SHEET = "Mein Blatt für den Plan"
QUESTION = "Wie komme ich abends sicher nach Hause?"
ASKED = "Fährt nach 20 Uhr noch ein Bus?"
SEEN = "Sie kennt ihren Bus und fährt ihn allein."
ADVICE = "Drei Monate Begleitung am Abend, danach ein Anruf bei der Ankunft."
RESERVATION = "Drei Monate können zu kurz sein."


@pytest.fixture
def funder(browsers) -> Device:
    """The computer of a consultant of the funder."""
    return browsers("funder", viewport={"width": 1440, "height": 900})


def test_from_sharing_to_the_minutes_and_the_sheet(phone, office, funder, shots):
    facilitator = phone.start()
    walking.sign_in(facilitator, "amira")
    name = prepare(facilitator, shots)
    ruth, edda = funder.start(), office.start()
    for page, login in ((ruth, "ruth"), (edda, "edda")):
        walking.sign_in(page, login, arriving_at=TITLE)
        open_case(page, name)
    say(ruth, "Als Frage schreiben", ASKED)
    say(edda, "Als Beobachtung schreiben", SEEN)
    answer(facilitator)
    recommend(ruth, edda)
    ruth.screenshot(path=shots / "case-member.png", full_page=True)
    text = close(facilitator)
    check_minutes(text, name)
    for device, page in ((funder, ruth), (office, edda)):
        device.watch.expect(r"status of 404 .*/cases/")
        page.reload()
        expect(page.get_by_text("Diese Beratung ist zu Ende", exact=False)).to_be_visible()
    fill_sheet(facilitator, shots)


def prepare(page: Page, shots) -> str:
    """Choose, mask, confirm, invite and open; the pseudonym of the consultation."""
    page.goto("/#/consultations")
    arrive(page, TITLE)
    page.get_by_label("Person", exact=True).select_option(label="Birke 3")
    page.get_by_label("Die Frage der Person").fill(QUESTION)
    press(page, "Vorbereiten")
    expect(page.get_by_role("tab", name="Was gezeigt werden kann")).to_be_visible()
    name = page.get_by_role("heading", level=2).first.inner_text().split(" In ")[0].strip()
    show(page, "allein zur Arbeit", hide="Mai.")
    page.screenshot(path=shots / "case-mask.png", full_page=True)
    show(page, "Meine Klingel hat ein Bild")
    expect(page.get_by_text("Das klingt nach dem Zuhause", exact=False)).to_be_visible()
    page.get_by_role("tab", name="Einladen und öffnen").click()
    for login in ("Ruth Modell", "Edda Schablone"):
        with page.expect_response("**/members"):
            page.get_by_label(login).check()
    press(page, "Für die Mitglieder öffnen")
    expect(page.get_by_text("Läuft", exact=True)).to_be_visible()
    return name


def show(page: Page, words: str, hide: str = "") -> None:
    """Show one finding, hide a word of it and confirm the text."""
    page.get_by_role("tab", name="Was gezeigt werden kann").click()
    row = page.get_by_role("listitem").filter(has_text=words)
    with page.expect_response("**/material"):
        row.get_by_role("checkbox").check()
    if hide:
        with page.expect_response("**/material"):
            page.get_by_role("button", name=hide, exact=True).click()
        expect(page.locator("[data-read]")).to_contain_text("Seit […]")
    with page.expect_response("**/material"):
        page.get_by_label("Ich habe es durchgesehen", exact=False).check()


def open_case(page: Page, name: str) -> None:
    """Open the consultation from the list; only what was let pass is there."""
    page.get_by_role("link").filter(has_text=name).click()
    expect(page.get_by_text(QUESTION)).to_be_visible()
    expect(page.get_by_text("Seit […]", exact=False)).to_be_visible()
    told = page.locator("body").inner_text()
    person = participants()["birke_3"]
    assert not [word for word in (*person["name"].split(), "Birke", "Amira") if word in told]


def say(page: Page, how: str, words: str) -> None:
    """Ask or observe."""
    page.get_by_label("Ihr Beitrag").fill(words)
    press(page, how)
    expect(page.get_by_role("article").filter(has_text=words)).to_be_visible()


def answer(page: Page) -> None:
    """Answer the question on the facilitator's side."""
    page.reload()
    walking.unlock(page, "amira")
    page.get_by_label("Antwort", exact=True).fill("Ja, bis 23 Uhr.")
    press(page, "Antworten")
    expect(page.get_by_text("Ja, bis 23 Uhr.")).to_be_visible()


def recommend(writer: Page, other: Page) -> None:
    """One writes the recommendation, the other has a reservation."""
    writer.reload()
    writer.get_by_label("Das empfehlen wir").fill(ADVICE)
    press(writer, "Empfehlung speichern")
    for page, stance in ((writer, "trägt die Empfehlung mit"), (other, "mit Vorbehalt")):
        page.reload()
        page.get_by_label(stance, exact=False).check()
        if page is other:
            page.get_by_label("Warum?").fill(RESERVATION)
        with page.expect_response("**/stance"):
            page.get_by_role("button", name="Speichern", exact=True).click()
    expect(other.get_by_text(RESERVATION, exact=False).first).to_be_visible()


def close(page: Page) -> str:
    """Close it; what the minutes say."""
    page.reload()
    walking.unlock(page, "amira")
    press(page, "Beratung abschließen")
    press(page, "Jetzt abschließen")
    link = page.get_by_role("link", name="Protokoll (PDF)")
    expect(link).to_be_visible()
    data = page.request.get(str(link.get_attribute("href"))).body()
    pages = PdfReader(BytesIO(data)).pages
    return " ".join(" ".join(one.extract_text() for one in pages).split())


def check_minutes(text: str, name: str) -> None:
    """Everything said stands there, and no name of anybody."""
    for words in (name, QUESTION, ASKED, "Ja, bis 23 Uhr.", SEEN, ADVICE, RESERVATION, "Träger 1"):
        assert words in text, words
    people = (*participants().values(), *staff().values())
    known = {one["name"] for one in people} | {one["name"].split()[0] for one in people}
    known |= {one["pseudonym"] for one in participants().values()}
    assert not [word for word in known if word in text]


def fill_sheet(page: Page, shots) -> None:
    """Facilitator and participant fill the sheet and print it."""
    page.get_by_role("link", name="Blatt für den Plan").click()
    arrive(page, SHEET)
    expect(page.get_by_text(ADVICE)).to_be_visible()
    likes = page.get_by_role("region", name="Das mag ich")
    likes.get_by_role("button", name="Aus den Beobachtungen wählen", exact=False).click()
    likes.get_by_role("button").filter(has_text="Kasse zwei").click()
    helps = page.get_by_role("region", name="Wer mir hilft")
    helps.get_by_label("Mit eigenen Worten").fill("Meine Nachbarin")
    helps.get_by_role("button", name="Dazuschreiben", exact=False).click()
    press(page, "Speichern")
    expect(page.get_by_text("Das Blatt ist gespeichert.")).to_be_visible()
    page.screenshot(path=shots / "sheet.png", full_page=True)
    link = page.get_by_role("link", name="Als PDF drucken")
    data = page.request.get(str(link.get_attribute("href"))).body()
    text = " ".join(one.extract_text() for one in PdfReader(BytesIO(data)).pages)
    for words in ("Kasse zwei", "Meine Nachbarin", "Wer mir hilft"):
        assert words in text, words

"""A participant's phone in a real browser: paired, opened with pictures, shared, revoked."""

from pathlib import Path

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.stories.browsing import Device
from tests.stories.walking import ON_THE_WALK, arrive, await_offline, choose, press, sign_in

BIRKE = ("Fisch", "Fisch", "Mond", "Glocke")
BIRKE_LATER = ("Katze", "Baum", "Tasse", "Apfel")
KLEE = ("Apfel", "Schirm", "Apfel", "Schlüssel")


def test_a_phone_is_paired_by_card_opened_with_pictures_shared_and_revoked(
    office, phone, server, shots
):
    phone.watch.expect(r"status of 4(01|10) ")  # signed out, revoked
    phone.watch.expect(r"ERR_INTERNET_DISCONNECTED")
    desk, page = office.start(), phone.start()
    sign_in(desk, "amira")
    pair_by_link(desk, page, shots)
    record_offline(phone, page, server)
    forget_pictures(desk, page, shots)
    let_somebody_else_in(desk, page)
    take_turns(page, shots)
    lose_the_phone(desk, page, shots)


def pair_by_link(desk: Page, page: Page, shots: Path) -> None:
    """Print a card, scan it with the phone's own camera, and choose four pictures."""
    open_devices(desk, "Birke 3")
    code = print_card(desk)
    desk.screenshot(path=shots / "card.png")
    page.goto(f"/#/pair/{code}")
    choose_pictures(page, BIRKE, shots / "choose-pictures.png")
    page.screenshot(path=shots / "paired.png")
    press(page, "Los geht es")
    arrive(page, "Hallo, Birke 3")
    expect(page.get_by_role("link", name="Alles gesichert")).to_be_visible()
    page.screenshot(path=shots / "home.png")


def forget_pictures(desk: Page, page: Page, shots: Path) -> None:
    """Lock the phone, forget the pictures, and choose new ones with a code; nothing is lost."""
    lock(page)
    page.get_by_role("button", name="Birke 3").click()
    tap_pictures(page, BIRKE[::-1])
    expect(page.get_by_text("Diese Bilder passen nicht.")).to_be_visible()
    page.screenshot(path=shots / "wrong-pictures.png")
    press(desk, "Fertig")
    press(desk, "Bilder-PIN vergessen")
    forgotten = shown_code(desk, "Karte für neue Bilder: Birke 3")
    page.get_by_role("link", name="Bilder vergessen").click()
    type_code(page, forgotten, shots / "type-code.png")
    choose_pictures(page, BIRKE_LATER)
    arrive(page, "Hallo, Birke 3")
    expect(page.get_by_role("link", name="Weiter mit").first).to_contain_text("1 Beobachtung")
    expect(page.get_by_role("link", name="Alles gesichert")).to_be_visible()


def let_somebody_else_in(desk: Page, page: Page) -> None:
    """Pair the same phone for a second person, who sees nothing of the first."""
    press(desk, "Fertig")
    press(desk, "Zurück")
    open_devices(desk, "Klee 30")
    code = print_card(desk)
    switch(page)
    page.get_by_role("link", name="Ich habe eine Karte").click()
    type_code(page, code)
    choose_pictures(page, KLEE)
    press(page, "Los geht es")
    arrive(page, "Hallo, Klee 30")
    expect(page.get_by_role("link", name="Weiter mit")).to_have_count(0)
    page.goto("/#/things")
    expect(page.get_by_text("Bordstein")).to_have_count(0)
    page.goto("/#/")


def take_turns(page: Page, shots: Path) -> None:
    """Two taps and four pictures: the first person is back, with what is theirs."""
    switch(page)
    page.screenshot(path=shots / "here-two.png")
    page.get_by_role("button", name="Birke 3").click()
    page.screenshot(path=shots / "pictures.png")
    tap_pictures(page, BIRKE_LATER)
    arrive(page, "Hallo, Birke 3")
    expect(page.get_by_role("link", name="Weiter mit").first).to_be_visible()


def lose_the_phone(desk: Page, page: Page, shots: Path) -> None:
    """Revoke the first person on this phone: it forgets them at its next contact, and only them."""
    press(desk, "Fertig")
    press(desk, "Zurück")
    open_devices(desk, "Birke 3")
    press(desk, "Gerät abmelden")
    press(desk, "Ja, abmelden")
    expect(desk.get_by_text("Das Gerät ist abgemeldet.")).to_be_visible()
    before = databases(page)
    page.evaluate("dispatchEvent(new Event('online'))")
    arrive(page, "Dieses Gerät ist abgemeldet.")
    page.screenshot(path=shots / "wiped.png")
    press(page, "Weiter")
    assert len(databases(page)) == len(before) - 1
    page.goto("/#/here")
    expect(page.get_by_role("button", name="Klee 30")).to_be_visible()
    expect(page.get_by_role("button", name="Birke 3")).to_have_count(0)


def open_devices(desk: Page, pseudonym: str) -> None:
    """Open the devices of a participant as their facilitator."""
    desk.goto("/#/participants")
    desk.get_by_role("link", name=pseudonym).click()
    desk.get_by_role("link", name="Geräte").click()
    arrive(desk, "Geräte")


def print_card(desk: Page) -> str:
    """Make a card and read its code from the paper."""
    press(desk, "Karte zum Anmelden drucken")
    with desk.expect_download() as downloading:
        desk.get_by_role("link", name="Karte als PDF").click()
    (sheet,) = PdfReader(downloading.value.path()).pages
    code = desk.locator("p.code").inner_text()
    assert code in " ".join(sheet.extract_text().split())
    return code.replace(" ", "-")


def shown_code(desk: Page, title: str) -> str:
    """The code of a card on the screen."""
    arrive(desk, title)
    return desk.locator("p.code").inner_text()


def tap_pictures(page: Page, pictures: tuple[str, ...]) -> None:
    """Tap pictures one after the other."""
    for picture in pictures:
        page.get_by_role("button", name=picture, exact=True).click()


def choose_pictures(page: Page, pictures: tuple[str, ...], shot=None) -> None:
    """Choose a picture PIN, twice."""
    arrive(page, "Suchen Sie sich 4 Bilder aus")
    tap_pictures(page, pictures)
    if shot:
        page.screenshot(path=shot)
    press(page, "Weiter")
    arrive(page, "Noch einmal dieselben 4 Bilder")
    tap_pictures(page, pictures)
    press(page, "Weiter")


def type_code(page: Page, code: str, shot=None) -> None:
    """Type a card's numbers on the big keys."""
    for digit in code:
        if digit.isdigit():
            page.get_by_role("button", name=digit, exact=True).click()
    if shot:
        page.screenshot(path=shot)
    press(page, "Weiter")


def record_offline(phone: Device, page: Page, server) -> None:
    """Record a finding where there is no network."""
    server.was_away = True
    phone.stand_at(6.51, 54.61)
    page.get_by_role("link", name="Begehung Was gibt es draußen zu sehen?").click()
    arrive(page, ON_THE_WALK)
    await_offline(page)
    assert phone.context, "the browser runs"
    phone.context.set_offline(True)  # Playwright's own
    press(page, "Barriere")
    arrive(page, "Worum geht es?")
    choose(page, "Komme ich über den Bordstein?")
    press(page, "Später ergänzen")
    arrive(page, ON_THE_WALK)
    page.goto("/#/")
    arrive(page, "Hallo, Birke 3")
    expect(page.get_by_role("link", name="ungesendet")).to_be_visible()
    phone.context.set_offline(False)  # Playwright's own


def switch(page: Page) -> None:
    """Go to the people of this phone."""
    page.get_by_role("link", name="Person wechseln").click()
    arrive(page, "Wer sind Sie?")


def lock(page: Page) -> None:
    """Close the app before somebody else takes the phone."""
    switch(page)
    press(page, "App zumachen")


def databases(page: Page) -> list[str]:
    """What lies on the phone."""
    names: list[str] = page.evaluate(
        "async () => (await indexedDB.databases()).map(({ name }) => name)"
    )
    return names

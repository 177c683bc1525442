"""What people do at the desk, told in the words the screens use."""

import re
import time
from collections.abc import Sequence

from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.stories.walking import arrive, press, sign_in

EXPLORATIONS = "Erkundungen"
POOL = "Karte"
REPORTS = "Berichte"
MAP = "Karte der Beobachtungen. Die Liste sagt dasselbe."


def open_exploration(page: Page, login: str, title: str) -> None:
    """Sign in as a coordinator and open an exploration."""
    sign_in(page, login, arriving_at=EXPLORATIONS)
    page.get_by_role("link").filter(has_text=title).click()
    arrive(page, title)


def open_finding(page: Page, title: str) -> Locator:
    """Open a finding of the exploration; the text that is to leave."""
    page.get_by_role("button").filter(has_text=title).click()
    expect(page.get_by_role("heading", name=title, level=2)).to_be_visible()
    return page.get_by_label("Text für die Öffentlichkeit")


def try_to_release(page: Page, count: int) -> None:
    """Look at what is chosen once more, and let it go."""
    press(page, "Prüfen und freigeben")
    with page.expect_response("**/releases"):
        page.get_by_role("dialog").get_by_role("button", name=f"Jetzt {count} freigeben").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def expect_released(page: Page, titles: Sequence[str]) -> None:
    """Wait until the worker has carried findings into the pool."""
    for title in titles:
        row = page.get_by_role("listitem").filter(has_text=title)
        expect(row.get_by_text("freigegeben", exact=True)).to_be_visible()


def narrow(page: Page, **choices: str) -> None:
    """Filter the pool by ``kind``, ``question`` or ``space``; the screen says how many fit."""
    names = {"kind": "Art", "question": "Frage", "space": "Sozialraum"}
    for name, choice in choices.items():
        with page.expect_response("**/pool/findings*") as answering:
            page.get_by_label(names[name], exact=True).select_option(label=choice)
        total = answering.value.json()["total"]
        found = page.get_by_role("form", name="Filtern").get_by_role("status")
        expect(found).to_have_text(re.compile(rf"^{total} "))


def rows_of(page: Page) -> Locator:
    """The list of the pool."""
    return page.get_by_role("region", name="Beobachtungen").get_by_role("listitem")


def frame_of(page: Page) -> FrameLocator:
    """The map beside the list."""
    return page.frame_locator(f"iframe[title='{MAP}']")


def await_on_map(page: Page, total: int) -> None:
    """Wait until the map shows that many findings, alone or together on plates."""
    frame, shown = frame_of(page), -1
    latest = time.monotonic() + 30
    while shown != total and time.monotonic() < latest:
        page.wait_for_timeout(100)
        counts = frame.locator(".plate b, .marker .more").all_inner_texts()
        shown = frame.locator(".marker").count() + sum(int(count) for count in counts)
    assert shown == total, f"{shown} on the map, {total} in the list"


def begin_report(page: Page, title: str) -> None:
    """Begin a report of one's own."""
    page.get_by_role("link", name=REPORTS, exact=True).click()
    arrive(page, REPORTS)
    page.get_by_label("Neuer Bericht").fill(title)
    press(page, "Anfangen")
    expect(page.get_by_label("Titel", exact=True)).to_have_value(title)


def take_into_report(page: Page, words: str) -> None:
    """Find something in the released material and take it into the report."""
    page.get_by_label("Im Material suchen").fill(words)
    page.get_by_role("region", name="Freigegebenes Material").get_by_role(
        "button", name="im Bericht"
    ).click()
    expect(page.get_by_text("1 Beobachtung im Bericht")).to_be_visible()


def await_saved(page: Page) -> None:
    """Wait until nothing is only on the screen."""
    expect(page.get_by_role("status").filter(has_text="gespeichert ")).to_be_visible()

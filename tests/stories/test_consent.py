"""Agreeing in plain German with the text read aloud; taking it back without a network."""

import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from playwright.sync_api import Page, expect

from server.demo.ids import id_of
from tests.installation import Installation
from tests.stories.walking import arrive, press, sign_in, unlock

PLAIN = "localStorage.setItem('gegenstrom.look', JSON.stringify({ locale: 'de-simple' }))"
LISTEN = """() => {
  window.said = [];
  speechSynthesis.speak = (words) => { said.push(words.text); words.onend(); };
}"""
ANSWERS = """
    select answer from people.consents
    where participant_id = :person and purpose = 'release_words' order by answered_at
"""


def test_a_yes_is_signed_in_plain_german_and_taken_back_offline(phone, server, shots):
    person = id_of("participant", "hasel_23")
    page = phone.start()
    sign_in(page, "amira")
    page.evaluate(PLAIN)
    page.reload()
    unlock(page, "amira")
    page.goto(f"/#/answers/{person}/release_words")
    hear(page)
    page.screenshot(path=shots / "consent-text.png")
    to_agree = count_taps(page, agree, shots)
    expect_standing(page, person, "Ja. Am ")
    await_answers(server, person, ["given"])
    server.stop()
    page.goto(f"/#/answers/{person}/release_words")
    assert count_taps(page, take_back, shots) <= to_agree
    expect_standing(page, person, "Nein. Am ")
    page.screenshot(path=shots / "consent-withdrawn.png")
    server.start()
    page.evaluate("dispatchEvent(new Event('online'))")
    await_answers(server, person, ["given", "withdrawn"])


def hear(page: Page) -> None:
    """Have the screen read aloud; everything it asks and explains is said."""
    title = page.get_by_role("heading", level=1)
    expect(title).to_be_visible()
    page.evaluate(LISTEN)
    press(page, "Anhören")
    said = page.evaluate("said")
    assert title.inner_text() in said
    assert len(said) > 10


def count_taps(page: Page, doing: Callable[[Page, Path], None], shots: Path) -> int:
    """Do something; how often the screen was touched for it."""
    page.evaluate("window.taps = []; window.onpointerdown = () => { taps.push(1) }")
    doing(page, shots)
    return int(page.evaluate("taps.length"))


def agree(page: Page, shots: Path) -> None:
    """Say yes and sign with a stroke."""
    press(page, "Ja")
    arrive(page, "Wer war dabei?")
    page.get_by_role("radio").first.click()
    press(page, "Weiter")
    arrive(page, "Hier unterschreiben")
    sheet = page.get_by_role("img", name="Feld zum Unterschreiben").bounding_box()
    assert sheet
    page.mouse.move(sheet["x"] + 30, sheet["y"] + 40)
    page.mouse.down()
    page.mouse.move(sheet["x"] + 160, sheet["y"] + 90, steps=6)
    page.mouse.up()
    page.screenshot(path=shots / "consent-signed.png")
    press(page, "Mein Ja gilt")


def take_back(page: Page, _: Path) -> None:
    """Say no, and who is there."""
    press(page, "Nein")
    arrive(page, "Wer war dabei?")
    page.get_by_role("radio").first.click()
    press(page, "Mein Nein gilt")


def expect_standing(page: Page, person: UUID, words: str) -> None:
    """See in the list how the question about words stands now."""
    page.goto(f"/#/answers/{person}")
    arrive(page, "Meine Antworten")
    row = page.get_by_role("link").filter(has_text="Meine Worte zeigen")
    expect(row).to_contain_text(words)


def await_answers(server: Installation, person: UUID, expected: list[str]) -> None:
    """Wait until the server has these answers, the oldest first."""
    patience = time.monotonic() + 30
    while [answer for (answer,) in server.ask(ANSWERS, person=person)] != expected:
        assert time.monotonic() < patience, server.ask(ANSWERS, person=person)
        time.sleep(0.2)

"""A new version of the app waits: it never takes away what somebody is writing."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.installation import Installation
from tests.stories import walking
from tests.stories.browsing import Device
from tests.stories.test_walk_offline import KERB
from tests.stories.walking import arrive, press

QUESTION = "Was möchten Sie dazu sagen?"
WORDS = "Hier ist es"


@pytest.fixture
def writing(phone) -> Page:
    """Somebody in the middle of a sentence."""
    page = phone.start()
    walking.sign_in(page, "amira")
    walking.await_offline(page)
    walking.start_exploration(page, ["Birke 3"], "Mitten im Satz")
    phone.stand_at(6.51, 54.61)
    walking.begin_finding(page, KERB)
    press(page, "Überspringen")
    arrive(page, QUESTION)
    page.get_by_role("textbox").press_sequentially(WORDS)
    page.evaluate("() => { window.unchanged = true }")
    return page


def publish_new_version(server: Installation, page: Page) -> None:
    """The operator brings in a new version, and the browser notices."""
    worker = server.dist / "sw.js"
    worker.write_text(worker.read_text() + "\n// a newer one\n")
    page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).update()")


def offer_of(page: Page) -> Locator:
    return page.get_by_role("status").filter(has_text="Eine neue Fassung ist da.")


def was_reloaded(page: Page) -> bool:
    return not page.evaluate("() => window.unchanged")


def test_a_new_version_asks_and_keeps_what_is_being_written(writing, server):
    publish_new_version(server, writing)
    expect(offer_of(writing)).to_be_visible()
    writing.get_by_role("textbox").press_sequentially(" zu steil")
    expect(writing.get_by_role("textbox")).to_have_value(f"{WORDS} zu steil")
    press(writing, "Später")
    expect(offer_of(writing)).to_have_count(0)
    expect(writing.get_by_role("textbox")).to_have_value(f"{WORDS} zu steil")
    assert not was_reloaded(writing)


def test_whoever_takes_the_new_version_finds_their_words_again(writing, server):
    publish_new_version(server, writing)
    with writing.expect_event("load"):
        press(writing, "Neue Fassung nehmen")
    walking.unlock(writing, "amira")
    arrive(writing, QUESTION)
    assert was_reloaded(writing)
    expect(writing.get_by_role("textbox")).to_have_value(WORDS)


def test_taking_it_in_one_window_leaves_the_other_alone(writing, server, phone: Device):
    assert phone.context
    other = phone.context.new_page()
    other.goto("/")
    walking.unlock(other, "amira")
    arrive(other, walking.HOME)
    publish_new_version(server, other)
    with other.expect_event("load"):
        press(other, "Neue Fassung nehmen")
    walking.unlock(other, "amira")
    arrive(other, walking.HOME)
    assert not was_reloaded(writing)
    expect(writing.get_by_role("textbox")).to_have_value(WORDS)

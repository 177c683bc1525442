"""Nothing is overwritten in silence: two versions until somebody chooses, and a way back."""

from playwright.sync_api import Page, expect

from tests.stories import axe, walking
from tests.stories.walking import arrive, press

TITLE = "Gut so: freundlich und auf Augenhöhe"
TWO = "Zwei Fassungen"


def decide_without_a_network(page: Page) -> None:
    """Keep what both said, and choose between two answers."""
    page.get_by_role("link", name="Zwei Fassungen: Bitte wählen").click()
    arrive(page, TWO)
    assert axe.violations_day_and_night(page) + axe.sideways(page) == []
    page.context.set_offline(True)
    felt = page.get_by_role("radiogroup", name="Wie ist es für mich?")
    felt.get_by_role("radio", name="von Ihnen").focus()
    page.keyboard.press("Space")
    words = page.get_by_role("radiogroup", name="Was möchten Sie dazu sagen?")
    words.get_by_role("radio", name="Beides behalten").click()
    press(page, "So gilt es")
    arrive(page, walking.THINGS)
    expect(page.get_by_role("link", name="Ansehen und wählen")).to_have_count(0)
    page.context.set_offline(False)
    press(page, "Jetzt senden")
    expect(page.get_by_text("Alles ist angekommen.")).to_be_visible()


def test_two_versions_are_decided_without_a_network_and_the_history_tells_it(phone, shots):
    phone.watch.expect("net::ERR_INTERNET_DISCONNECTED|TypeError: Failed to fetch")
    page = phone.start()
    walking.sign_in(page, "amira")
    walking.await_offline(page)
    decide_without_a_network(page)
    page.get_by_role("link", name="Unterführung am Abend").click()
    page.get_by_role("link", name=f"5. {TITLE}").or_(page.get_by_role("link", name=TITLE)).click()
    page.get_by_role("link", name="Verlauf ansehen").click()
    arrive(page, "Verlauf")
    expect(page.get_by_text("Aus zwei Fassungen gewählt von Ihnen.")).to_be_visible()
    expect(page.get_by_role("listitem")).to_have_count(4)
    assert axe.violations_day_and_night(page) + axe.sideways(page) == []
    page.screenshot(path=shots / "history.png", full_page=True)


def test_what_was_deleted_is_put_back_with_one_button(phone):
    page = phone.start()
    walking.sign_in(page, "amira")
    page.goto("/#/things")
    page.get_by_role("link", name="Gelöschtes ansehen").click()
    arrive(page, "Gelöscht")
    expect(page.get_by_text("Gelöscht von Jana Erdacht")).to_be_visible()
    assert axe.violations_day_and_night(page) + axe.sideways(page) == []
    page.get_by_role("button", name=f"Zurückholen: {TITLE}").first.click()
    expect(page.get_by_text(f"{TITLE} ist zurück.")).to_be_visible()
    walking_back = page.get_by_role("button", name="Zurück", exact=True)
    walking_back.click()
    arrive(page, walking.THINGS)
    expect(page.get_by_text("Alles ist angekommen.")).to_be_visible()
    page.get_by_role("link", name="Gelöschtes ansehen").click()
    expect(page.get_by_text("Nichts ist gelöscht.")).to_be_visible()

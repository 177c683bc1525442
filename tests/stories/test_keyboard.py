"""Everything can be done without a mouse: the focus is where a screen begins, and can be seen."""

from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.stories import desk, keys, walking
from tests.stories.walking import arrive

MAP = "Karte zum Zeigen. Pfeiltasten verschieben sie."


def test_a_finding_is_recorded_and_released_by_keyboard_only(phone, office, server):
    title = f"Ohne Maus {uuid4().hex[:8]}"
    page = phone.start()
    keys.sign_in(page, "amira", walking.HOME)
    walk = start_exploration(page, title)
    record(page)
    walking.expect_unsent(page, 0)
    ((kind, source, longitude, latitude),) = server.ask(
        "select kind, location_source, st_x(location), st_y(location)"
        " from field.findings where walk_id = :walk",
        walk=walk,
    )
    assert (kind, source) == ("barrier", "tap")
    assert 6.4 < longitude < 6.6
    assert 54.5 < latitude < 54.7
    release(office.start(), title)


def start_exploration(page: Page, title: str) -> str:
    keys.use(page, "link", "Begehung Was gibt es draußen zu sehen?")
    arrive(page, "Wer ist dabei?")
    keys.use(page, "checkbox", "Birke 3", "Space")
    keys.use(page, "button", "Weiter")
    arrive(page, "Wohin?")
    keys.write(page, "Name der Begehung", title)
    keys.use(page, "button", "Los geht es")
    arrive(page, walking.ON_THE_WALK)
    return page.url.split("/walks/")[1]


def record(page: Page) -> None:
    """Record a barrier whose place is shown by the arrow keys on the map."""
    keys.use(page, "button", "Barriere")
    arrive(page, "Worum geht es?")
    keys.choose_by_arrows(page, "Komme ich über den Bordstein?")
    keys.use(page, "button", "Weiter")
    arrive(page, "Was genau?")
    keys.choose_by_arrows(page, "Bordstein zu hoch")
    keys.use(page, "button", "Weiter")
    for question in ("Wer hat es gesagt?", "Wie ist es für mich?", "Für wen ist es so?"):
        arrive(page, question)
        keys.use(page, "button", "Überspringen")
    show_place(page)
    for question in ("Fotos", "Was möchten Sie dazu sagen?"):
        arrive(page, question)
        keys.use(page, "button", "Überspringen")
    arrive(page, "Stimmt das so?")
    keys.use(page, "button", "Speichern")
    arrive(page, walking.ON_THE_WALK)


def show_place(page: Page) -> None:
    """Move the map under the cross, then a little further by the buttons."""
    arrive(page, "Wo ist es?")
    keys.tab_to(page, page.get_by_role("application", name=MAP))
    for key in ("ArrowUp", "ArrowUp", "ArrowLeft"):
        page.keyboard.press(key)
    expect(page.get_by_text("Von Hand auf der Karte gezeigt")).to_be_visible()
    latitude = page.get_by_label("Breite (Grad)")
    before = latitude.input_value()
    keys.use(page, "button", "Norden")
    expect(latitude).not_to_have_value(before)
    keys.use(page, "button", "Weiter")


def release(page: Page, title: str) -> None:
    """The coordinator lets the finding go."""
    keys.sign_in(page, "jana", desk.EXPLORATIONS)
    keys.tab_to(page, page.get_by_role("link").filter(has_text=title))
    page.keyboard.press("Enter")
    arrive(page, title)
    keys.use(page, "checkbox", "Bordstein zu hoch freigeben", "Space")
    keys.tab_to(page, page.get_by_role("button").filter(has_text="Bordstein zu hoch"))
    page.keyboard.press("Enter")
    keys.write(page, "Text für die Öffentlichkeit", "Der Bordstein ist zu hoch.")
    think_twice(page)
    keys.use(page, "button", "Jetzt 1 freigeben")
    desk.expect_released(page, ["Bordstein zu hoch"])


def think_twice(page: Page) -> None:
    """Look at what is to go, turn back by Escape, and look again."""
    keys.use(page, "button", "Prüfen und freigeben")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    keys.use(page, "button", "Prüfen und freigeben")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_report_is_written_by_keyboard_only(town_hall):
    page = town_hall.start()
    keys.sign_in(page, "okan", desk.POOL)
    go_to_reports(page)
    keys.write(page, "Neuer Bericht", f"Ohne Maus {uuid4().hex[:8]}")
    page.keyboard.press("Enter")
    keys.write(page, "Einleitung", "Mit den Händen auf den Tasten.")
    take_two(page)
    handles = page.get_by_role("button", name="Mit Alt und Pfeiltaste verschieben.")
    expect(handles).to_have_count(2)
    second = str(handles.nth(1).get_attribute("aria-label")).split(", ", 1)[1]
    keys.tab_to(page, handles.nth(1), key="Shift+Tab")
    page.keyboard.press("Alt+ArrowUp")
    expect(handles.first).to_have_accessible_name(f"Nr. 1, {second}")
    expect(handles.first).to_be_focused()
    desk.await_saved(page)
    keys.tab_to(page, page.get_by_role("link", name="Seite ansehen"), key="Shift+Tab")
    with page.expect_popup() as opening:
        page.keyboard.press("Enter")
    expect(opening.value.get_by_role("heading", level=1)).to_contain_text("Ohne Maus")


def go_to_reports(page: Page) -> None:
    """The bar lies before the heading; forward would be the way through the whole list."""
    keys.tab_to(page, page.get_by_role("link", name=desk.REPORTS, exact=True), key="Shift+Tab")
    page.keyboard.press("Enter")
    arrive(page, desk.REPORTS)


def take_two(page: Page) -> None:
    """Take the first two findings of the material."""
    material = page.get_by_role("region", name="Freigegebenes Material")
    for place in (0, 1):
        keys.tab_to(page, material.get_by_role("button").nth(place))
        page.keyboard.press("Enter")

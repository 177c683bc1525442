"""A network map is drawn by touch, by keyboard, by the list, and on two devices at once."""

from playwright.sync_api import Page, expect

from tests.stories import keys, walking
from tests.stories.walking import arrive, press

TITLE = "Netzwerkkarte"
PERSON = "Birke 3"
PLACED = """
    select circle, sector, support_emotional from field.contacts
    where map_id = :map and erased_at is null order by id
"""


def new_map(page: Page) -> str:
    page.get_by_role("link", name=TITLE, exact=True).click()
    arrive(page, "Um wessen Leute geht es?")
    page.get_by_role("checkbox", name=PERSON).click()
    arrive(page, TITLE)
    press(page, "Neue Karte")
    arrive(page, "Wer antwortet?")
    page.get_by_role("radio", name="selbst", exact=True).click()
    arrive(page, "Wer ist wichtig?")
    return page.url.split("/networks/")[1].split("?")[0]


def add(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_label("Name oder Wort").fill(name)
        press(page, "Dazu")
        expect(page.get_by_role("button", name=f"{name} von der Karte nehmen")).to_be_visible()


def everything_sent(page: Page) -> None:
    for heading in (TITLE, "Um wessen Leute geht es?", walking.HOME):
        press(page, "Zurück")
        arrive(page, heading)
    walking.expect_unsent(page, 0)


def answer_by_touch(page: Page) -> None:
    add(page, "Mama", "Chor")
    press(page, "Weiter")
    for name, ring in (("Mama", "unverzichtbar"), ("Chor", "etwas wichtig")):
        arrive(page, f"Wie wichtig ist {name}?")
        press(page, ring)
        press(page, "Weiter")
    for name, area in (("Mama", "Familie"), ("Chor", "Freund*innen und Bekannte")):
        arrive(page, f"Wohin gehört {name}?")
        page.get_by_role("radio", name=area, exact=True).tap()
        press(page, "Weiter")
    arrive(page, "Wer hilft wem? Mama")
    page.get_by_role("radio", name="gegenseitig").first.tap()
    press(page, "Karte ansehen")
    arrive(page, TITLE)


def put_where_work_is(page: Page) -> None:
    """Who is picked goes where the lower left of the map is tapped."""
    page.get_by_role("img", name=TITLE).evaluate("one => one.scrollIntoView({block: 'center'})")
    box = page.get_by_role("img", name=TITLE).bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] * 0.36, box["y"] + box["height"] * 0.64)
    expect(page.get_by_role("status").filter(has_text="Chor: unverzichtbar")).to_be_visible()


def test_a_map_is_drawn_by_touch(phone, server):
    page = phone.start()
    walking.sign_in(page, "amira")
    map_id = new_map(page)
    answer_by_touch(page)
    page.get_by_role("button", name="Chor", exact=True).tap()
    put_where_work_is(page)
    press(page, "Rückgängig")
    everything_sent(page)
    assert server.ask(PLACED, map=map_id) == [
        ("inner", "family", "both"),
        ("outer", "friends", None),
    ]


def move_by_list(page: Page, name: str) -> None:
    other = page.get_by_role("group", name=name)
    for words in ("Weiter nach innen", "Weiter nach innen", "Anderer Bereich", "Anderer Bereich"):
        other.get_by_role("button", name=words).click()
        page.wait_for_timeout(150)


def test_a_map_is_drawn_by_keyboard_and_by_the_list(phone, server):
    page = phone.start()
    keys.sign_in(page, "amira", walking.HOME)
    map_id = new_map(page)
    keys.write(page, "Name oder Wort", "Ali")
    page.keyboard.press("Enter")
    keys.write(page, "Name oder Wort", "Dienst")
    page.keyboard.press("Enter")
    keys.use(page, "button", "Zurück")
    arrive(page, TITLE)
    keys.tab_to(page, page.get_by_role("button", name="Ali", exact=True))
    for key in ("ArrowDown", "ArrowDown", "ArrowLeft", "ArrowLeft"):
        page.keyboard.press(key)
        page.wait_for_timeout(150)
    expect(page.get_by_role("status").filter(has_text="Ali: wichtig, Freund")).to_be_visible()
    keys.use(page, "button", "Liste")
    move_by_list(page, "Dienst")
    everything_sent(page)
    first, second = server.ask(PLACED, map=map_id)
    assert first == second == ("middle", "friends", None)


def open_map(page: Page, map_id: str) -> None:
    page.goto(f"/#/networks/{map_id}?step=see")
    arrive(page, TITLE)
    expect(page.get_by_role("button", name="Mama", exact=True)).to_be_visible()


def begun_map(page: Page) -> str:
    """A map with two on it that the server has."""
    walking.sign_in(page, "amira")
    map_id = new_map(page)
    add(page, "Mama", "Chor")
    press(page, "Zurück")
    arrive(page, TITLE)
    everything_sent(page)
    return map_id


def step_offline(page: Page, key: str, told: str) -> None:
    """Move somebody with an arrow key while there is no network."""
    walking.await_offline(page)
    page.context.set_offline(offline=True)
    page.get_by_role("button", name="Mama", exact=True).press(key)
    expect(page.get_by_role("status").filter(has_text=told)).to_be_visible()


def test_two_devices_change_one_map_offline_and_both_changes_stay(phone, browsers, server):
    big = browsers("table", viewport={"width": 1440, "height": 900})
    page, table = phone.start(), big.start()
    for device in (phone, big):
        device.watch.expect("ERR_INTERNET_DISCONNECTED")
    map_id = begun_map(page)
    walking.sign_in(table, "amira")
    walking.expect_unsent(table, 0)
    for device in (page, table):
        open_map(device, map_id)
    step_offline(page, "ArrowDown", "Mama: etwas wichtig")
    step_offline(table, "ArrowLeft", "Mama: noch nicht eingeordnet, Familie")
    for device in (page, table):
        device.context.set_offline(offline=False)
        everything_sent(device)
    mother, _choir = server.ask(PLACED, map=map_id)
    assert mother == ("outer", "family", None)

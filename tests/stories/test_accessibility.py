"""On every screen axe has nothing to complain about, day or night, and nothing lies sideways."""

import json
from collections.abc import Sequence
from uuid import uuid4

from playwright.sync_api import Page, expect

from server.demo.ids import id_of
from server.demo.people import password_of
from tests.stories import axe, desk, tracks, walking
from tests.stories.browsing import Device
from tests.stories.test_walk_offline import KERB, LIGHT

STEPS = ("question", "subcategory", "who", "effect", "groups", "place", "photo", "note", "review")
PHONE_SCREENS = (
    "/",
    "/start",
    "/start?step=where",
    "/walks/{walk}",
    "/walks/{walk}?view=list",
    "/walks/{walk}/findings/{finding}",
    *(f"/walks/{{walk}}/record/{{finding}}?step={step}" for step in STEPS),
    "/walks/{walk}/end",
    "/things",
    "/settings",
    "/credits",
    "/nowhere",
)


def change_address(page: Page, address: str) -> None:
    """Change the address and wait for the heading of another screen."""
    page.evaluate("() => document.querySelector('h1')?.setAttribute('data-before', '')")
    page.evaluate("address => { location.hash = address }", address)
    expect(page.locator("h1:not([data-before])")).to_be_attached()


def open_screen(page: Page, address: str) -> None:
    """Open a screen by its address, as somebody who came from elsewhere; a reload would lock."""
    shown = page.evaluate("location.hash")
    aside = (one for one in ("/credits", "/things", "/settings") if f"#{one}" != shown)
    change_address(page, next(one for one in aside if one != address))
    change_address(page, address)
    page.wait_for_load_state("networkidle")


def use_look(page: Page, **look: object) -> None:
    """Set language, letters and contrast, and open the app again."""
    page.evaluate("look => localStorage.setItem('gegenstrom.look', look)", json.dumps(look))
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_attached()
    page.locator("input[type=password]").fill(password_of("amira"))
    page.keyboard.press("Enter")
    expect(page.locator("input[type=password]")).to_have_count(0)


def complaints(page: Page, where: str, *, night: bool = True) -> list[str]:
    found = axe.violations_day_and_night(page) if night else axe.violations(page)
    return [f"{where} {one}" for one in (*found, *axe.sideways(page))]


def prepare_walk(phone: Device) -> tuple[Page, Sequence[str]]:
    """A walk with two findings, and the addresses of all screens of the phone."""
    page = phone.start()
    walking.sign_in(page, "amira")
    walk = walking.start_exploration(page, ["Birke 3"], "Für alle lesbar")
    tracks.go(phone, tracks.through_wirlebrueck()[:2])
    walking.record(page, KERB)
    walking.record(page, LIGHT)
    walking.expect_unsent(page, 0)
    page.goto(f"/#/walks/{walk}?view=list")
    link = page.get_by_role("link", name="1. Barriere").get_attribute("href")
    finding = str(link).rsplit("/", 1)[1]
    return page, [screen.format(walk=walk, finding=finding) for screen in PHONE_SCREENS]


def test_nobody_is_kept_out_at_the_door(phone):
    page = phone.start()
    page.goto("/")
    walking.arrive(page, "Anmelden")
    assert complaints(page, "sign in") == []
    page.get_by_label("Benutzername").fill("amira")
    page.get_by_label("Passwort").fill("falsch")
    phone.watch.expect(r"status of 403 .*/session$")
    walking.press(page, "Anmelden")
    expect(page.get_by_role("alert")).to_be_visible()
    assert complaints(page, "refused") == []


def test_every_screen_of_the_phone_is_open_to_all_in_each_language_and_in_the_sun(phone):
    page, screens = prepare_walk(phone)
    found: list[str] = []
    for screen in screens:
        open_screen(page, screen)
        found += complaints(page, screen)
    # Other words change how wide things are, and nothing else.
    for language in ("de-simple", "en"):
        use_look(page, locale=language)
        for screen in screens:
            open_screen(page, screen)
            found += [f"{language} {screen} {one}" for one in axe.sideways(page)]
    use_look(page, sun=True, textSize="larger")
    for screen in screens:
        open_screen(page, screen)
        found += complaints(page, f"sun {screen}", night=False)
    assert found == []


def test_the_screens_of_the_coordinator_are_open_to_all(office):
    page = office.start()
    walking.sign_in(page, "jana", arriving_at=desk.EXPLORATIONS)
    expect(page.get_by_role("listitem").first).to_be_visible()
    found = complaints(page, "explorations")
    page.get_by_role("link").filter(has_text="Einmal um den Anger").click()
    walking.arrive(page, "Einmal um den Anger")
    page.get_by_role("region", name="Beobachtungen").get_by_role("button").first.click()
    expect(page.get_by_role("heading", level=3).first).to_be_visible()
    found += complaints(page, "exploration")
    page.get_by_role("checkbox", name="freigeben").first.check()
    walking.press(page, "Prüfen und freigeben")
    expect(page.get_by_role("dialog")).to_be_visible()
    found += complaints(page, "review")
    assert found == []


def test_consultations_are_open_to_all_who_bring_them(phone):
    page = phone.start()
    walking.sign_in(page, "levin")
    found: list[str] = []
    person, case = id_of("participant", "amsel_7"), id_of("consultation", "k2026b")
    for screen in (
        "/consultations",
        f"/consultations/{case}",
        f"/participants/{person}",
        f"/participants/{person}/sheet",
        f"/participants/{person}/stored",
    ):
        open_screen(page, screen)
        found += complaints(page, screen)
    page.goto(f"/#/consultations?participant={person}")
    page.get_by_label("Die Frage der Person").fill("Was hilft?")
    walking.press(page, "Vorbereiten")
    page.get_by_role("checkbox").first.check()
    expect(page.locator("[data-read]")).to_be_visible()
    found += complaints(page, "masking")
    page.get_by_role("tab", name="Einladen und öffnen").click()
    found += complaints(page, "inviting")
    assert found == []


def test_consultations_are_open_to_all_members(office):
    page = office.start()
    walking.sign_in(page, "ruth", arriving_at="Kollegiale Fachberatung")
    expect(page.get_by_role("listitem").first).to_be_visible()
    found = complaints(page, "cases")
    open_screen(page, f"/cases/{id_of('consultation', 'k2026b')}")
    expect(page.get_by_role("article").first).to_be_visible()
    found += complaints(page, "case")
    assert found == []


def test_the_pool_is_open_to_all(town_hall):
    page = town_hall.start()
    walking.sign_in(page, "okan", arriving_at=desk.POOL)
    desk.rows_of(page).first.get_by_role("button").click()
    expect(desk.frame_of(page).locator(".marker.chosen")).to_be_visible()
    assert complaints(page, "pool") == []


def test_a_report_is_open_to_all(town_hall):
    page = town_hall.start()
    walking.sign_in(page, "okan", arriving_at=desk.POOL)
    desk.begin_report(page, f"Bericht {uuid4().hex[:8]}")
    page.get_by_role("region", name="Freigegebenes Material").get_by_role("button").first.click()
    desk.await_saved(page)
    expect(desk.frame_of(page).locator(".marker")).to_be_visible()
    found = complaints(page, "editor")
    address = page.get_by_role("link", name="Seite ansehen").get_attribute("href")
    page.get_by_role("link", name=desk.REPORTS).first.click()
    walking.arrive(page, desk.REPORTS)
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
    found += complaints(page, "reports")
    page.goto(str(address))
    expect(page.frame_locator("iframe").locator(".marker")).to_be_visible()
    found += complaints(page, "page")
    assert found == []


def test_a_screen_made_worse_is_complained_about(phone):
    page = phone.start()
    page.goto("/")
    walking.arrive(page, "Anmelden")
    page.evaluate("document.querySelector('label').remove()")
    page.evaluate("document.querySelector('h1').style.width = '500px'")
    assert ["label" in one for one in axe.violations(page)] == [True]
    assert len(axe.sideways(page)) == 2

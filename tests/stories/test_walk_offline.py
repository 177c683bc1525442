"""A walk without any server: nothing is lost, and everything arrives once."""

from io import BytesIO

from PIL import Image
from playwright.sync_api import Page, expect

from server.demo.people import password_of
from server.media.storage import sealed_name
from tests.installation import Installation
from tests.stories import tracks, walking
from tests.stories.browsing import Device
from tests.stories.walking import Answers, arrive, press

KERB = Answers(
    kind="Barriere",
    topic="Komme ich über den Bordstein?",
    detail="Bordstein zu hoch",
    speaker="Birke 3",
    how_said="selbst",
    felt="nur mit Hilfe",
    groups=["Menschen im Rollstuhl", "blinde Menschen"],
    shows="Ein hoher Bordstein",
    note="Hier komme ich nicht hinüber.",
)
SMOOTH = Answers(
    kind="Gut so",
    topic="Rüttelt oder rutscht es?",
    detail="gut zu befahren (gut so)",
    speaker="Birke 3",
    how_said="selbst mit Unterstützung",
    felt="geht",
    shows="Ein glatter Weg",
    note="Hier rollt es gut.",
)
LIGHT = Answers(
    kind="Idee",
    topic="Es fehlt etwas",
    shows="Ein dunkler Weg",
    note="Hier könnte ein Licht stehen.",
)
CHANGED = "Hier komme ich nur mit Hilfe hinüber."
LISTED = [
    "1. Barriere: Bordstein zu hoch",
    "2. Gut so: gut zu befahren",
    "3. Idee: Es fehlt etwas",
]


def test_a_walk_through_the_demo_town_survives_server_and_browser(phone, server, shots):
    page = phone.start()
    walking.sign_in(page, "amira")
    walking.take_map_along(page, "Wirletal")
    walking.await_offline(page)
    walk = walking.start_exploration(page, ["Birke 3"], "Zur Alten Brücke")
    walking.expect_unsent(page, 0)
    server.stop()
    page = walk_without_server(phone, page, tracks.through_wirlebrueck())
    expect(page.get_by_text("Landkreis Wirletal (erfunden)")).to_be_visible()
    page.screenshot(path=shots / "walk-on-own-basemap.png")
    # The browser writes cookies only now and then; one that dies may have lost the session.
    page.context.clear_cookies()
    server.start()
    page.get_by_role("link", name="6 ungesendet").click()
    arrive(page, walking.THINGS)
    press(page, "Jetzt senden")
    page.get_by_label("Passwort von amira").fill(password_of("amira"))
    press(page, "Anmelden")
    everything_arrives_once(page, server, walk)


def test_a_real_track_can_be_walked_where_there_is_no_map(phone, server, samples):
    page = phone.start()
    walking.sign_in(page, "amira")
    walking.await_offline(page)
    page.goto("/#/start")
    expect(page.get_by_role("checkbox", name="Birke 3")).to_be_visible()
    phone.close()
    server.stop()
    page = phone.start()
    page.goto("/")
    walking.unlock(page, "amira")
    walk = walking.start_exploration(page, ["Birke 3"], "Durch die Berge")
    way = tracks.read_track(samples / "walks" / "track.gpx")
    page = walk_without_server(phone, page, way, waiting_before=2)
    expect(page.get_by_text("Für diese Gegend ist keine Karte auf dem Gerät.")).to_be_visible()
    server.start()
    page.get_by_role("link", name="8 ungesendet").click()
    arrive(page, walking.THINGS)
    press(page, "Jetzt senden")
    everything_arrives_once(page, server, walk)


def walk_without_server(
    phone: Device, page: Page, way: list[tracks.Place], waiting_before: int = 0
) -> Page:
    """Record three findings on the way; the battery dies in the middle of the third."""
    third = len(way) // 3
    tracks.go(phone, way[:third])
    walking.record(page, KERB)
    walking.expect_unsent(page, waiting_before + 2)
    tracks.go(phone, way[third : 2 * third])
    walking.record(page, SMOOTH)
    walking.change_note(page, LISTED[0], CHANGED)
    walking.expect_unsent(page, waiting_before + 4)
    tracks.go(phone, way[2 * third :])
    walking.begin_finding(page, LIGHT)
    phone.kill()
    page = phone.start()
    phone.stand_at(*way[-1])
    go_on(page)
    walking.expect_unsent(page, waiting_before + 6)
    see_in_list_and_map(page)
    return page


def go_on(page: Page) -> None:
    """Take up the finding that was begun before the battery died."""
    page.goto("/")
    walking.unlock(page, "amira")
    page.get_by_role("link", name="Angefangen: Idee. Weiter machen").click()
    arrive(page, "Fotos")
    walking.show_picture(page, LIGHT)
    walking.say_and_save(page, LIGHT)


def see_in_list_and_map(page: Page) -> None:
    """The map's signs and the list say the same, in the same order."""
    signs = page.get_by_role("application").get_by_role("button")
    expect(signs).to_have_count(3)
    assert [sign.get_attribute("aria-label") for sign in signs.all()] == LISTED
    page.get_by_role("link", name="Als Liste zeigen").click()
    rows = page.get_by_role("list").get_by_role("link")
    expect(rows).to_contain_text(LISTED)
    expect(rows.first).to_contain_text("auf diesem Gerät gespeichert")
    rows.first.click()
    expect(page.get_by_role("definition").filter(has_text=CHANGED)).to_be_visible()
    expect(page.get_by_role("img", name="Ein hoher Bordstein")).to_be_visible()
    press(page, "Zurück")
    page.get_by_role("link", name="Als Karte zeigen").click()
    expect(signs).to_have_count(3)


def everything_arrives_once(page: Page, server: Installation, walk: str) -> None:
    """Everything arrives, and sending again doubles nothing."""
    expect(page.get_by_text("Alles ist angekommen.")).to_be_visible()
    arrived = everything_of(server, walk)
    check_arrived(page, server, arrived)
    with page.expect_response("**/api/v1/sync/pull*"):
        press(page, "Jetzt senden")
    with page.expect_response("**/api/v1/sync/pull*"):
        page.reload()
        walking.unlock(page, "amira")
    arrive(page, walking.THINGS)
    expect(page.get_by_text("Alles ist angekommen.")).to_be_visible()
    assert everything_of(server, walk) == arrived


FINDINGS = """
select kind, question, subcategory, felt_effect, groups, who_spoke, accuracy_m
from field.findings where walk_id = :walk order by seen_at
"""
PHOTOGRAPHS = """
select photographs.id, sha256, size_bytes
from field.photographs join field.findings on findings.id = photographs.finding_id
where walk_id = :walk order by photographs.id
"""
REVISIONS = """
select record_id, count(*)
from field.revisions join field.findings on findings.id = revisions.record_id
where walk_id = :walk group by record_id order by record_id
"""


def everything_of(server: Installation, walk: str) -> dict[str, list[tuple]]:
    """What the database holds of a walk: its findings, their photographs, and every revision."""
    return {
        "findings": server.ask(FINDINGS, walk=walk),
        "photographs": server.ask(PHOTOGRAPHS, walk=walk),
        "revisions": server.ask(REVISIONS, walk=walk),
    }


def check_arrived(page: Page, server: Installation, arrived: dict[str, list[tuple]]) -> None:
    """Three findings as they were said, three photographs without any trace of the camera."""
    kerb, smooth, light = arrived["findings"]
    groups = ["wheelchair", "blind"]
    assert kerb == ("barrier", "kerb", "kerb_high", "only_with_help", groups, "self", 4.0)
    assert smooth == ("good", "surface", "smooth_good", "works", [], "self_with_help", 4.0)
    assert light == ("idea", "missing", None, None, [], None, 4.0)
    assert len(arrived["photographs"]) == 3
    assert [count for _, count in arrived["revisions"]] == [1, 1, 1]
    for photograph, sha256, size_bytes in arrived["photographs"]:
        sealed = server.settings.data / "media" / sealed_name(photograph)
        assert sealed.stat().st_size >= size_bytes
        answer = page.request.get(f"/api/v1/media/{sha256}")
        assert answer.ok, answer.status
        assert b"CanaryCamera" not in answer.body()
        assert not Image.open(BytesIO(answer.body())).getexif()

"""What the device keeps: through a killed tab and a move to another device."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.stories import walking
from tests.stories.browsing import Device
from tests.stories.test_walk_offline import REVISIONS
from tests.stories.walking import Answers, arrive, press

HERE = (6.51, 54.61)
KERB = Answers(
    kind="Barriere",
    topic="Komme ich über den Bordstein?",
    shows="Ein hoher Bordstein",
    note="Hier komme ich nicht hinüber.",
)
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def begin_walk(page: Page, title: str) -> str:
    walking.sign_in(page, "amira")
    walking.await_offline(page)
    return walking.start_exploration(page, ["Birke 3"], title)


def die_while_photographing(phone: Device) -> None:
    page = phone.start()
    begin_walk(page, "Mitten im Foto")
    phone.stand_at(*HERE)
    walking.begin_finding(page, KERB)
    page.get_by_label("Foto auswählen").set_input_files([walking.camera_file()])
    phone.kill()


def test_a_tab_killed_in_the_middle_of_a_photograph_leaves_all_of_it_or_nothing(phone):
    phone.watch.expect(r"status of 401 ")  # signed out
    die_while_photographing(phone)
    page = phone.start()
    # The browser writes cookies only now and then; one that dies may have lost the session.
    page.context.clear_cookies()
    phone.stand_at(*HERE)
    page.goto("/")
    walking.unlock(page, "amira")
    page.get_by_role("link", name="Angefangen: Barriere. Weiter machen").click()
    arrive(page, "Fotos")
    # Both are one: a photograph that is named is there with its bytes.
    named = page.get_by_label("Was ist auf dem Bild?")
    if named.count() == 0:
        page.get_by_label("Foto auswählen").set_input_files([walking.camera_file()])
    expect(named).to_have_count(1)
    page.wait_for_function("() => document.querySelector('li img')?.naturalWidth > 0")
    press(page, "Weiter")
    walking.say_and_save(page, KERB)
    walking.sign_in_to_send(page, "amira")


def test_what_is_unsent_moves_to_another_device_in_a_file_and_arrives_once(
    browsers, server, tmp_path, shots
):
    old, new = browsers("old-phone", **PHONE), browsers("new-phone", **PHONE)
    page = old.start()
    walk = begin_walk(page, "In einer Datei")
    walking.expect_unsent(page, 0)
    server.stop()
    old.stand_at(*HERE)
    walking.record(page, KERB)
    file = save_file(page, tmp_path, shots)
    assert b"nicht hin" not in file.read_bytes()
    old.close()
    server.start()
    read_file(new.start(), file)
    arrived = server.ask(REVISIONS, walk=walk)
    assert [count for _, count in arrived] == [1]
    page = old.start()
    page.goto("/#/things")
    walking.unlock(page, "amira")
    expect(page.get_by_text("Alles ist angekommen.")).to_be_visible()
    assert server.ask(REVISIONS, walk=walk) == arrived


def read_file(page: Page, file: Path) -> None:
    """Read a file back on a device that has seen nothing of it."""
    walking.sign_in(page, "amira")
    page.goto("/#/things")
    arrive(page, walking.THINGS)
    page.get_by_label("Datei einlesen").set_input_files(file)
    expect(page.get_by_text("2 Einträge sind zurück.")).to_be_visible()
    expect(page.get_by_text("Alles ist angekommen.")).to_be_visible()


def save_file(page: Page, folder: Path, shots: Path) -> Path:
    """Save everything unsent; where the file lies."""
    page.goto("/#/things")
    arrive(page, walking.THINGS)
    with page.expect_download() as download:
        press(page, "Ungesendetes als Datei sichern")
    expect(page.get_by_text("Die Datei ist gesichert: 2 Einträge, 1 Fotos.")).to_be_visible()
    page.screenshot(path=shots / "safety-file.png", full_page=True)
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path

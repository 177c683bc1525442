"""A lost phone gives nothing, and whoever locked it loses nothing."""

import pytest
from playwright.sync_api import Page, expect

from server.demo.people import password_of
from tests.installation import Installation
from tests.stories import axe, tracks, walking
from tests.stories.browsing import Device
from tests.stories.test_walk_offline import everything_of
from tests.stories.walking import Answers, arrive, press, unlock

SAID = Answers(
    kind="Idee",
    topic="Es fehlt etwas",
    shows="Ein Wunschbankplatz",
    note="Hier fehlt der Wackelpflasterweg.",
)
BEGUN = Answers(kind="Idee", topic="Es fehlt etwas", note="Mitten im Zwielichtsatz")
WORDS = ["Wunschbank", "Wackelpflaster", "Zwielicht", "Birke 3", "Am Nordufer", "JFIF", "image/jp"]
DUMP = """async () => {
  const said = (value) => {
    if (value instanceof ArrayBuffer) value = new Uint8Array(value);
    if (ArrayBuffer.isView(value)) return new TextDecoder('latin1').decode(value)
      + new TextDecoder().decode(value);
    if (value instanceof CryptoKey) return `key ${value.extractable}`;
    if (typeof value === 'object' && value !== null)
      return Object.entries(value).map(([key, one]) => `${key}=${said(one)}`).join('\\n');
    return String(value);
  };
  const all = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const found = {};
  for (const { name } of await indexedDB.databases()) {
    const database = await all(indexedDB.open(name));
    for (const table of database.objectStoreNames)
      found[`${name}/${table}`] =
        said(await all(database.transaction(table).objectStore(table).getAll()));
    database.close();
  }
  return found;
}"""


@pytest.fixture
def walked(phone, server) -> tuple[Page, str]:
    """A walk without a server: one finding kept, another in the middle of a sentence."""
    page = phone.start()
    page.clock.install()
    walking.sign_in(page, "amira")
    walking.await_offline(page)
    walk = walking.start_exploration(page, ["Birke 3"], "Am Nordufer")
    walking.expect_unsent(page, 0)
    server.stop()
    tracks.go(phone, tracks.through_wirlebrueck()[:2])
    walking.record(page, SAID)
    walking.begin_finding(page, BEGUN)
    press(page, "Überspringen")
    page.get_by_role("textbox").fill(BEGUN.note)
    return page, walk


def test_what_is_unsent_survives_lock_and_death_and_is_readable_to_nobody(
    walked, phone: Device, server, shots
):
    page, walk = walked
    page.clock.fast_forward("06:00")
    arrive(page, "Gesperrt")
    page.screenshot(path=shots / "locked.png")
    assert [*axe.violations_day_and_night(page), *axe.sideways(page)] == []
    phone.kill()
    page = phone.start()
    page.goto("/")
    arrive(page, "Gesperrt")
    nothing_is_readable(page)
    try_password_of_another(page)
    unlock(page, "amira")
    walking.expect_unsent(page, 2)
    page.get_by_role("link", name="Angefangen: Idee. Weiter machen").click()
    expect(page.get_by_role("textbox")).to_have_value(BEGUN.note)
    nothing_is_readable(page)
    everything_arrives(page, server, walk)


def try_password_of_another(page: Page) -> None:
    """Somebody else's password opens nothing, and it is said how often it may be tried."""
    page.get_by_label("Passwort", exact=True).fill("wirle-jana")
    press(page, "Entsperren")
    expect(page.get_by_text("Dieses Passwort öffnet hier nicht.")).to_be_visible()
    expect(page.get_by_text("Noch 9 Versuche.")).to_be_visible()


def everything_arrives(page: Page, server: Installation, walk: str) -> None:
    """The server is back, and what waited is there."""
    # The browser writes cookies only now and then; one that dies may have lost the session.
    page.context.clear_cookies()
    server.start()
    walking.sign_in_to_send(page, "amira")
    arrived = everything_of(server, walk)
    assert [len(arrived[what]) for what in ("findings", "photographs")] == [1, 1]


def sign_in_anew(page: Page) -> None:
    """Show name and password to the server, which then gives its share."""
    press(page, "Passwort vergessen oder geändert: neu anmelden")
    page.get_by_label("Benutzername").fill("amira")
    page.get_by_label("Passwort", exact=True).fill(password_of("amira"))
    press(page, "Anmelden")
    expect(walking.heading(page, "Gesperrt")).to_be_hidden(timeout=60_000)


def test_who_forgot_the_password_signs_in_anew_and_finds_everything(phone):
    page = phone.start()
    walking.sign_in(page, "amira")
    walking.start_exploration(page, ["Birke 3"], "Am Südufer")
    tracks.go(phone, tracks.through_wirlebrueck()[:1])
    walking.begin_finding(page, BEGUN)
    press(page, "Überspringen")
    page.get_by_role("textbox").fill(BEGUN.note)
    page.reload()
    arrive(page, "Gesperrt")
    # What opened this device is forgotten: only the share of the server opens it now.
    page.evaluate(FORGET)
    sign_in_anew(page)
    expect(page.get_by_role("textbox")).to_have_value(BEGUN.note)
    page.goto("/#/things")
    expect(page.get_by_text("Alles ist angekommen.")).to_be_visible()
    page.reload()
    unlock(page, "amira")
    arrive(page, walking.THINGS)


def test_locking_one_window_locks_the_other(phone):
    page = phone.start()
    walking.sign_in(page, "amira")
    other = page.context.new_page()
    other.goto("/#/settings")
    unlock(other, "amira")
    press(other, "Sperren")
    arrive(other, "Gesperrt")
    expect(walking.heading(page, "Gesperrt")).to_be_visible()


FORGET = """async () => {
  const all = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const database = await all(indexedDB.open('gegenstrom'));
  const locks = database.transaction('locks', 'readwrite').objectStore('locks');
  for (const lock of await all(locks.getAll())) await all(locks.put({ ...lock, by_secret: null }));
  database.close();
}"""


def nothing_is_readable(page: Page) -> None:
    """Read all of IndexedDB as somebody with the developer tools would."""
    found = page.evaluate(DUMP)
    assert any(place.endswith("/records") and words for place, words in found.items())
    assert "key false" in found["gegenstrom/notes"]
    # Who was here last, and what maps there are, is no word of anybody.
    kept = {place: words for place, words in found.items() if place != "gegenstrom/chunks"}
    assert [(place, word) for place, words in kept.items() for word in WORDS if word in words] == []

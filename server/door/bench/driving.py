"""A phone with a real browser: weighed, started cold and pressed. For developers' machines."""

import gzip
import re
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    BrowserContext,
    Page,
    Playwright,
    Response,
    ViewportSize,
    sync_playwright,
)

from server.door.bench.installation import PASSWORD
from server.door.bench.phone import Phone
from server.door.prepare import BROWSERS, PHONE

SLOWER = 4
CODE = (".js", ".css", "/")
MAP = re.compile(r"/assets/(WalkMap|source)-")
"""What draws the map: the app asks for it when all else is there, and goes on without it."""

SCREEN = ViewportSize(width=390, height=844)
QUIET = ["--no-sandbox", "--disable-background-networking", "--no-first-run"]
KILOBYTE = 1000
NOTICE = """
new MutationObserver((_, watch) => {
  if (!document.querySelector('input[type=password]')) return;
  watch.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.locked = performance.now(); }));
}).observe(document, {childList: true, subtree: true});
"""
"""When the lock can be seen, in milliseconds since the address was opened."""

WATCH = """() => {
  window.answers = [];
  const watch = (list) => window.answers.push(...list.getEntries()
    .filter((one) => one.interactionId).map((one) => one.duration));
  new PerformanceObserver(watch).observe({type: 'event', durationThreshold: 16, buffered: true});
}"""


@dataclass(frozen=True)
class Weight:
    """What comes over the wire, in kilobytes as gzip packs it."""

    code_kb: float
    map_kb: float
    fonts_kb: float
    all_kb: float


@dataclass(frozen=True)
class Start:
    """Seconds from the icon to the lock, and from there to the first screen."""

    locked_s: float
    home_s: float


@contextmanager
def handset(phone: Phone, profile: Path) -> Iterator["Handset"]:
    """A handset for this phone's walker."""
    with sync_playwright() as driver:
        yield Handset(driver, phone, profile)


@dataclass
class Handset:
    """A browser with a profile of its own."""

    driver: Playwright
    phone: Phone
    profile: Path
    records: int = 0

    @property
    def url(self) -> str:
        """Where the app is."""
        return f"http://127.0.0.1:{self.phone.port}"

    def opened(self, **more: Any) -> BrowserContext:
        """The browser, started anew."""
        return self.driver.chromium.launch_persistent_context(
            self.profile,
            executable_path=next(filter(None, map(shutil.which, BROWSERS))),
            args=QUIET,
            base_url=self.url,
            viewport=SCREEN,
            has_touch=True,
            locale="de-DE",
            **more,
        )

    def weigh(self) -> Weight:
        """From the address to the first question of a finding, without what is fetched aside."""
        came: list[Response] = []
        browser = self.driver.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, BROWSERS))), args=QUIET
        )
        context = browser.new_context(
            base_url=self.url, viewport=SCREEN, service_workers="block", locale="de-DE"
        )
        page = context.new_page()
        page.on("response", lambda answer: came.append(answer))  # noqa: PLW0108  # Playwright marks it
        sign_in(page, self.phone.walker.name)
        page.goto(f"/#/walks/{self.phone.walk_id}")
        page.get_by_role("button", name="Barriere", exact=True).click()
        page.get_by_role("heading", name="Worum geht es?").wait_for()
        page.wait_for_load_state("networkidle")
        ours = [one for one in came if "/api/" not in one.url and one.url.endswith(CODE) and one.ok]
        drawn = sum(packed(one.body()) for one in ours if MAP.search(one.url))
        code = sum(packed(one.body()) for one in ours) - drawn
        fonts = sum(len(one.body()) for one in came if one.url.endswith("woff2"))
        browser.close()
        return Weight(*(one / KILOBYTE for one in (code, drawn, fonts, everything())))

    def take_along(self) -> None:
        """Sign in and fetch all that is needed without a network."""
        context = self.opened()
        page = context.pages[0]
        sign_in(page, self.phone.walker.name)
        page.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")
        page.goto("/#/things")
        page.get_by_text("Alles ist angekommen.").wait_for()
        page.wait_for_function(
            "() => Number(document.querySelector('b.done')?.textContent.replace('.', '')) > 100",
            timeout=120_000,
        )
        time.sleep(3)
        arrived = page.locator("b.done").text_content() or ""
        self.records = int(arrived.strip().replace(".", "")) - 2
        context.close()

    def start_cold(self) -> Start:
        """Start the browser and open the app without a network."""
        context = self.opened(offline=True)
        context.add_init_script(NOTICE)
        page = context.pages[0]
        slow(page)
        page.goto("/", wait_until="commit")
        page.wait_for_function("() => window.locked")
        # By the browser's own clock: what it takes us to look does not count.
        locked_ms = page.evaluate("() => window.locked")
        page.get_by_label("Passwort", exact=True).fill(PASSWORD)
        begun = time.monotonic()
        page.get_by_role("button", name="Entsperren").click()
        page.get_by_role("heading", name="Was machen wir heute?").wait_for()
        home_s = time.monotonic() - begun
        context.close()
        return Start(locked_ms / 1000, home_s)

    def press_around(self) -> Sequence[float]:
        """Go through a walk of all those records and record more; how long each tap took."""
        context = self.opened(offline=True)
        page = context.pages[0]
        page.goto("/")
        page.get_by_label("Passwort", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Entsperren").click()
        page.get_by_role("heading", name="Was machen wir heute?").wait_for()
        page.evaluate(WATCH)
        slow(page)
        for _ in range(3):
            record(page, self.phone.walk_id)
        page.wait_for_timeout(500)
        answers: list[float] = page.evaluate("() => window.answers")
        context.close()
        return answers


def sign_in(page: Page, name: str) -> None:
    """Sign in on a phone nobody has used."""
    page.goto("/")
    page.get_by_label("Benutzername").fill(name)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.get_by_role("heading", name="Was machen wir heute?").wait_for()


def record(page: Page, walk_id: str) -> None:
    """Record a finding the shortest way, and look at the list of all of them."""
    page.evaluate("hash => { location.hash = hash }", f"/walks/{walk_id}")
    page.get_by_role("button", name="Barriere", exact=True).click()
    page.get_by_role("heading", name="Worum geht es?").wait_for()
    page.get_by_role("radio").first.click()
    while (asked := page.locator("h1").text_content()) != "Stimmt das so?":
        page.locator("button.next").click()
        page.wait_for_function(
            "was => ![null, undefined, was].includes(document.querySelector('h1')?.textContent)",
            arg=asked,
        )
    page.get_by_role("button", name="Speichern", exact=True).click()
    page.get_by_role("link", name="Als Liste zeigen").click()
    page.get_by_role("link", name="Als Karte zeigen").wait_for()


def slow(page: Page) -> None:
    """Leave the page a quarter of the processor."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def packed(body: bytes) -> int:
    """How many bytes gzip leaves of it."""
    return len(gzip.compress(body, 9))


def everything() -> int:
    """All the app keeps for offline use."""
    files = (path for path in (PHONE / "dist").rglob("*") if path.suffix in {".js", ".css"})
    return sum(packed(path.read_bytes()) for path in files)

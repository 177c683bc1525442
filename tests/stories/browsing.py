"""Real browsers that can be killed, and an ear for everything they ask and complain about."""

import os
import re
import signal
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Playwright, Request, WebError

from tests.installation import Installation

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update",
         "--no-first-run"]  # fmt: skip
GONE = re.compile(
    r"net::ERR_(CONNECTION_|EMPTY_RESPONSE|FAILED|INCOMPLETE|NETWORK)|TypeError: Failed to fetch"
)
NOBODY_YET = re.compile(r"status of 401 .*/api/v1/session$")
"""How the app learns that nobody is signed in; browsers call every 401 an error."""


@dataclass
class Watch:
    """What a browser asked of others than us, and what it complained about."""

    installation: Installation
    strangers: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    expected: list[re.Pattern[str]] = field(default_factory=lambda: [NOBODY_YET])

    def follow(self, context: BrowserContext) -> None:
        """Hear everything a browser says from now on."""
        context.on("request", self.hear_request)
        context.on("console", self.hear_console)
        context.on("weberror", self.hear_error)

    def expect(self, pattern: str) -> None:
        """Excuse complaints that belong to the story."""
        self.expected.append(re.compile(pattern))

    def hear_request(self, request: Request) -> None:
        """Note a request that leaves our house."""
        if not request.url.startswith((self.installation.url + "/", "blob:", "data:")):
            self.strangers.append(request.url)

    def hear_console(self, message: ConsoleMessage) -> None:
        """Note an error in the console."""
        if message.type == "error":
            self.complain(f"{message.text} {message.location.get('url', '')}")

    def hear_error(self, error: WebError) -> None:
        """Note an exception that nobody caught."""
        self.complain(str(error.error))

    def complain(self, words: str) -> None:
        """Note a complaint, unless it is to be expected."""
        away = self.installation.was_away and GONE.search(words)
        if not away and not any(one.search(words) for one in self.expected):
            self.complaints.append(words)


class Device:
    """A phone or a desk computer: a browser with a profile on disk, so that it can die and return.

    Args:
        args: more of what Chromium is started with.
        options: what Playwright's `launch_persistent_context` takes, such as `viewport`.
    """

    def __init__(
        self,
        playwright: Playwright,
        profile: Path,
        installation: Installation,
        args: Sequence[str] = (),
        **options: Any,
    ) -> None:
        self.args = [*QUIET, *args]
        self.playwright = playwright
        self.profile = profile
        self.installation = installation
        self.options = options
        self.watch = Watch(installation)
        self.context: BrowserContext | None = None

    def start(self) -> Page:
        """Start the browser; its page."""
        self.context = self.playwright.chromium.launch_persistent_context(
            self.profile,
            executable_path=CHROMIUM,
            args=self.args,
            locale="de-DE",
            timezone_id="Europe/Berlin",
            permissions=["geolocation"],
            base_url=self.installation.url,
            reduced_motion="reduce",
            **self.options,
        )
        self.context.set_default_timeout(30_000)
        self.watch.follow(self.context)
        return self.context.pages[0]

    def stand_at(self, longitude: float, latitude: float, accuracy_m: float = 4) -> None:
        """Let the satellites say where the device is."""
        assert self.context, "the browser runs"
        place = {"longitude": longitude, "latitude": latitude, "accuracy": accuracy_m}
        self.context.set_geolocation(place)

    def kill(self) -> None:
        """End the browser as a dead battery does: nothing is said to it before."""
        assert self.context, "the browser runs"
        with self.context.expect_event("close"):
            for pid in self._processes():
                os.kill(pid, signal.SIGKILL)
        self.context = None

    def close(self) -> None:
        """Close the browser, if it runs."""
        if self.context:
            self.context.close()
        self.context = None

    def take_leave(self, picture: Path) -> None:
        """Close the browser; what it showed last stays for whoever looks into a failure."""
        if self.context and self.context.pages:
            self.context.pages[-1].screenshot(path=picture, full_page=True)
        self.close()

    def _processes(self) -> list[int]:
        """Every process of this browser: they name the profile."""
        flag = f"--user-data-dir={self.profile}".encode()
        found = []
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                said = path.read_bytes().split(b"\0")
            except OSError:
                continue
            if flag in said:
                found.append(int(path.parent.name))
        assert found, "the browser runs"
        return found

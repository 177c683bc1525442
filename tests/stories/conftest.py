"""A running demo, and browsers that stay in our house."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect, sync_playwright

from tests.installation import Installation
from tests.stories.browsing import Device

# Requests of service workers are requests too.
os.environ["PW_EXPERIMENTAL_SERVICE_WORKER_NETWORK_EVENTS"] = "1"

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """The driver of the browsers; it ends with the stories, since it holds an event loop."""
    expect.set_options(timeout=30_000)
    with sync_playwright() as driver:
        yield driver


@pytest.fixture
def server(demo) -> Installation:
    """The demo, served."""
    demo.start()
    demo.was_away = False
    return demo


@pytest.fixture
def browsers(playwright, server, tmp_path) -> Iterator[Callable[..., Device]]:
    """Make devices; at the end they must not have asked a stranger or complained."""
    made: list[Device] = []

    def make(name: str, **options) -> Device:
        device = Device(playwright, tmp_path / name, server, **options)
        made.append(device)
        return device

    yield make
    for device in made:
        device.take_leave(tmp_path / f"last-{device.profile.name}.png")
    assert [url for device in made for url in device.watch.strangers] == []
    assert [words for device in made for words in device.watch.complaints] == []


@pytest.fixture
def phone(browsers) -> Device:
    """A phone in an upright hand."""
    return browsers("phone", viewport=PHONE, has_touch=True)


@pytest.fixture
def office(browsers) -> Device:
    """The computer of a provider's coordinator."""
    return browsers("office", viewport=DESK)


@pytest.fixture
def town_hall(browsers) -> Device:
    """The computer of a planner."""
    return browsers("town-hall", viewport=DESK)


@pytest.fixture
def shots(tmp_path) -> Path:
    """Where screenshots go to be looked at."""
    folder = Path(os.environ.get("GEGENSTROM_SHOTS", tmp_path / "shots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder

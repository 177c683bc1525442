"""Bringing the demo into an empty installation, step by step, each of which can be repeated."""

import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from flask import Flask

from server.core.settings import Settings
from server.demo import (
    cases,
    consents,
    networks,
    people,
    photographs,
    releases,
    reports,
    versions,
    walks,
)
from server.demo.basemap import AREA, write_basemap
from server.spaces import basemaps


class NotADemo(Exception):
    """This installation is for real people, so the demo stays out of it."""


def seed(app: Flask) -> None:
    """Bring in the demo, as far as it is not there.

    Raises:
        NotADemo: the installation is in production mode.
    """
    settings: Settings = app.extensions["settings"]
    if settings.mode != "demo":
        raise NotADemo("The demo is only brought into an installation in demo mode.")
    # The map takes a processor as long as all the rest, and few machines have only one.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as aside:
        drawing = None if has_basemap(settings.data) else aside.submit(bring_basemap, settings.data)
        with app.app_context():
            bring_records()
        if drawing:
            drawing.result()


def bring_records() -> None:
    """Everything that is kept in the database, from people to the reports."""
    if reports.are_there():
        return
    people.bring_people()
    consents.bring_consents()
    walks.bring_walks()
    photographs.bring_photographs()
    versions.bring_versions()
    networks.bring_networks()
    cases.bring_cases()
    releases.bring_releases()
    reports.bring_reports()


def has_basemap(data: Path) -> bool:
    """Whether the basemap is installed."""
    return basemaps.path_of(data, AREA).exists()


def bring_basemap(data: Path) -> None:
    """Draw the basemap and install it."""
    with tempfile.TemporaryDirectory() as folder:
        drawn = Path(folder) / f"{AREA}.pmtiles"
        write_basemap(drawn)
        basemaps.add_basemap(data, drawn)


def sign_ins() -> list[tuple[str, str, str, str]]:
    """Who can sign in to the demo: role, organisation, name and password."""
    return people.sign_ins()

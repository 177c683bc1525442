"""A map service beside the basemaps: off until somebody sets one, then the policy follows."""

from dataclasses import replace

import pytest

from server import create_app
from server.core.one_setting import WrongSetting
from server.core.settings import Settings
from tests.makers import close_connections

TILES = "https://tiles.example/wmts?TileMatrix={z}&TileCol={x}&TileRow={y}"


def read(tmp_path, **values):
    environ = {"GEGENSTROM_DATA": str(tmp_path)}
    return Settings.read(environ | {f"GEGENSTROM_TILES_{name}": it for name, it in values.items()})


def test_by_default_there_is_none_and_no_other_host_may_be_asked(world):
    browser = world.client()
    assert browser.get("/api/v1/basemaps/service").json == {"url": None, "attribution": ""}
    policy = browser.get("/api/v1/health").headers["Content-Security-Policy"]
    assert "img-src 'self' blob: data:;" in policy
    assert "http" not in policy


def test_a_service_that_is_set_may_send_pictures_and_nothing_else(settings, tmp_path):
    asked = read(tmp_path, URL=TILES, ATTRIBUTION="Amt")
    set_so = replace(settings, tiles_url=asked.tiles_url, tiles_attribution=asked.tiles_attribution)
    app = create_app(set_so)
    browser = app.test_client()
    assert browser.get("/api/v1/basemaps/service").json == {"url": TILES, "attribution": "Amt"}
    policy = browser.get("/api/v1/health").headers["Content-Security-Policy"]
    assert "default-src 'self'; img-src 'self' blob: data: https://tiles.example;" in policy
    assert policy.count("https://") == 1
    close_connections(app)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://tiles.example/{z}/{x}/{y}", "must begin with"),
        ("https://{s}.tiles.example/{z}/{x}/{y}", "placeholder"),
        ("https://a; script-src *:1/{z}/{x}/{y}", "placeholder|URL"),
        ("https://user@tiles.example/{z}/{x}/{y}", "without user"),
        ("https://tiles.example/{z}/{x}", "must have"),
    ],
)
def test_an_address_that_could_say_more_is_refused(tmp_path, url, reason):
    with pytest.raises(WrongSetting, match=reason):
        read(tmp_path, URL=url, ATTRIBUTION="Amt")


def test_whose_map_it_is_must_be_said(tmp_path):
    with pytest.raises(WrongSetting, match="ATTRIBUTION"):
        read(tmp_path, URL=TILES)

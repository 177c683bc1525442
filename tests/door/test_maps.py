"""`basemap add`, `list` and `remove` on a terminal."""

import pytest

from server.door.commands import main, parser
from tests.spaces.test_basemaps import make_pmtiles


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("GEGENSTROM_DATA", str(tmp_path / "data"))
    return tmp_path


def test_a_basemap_is_added_listed_and_removed(folder, capsys):
    file = make_pmtiles(folder / "town.pmtiles", {"name": "Wirletal"})
    assert main(["basemap", "list"]) == 0
    assert "There is none" in capsys.readouterr().out
    assert main(["basemap", "add", str(file)]) == 0
    assert main(["basemap", "list"]) == 0
    assert "town  Wirletal" in capsys.readouterr().out
    assert main(["basemap", "remove", "town"]) == 0
    assert main(["basemap", "remove", "town"]) == 1
    assert "basemap list" in capsys.readouterr().err


def test_a_wrong_file_is_explained_when_added_and_when_listed(folder, capsys):
    wrong = folder / "town.pmtiles"
    wrong.write_bytes(b"<html>")
    assert main(["basemap", "add", str(wrong)]) == 1
    assert "does not begin with the word PMTiles" in capsys.readouterr().err
    (folder / "data" / "basemaps").mkdir(parents=True)
    wrong.rename(folder / "data" / "basemaps" / "town.pmtiles")
    assert main(["basemap", "list"]) == 1
    assert "Not offered: town.pmtiles is no PMTiles file" in capsys.readouterr().out


def test_a_command_without_a_verb_lists():
    assert parser().parse_args(["basemap"]).do is parser().parse_args(["basemap", "list"]).do

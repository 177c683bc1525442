import re
from pathlib import Path

import pytest
import yaml

from server.core.settings import CHECKOUT, NAMES
from server.demo.seed import sign_ins
from server.door.commands import parser

README = (CHECKOUT / "README.md").read_text()
SECURITY = (CHECKOUT / "SECURITY.md").read_text()
MADE_LATER = {"var/", ".venv/"}


def paths_named(text):
    """What looks like a path of ours: in backticks, in the tree, in a link or picture."""
    inline = re.findall(r"`([\w./-]+/[\w./-]*|[\w-]+\.(?:toml|lock|yml|md))`", text)
    linked = re.findall(r"\]\((?!http)([\w./-]+)\)", text)
    return {path for path in (*inline, *linked) if not path.startswith(("/", "./gegenstrom"))}


def folders_of_the_tree():
    tree = re.search(r"## The tree\n\n((?: {4}.*\n)+)", README)[1]
    inside = "server"
    for line in tree.splitlines():
        within = line.startswith("      ")
        names = re.findall(r"(?:^|(?<=  ))([\w-]+/(?:[\w-]+/)*|gegenstrom)(?= |$)", line[4:])
        yield from (f"{inside}/{name}" if within else name for name in names)


@pytest.mark.parametrize("text", [README, SECURITY], ids=["README", "SECURITY"])
def test_every_path_that_is_named_exists(text):
    named = paths_named(text) - MADE_LATER
    assert {path for path in named if not (CHECKOUT / path).exists()} == set()


def test_the_tree_is_the_tree():
    folders = list(folders_of_the_tree())
    assert "server/core/" in folders
    assert "server/walks/" in folders
    assert [folder for folder in folders if not (CHECKOUT / folder).exists()] == []
    features = {path.parent.name for path in (CHECKOUT / "server").glob("*/*.py")}
    assert {f"server/{name}/" for name in features} <= set(folders)


def test_the_two_commands_are_there():
    assert "    ./gegenstrom run " in README
    assert "    ./gegenstrom test " in README


def test_every_command_that_is_named_exists():
    words = set(re.findall(r"`\./gegenstrom (\w+)", README))
    (commands,) = (action for action in parser()._actions if action.choices)  # noqa: SLF001
    assert words <= set(commands.choices)
    assert set(commands.choices) - words == {"web", "worker"}


def test_every_setting_is_described():
    described = set(re.findall(r"`(GEGENSTROM_\w+|…_\w+)`", README))
    described = {name.replace("…", "GEGENSTROM_DATABASE") for name in described}
    described |= {"GEGENSTROM_PORT"}
    assert described == NAMES


def test_the_sign_ins_are_right():
    rows = re.findall(r"^\| `(\w+)` \| `(wirle-\w+)` \|", README, re.MULTILINE)
    assert len(rows) == 4
    assert set(rows) <= {(name, password) for _, _, name, password in sign_ins()}


def test_publiccode_says_the_same_as_the_project():
    said = yaml.safe_load((CHECKOUT / "publiccode.yml").read_text())
    project = (CHECKOUT / "pyproject.toml").read_text()
    assert said["publiccodeYmlVersion"] == "0.4"
    assert f'version = "{said["softwareVersion"]}"' in project
    assert f'license = "{said["legal"]["license"]}"' in project
    for description in said["description"].values():
        assert len(description["genericName"]) <= 35
        assert len(description["shortDescription"]) <= 150
        assert 150 <= len(description["longDescription"]) <= 10_000


def test_the_license_is_the_eupl():
    text = Path(CHECKOUT / "LICENSE").read_text()
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert "Appendix" in text

import subprocess
import sys

import pytest

from server.door import prepare
from server.door.prepare import Obstacle


@pytest.fixture
def ran(monkeypatch):
    """The commands that would have been run."""
    commands = []
    monkeypatch.setattr(prepare, "run_quietly", lambda command, **_: commands.append(command))
    return commands


def test_without_rights_the_one_command_is_printed(monkeypatch, ran):
    monkeypatch.setattr(prepare.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(prepare, "may_sudo", lambda: False)
    with pytest.raises(
        Obstacle, match=r"sudo apt-get install --no-install-recommends libpango-1\.0-0 chromium\n"
    ):
        prepare.install_packages(["libpango-1.0-0", "chromium"])
    assert ran == []


def test_with_sudo_packages_are_installed(monkeypatch, ran):
    monkeypatch.setattr(prepare.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(prepare, "may_sudo", lambda: True)
    prepare.install_packages(["chromium"])
    assert ran == [["sudo", "sh", "-c", prepare.INSTALL, "sh", "chromium"]]


def test_nothing_is_installed_where_nothing_is_missing(ran):
    prepare.install_packages([])
    assert ran == []


def test_a_database_elsewhere_needs_none_here(monkeypatch):
    monkeypatch.setattr(prepare, "postgresql_versions", dict)
    assert "postgresql-postgis" in prepare.missing_packages("run")
    monkeypatch.setenv("GEGENSTROM_DATABASE_OWNER", "postgresql://owner@db/gegenstrom")
    assert "postgresql-postgis" not in prepare.missing_packages("run")
    assert "postgresql-postgis" in prepare.missing_packages("test")


@pytest.mark.parametrize(
    ("node", "npm", "fits"),
    [
        ((0, 0), (0, 0), False),
        ((20, 19), (10, 8), False),
        ((22, 11), (10, 9), False),
        ((22, 12), (10, 9), True),
        ((22, 12), (0, 0), False),
        ((24, 1), (11, 2), False),
    ],
)
def test_a_node_that_can_build_the_app_is_used(monkeypatch, node, npm, fits):
    monkeypatch.setattr(prepare, "version_of", {"node": node, "npm": npm}.get)
    assert prepare.node_is_there() is fits


def test_the_version_of_a_program_that_is_not_there():
    assert prepare.version_of("no-such-program") == (0, 0)


def test_the_app_is_built_again_when_a_source_changes(monkeypatch, tmp_path):
    source = tmp_path / "src" / "main.ts"
    for path in (source, tmp_path / "dist" / "index.html", tmp_path / "node_modules" / "one.js"):
        path.parent.mkdir()
        path.write_text("1")
    monkeypatch.setattr(prepare, "PHONE", tmp_path)
    monkeypatch.setattr(prepare, "APP_STAMP", tmp_path / "node_modules" / ".stamp")
    monkeypatch.setattr(prepare, "run_quietly", lambda _command, **_: None)
    assert prepare.app_is_stale()
    prepare.build_app()
    assert not prepare.app_is_stale()
    (tmp_path / "node_modules" / "one.js").write_text("2")
    assert not prepare.app_is_stale()
    source.write_text("2")
    assert prepare.app_is_stale()


def test_a_command_that_fails_shows_what_it_said():
    with pytest.raises(Obstacle, match=r"failed:\nfirst\n(.+\n){9}…\n(.+\n){19}last"):
        prepare.run_quietly(
            [
                sys.executable,
                "-c",
                "print('first', *range(50), 'last', sep='\\n'); raise SystemExit(1)",
            ]
        )


def test_a_step_prints_one_line(capsys):
    with prepare.step("Building"):
        pass
    with pytest.raises(ValueError, match="no"), prepare.step("Breaking"):
        raise ValueError("no")
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("  Building … 0.0 s")
    assert second == "  Breaking … failed"


def test_preparing_needs_nothing_but_python():
    code = "import runpy, sys; runpy.run_path(sys.argv[1]); sys.exit(any('site-packages' in str("
    code += "getattr(m, '__file__', '')) for m in list(sys.modules.values())))"
    subprocess.run([sys.executable, "-I", "-S", "-c", code, prepare.__file__], check=True)


def test_the_sources_outside_the_app_are_there():
    assert all(path.exists() for path in prepare.APP_SOURCES_ELSEWHERE)

"""The command line: what each word after `./gegenstrom` means."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from server.core.addresses import LOGINS
from server.core.one_setting import WrongSetting
from server.core.settings import Settings
from server.door import checks, children, keeping, maps, running, upkeep
from server.door.bench.app import bench_app
from server.door.bench.sync import bench_sync
from server.door.contract import contract
from server.door.faults.crash import crash
from server.door.faults.phones import Asked, faults
from server.door.prepare import Obstacle

PRIVATE_FILES = 0o077
Do = Callable[[argparse.Namespace], int]
Add = Callable[[str, str, Do], argparse.ArgumentParser]


def main(arguments: Sequence[str]) -> int:
    """Do what the command line says; what keeps us from it is answered in one sentence."""
    asked = parser().parse_args(arguments or ["run"])
    try:
        exit_code: int = asked.do(asked)
    except (Obstacle, WrongSetting) as obstacle:
        print(obstacle, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return exit_code


def parser() -> argparse.ArgumentParser:
    """Every command there is."""
    door = argparse.ArgumentParser(prog="./gegenstrom")
    commands = door.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, about: str, do: Do) -> argparse.ArgumentParser:
        command = commands.add_parser(name, description=about, help=about)
        command.set_defaults(do=do)
        return command

    add("run", "serve (the default)", with_settings(running.run))
    add_developers_commands(add)
    add("demo", "bring the demo in, without serving", with_settings(upkeep.demo))
    add("stop", "stop what runs on the data folder", with_settings(running.stop))
    add_upkeep_commands(add)
    add_owners_commands(add)
    add(
        "web", "the web server alone, as run starts it", lambda _: children.run_web(read_settings())
    )
    add(
        "worker",
        "the worker alone, as run starts it",
        lambda _: children.run_worker(read_settings()),
    )
    return door


def add_developers_commands(add: Add) -> None:
    """What those need who change Gegenstrom."""
    test = add("test", "check and test everything", lambda asked: checks.test(asked.pytest))
    test.add_argument("pytest", nargs="*", help="after --: arguments for pytest, which runs alone")
    add("check", "lint, types, layers, contract", lambda _: checks.check())
    command = add(
        "contract",
        "write openapi.json and the app's types",
        lambda asked: contract(check=asked.check),
    )
    command.add_argument("--check", action="store_true", help="write nothing; fail when stale")
    add_measuring_commands(add)


def add_measuring_commands(add: Add) -> None:
    """What is measured and tried on an installation of its own; no test, for figures differ."""
    bench = add(
        "bench",
        "measure on an installation of its own",
        lambda asked: {"sync": bench_sync, "app": bench_app}[asked.what](quick=asked.quick),
    )
    bench.add_argument("what", choices=["sync", "app"])
    bench.add_argument("--quick", action="store_true", help="a few seconds of each")
    broken = add("faults", "break what is used and count what is lost", break_things)
    broken.add_argument("what", nargs="?", choices=["phones", "crash"], default="phones")
    broken.add_argument("--runs", type=int, default=1000, help="of three phones")
    broken.add_argument("--actions", type=int, default=100, help="in a run, on average")
    broken.add_argument("--seed", type=int, help="repeats a run")
    broken.add_argument("--crashes", type=int, default=50, help="of server and database")
    broken.add_argument("--records", type=int, default=2000, help="how many at least in crashes")


def break_things(asked: argparse.Namespace) -> int:
    """Random accidents on three phones, or crashes of server and database under eight clients."""
    if asked.what == "crash":
        return crash(crashes=asked.crashes, at_least=asked.records)
    return faults(Asked(asked.runs, asked.actions, asked.seed))


def add_upkeep_commands(add: Add) -> None:
    """What is done to the data now and then."""
    reset = add(
        "reset",
        "remove all data",
        lambda asked: upkeep.reset(read_settings(), sure=asked.yes),
    )
    reset.add_argument("--yes", action="store_true", help="do not ask")
    psql = add(
        "psql",
        "open the database",
        lambda asked: upkeep.psql(read_settings(), asked.login, asked.arguments),
    )
    psql.add_argument("login", nargs="?", choices=LOGINS, default="owner")
    psql.add_argument("arguments", nargs="*", help="after --: arguments for psql")
    add_basemap_commands(add)
    audit = add("audit", "verify the audit's chain", with_settings(upkeep.verify_audit))
    audit.add_argument("verb", choices=["verify"])


def add_basemap_commands(add: Add) -> None:
    """Which maps are offered to the phones."""
    basemap = add("basemap", "offer basemaps to the phones: add, list, remove", show_basemaps)
    verbs = basemap.add_subparsers(metavar="VERB")
    adding = verbs.add_parser("add", help="check a file and offer it")
    adding.add_argument("file", type=Path, metavar="FILE.pmtiles")
    adding.add_argument("--name", help="small letters, digits, hyphens; otherwise the file's name")
    adding.set_defaults(do=lambda asked: maps.add_basemap(read_settings(), asked.file, asked.name))
    verbs.add_parser("list", help="what is offered, and what is wrong with a file")
    removing = verbs.add_parser("remove", help="offer it no longer")
    removing.add_argument("area")
    removing.set_defaults(do=lambda asked: maps.remove_basemap(read_settings(), asked.area))


def show_basemaps(_asked: argparse.Namespace) -> int:
    """What is offered."""
    return maps.list_basemaps(read_settings())


def add_owners_commands(add: Add) -> None:
    """What is done as the owner of the database."""
    operator = add(
        "operator",
        "make the first operator; prints a code for a password",
        lambda asked: keeping.operator(read_settings(), asked.name, another=asked.another),
    )
    operator.add_argument("name", help="what the operator signs in with")
    operator.add_argument("--another", action="store_true", help="although there is one already")
    seals = add("seals", "wrap all keys with the newest seal key", with_settings(keeping.rewrap))
    seals.add_argument("verb", choices=["rewrap"])


def with_settings(do: Callable[[Settings], int]) -> Do:
    """A command that needs the settings and nothing else."""
    return lambda _: do(read_settings())


def read_settings() -> Settings:
    """The settings of this installation; from here on, files we make are ours alone."""
    os.umask(PRIVATE_FILES)
    return Settings.read(os.environ)

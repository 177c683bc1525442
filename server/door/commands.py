"""The command line: what each word after `./gegenstrom` means."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from server.core.settings import LOGINS, Settings, WrongSetting
from server.door import checks, children, keeping, running, upkeep
from server.door.contract import contract
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
    command = add(
        "faults",
        "random accidents on three phones: is anything lost?",
        lambda asked: faults(Asked(asked.runs, asked.actions, asked.seed)),
    )
    command.add_argument("what", nargs="?", choices=["phones"], default="phones")
    command.add_argument("--runs", type=int, default=1000)
    command.add_argument("--actions", type=int, default=100, help="in a run, on average")
    command.add_argument("--seed", type=int, help="repeats a run")


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
    basemap = add(
        "basemap",
        "offer a basemap to the phones",
        lambda asked: upkeep.add_basemap(read_settings(), asked.file, asked.name),
    )
    basemap.add_argument("verb", choices=["add"])
    basemap.add_argument("file", type=Path, metavar="FILE.pmtiles")
    basemap.add_argument("--name", help="small letters, digits, hyphens; otherwise the file's name")
    audit = add("audit", "verify the audit's chain", with_settings(upkeep.verify_audit))
    audit.add_argument("verb", choices=["verify"])


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

"""What is done to the data now and then: `demo`, `reset`, `psql`, `audit verify`."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from psycopg.conninfo import conninfo_to_dict

from server.core import audit
from server.core.database import driven
from server.core.settings import Settings
from server.door.claim import claim
from server.door.cluster import Cluster
from server.door.opening import joined_database
from server.door.prepare import Obstacle, postgresql_versions
from server.door.running import print_sign_ins, seed_demo

FOLDERS: Final = ("media", "basemaps", "secrets")
"""What we make in a data folder beside the cluster; anything else there is not ours."""


def demo(settings: Settings) -> int:
    """Bring the demo into the database, without serving it, and say who can sign in."""
    if settings.mode != "demo":
        raise Obstacle("GEGENSTROM_MODE: the demo never goes into a production database.")
    with joined_database(settings, "demo") as ready:
        seed_demo(ready)
    print_sign_ins()
    return 0


def reset(settings: Settings, *, sure: bool) -> int:
    """Remove everything that was ever entered."""
    if not settings.has_private_cluster:
        raise Obstacle("GEGENSTROM_DATABASE_OWNER: this database is not ours to remove.")
    with claim(settings.data, "reset"):
        if not sure and not agrees(f"Remove everything in {settings.data}?"):
            return 1
        cluster = Cluster(settings.data)
        cluster.stop_leftover()
        cluster.remove()
        for name in FOLDERS:
            shutil.rmtree(settings.data / name, ignore_errors=True)
    print("  Everything is removed.", file=sys.stderr)
    return 0


def agrees(question: str) -> bool:
    """Ask whoever sits at the terminal; where nobody does, the answer is no."""
    if not sys.stdin.isatty():
        raise Obstacle(f"{question} Nobody is there to say yes: use --yes.")
    return input(f"{question} Type yes: ").strip() == "yes"


def psql(settings: Settings, login: str, arguments: Sequence[str]) -> int:
    """Open psql as one of the four logins."""
    folders = [str(folder) for folder in postgresql_versions().values()]
    program = shutil.which("psql", path=os.pathsep.join([*folders, os.environ["PATH"]]))
    if not program:
        raise Obstacle("psql is missing: sudo apt-get install postgresql-client")
    with joined_database(settings, "psql") as ready:
        wanted = conninfo_to_dict(getattr(ready, f"database_{login}"))
        names = {"dbname": "DATABASE"}
        environ = {f"PG{names.get(key, key.upper())}": str(value) for key, value in wanted.items()}
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for psql
        try:
            command = ["env", "--default-signal=INT", program, *arguments]
            return subprocess.run(command, check=False, env=os.environ | environ).returncode
        finally:
            signal.signal(signal.SIGINT, before)


def verify_audit(settings: Settings) -> int:
    """Recompute the audit's chain of hashes; 0 if it holds."""
    with joined_database(settings, "audit") as ready:
        engine = sa.create_engine(driven(ready.database_owner))
        with engine.connect() as connection:
            broken = audit.verify(connection)
            blocks = connection.execute(sa.text("select count(*) from audit.blocks")).scalar()
        engine.dispose()
    for each in broken:
        print(f"  Block {each.block}: {each.reason}.")
    if not broken:
        print(f"  The audit holds: {blocks} blocks.")
    return 1 if broken else 0

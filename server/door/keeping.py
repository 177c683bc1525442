"""What is done as the owner of the database: the first operator, sealing keys anew."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server import create_app
from server.core import audit, seals
from server.core.database import driven
from server.core.settings import Settings
from server.door.opening import joined_database
from server.door.prepare import Obstacle
from server.people.operators import NameIsTaken, OperatorExists, make_operator


@contextmanager
def as_owner(settings: Settings, command: str) -> Iterator[Session]:
    """One transaction of the owner, with our keyring."""
    with joined_database(settings, command) as ready:
        create_app(ready)  # it knows every table of keys and takes the keyring up
        engine = sa.create_engine(driven(ready.database_owner), hide_parameters=True)
        try:
            with Session(engine) as session, session.begin():
                yield session
        finally:
            engine.dispose()


def operator(settings: Settings, name: str, *, another: bool) -> int:
    """Make the first operator and print the code with which they choose a password; nothing else.

    Raises:
        Obstacle: there is one already, or the name is taken.
    """
    try:
        with as_owner(settings, "operator") as session:
            code = make_operator(session, name, another=another)
    except OperatorExists as error:
        raise Obstacle(
            "There is an operator already, who can invite others. To make one more all the same: "
            f"./gegenstrom operator {name} --another"
        ) from error
    except NameIsTaken as error:
        raise Obstacle(f"{name}: another account has this name.") from error
    print(code)
    where = f"{settings.public_url}/#/new-password"
    print(f"  Good for one day, once, at {where}", file=sys.stderr)
    return 0


def rewrap(settings: Settings) -> int:
    """Wrap every data key anew with the newest seal key."""
    with as_owner(settings, "seals") as session:
        changed = seals.rewrap_everything(session)
        audit.record(
            session, "seals_rewrapped", "installation", number=str(max(settings.seal_keys))
        )
    print(f"  {changed} keys are wrapped anew with seal key {max(settings.seal_keys)}.")
    return 0

"""An installation that lives as long as a measurement: database, web server, worker, people."""

import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID, uuid4

from flask import Flask

from server import create_app
from server.core.caller import Caller, Role
from server.core.database import db, transaction
from server.core.settings import Settings
from server.door.cluster import Cluster
from server.door.opening import up_to_date
from server.door.serving import Children, served
from server.partners.tables import Organisation, OrganisationKind
from server.people.operations import NewAccount, create_account
from server.people.participants import Known, NewParticipant, take_in

PASSWORD = "only for measuring"  # noqa: S105  # of an installation that is removed afterwards


@dataclass(frozen=True)
class Walker:
    """A facilitator with a participant of their own."""

    name: str
    account_id: UUID
    participant_id: UUID


@dataclass
class Installation:
    """What is pressed."""

    settings: Settings
    cluster: Cluster
    children: Children
    walkers: list[Walker]


@contextmanager
def installation(walkers: int) -> Iterator[Installation]:
    """An installation in a folder of its own, durable as in earnest, gone afterwards."""
    data = Path(tempfile.mkdtemp(prefix="gegenstrom-bench-"))
    cluster = Cluster(data)
    try:
        bare = Settings.read({"GEGENSTROM_DATA": str(data)})
        cluster.start()
        port = any_port()
        settings = up_to_date(
            replace(bare, port=port, public_url=f"http://127.0.0.1:{port}"), cluster
        )
        people = make_people(settings, walkers)
        with served(settings) as children:
            yield Installation(settings, cluster, children, people)
    finally:
        cluster.stop()
        cluster.remove()
        shutil.rmtree(data, ignore_errors=True)


def any_port() -> int:
    """A port the system gives: not one that others count up to while ours is being restarted."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


def make_people(settings: Settings, number: int) -> list[Walker]:
    """A provider with so many facilitators, each of whom supports one participant."""
    app, house = create_app(settings), uuid4()
    walkers = [Walker(f"walker-{n}", uuid4(), uuid4()) for n in range(number)]
    with app.app_context():
        with transaction(Caller.in_role(uuid4(), house, Role.OPERATOR)) as session:
            session.add(
                Organisation(
                    id=house,
                    code="bench",
                    kind=OrganisationKind.PROVIDER,
                    name="Bench",
                    short="Bench",
                    about="",
                )
            )
            session.flush()
            for walker in walkers:
                account = NewAccount(
                    walker.account_id,
                    walker.name,
                    PASSWORD,
                    walker.name,
                    [(house, Role.FACILITATOR)],
                )
                create_account(session, account)
        for walker in walkers:
            take_one_in(walker, house)
    let_go(app)
    return walkers


def take_one_in(walker: Walker, house: UUID) -> None:
    """A participant whom a walker supports."""
    with transaction(Caller.in_role(walker.account_id, house, Role.FACILITATOR)) as session:
        known = Known(name=f"Person {walker.name}", profile=["wheelchair"])
        new = NewParticipant(
            walker.participant_id, walker.name, "Amsel", known, [walker.account_id]
        )
        take_in(session, new)


def let_go(app: Flask) -> None:
    """Close what an app holds: the database is stopped and killed under it otherwise."""
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()
    app.extensions["jobs"].close()

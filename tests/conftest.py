"""The private cluster of a test run, and one application on it.

Tests write what they need with ids of their own and leave it there: rows are guarded by caller, so
one test's organisations cannot see another's.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import create_engine

from server import create_app
from server.core.addresses import LOGINS
from server.core.caller import Caller
from server.core.database import driven, transaction
from server.core.migrating import upgrade_database
from server.core.own_keys import DEMO_KEY
from server.core.settings import Settings
from server.demo.basemap import write_basemap
from server.door.cluster import Cluster
from server.door.opening import let_in, with_logins
from server.people import passwords
from tests.asking import Town
from tests.installation import Installation, installed
from tests.makers import World, close_connections

SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples"


@pytest.fixture(scope="session")
def cluster():
    with tempfile.TemporaryDirectory(prefix="gegenstrom-tests-") as folder:
        Path(folder).chmod(0o711)
        private = Cluster(Path(folder) / "data", durable=False)
        private.start()
        yield private
        private.stop()


@pytest.fixture(scope="session")
def settings(cluster):
    bare = Settings(
        mode="demo",
        data=cluster.data,
        database_owner="",
        database_field="",
        database_release="",
        database_planning="",
        secret_key="only-for-tests-" + "x" * 32,
        seal_keys={1: DEMO_KEY},
        public_url="http://localhost",
        host="127.0.0.1",
        port=0,
        workers=1,
    )
    ready = with_logins(bare, cluster)
    upgrade_database(ready.database_owner)
    for login in LOGINS:
        let_in(ready, login)
    return ready


@pytest.fixture(scope="session")
def app(settings) -> Iterator[Flask]:
    # Passwords are meant to be slow to try; hundreds of test accounts need not be.
    passwords.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    made = create_app(settings)
    yield made
    close_connections(made)


@pytest.fixture
def strict(app, settings):
    """The application as if in production: roles that let others in need a second factor."""
    app.extensions["settings"] = replace(settings, mode="production")
    yield app.extensions["settings"]
    app.extensions["settings"] = settings


@pytest.fixture
def acting(app):
    """``with acting(caller) as session``: one transaction of that caller."""

    @contextmanager
    def act(caller: Caller):
        with app.app_context(), transaction(caller) as session:
            yield session

    return act


@pytest.fixture
def work(app):
    """Run a job's function as the worker would."""

    def run(job):
        with app.app_context():
            job()

    return run


@pytest.fixture(scope="session")
def owner(settings):
    """The owner's engine: sees everything, as a backup does."""
    engine = create_engine(driven(settings.database_owner))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def superuser(cluster, owner):
    """The cluster's own login, for asking the catalogue."""
    assert owner, "the schema is there"
    engine = create_engine(driven(cluster.superuser_url))
    yield engine
    engine.dispose()


@pytest.fixture
def world(app) -> World:
    """Two providers and a municipality of this test's own, with staff and participants."""
    return World.make(app)


@pytest.fixture(scope="session")
def drawn(tmp_path_factory) -> Path:
    """The map of the fictional town, which takes a while to draw."""
    path: Path = tmp_path_factory.mktemp("basemap") / "wirletal.pmtiles"
    write_basemap(path)
    return path


@pytest.fixture(scope="session")
def demo() -> Iterator[Installation]:
    """One installation with the demo in it for the tests of the demo and all stories."""
    with tempfile.TemporaryDirectory(prefix="gegenstrom-stories-") as folder:
        Path(folder).chmod(0o711)
        with installed(Path(folder)) as installation:
            yield installation


@pytest.fixture(scope="session")
def town(app) -> Town:
    """Somebody of every role, and one of everything an address can name; asking leaves no trace."""
    return Town.make(app)


@pytest.fixture(scope="session")
def samples() -> Path:
    """Real files of other projects; tests that need them are skipped where there are none."""
    if not SAMPLES.exists():
        pytest.skip("the folder with sample files is not here")
    return SAMPLES

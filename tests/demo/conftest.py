"""One installation with the demo in it, alone in its own cluster."""

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine

from server import create_app
from server.core.addresses import LOGINS
from server.core.database import driven
from server.core.migrating import upgrade_database
from server.core.settings import Settings
from server.demo import seed
from server.demo.people import password_of
from server.door.cluster import Cluster
from server.door.opening import let_in, with_logins
from tests.makers import close_connections


@dataclass
class Wirletal:
    """The seeded demo."""

    app: Flask
    settings: Settings

    def client(self, login: str) -> FlaskClient:
        """A browser, signed in by the printed sign-in."""
        client = self.app.test_client()
        client.environ_base["HTTP_ORIGIN"] = "http://localhost"
        credentials = {"name": login, "password": password_of(login)}
        answer = client.post("/api/v1/session", json=credentials)
        assert answer.status_code == 200, answer.json
        return client


@pytest.fixture(scope="session")
def wirletal(settings):
    with tempfile.TemporaryDirectory(prefix="gegenstrom-demo-") as folder:
        Path(folder).chmod(0o711)
        cluster = Cluster(Path(folder) / "data", durable=False)
        cluster.start()
        try:
            brought = brought_in(with_logins(replace(settings, data=cluster.data), cluster))
            yield brought
            close_connections(brought.app)
        finally:
            cluster.stop()


def brought_in(settings: Settings) -> Wirletal:
    upgrade_database(settings.database_owner)
    for login in LOGINS:
        let_in(settings, login)
    app = create_app(settings)
    seed.seed(app)
    return Wirletal(app, settings)


@pytest.fixture(scope="session")
def everything(wirletal):
    """The owner's engine: sees all of the demo's rows."""
    engine = create_engine(driven(wirletal.settings.database_owner))
    yield engine
    engine.dispose()

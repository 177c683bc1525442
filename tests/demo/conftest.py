"""One installation with the demo in it, alone in its own cluster."""

import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine

from server import create_app
from server.core.database import driven
from server.core.settings import LOGINS, Settings
from server.demo import seed
from server.demo.people import password_of
from server.door.opening import started_database
from tests.makers import close_connections

NO_URLS = dict.fromkeys((f"database_{login}" for login in LOGINS), "")


@dataclass
class Wirletal:
    """The seeded demo."""

    app: Flask
    settings: Settings
    seconds: float
    """How long bringing it in took."""

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
        bare = replace(settings, data=Path(folder) / "data", **NO_URLS)
        with started_database(bare) as ready:
            app = create_app(ready)
            begun = time.monotonic()
            seed.seed(app)
            yield Wirletal(app, ready, time.monotonic() - begun)
            close_connections(app)


@pytest.fixture(scope="session")
def everything(wirletal):
    """The owner's engine: sees all of the demo's rows."""
    engine = create_engine(driven(wirletal.settings.database_owner))
    yield engine
    engine.dispose()

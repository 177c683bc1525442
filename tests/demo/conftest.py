"""The installation with the demo in it, asked without a browser."""

from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server import create_app
from server.core.settings import Settings
from server.demo.people import password_of
from tests.makers import close_connections


@dataclass
class Wirletal:
    """The seeded demo."""

    app: Flask
    settings: Settings

    def client(self, login: str) -> FlaskClient:
        """A browser, signed in by the printed sign-in."""
        client = self.app.test_client()
        client.environ_base["HTTP_ORIGIN"] = self.settings.public_url
        credentials = {"name": login, "password": password_of(login)}
        answer = client.post("/api/v1/session", json=credentials)
        assert answer.status_code == 200, answer.json
        return client


@pytest.fixture(scope="session")
def wirletal(demo):
    app = create_app(demo.settings)
    yield Wirletal(app, demo.settings)
    close_connections(app)


@pytest.fixture(scope="session")
def everything(demo):
    """The owner's engine: sees all of the demo's rows."""
    return demo.engine

"""Bringing a database to the newest schema, as the owner."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from server.core.database import driven

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def alembic_config(owner_url: str) -> Config:
    """Alembic's settings for one database; no file is needed."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = driven(owner_url)
    return config


def upgrade_database(owner_url: str) -> None:
    """Apply every migration that is missing. Repeating it changes nothing."""
    command.upgrade(alembic_config(owner_url), "head")

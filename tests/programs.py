"""Programs of PostgreSQL that tests call."""

from server.door.prepare import postgresql_versions


def program_of(name: str) -> str:
    """A program of the newest PostgreSQL here."""
    versions = postgresql_versions()
    return str(versions[max(versions)] / name)

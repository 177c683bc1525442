"""A database that answers: held, started, brought up to date, closed again."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Final

import psycopg
from psycopg import sql

from server.core.addresses import LOGINS
from server.core.migrating import upgrade_database
from server.core.settings import Settings
from server.door.claim import Taken, claim
from server.door.cluster import Cluster
from server.door.prepare import OLDEST_POSTGRESQL, Obstacle, step

PATIENCE_S: Final = 10


@contextmanager
def started_cluster(settings: Settings) -> Iterator[Cluster | None]:
    """The private cluster, if the settings ask for it, until the end of the block.

    Whoever calls holds the data folder.

    Raises:
        Obstacle: why it does not start.
    """
    cluster = Cluster(settings.data) if settings.has_private_cluster else None
    try:
        if cluster:
            with step("Starting the database"):
                cluster.start()
        yield cluster
    finally:
        if cluster:
            cluster.stop()


def up_to_date(settings: Settings, cluster: Cluster | None) -> Settings:
    """Settings whose database has the newest schema and lets every login in.

    Raises:
        Obstacle: why the database cannot be used.
    """
    if cluster:
        settings = with_logins(settings, cluster)
    check_database(settings)
    with step("Bringing the database up to date"):
        upgrade_database(settings.database_owner)
        restamp(settings)
        for login in LOGINS:
            let_in(settings, login)
    return settings


def restamp(settings: Settings) -> None:
    """Let devices see what a backup from another cluster brought; else this changes nothing."""
    with psycopg.connect(settings.database_owner) as owner:
        owner.execute("select field.restamp()")


@contextmanager
def started_database(settings: Settings) -> Iterator[Settings]:
    """Settings whose database answers, until the end of the block."""
    with started_cluster(settings) as cluster:
        yield up_to_date(settings, cluster)


@contextmanager
def joined_database(settings: Settings, command: str) -> Iterator[Settings]:
    """The database of a Gegenstrom that runs; where none does, one for as long as it is needed."""
    with ExitStack() as stack:
        try:
            stack.enter_context(claim(settings.data, command))
            settings = stack.enter_context(started_database(settings))
        except Taken:
            if settings.has_private_cluster:
                settings = with_logins(settings, Cluster(settings.data))
        yield settings


def with_logins(settings: Settings, cluster: Cluster) -> Settings:
    """The settings with the logins of a private cluster filled in."""
    urls = cluster.urls()
    return replace(
        settings,
        database_owner=urls["owner"],
        database_field=urls["field"],
        database_release=urls["release"],
        database_planning=urls["planning"],
    )


def check_database(settings: Settings) -> None:
    """Answer in one sentence what a database of somebody else's may lack.

    Raises:
        Obstacle: it cannot be reached, is too old, or has no PostGIS.
    """
    name = "GEGENSTROM_DATABASE_OWNER"
    try:
        with psycopg.connect(settings.database_owner, connect_timeout=PATIENCE_S) as owner:
            if owner.info.server_version < OLDEST_POSTGRESQL * 10_000:
                raise Obstacle(f"{name}: PostgreSQL {OLDEST_POSTGRESQL} or newer is needed.")
            owner.execute("set client_min_messages to warning")
            owner.execute("create extension if not exists postgis schema public")
    except psycopg.OperationalError as error:
        raise Obstacle(f"{name}: {error}") from error
    except psycopg.Error as error:
        raise Obstacle(
            f"{name}: the database has no PostGIS; its superuser adds it with "
            "`create extension postgis`."
        ) from error


def let_in(settings: Settings, login: str) -> None:
    """Give a login the password of its URL, unless it gets in already.

    Raises:
        Obstacle: it does not get in, and the owner may not change that.
    """
    url = getattr(settings, f"database_{login}")
    if gets_in(url):
        return
    with psycopg.connect(settings.database_owner, autocommit=True) as owner:
        wanted = psycopg.conninfo.conninfo_to_dict(url)
        user, password = str(wanted.get("user", "")), str(wanted.get("password", ""))
        # Only the verifier travels and may be logged, never the password.
        verifier = owner.pgconn.encrypt_password(
            password.encode(), user.encode(), b"scram-sha-256"
        ).decode()
        change = sql.SQL("alter role {} login password {}")
        try:
            owner.execute(change.format(sql.Identifier(user), sql.Literal(verifier)))
        except psycopg.Error as error:
            raise Obstacle(f"GEGENSTROM_DATABASE_{login.upper()}: {error}") from error
    if not gets_in(url):
        raise Obstacle(f"GEGENSTROM_DATABASE_{login.upper()}: the database does not let it in.")


def gets_in(url: str) -> bool:
    """Whether a login can connect."""
    try:
        psycopg.connect(url, connect_timeout=PATIENCE_S).close()
    except psycopg.OperationalError:
        return False
    return True

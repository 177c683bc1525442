from dataclasses import replace

import psycopg
import pytest

from server.door.cluster import passing_cluster
from server.door.opening import started_database, with_logins
from server.door.prepare import Obstacle


@pytest.fixture(scope="module")
def external():
    """A database of somebody else's, with an owner and nothing in it."""
    with passing_cluster() as cluster:
        yield cluster


@pytest.fixture
def settings_of_external(settings, external):
    return with_logins(settings, external)


def test_every_login_gets_the_password_of_its_url(settings_of_external):
    for _ in range(2):
        with started_database(settings_of_external) as ready:
            for login in ("field", "release", "planning"):
                psycopg.connect(getattr(ready, f"database_{login}")).close()


def test_a_changed_password_takes_hold(settings_of_external):
    changed = settings_of_external.database_field.replace("field:", "field:new", 1)
    with started_database(replace(settings_of_external, database_field=changed)):
        psycopg.connect(changed).close()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(settings_of_external.database_field)


def test_an_owner_that_is_not_let_in_is_named(settings_of_external):
    wrong = settings_of_external.database_owner.replace("owner:", "owner:x", 1)
    with (
        pytest.raises(Obstacle, match=r"^GEGENSTROM_DATABASE_OWNER: .*authentication failed"),
        started_database(replace(settings_of_external, database_owner=wrong)),
    ):
        pytest.fail("it was let in")


def test_a_missing_postgis_is_named(settings_of_external, external):
    with psycopg.connect(external.superuser_url, autocommit=True) as admin:
        admin.execute("create database bare owner gegenstrom_owner")
    bare = settings_of_external.database_owner.replace("/gegenstrom?", "/bare?")
    with (
        pytest.raises(Obstacle, match="its superuser adds it with `create extension postgis`"),
        started_database(replace(settings_of_external, database_owner=bare)),
    ):
        pytest.fail("it was used")

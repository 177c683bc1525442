"""Migrations: one head, both directions, and the models say the same as the database."""

from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from server.core.database import Base, driven
from server.core.migrating import alembic_config

DESCRIBED = text("""
    select format('%s.%s.%s %s %s %s', table_schema, table_name, column_name, data_type,
                  is_nullable, column_default)
    from information_schema.columns
    where table_schema in ('people', 'field', 'pool', 'planning', 'commons', 'audit', 'jobs')
    union all
    select format('%s.%s %s %s %s %s', schemaname, tablename, policyname, cmd, qual, with_check)
    from pg_policies
    union all
    select format('%s %s %s', grantee, table_schema || '.' || table_name, privilege_type)
    from information_schema.role_table_grants
    where grantee like 'gegenstrom%' and table_schema <> 'public'
    union all
    select pg_get_functiondef(pg_proc.oid) || pg_proc.proacl::text
    from pg_proc
    where pronamespace::regnamespace::text in ('people', 'field', 'commons', 'audit')
    order by 1
""")


@pytest.fixture
def spare(cluster, settings, superuser):
    """An empty database beside the one in use."""
    name = "gegenstrom_spare"
    plain = superuser.execution_options(isolation_level="AUTOCOMMIT")
    with plain.connect() as connection:
        connection.execute(text(f"drop database if exists {name}"))
        connection.execute(text(f"create database {name} owner gegenstrom_owner"))
    for url in (cluster.superuser_url,):
        engine = create_engine(driven(url.replace("/gegenstrom?", f"/{name}?")))
        with engine.begin() as connection:
            connection.execute(text("create extension postgis"))
        engine.dispose()
    yield settings.database_owner.replace("/gegenstrom?", f"/{name}?")
    with plain.connect() as connection:
        connection.execute(text(f"drop database {name} with (force)"))


def described(url):
    engine = create_engine(driven(url))
    with engine.connect() as connection:
        rows = connection.scalars(DESCRIBED).all()
    engine.dispose()
    return rows


def test_there_is_one_head():
    assert len(ScriptDirectory("migrations").get_heads()) == 1


def test_up_down_and_up_again_gives_the_same(spare):
    config = alembic_config(spare)
    command.upgrade(config, "head")
    before = described(spare)
    assert len(before) > 150
    for revision in ScriptDirectory("migrations").walk_revisions():
        command.downgrade(config, revision.down_revision or "base")
    assert described(spare) == []
    command.upgrade(config, "head")
    assert described(spare) == before


def test_the_models_say_the_same_as_the_migrations(spare):
    config = alembic_config(spare)
    command.upgrade(config, "head")
    config.attributes["metadata"] = Base.metadata
    command.check(config)


def test_every_migration_has_a_name_that_says_what_it_does():
    for revision in ScriptDirectory("migrations").walk_revisions():
        stamp, time, number, *words = Path(revision.path).stem.split("_")
        assert (stamp + time).isdigit()
        assert number == revision.revision
        assert len(words) > 1
        assert revision.doc

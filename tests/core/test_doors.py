"""The two database doors, asked of the catalogue and of the logins themselves."""

import os

import pytest
from sqlalchemy import create_engine, event, text
from sqlalchemy.exc import DataError, ProgrammingError

from server.core import jobs
from server.core.caller import (
    FIELD_ROLES,
    NOBODY,
    THE_RELEASE,
    Caller,
    Side,
    current_caller,
)
from server.core.database import SidedSession, driven, hold, transaction
from server.media.thumbnails import MAKE
from tests.makers import make_walked

PERSONAL = ("people", "field")
GUARDED = ("people", "field", "pool", "planning")
LOGINS = ("gegenstrom_field", "gegenstrom_release", "gegenstrom_planning")
SETTINGS = ("account", "organisation", "role", "holds")
PRIVILEGES = ("select", "insert", "update", "delete", "truncate", "references", "trigger")


def tables_of(engine, schemas):
    with engine.connect() as connection:
        rows = connection.execute(
            text("select schemaname, tablename from pg_tables where schemaname = any(:schemas)"),
            {"schemas": list(schemas)},
        )
        return [f"{schema}.{table}" for schema, table in rows]


def test_the_planning_login_has_no_grant_on_any_personal_table(superuser):
    tables = tables_of(superuser, PERSONAL)
    assert len(tables) > 15
    with superuser.connect() as connection:
        for schema in PERSONAL:
            asked = text("select has_schema_privilege('gegenstrom_planning', :it, 'usage')")
            assert connection.scalar(asked, {"it": schema}) is False
        for table in tables:
            for privilege in PRIVILEGES:
                asked = text("select has_table_privilege('gegenstrom_planning', :it, :what)")
                assert connection.scalar(asked, {"it": table, "what": privilege}) is False, table
            columns = text("select has_any_column_privilege('gegenstrom_planning', :it, 'select')")
            assert connection.scalar(columns, {"it": table}) is False, table


def test_the_release_login_reaches_releases_and_nothing_else_of_a_person(superuser):
    allowed = {
        "field.releases",
        "field.release_photographs",
        "field.release_keys",
        "people.consents",
    }
    with superuser.connect() as connection:
        for table in tables_of(superuser, PERSONAL):
            asked = text("select has_any_column_privilege('gegenstrom_release', :it, 'select')")
            assert connection.scalar(asked, {"it": table}) is (table in allowed), table


def test_no_runtime_login_owns_a_table_bypasses_rules_or_is_another(superuser):
    with superuser.connect() as connection:
        for login in LOGINS:
            role = connection.execute(
                text(
                    "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, "
                    "(select count(*) from pg_class where relowner = pg_roles.oid), "
                    "(select count(*) from pg_auth_members where member = pg_roles.oid) "
                    "from pg_roles where rolname = :it"
                ),
                {"it": login},
            ).one()
            assert tuple(role) == (False, False, False, False, 0, 0), login


UNGUARDED = text("""
    select relnamespace::regnamespace || '.' || relname
    from pg_class
    where relkind in ('r', 'p') and relnamespace::regnamespace::text = any(:it)
      and not (
          relrowsecurity and relforcerowsecurity
          and (select count(*) from pg_policy where polrelid = pg_class.oid) > 1
      )
""")
SHOWING_THROUGH = text("""
    select relnamespace::regnamespace || '.' || relname
    from pg_class
    where relnamespace::regnamespace::text in
          ('people', 'field', 'pool', 'planning', 'commons', 'audit', 'jobs')
      and (
          relkind = 'm'
          or relkind = 'v' and not coalesce(reloptions, '{}') @> '{security_invoker=true}'
      )
""")
LOOSE = text("""
    select oid::regprocedure::text
    from pg_proc
    where prosecdef and pronamespace::regnamespace::text in
          ('people', 'field', 'pool', 'planning', 'commons', 'audit')
      and (
          not coalesce(proconfig, '{}') @> '{"search_path=\\"\\""}'
          or has_function_privilege('public', oid, 'execute')
      )
""")
OPEN_TO_PLANNING = text("""
    select relnamespace::regnamespace || '.' || relname
    from pg_class
    where relkind in ('r', 'p', 'v') and relnamespace::regnamespace::text in ('people', 'field')
      and (
          has_table_privilege('gegenstrom_planning', oid, 'select, insert, update, delete')
          or has_any_column_privilege('gegenstrom_planning', oid, 'select, insert, update')
      )
""")
VALUES = {"it": list(GUARDED)}
GUARDS = {
    "a table without a policy": (UNGUARDED, "create table field.made (id int)"),
    "a policy dropped": (UNGUARDED, "drop policy recovery_shares_own on people.recovery_shares"),
    "not forced": (UNGUARDED, "alter table people.accounts no force row level security"),
    "a view of its owner": (SHOWING_THROUGH, "create view pool.made as select * from field.walks"),
    "a copy": (SHOWING_THROUGH, "create materialized view pool.made as select 1 as one"),
    "a function for all": (LOOSE, "grant execute on function field.reachable to public"),
    "a function led astray": (LOOSE, "alter function field.reachable reset search_path"),
    "a grant": (OPEN_TO_PLANNING, "grant select on field.findings to gegenstrom_planning"),
    "one column": (OPEN_TO_PLANNING, "grant select (id) on people.accounts to gegenstrom_planning"),
}
"""What the catalogue is asked, and what must be found out if it were done."""


@pytest.mark.parametrize("what", GUARDS)
def test_the_catalogue_shows_no_guard_missing_and_would_show_this_one(superuser, what):
    question, undoing = GUARDS[what]
    with superuser.connect() as connection:
        assert connection.scalars(question, VALUES if question is UNGUARDED else {}).all() == []
        connection.execute(text(undoing))
        assert connection.scalars(question, VALUES if question is UNGUARDED else {}).all() != []
        connection.rollback()


def test_nothing_of_a_caller_stays_with_a_connection_that_failed_or_proved(world, acting):
    make_walked(world, world.client("facilitator"))
    count = text("select count(*) from field.explorations")
    told = text(f"select concat({', '.join(map(setting, SETTINGS))})")
    for _ in range(5):
        with pytest.raises(DataError), acting(world.caller("coordinator")) as session:
            prove_and_fail(session)
        with acting(NOBODY) as session:
            assert session.scalar(count) == 0
            assert session.scalar(told) in {"", "{}"}
        with acting(world.caller("other_coordinator")) as session:
            assert session.scalar(count) == 0


def prove_and_fail(session):
    hold(session, "session:made-up")
    session.execute(text("select 1 / 0"))


def setting(name):
    return f"current_setting('gegenstrom.{name}', true)"


def test_jobs_are_nobody_or_the_release_and_leave_no_caller_behind(world, app):
    make_walked(world, world.client("facilitator"))
    leave_behind(app.extensions["media"])
    begun, running = [], [""]

    def note(_session, _begun, _connection):
        begun.append((running[-1], current_caller()))

    event.listen(SidedSession, "after_begin", note)
    for name, (function, _) in jobs._tasks.items():  # noqa: SLF001  # every job there is
        running.append(name)
        with app.app_context():
            function()
        assert current_caller() is NOBODY
    event.remove(SidedSession, "after_begin", note)
    assert len(begun) >= len(jobs._tasks)  # noqa: SLF001
    assert {caller for job, caller in begun if job != MAKE} <= {NOBODY, THE_RELEASE}
    # Small pictures are made as whoever sent the bytes, so that no key opens to a job of its own.
    senders = {caller for job, caller in begun if job == MAKE} - {NOBODY}
    assert {caller.role for caller in senders} <= FIELD_ROLES


def leave_behind(folder):
    """A file that nobody knows of, old enough to be swept up."""
    folder.write("sealed/left-behind", b"x")
    os.utime(folder.root / "sealed/left-behind", (0, 0))


@pytest.mark.parametrize("login", ["field", "release", "planning"])
def test_an_unset_caller_sees_no_row_of_any_guarded_table(world, settings, superuser, login):
    make_walked(world, world.client("facilitator"))
    # What waits for release is the release login's own: it carries it without a caller.
    own = ("field.release", "pool.") if login == "release" else ()
    readable = [
        table
        for table in tables_of(superuser, GUARDED)
        if may_read(superuser, f"gegenstrom_{login}", table) and not table.startswith(own)
    ]
    assert bool(readable) is (login != "release")
    engine = create_engine(driven(getattr(settings, f"database_{login}")))
    with engine.connect() as connection:
        for table in readable:
            rows = connection.scalar(text(f"select count(*) from {table}"))  # noqa: S608
            assert rows == 0, table
    engine.dispose()


def may_read(engine, login, table):
    asked = text(
        "select has_schema_privilege(:login, :schema, 'usage') "
        "and has_table_privilege(:login, :it, 'select')"
    )
    with engine.connect() as connection:
        values = {"login": login, "schema": table.split(".")[0], "it": table}
        return connection.scalar(asked, values)


@pytest.mark.parametrize(
    ("side", "table"),
    [
        (Side.PLANNING, "people.accounts"),
        (Side.PLANNING, "field.findings"),
        (Side.RELEASE, "field.findings"),
    ],
)
def test_an_injection_on_the_wrong_side_finds_no_table(acting, side, table):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        acting(Caller(side)) as session,
    ):
        session.execute(text(f"select * from {table}"))  # noqa: S608


def test_a_callers_rows_do_not_stay_with_the_connection(world, acting):
    make_walked(world, world.client("facilitator"))
    count = text("select count(*) from field.explorations")
    for _ in range(20):
        with acting(world.caller("facilitator")) as session:
            assert session.scalar(count) == 1
        with acting(NOBODY) as session:
            assert session.scalar(count) == 0


def test_nobody_changes_who_they_are_within_a_transaction(world, app):
    with app.app_context(), transaction(world.caller("facilitator")) as session:
        session.execute(text("select 1"))
        with pytest.raises(RuntimeError), transaction(world.caller("coordinator")):
            pass


def test_geometry_has_its_type_its_srid_and_an_index(superuser):
    with superuser.connect() as connection:
        columns = connection.execute(
            text(
                "select f_table_schema, f_table_name, f_geometry_column, srid, type "
                "from geometry_columns where f_table_schema = any(:it)"
            ),
            {"it": [*GUARDED, "commons"]},
        ).all()
        assert {"findings", "social_spaces"} <= {one.f_table_name for one in columns}
        for column in columns:
            assert column.srid == 4326
            assert column.type in {"POINT", "POLYGON"}
            index = text(
                "select count(*) from pg_indexes where schemaname = :schema "
                "and tablename = :name and indexdef like :gist"
            )
            gist = f"%using gist ({column.f_geometry_column})%".replace("using", "USING")
            found = connection.scalar(
                index,
                {"schema": column.f_table_schema, "name": column.f_table_name, "gist": gist},
            )
            assert found == 1, column

"""The database handle, the base of every table, and the only place that commits.

Each side of the house has a login and so an engine of its own. ``transaction`` says who is calling;
PostgreSQL learns it as settings that end with the transaction, and row-level security reads them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, ClassVar

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from geoalchemy2 import alembic_helpers
from sqlalchemy import (
    Connection,
    CursorResult,
    DateTime,
    Engine,
    Executable,
    MetaData,
    Text,
    event,
    make_url,
    text,
)
from sqlalchemy.dialects.postgresql.psycopg import PGCompiler_psycopg
from sqlalchemy.orm import DeclarativeBase, Session, SessionTransaction, registry
from sqlalchemy.types import TypeEngine

from server.core.caller import Caller, Side, calling, current_caller
from server.core.problems import Problem
from server.core.settings import Settings

# Alembic can only drop a constraint that has a name.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
AFTER_COMMIT = "after_commit"
# PostgreSQL forgets what these set when the transaction ends.
HOLD = text("select set_config('gegenstrom.holds', :holds, true)")
TELL = (
    "select set_config('gegenstrom.account', %s, true), "
    "set_config('gegenstrom.organisation', %s, true), "
    "set_config('gegenstrom.role', %s, true), set_config('gegenstrom.holds', %s, true)"
)


class Base(DeclarativeBase):
    """The base of every table."""

    registry: ClassVar = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={str: Text, datetime: DateTime(timezone=True)},
    )


class SidedSession(FlaskSession):
    """A session whose engine is the login of the caller's side."""

    def get_bind(self, *_: Any, **__: Any) -> Engine | Connection:
        """Ignore tables and binds: who calls decides."""
        return db.engines[current_caller().side]


class GuardedCompiler(PGCompiler_psycopg):
    """Says "in nothing" so that PostgreSQL reads nothing.

    SQLAlchemy's own words for it are a condition, and where rows are guarded PostgreSQL asks every
    row whether it may be seen before it looks at conditions.
    """

    def visit_empty_set_op_expr(
        self, type_: Sequence[TypeEngine[Any]], expand_op: object, **values: Any
    ) -> str:
        """An empty list as a query without rows."""
        del expand_op
        nothing: str = self.visit_empty_set_expr(type_, **values)  # type: ignore[no-untyped-call]
        return nothing


db = SQLAlchemy(model_class=Base, session_options={"class_": SidedSession})
migrations = Migrate(db=db, directory="migrations", include_object=alembic_helpers.include_object)


def connect(app: Flask, settings: Settings) -> None:
    """Give the app one engine for each side."""
    urls = {
        Side.FIELD: settings.database_field,
        Side.RELEASE: settings.database_release,
        Side.PLANNING: settings.database_planning,
    }
    app.config["SQLALCHEMY_BINDS"] = {side: driven(url) for side, url in urls.items()}
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"pool_pre_ping": True, "hide_parameters": True}
    db.init_app(app)
    with app.app_context():
        for engine in db.engines.values():
            engine.dialect.statement_compiler = GuardedCompiler
    migrations.init_app(app)


def driven(url: str) -> str:
    """A libpq URL with the name of the driver that speaks it."""
    full = make_url(url).set(drivername="postgresql+psycopg")
    return full.render_as_string(hide_password=False)


@contextmanager
def transaction(caller: Caller) -> Iterator[Session]:
    """One transaction as ``caller``: returning commits, raising rolls back.

    A problem that ``keeps_writes`` commits and is then raised all the same. What was asked to
    happen after the commit happens only then.

    Raises:
        RuntimeError: a transaction is open already; nobody changes who they are within one.
    """
    session = db.session()
    if session.in_transaction():
        raise RuntimeError("A transaction is open already")
    with calling(caller):
        try:
            yield session
            session.commit()
        except Problem as problem:
            if problem.keeps_writes:
                session.commit()
            raise
        finally:
            later = session.info.pop(AFTER_COMMIT, [])
            db.session.remove()
    for act in later:
        act()


@contextmanager
def asking(caller: Caller) -> Iterator[Connection]:
    """A transaction as ``caller`` for questions alone, without a session.

    It is committed all the same: at a rollback the driver forgets every statement it has prepared.
    """
    with db.engines[caller.side].begin() as connection:
        tell(connection, caller)
        yield connection


def after_commit(session: Session, act: Callable[[], object]) -> None:
    """Do something once, and only if, this transaction is committed."""
    session.info.setdefault(AFTER_COMMIT, []).append(act)


def hold(session: Session, *proofs: str) -> None:
    """Let this transaction see the rows that these proofs open, such as ``account:<name>``."""
    session.execute(HOLD, {"holds": array_of(proofs)})


def array_of(proofs: Iterable[str]) -> str:
    """Proofs as PostgreSQL writes an array: none of them can pass for two, whatever was typed."""
    escaped = (proof.replace("\\", "\\\\").replace('"', '\\"') for proof in sorted(proofs))
    return "{" + ",".join(f'"{proof}"' for proof in escaped) + "}"


@event.listens_for(SidedSession, "after_begin")
def tell_who_calls(_session: Session, begun: SessionTransaction, connection: Connection) -> None:
    """Tell PostgreSQL who calls, until the transaction ends; a savepoint changes nothing."""
    if begun.nested:
        return
    tell(connection, current_caller())


def tell(connection: Connection, caller: Caller) -> None:
    """Tell PostgreSQL who calls in the transaction of this connection."""
    who = (caller.account_id, caller.organisation_id, caller.role)
    settings = [*(str(one or "") for one in who), array_of(caller.holds)]
    driver_of(connection).execute(TELL, settings)


def driver_of(connection: Connection) -> Any:
    """The driver's own connection: what every request says to it need not be worked out anew."""
    return connection.connection.driver_connection


def columns(
    session: Session, statement: Executable, values: Mapping[str, Any]
) -> CursorResult[Any]:
    """Rows of columns: what ``session.execute`` answers, without looking for objects in them."""
    session.flush()
    return session.connection().execute(statement, values)


@contextmanager
def undoing(session: Session) -> Iterator[None]:
    """Undo what the statements of a block wrote, if it raises.

    Like ``session.begin_nested``, but only for blocks that change no object of the session.
    """
    session.flush()
    driver = driver_of(session.connection())
    driver.execute("savepoint block")
    try:
        yield
    except BaseException:
        driver.execute("rollback to savepoint block")
        raise
    finally:
        driver.execute("release savepoint block")

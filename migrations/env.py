"""How migrations run: as the owner, in one transaction, never waiting long for a lock."""

from alembic import context
from geoalchemy2 import alembic_helpers
from sqlalchemy import create_engine, pool, text
from sqlalchemy.dialects.postgresql.base import ischema_names
from sqlalchemy.types import UserDefinedType

SCHEMAS = ("people", "field", "pool", "planning", "commons", "audit")


class TransactionId(UserDefinedType):
    """PostgreSQL's 64-bit transaction id, which SQLAlchemy does not know."""

    def get_col_spec(self, **_):
        return "xid8"


ischema_names["xid8"] = TransactionId


def target_metadata():
    """The models, for comparing; migrations themselves never import them."""
    return context.config.attributes.get("metadata")


def include_name(name, type_, _parents):
    return type_ != "schema" or name in SCHEMAS


def run() -> None:
    engine = create_engine(context.config.attributes["url"], poolclass=pool.NullPool)
    with engine.connect() as connection:
        connection.execute(text("set lock_timeout = '4s'"))
        connection.execute(text("set statement_timeout = '60s'"))
        connection.commit()
        context.configure(
            connection=connection,
            target_metadata=target_metadata(),
            include_schemas=True,
            include_name=include_name,
            include_object=alembic_helpers.include_object,
            process_revision_directives=alembic_helpers.writer,
            render_item=alembic_helpers.render_item,
            compare_server_default=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()

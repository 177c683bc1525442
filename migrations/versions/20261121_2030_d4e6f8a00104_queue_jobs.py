"""Make Procrastinate's queue (its own schema of version 3.10) within the schema jobs."""

from pathlib import Path

from alembic import op

revision = "d4e6f8a00104"
down_revision = "c3d5e7f90103"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local search_path = jobs")
    connection = op.get_bind().connection.dbapi_connection
    # psycopg takes many statements at once only without parameters.
    connection.execute(Path(__file__).with_suffix(".up.sql").read_bytes())
    connection.execute(
        "grant select, insert, update, delete on all tables in schema jobs to gegenstrom_field"
    )
    connection.execute("grant usage on all sequences in schema jobs to gegenstrom_field")
    connection.execute("set local search_path = public")


def downgrade() -> None:
    op.execute("drop schema jobs cascade")
    op.execute("create schema jobs")
    op.execute("grant usage on schema jobs to gegenstrom_field")

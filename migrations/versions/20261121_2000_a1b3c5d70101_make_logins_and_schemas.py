"""Make the three runtime logins, the schemas, and the functions that say who calls."""

from pathlib import Path

from alembic import op

revision = "a1b3c5d70101"
down_revision = None
branch_labels = None
depends_on = None

SCHEMAS = ("people", "field", "pool", "planning", "commons", "audit", "jobs")


def upgrade() -> None:
    op.execute(Path(__file__).with_suffix(".up.sql").read_text())


def downgrade() -> None:
    # The logins stay: other databases of the same cluster may use them.
    for schema in reversed(SCHEMAS):
        op.execute(f"drop schema {schema} cascade")

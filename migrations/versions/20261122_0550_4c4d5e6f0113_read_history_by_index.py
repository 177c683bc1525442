"""Read the history of records by index: what a caller reaches is listed once, not asked of each row."""

from pathlib import Path

from alembic import op

revision = "4c4d5e6f0113"
down_revision = "3c4d5e6f0112"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(Path(__file__).with_suffix(".up.sql").read_text())


def downgrade() -> None:
    op.execute(Path(__file__).with_suffix(".down.sql").read_text())

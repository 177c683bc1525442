"""Find what waits for a person's choice and what was deleted without reading every revision."""

from pathlib import Path

from alembic import op

revision = "7e8f90a10113"
down_revision = "4d5e6f700113"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(Path(__file__).with_suffix(".up.sql").read_text())


def downgrade() -> None:
    op.execute(Path(__file__).with_suffix(".down.sql").read_text())

"""Hear every spoken yes: its recording is kept with it, and with no other answer."""

from pathlib import Path

from alembic import op

revision = "4d5e6f700113"
down_revision = "4c4d5e6f0113"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(Path(__file__).with_suffix(".up.sql").read_text())


def downgrade() -> None:
    op.execute(Path(__file__).with_suffix(".down.sql").read_text())

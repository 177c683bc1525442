"""Keep network maps: a person's contacts at a date, and who of them knows whom."""

from pathlib import Path

from alembic import op

revision = "3c4d5e6f0112"
down_revision = "2b3c4d5e0111"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(Path(__file__).with_suffix(".up.sql").read_text())


def downgrade() -> None:
    op.execute(Path(__file__).with_suffix(".down.sql").read_text())

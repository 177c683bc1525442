"""Say more of a contact: since when they know each other, and how long the way is."""

from pathlib import Path

from alembic import op

revision = "5e6f70810114"
down_revision = "7e8f90a10113"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(Path(__file__).with_suffix(".up.sql").read_text())


def downgrade() -> None:
    op.execute(Path(__file__).with_suffix(".down.sql").read_text())

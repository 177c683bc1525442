"""Tell people more: their own consultations and sheet, and who answers for their data."""

from pathlib import Path

from alembic import op

revision = "1a2b3c4d0110"
down_revision = "ebf30f20010b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(Path(__file__).with_suffix(".up.sql").read_text())


def downgrade() -> None:
    op.execute(Path(__file__).with_suffix(".down.sql").read_text())

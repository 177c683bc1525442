"""Consult on cases: shared copies under a key of one consultation, and sheets for a plan."""

from pathlib import Path

from alembic import op

revision = "ebf30f20010b"
down_revision = "dae2fe0f010a"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(Path(__file__).with_suffix(".up.sql").read_text())


def downgrade() -> None:
    op.execute(Path(__file__).with_suffix(".down.sql").read_text())

"""Let facilitators take in participants; tell devices what to forget; erase a person for good."""

from pathlib import Path

from alembic import op

revision = "f6a8bac20106"
down_revision = "e5f7a9b10105"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(Path(__file__).with_suffix(".up.sql").read_text())


def downgrade() -> None:
    op.execute(Path(__file__).with_suffix(".down.sql").read_text())

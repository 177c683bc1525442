"""Guard every row: grants, row-level security, change stamps and the sealed audit."""

from pathlib import Path

from alembic import op

revision = "c3d5e7f90103"
down_revision = "b2c4d6e80102"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(Path(__file__).with_suffix(".up.sql").read_text())


def downgrade() -> None:
    op.execute(Path(__file__).with_suffix(".down.sql").read_text())

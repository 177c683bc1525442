"""Sign in with OpenID Connect; look guarded rows up by index."""

from pathlib import Path

from alembic import op

revision = "dae2fe0f010a"
down_revision = "c9d1edfe0109"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(Path(__file__).with_suffix(".up.sql").read_text())


def downgrade() -> None:
    op.execute(Path(__file__).with_suffix(".down.sql").read_text())

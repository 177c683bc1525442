"""Keep recovery shares: what opens a device whose PIN or password is forgotten."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "b8c0dced0108"
down_revision = "a7b9cbd30107"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recovery_shares",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_share", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["people.accounts.id"],
            name=op.f("fk_recovery_shares_account_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "device_id", name=op.f("pk_recovery_shares")),
        schema="people",
    )
    op.execute(Path(__file__).with_suffix(".up.sql").read_text())


def downgrade() -> None:
    op.execute(Path(__file__).with_suffix(".down.sql").read_text())
    op.drop_table("recovery_shares", schema="people")

"""Sync in sets: receipts of one's own, two versions kept, rules whose plans are kept."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "2b3c4d5e0111"
down_revision = "1a2b3c4d0110"
branch_labels = None
depends_on = None

STATEMENTS = Path(__file__)


def upgrade() -> None:
    op.add_column("revisions", sa.Column("resolves", sa.Uuid()), schema="field")
    op.add_column("revisions", sa.Column("sealed_overridden", sa.LargeBinary()), schema="field")
    op.create_index(
        op.f("ix_revisions_resolves"),
        "revisions",
        ["resolves"],
        schema="field",
        postgresql_where=sa.text("resolves is not null"),
    )
    op.create_table(
        "thumbnails_waiting",
        sa.Column("photograph_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["photograph_id"],
            ["field.photographs.id"],
            name=op.f("fk_thumbnails_waiting_photograph_id_photographs"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("photograph_id", name=op.f("pk_thumbnails_waiting")),
        schema="field",
    )
    op.execute(STATEMENTS.with_suffix(".up.sql").read_text())


def downgrade() -> None:
    op.execute(STATEMENTS.with_suffix(".down.sql").read_text())
    op.drop_table("thumbnails_waiting", schema="field")
    op.drop_index(op.f("ix_revisions_resolves"), "revisions", schema="field")
    op.drop_column("revisions", "sealed_overridden", schema="field")
    op.drop_column("revisions", "resolves", schema="field")

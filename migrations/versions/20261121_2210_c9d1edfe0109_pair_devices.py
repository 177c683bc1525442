"""Pair devices: participants sign in with a paired phone and a picture PIN, and reach their own."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "c9d1edfe0109"
down_revision = "b8c0dced0108"
branch_labels = None
depends_on = None

TABLES = ("forgotten_pins", "devices", "pairings", "ended_devices")


def upgrade() -> None:
    op.alter_column("accounts", "password_hash", nullable=True, schema="people")
    op.add_column("sessions", sa.Column("paired_device_id", sa.Uuid()), schema="people")
    op.add_column("participants", sa.Column("account_id", sa.Uuid()), schema="people")
    op.create_foreign_key(
        op.f("fk_participants_account_id_accounts"),
        "participants",
        "accounts",
        ["account_id"],
        ["id"],
        source_schema="people",
        referent_schema="people",
        ondelete="SET NULL",
    )
    op.create_unique_constraint(
        op.f("uq_participants_account_id"), "participants", ["account_id"], schema="people"
    )
    make_pairings()
    make_devices()
    op.execute(Path(__file__).with_suffix(".up.sql").read_text())


def downgrade() -> None:
    op.execute(Path(__file__).with_suffix(".down.sql").read_text())
    for table in TABLES:
        op.drop_table(table, schema="people")
    op.drop_column("sessions", "paired_device_id", schema="people")
    op.drop_column("participants", "account_id", schema="people")
    op.alter_column("accounts", "password_hash", nullable=False, schema="people")


def goes_with_account(table: str, name: str) -> list[sa.schema.SchemaItem]:
    """A column that names an account and goes with it."""
    return [
        sa.Column(name, sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            [name],
            ["people.accounts.id"],
            name=op.f(f"fk_{table}_{name}_accounts"),
            ondelete="CASCADE",
        ),
    ]


def moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def make_pairings() -> None:
    op.create_table(
        "pairings",
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        *goes_with_account("pairings", "made_by"),
        moment("expires_at"),
        sa.Column("replaces", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["people.participants.id"],
            name=op.f("fk_pairings_participant_id_participants"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_pairings")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_pairings_code_hash")),
        schema="people",
    )
    index("ix_pairings_made_by", "pairings", "made_by")


def make_devices() -> None:
    op.create_table(
        "devices",
        sa.Column("id", sa.Uuid(), nullable=False),
        *goes_with_account("devices", "account_id"),
        sa.Column("credential_hash", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        moment("paired_at"),
        moment("last_seen_at"),
        moment("revoked_at", nullable=True),
        sa.PrimaryKeyConstraint("id", "account_id", name=op.f("pk_devices")),
        sa.UniqueConstraint("credential_hash", name=op.f("uq_devices_credential_hash")),
        schema="people",
    )
    index("ix_devices_account_id", "devices", "account_id")
    op.create_table(
        "forgotten_pins",
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        *goes_with_account("forgotten_pins", "made_by"),
        moment("expires_at"),
        sa.ForeignKeyConstraint(
            ["device_id", "account_id"],
            ["people.devices.id", "people.devices.account_id"],
            name=op.f("fk_forgotten_pins_device_id_account_id_devices"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("device_id", "account_id", name=op.f("pk_forgotten_pins")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_forgotten_pins_code_hash")),
        schema="people",
    )
    index("ix_forgotten_pins_made_by", "forgotten_pins", "made_by")
    op.create_table(
        "ended_devices",
        sa.Column("credential_hash", sa.Text(), nullable=False),
        moment("ended_at"),
        sa.PrimaryKeyConstraint("credential_hash", name=op.f("pk_ended_devices")),
        schema="people",
    )


def index(name: str, table: str, column: str) -> None:
    op.create_index(op.f(name), table, [column], unique=False, schema="people")

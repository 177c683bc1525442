"""Keep accounts: invitations, password resets, second factors, and sessions that can be listed."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "a7b9cbd30107"
down_revision = "f6a8bac20106"
branch_labels = None
depends_on = None

SESSION_ROLE = "fk_sessions_account_id_organisation_id_role_memberships"
TABLES = (
    "invitations",
    "password_resets",
    "totp_secrets",
    "passkeys",
    "recovery_codes",
    "challenges",
)


def upgrade() -> None:
    extend_sessions()
    make_invitations()
    make_second_factors()
    op.execute(Path(__file__).with_suffix(".up.sql").read_text())


def downgrade() -> None:
    op.execute(Path(__file__).with_suffix(".down.sql").read_text())
    for table in TABLES:
        op.drop_table(table, schema="people")
    op.drop_constraint(SESSION_ROLE, "sessions", schema="people")
    op.drop_constraint("uq_sessions_id", "sessions", schema="people")
    for column in ("id", "last_seen_at", "device", "second_factor_at"):
        op.drop_column("sessions", column, schema="people")


def extend_sessions() -> None:
    op.add_column(
        "sessions",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        schema="people",
    )
    op.create_unique_constraint(op.f("uq_sessions_id"), "sessions", ["id"], schema="people")
    op.add_column(
        "sessions", sa.Column("last_seen_at", sa.DateTime(timezone=True)), schema="people"
    )
    op.execute("update people.sessions set last_seen_at = begun_at")
    op.alter_column("sessions", "last_seen_at", nullable=False, schema="people")
    op.add_column(
        "sessions",
        sa.Column("device", sa.Text(), server_default="", nullable=False),
        schema="people",
    )
    op.add_column(
        "sessions", sa.Column("second_factor_at", sa.DateTime(timezone=True)), schema="people"
    )
    # A session in a role that is no longer held let nobody in; now it cannot be.
    op.execute("""
        delete from people.sessions
        where not exists (
            select from people.memberships
            where memberships.account_id = sessions.account_id
              and memberships.organisation_id = sessions.organisation_id
              and memberships.role = sessions.role
        )
    """)
    op.create_foreign_key(
        SESSION_ROLE,
        "sessions",
        "memberships",
        ["account_id", "organisation_id", "role"],
        ["account_id", "organisation_id", "role"],
        source_schema="people",
        referent_schema="people",
        ondelete="CASCADE",
    )


def account_id(
    table: str, name: str = "account_id", **options: object
) -> list[sa.schema.SchemaItem]:
    """A column that names an account and goes with it."""
    return [
        sa.Column(name, sa.Uuid(), **options),
        sa.ForeignKeyConstraint(
            [name],
            ["people.accounts.id"],
            name=op.f(f"fk_{table}_{name}_accounts"),
            ondelete="CASCADE",
        ),
    ]


def make_invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("sealed_for_whom", sa.LargeBinary(), nullable=True),
        *account_id("invitations", "invited_by", nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        *account_id("invitations", "accepted_by", nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "role in ('participant', 'facilitator', 'coordinator', 'consultant', 'planner', 'partner', 'operator')",
            name=op.f("ck_invitations_role"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["commons.organisations.id"],
            name=op.f("fk_invitations_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_invitations_code_hash")),
        schema="people",
    )
    for column in ("organisation_id", "invited_by", "accepted_by"):
        index(f"ix_invitations_{column}", "invitations", column)
    op.create_table(
        "password_resets",
        *account_id("password_resets", nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        *account_id("password_resets", "made_by", nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("also_second_factor", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_password_resets")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_password_resets_code_hash")),
        schema="people",
    )
    index("ix_password_resets_made_by", "password_resets", "made_by")


def make_second_factors() -> None:
    op.create_table(
        "totp_secrets",
        *account_id("totp_secrets", nullable=False),
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_step", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_totp_secrets")),
        schema="people",
    )
    op.create_table(
        "passkeys",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("credential_id", sa.Text(), nullable=False),
        *account_id("passkeys", nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkeys_credential_id")),
        schema="people",
    )
    index("ix_passkeys_account_id", "passkeys", "account_id")
    op.create_table(
        "recovery_codes",
        sa.Column("code_hash", sa.Text(), nullable=False),
        *account_id("recovery_codes", nullable=False),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_recovery_codes")),
        schema="people",
    )
    index("ix_recovery_codes_account_id", "recovery_codes", "account_id")
    op.create_table(
        "challenges",
        sa.Column("challenge_hash", sa.Text(), nullable=False),
        *account_id("challenges", nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("challenge_hash", name=op.f("pk_challenges")),
        schema="people",
    )
    index("ix_challenges_account_id", "challenges", "account_id")


def index(name: str, table: str, column: str) -> None:
    op.create_index(op.f(name), table, [column], unique=False, schema="people")

"""Make the tables of people, explorations, walks, the pool, reports and the audit."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

revision = "b2c4d6e80102"
down_revision = "a1b3c5d70101"
branch_labels = None
depends_on = None


TABLES = [
    "audit.blocks",
    "audit.entries",
    "commons.organisations",
    "field.keys",
    "field.release_keys",
    "people.accounts",
    "people.keys",
    "people.sign_in_attempts",
    "audit.block_entries",
    "commons.social_spaces",
    "people.memberships",
    "people.participants",
    "people.sessions",
    "planning.reports",
    "field.explorations",
    "people.assignments",
    "pool.findings",
    "field.exploration_facilitators",
    "field.exploration_participants",
    "field.revisions",
    "field.walks",
    "planning.report_findings",
    "pool.photographs",
    "field.findings",
    "field.photographs",
    "field.releases",
    "field.release_photographs",
]


class TransactionId(sa.types.UserDefinedType):
    """PostgreSQL's 64-bit transaction id."""

    cache_ok = True

    def get_col_spec(self, **_):
        return "xid8"


def upgrade() -> None:
    op.create_table(
        "blocks",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_blocks")),
        schema="audit",
    )
    op.create_table(
        "entries",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column(
            "at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column(
            "codes",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
        schema="audit",
    )
    op.create_table(
        "organisations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "kind in ('provider', 'funder', 'municipality', 'partner', 'council_body')",
            name=op.f("ck_organisations_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("code", name=op.f("uq_organisations_code")),
        schema="commons",
    )
    op.create_table(
        "keys",
        sa.Column("holder_id", sa.Uuid(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped_with", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("holder_id", name=op.f("pk_keys")),
        schema="field",
    )
    op.create_table(
        "release_keys",
        sa.Column("holder_id", sa.Uuid(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped_with", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("holder_id", name=op.f("pk_release_keys")),
        schema="field",
    )
    op.create_table(
        "accounts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("sealed_display_name", sa.LargeBinary(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("name", name=op.f("uq_accounts_name")),
        schema="people",
    )
    op.create_table(
        "keys",
        sa.Column("holder_id", sa.Uuid(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped_with", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("holder_id", name=op.f("pk_keys")),
        schema="people",
    )
    op.create_table(
        "sign_in_attempts",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempts")),
        schema="people",
    )
    op.create_index(
        op.f("ix_sign_in_attempts_proof"),
        "sign_in_attempts",
        ["proof"],
        unique=False,
        schema="people",
    )
    op.create_table(
        "block_entries",
        sa.Column("entry_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("block", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["block"], ["audit.blocks.number"], name=op.f("fk_block_entries_block_blocks")
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_block_entries")),
        schema="audit",
    )
    op.create_index(
        op.f("ix_block_entries_block"), "block_entries", ["block"], unique=False, schema="audit"
    )
    op.create_geospatial_table(
        "social_spaces",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column(
            "outline",
            Geometry(
                geometry_type="POLYGON", srid=4326, dimension=2, spatial_index=False, nullable=False
            ),
            nullable=False,
        ),
        sa.Column("inhabitants", sa.Integer(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["commons.organisations.id"],
            name=op.f("fk_social_spaces_municipality_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_social_spaces")),
        sa.UniqueConstraint("code", name=op.f("uq_social_spaces_code")),
        schema="commons",
    )
    op.create_geospatial_index(
        "idx_social_spaces_outline",
        "social_spaces",
        ["outline"],
        unique=False,
        schema="commons",
        postgresql_using="gist",
        postgresql_ops={},
    )
    op.create_index(
        op.f("ix_social_spaces_municipality_id"),
        "social_spaces",
        ["municipality_id"],
        unique=False,
        schema="commons",
    )
    op.create_table(
        "memberships",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "role in ('participant', 'facilitator', 'coordinator', 'consultant', 'planner', 'partner', 'operator')",
            name=op.f("ck_memberships_role"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["people.accounts.id"],
            name=op.f("fk_memberships_account_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["commons.organisations.id"],
            name=op.f("fk_memberships_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "account_id", "organisation_id", "role", name=op.f("pk_memberships")
        ),
        schema="people",
    )
    op.create_index(
        op.f("ix_memberships_organisation_id"),
        "memberships",
        ["organisation_id"],
        unique=False,
        schema="people",
    )
    op.create_table(
        "participants",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.Column("picture", sa.Text(), nullable=False),
        sa.Column("sealed_name", sa.LargeBinary(), nullable=True),
        sa.Column("profile", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"],
            ["commons.organisations.id"],
            name=op.f("fk_participants_provider_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participants")),
        schema="people",
    )
    op.create_index(
        op.f("ix_participants_provider_id"),
        "participants",
        ["provider_id"],
        unique=False,
        schema="people",
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["people.accounts.id"],
            name=op.f("fk_sessions_account_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sessions")),
        schema="people",
    )
    op.create_index(
        op.f("ix_sessions_account_id"), "sessions", ["account_id"], unique=False, schema="people"
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("introduction", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="draft", nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint("state in ('draft', 'published')", name=op.f("ck_reports_state_known")),
        sa.CheckConstraint(
            "char_length(introduction) <= 10000", name=op.f("ck_reports_introduction_length")
        ),
        sa.CheckConstraint(
            "char_length(title) between 1 and 200", name=op.f("ck_reports_title_length")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["commons.organisations.id"],
            name=op.f("fk_reports_municipality_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        schema="planning",
    )
    op.create_index(
        op.f("ix_reports_municipality_id"),
        "reports",
        ["municipality_id"],
        unique=False,
        schema="planning",
    )
    op.create_table(
        "explorations",
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("sealed_title", sa.LargeBinary(), nullable=True),
        sa.Column("social_space_id", sa.Uuid(), nullable=True),
        sa.Column("occasion", sa.Text(), nullable=True),
        sa.Column("practice", sa.Boolean(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Uuid(), nullable=False),
        sa.Column("changed_in", TransactionId(), server_default=sa.FetchedValue(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by"], ["people.accounts.id"], name=op.f("fk_explorations_created_by_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"],
            ["commons.organisations.id"],
            name=op.f("fk_explorations_provider_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["social_space_id"],
            ["commons.social_spaces.id"],
            name=op.f("fk_explorations_social_space_id_social_spaces"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_explorations")),
        schema="field",
    )
    op.create_index(
        op.f("ix_explorations_changed_in"),
        "explorations",
        ["changed_in"],
        unique=False,
        schema="field",
    )
    op.create_index(
        op.f("ix_explorations_created_by"),
        "explorations",
        ["created_by"],
        unique=False,
        schema="field",
    )
    op.create_index(
        op.f("ix_explorations_provider_id"),
        "explorations",
        ["provider_id"],
        unique=False,
        schema="field",
    )
    op.create_table(
        "assignments",
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["people.accounts.id"],
            name=op.f("fk_assignments_account_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["people.participants.id"],
            name=op.f("fk_assignments_participant_id_participants"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("participant_id", "account_id", name=op.f("pk_assignments")),
        schema="people",
    )
    op.create_index(
        op.f("ix_assignments_account_id"),
        "assignments",
        ["account_id"],
        unique=False,
        schema="people",
    )
    op.create_geospatial_table(
        "findings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("subcategory", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "location",
            Geometry(
                geometry_type="POINT", srid=4326, dimension=2, spatial_index=False, nullable=False
            ),
            nullable=False,
        ),
        sa.Column("seen_month", sa.Date(), nullable=False),
        sa.Column("social_space_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("kind in ('barrier', 'good', 'idea')", name=op.f("ck_findings_kind")),
        sa.CheckConstraint(
            "seen_month = date_trunc('month', seen_month)::date",
            name=op.f("ck_findings_month_only"),
        ),
        sa.ForeignKeyConstraint(
            ["social_space_id"],
            ["commons.social_spaces.id"],
            name=op.f("fk_findings_social_space_id_social_spaces"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
        schema="pool",
    )
    op.create_geospatial_index(
        "idx_findings_location",
        "findings",
        ["location"],
        unique=False,
        schema="pool",
        postgresql_using="gist",
        postgresql_ops={},
    )
    op.create_index(
        op.f("ix_findings_question"), "findings", ["question"], unique=False, schema="pool"
    )
    op.create_index(
        op.f("ix_findings_social_space_id"),
        "findings",
        ["social_space_id"],
        unique=False,
        schema="pool",
    )
    op.create_table(
        "exploration_facilitators",
        sa.Column("exploration_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["people.accounts.id"],
            name=op.f("fk_exploration_facilitators_account_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["exploration_id"],
            ["field.explorations.id"],
            name=op.f("fk_exploration_facilitators_exploration_id_explorations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "exploration_id", "account_id", name=op.f("pk_exploration_facilitators")
        ),
        schema="field",
    )
    op.create_index(
        op.f("ix_exploration_facilitators_account_id"),
        "exploration_facilitators",
        ["account_id"],
        unique=False,
        schema="field",
    )
    op.create_table(
        "exploration_participants",
        sa.Column("exploration_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["exploration_id"],
            ["field.explorations.id"],
            name=op.f("fk_exploration_participants_exploration_id_explorations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["people.participants.id"],
            name=op.f("fk_exploration_participants_participant_id_participants"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "exploration_id", "participant_id", name=op.f("pk_exploration_participants")
        ),
        schema="field",
    )
    op.create_index(
        op.f("ix_exploration_participants_participant_id"),
        "exploration_participants",
        ["participant_id"],
        unique=False,
        schema="field",
    )
    op.create_table(
        "revisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("exploration_id", sa.Uuid(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("base", sa.Uuid(), nullable=True),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("overridden", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_body", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["exploration_id"],
            ["field.explorations.id"],
            name=op.f("fk_revisions_exploration_id_explorations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisions")),
        schema="field",
    )
    op.create_index(
        op.f("ix_revisions_exploration_id"),
        "revisions",
        ["exploration_id"],
        unique=False,
        schema="field",
    )
    op.create_index(
        op.f("ix_revisions_record_id"), "revisions", ["record_id"], unique=False, schema="field"
    )
    op.create_table(
        "walks",
        sa.Column("exploration_id", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("weather", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Uuid(), nullable=False),
        sa.Column("changed_in", TransactionId(), server_default=sa.FetchedValue(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["exploration_id"],
            ["field.explorations.id"],
            name=op.f("fk_walks_exploration_id_explorations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_walks")),
        schema="field",
    )
    op.create_index(
        op.f("ix_walks_changed_in"), "walks", ["changed_in"], unique=False, schema="field"
    )
    op.create_index(
        op.f("ix_walks_exploration_id"), "walks", ["exploration_id"], unique=False, schema="field"
    )
    op.create_table(
        "report_findings",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("position >= 0", name=op.f("ck_report_findings_position_not_negative")),
        sa.ForeignKeyConstraint(
            ["finding_id"],
            ["pool.findings.id"],
            name=op.f("fk_report_findings_finding_id_findings"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["planning.reports.id"],
            name=op.f("fk_report_findings_report_id_reports"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("report_id", "finding_id", name=op.f("pk_report_findings")),
        schema="planning",
    )
    op.create_index(
        op.f("ix_report_findings_finding_id"),
        "report_findings",
        ["finding_id"],
        unique=False,
        schema="planning",
    )
    op.create_table(
        "photographs",
        sa.Column("finding_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_id"],
            ["pool.findings.id"],
            name=op.f("fk_photographs_finding_id_findings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("finding_id", "sha256", name=op.f("pk_photographs")),
        schema="pool",
    )
    op.create_geospatial_table(
        "findings",
        sa.Column("exploration_id", sa.Uuid(), nullable=False),
        sa.Column("walk_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("subcategory", sa.Text(), nullable=True),
        sa.Column("felt_effect", sa.Text(), nullable=True),
        sa.Column("groups", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("sealed_note", sa.LargeBinary(), nullable=True),
        sa.Column(
            "location",
            Geometry(geometry_type="POINT", srid=4326, dimension=2, spatial_index=False),
            nullable=True,
        ),
        sa.Column("location_source", sa.Text(), nullable=True),
        sa.Column("accuracy_m", sa.Double(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_participant_id", sa.Uuid(), nullable=True),
        sa.Column("who_spoke", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Uuid(), nullable=False),
        sa.Column("changed_in", TransactionId(), server_default=sa.FetchedValue(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind in ('barrier', 'good', 'idea')", name=op.f("ck_findings_kind")),
        sa.CheckConstraint("accuracy_m >= 0", name=op.f("ck_findings_accuracy_not_negative")),
        sa.ForeignKeyConstraint(
            ["author_participant_id"],
            ["people.participants.id"],
            name=op.f("fk_findings_author_participant_id_participants"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["exploration_id"],
            ["field.explorations.id"],
            name=op.f("fk_findings_exploration_id_explorations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["people.accounts.id"], name=op.f("fk_findings_recorded_by_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["walk_id"],
            ["field.walks.id"],
            name=op.f("fk_findings_walk_id_walks"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
        schema="field",
    )
    op.create_geospatial_index(
        "idx_findings_location",
        "findings",
        ["location"],
        unique=False,
        schema="field",
        postgresql_using="gist",
        postgresql_ops={},
    )
    op.create_index(
        op.f("ix_findings_author_participant_id"),
        "findings",
        ["author_participant_id"],
        unique=False,
        schema="field",
    )
    op.create_index(
        op.f("ix_findings_changed_in"), "findings", ["changed_in"], unique=False, schema="field"
    )
    op.create_index(
        op.f("ix_findings_exploration_id"),
        "findings",
        ["exploration_id"],
        unique=False,
        schema="field",
    )
    op.create_index(
        op.f("ix_findings_walk_id"), "findings", ["walk_id"], unique=False, schema="field"
    )
    op.create_table(
        "photographs",
        sa.Column("exploration_id", sa.Uuid(), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed_description", sa.LargeBinary(), nullable=True),
        sa.Column("holder_id", sa.Uuid(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stored_sha256", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Uuid(), nullable=False),
        sa.Column("changed_in", TransactionId(), server_default=sa.FetchedValue(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("size_bytes > 0", name=op.f("ck_photographs_size_positive")),
        sa.ForeignKeyConstraint(
            ["exploration_id"],
            ["field.explorations.id"],
            name=op.f("fk_photographs_exploration_id_explorations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"],
            ["field.findings.id"],
            name=op.f("fk_photographs_finding_id_findings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photographs")),
        schema="field",
    )
    op.create_index(
        op.f("ix_photographs_changed_in"),
        "photographs",
        ["changed_in"],
        unique=False,
        schema="field",
    )
    op.create_index(
        op.f("ix_photographs_exploration_id"),
        "photographs",
        ["exploration_id"],
        unique=False,
        schema="field",
    )
    op.create_index(
        op.f("ix_photographs_finding_id"),
        "photographs",
        ["finding_id"],
        unique=False,
        schema="field",
    )
    op.create_index(
        op.f("ix_photographs_sha256"), "photographs", ["sha256"], unique=False, schema="field"
    )
    op.create_geospatial_table(
        "releases",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=False),
        sa.Column("exploration_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("chosen_by", sa.Uuid(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("subcategory", sa.Text(), nullable=True),
        sa.Column(
            "location",
            Geometry(
                geometry_type="POINT", srid=4326, dimension=2, spatial_index=False, nullable=False
            ),
            nullable=False,
        ),
        sa.Column("seen_month", sa.Date(), nullable=False),
        sa.Column("sealed_text", sa.LargeBinary(), nullable=True),
        sa.Column("pooled_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "seen_month = date_trunc('month', seen_month)::date",
            name=op.f("ck_releases_month_only"),
        ),
        sa.CheckConstraint("state in ('waiting', 'released')", name=op.f("ck_releases_state")),
        sa.ForeignKeyConstraint(
            ["finding_id"],
            ["field.findings.id"],
            name=op.f("fk_releases_finding_id_findings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases")),
        sa.UniqueConstraint("finding_id", name=op.f("uq_releases_finding_id")),
        schema="field",
    )
    op.create_geospatial_index(
        "idx_releases_location",
        "releases",
        ["location"],
        unique=False,
        schema="field",
        postgresql_using="gist",
        postgresql_ops={},
    )
    op.create_index(
        op.f("ix_releases_exploration_id"),
        "releases",
        ["exploration_id"],
        unique=False,
        schema="field",
    )
    op.create_table(
        "release_photographs",
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("sealed_description", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["field.releases.id"],
            name=op.f("fk_release_photographs_release_id_releases"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("release_id", "sha256", name=op.f("pk_release_photographs")),
        schema="field",
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.execute(f"drop table {table}")

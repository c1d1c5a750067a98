"""Answers of staff, questions asked and what people thought of the answers"""

import sqlalchemy as sa
from alembic import op

import knowledge.database

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "faqentry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("written_at", knowledge.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("active", "to_review", "withdrawn", name="faqstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "doubt",
            sa.Enum(
                "reworded",
                "changed",
                "retired",
                "repealed",
                "expired",
                "not_yet",
                "over",
                name="doubt",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("doubted", sa.String(), nullable=True),
        sa.Column("told_at", knowledge.database.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "goldenresult",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("checked_at", knowledge.database.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_table(
        "asked",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum("telegram", "web", "terminal", name="channel", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("is_group", sa.Boolean(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "guest",
                "enterprise",
                "department",
                "official",
                "staff",
                "admin",
                name="role",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column(
            "subject",
            sa.Enum(
                "policy", "project", "metric", "issue", "faq", name="subject", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column(
            "reason",
            sa.Enum(
                "empty",
                "too_long",
                "not_found",
                "other_place",
                "other_year",
                "other_figure",
                "not_told",
                "unknown_number",
                "unknown_project",
                "no_projects",
                name="reason",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("citations", sa.JSON(), nullable=False),
        sa.Column("asked_at", knowledge.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("settled_at", knowledge.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["faqentry.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("asked", schema=None) as batch_op:
        batch_op.create_index("ix_asked_asked_at", ["asked_at"], unique=False)
        batch_op.create_index("ix_asked_entry_id", ["entry_id"], unique=False)
        batch_op.create_index("ix_asked_key", ["key"], unique=False)
        batch_op.create_index("ix_asked_person_id", ["person_id"], unique=False)

    op.create_table(
        "faqsource",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("article", sa.String(), nullable=True),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("text_hash", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["faqentry.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("faqsource", schema=None) as batch_op:
        batch_op.create_index("ix_faqsource_document_id", ["document_id"], unique=False)
        batch_op.create_index("ix_faqsource_entry_id", ["entry_id"], unique=False)

    op.create_table(
        "faqwording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["faqentry.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("faqwording", schema=None) as batch_op:
        batch_op.create_index("ix_faqwording_entry_id", ["entry_id"], unique=False)
        batch_op.create_index("ix_faqwording_key", ["key"], unique=False)

    op.create_table(
        "verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asked_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "guest",
                "enterprise",
                "department",
                "official",
                "staff",
                "admin",
                name="role",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("is_useful", sa.Boolean(), nullable=False),
        sa.Column(
            "why",
            sa.Enum(
                "inaccurate",
                "outdated",
                "beside",
                "source",
                "other",
                name="why",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("judged_at", knowledge.database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_id"],
            ["asked.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("asked_id", "person"),
    )
    with op.batch_alter_table("verdict", schema=None) as batch_op:
        batch_op.create_index("ix_verdict_asked_id", ["asked_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("verdict", schema=None) as batch_op:
        batch_op.drop_index("ix_verdict_asked_id")

    op.drop_table("verdict")
    with op.batch_alter_table("faqwording", schema=None) as batch_op:
        batch_op.drop_index("ix_faqwording_key")
        batch_op.drop_index("ix_faqwording_entry_id")

    op.drop_table("faqwording")
    with op.batch_alter_table("faqsource", schema=None) as batch_op:
        batch_op.drop_index("ix_faqsource_entry_id")
        batch_op.drop_index("ix_faqsource_document_id")

    op.drop_table("faqsource")
    with op.batch_alter_table("asked", schema=None) as batch_op:
        batch_op.drop_index("ix_asked_person_id")
        batch_op.drop_index("ix_asked_key")
        batch_op.drop_index("ix_asked_entry_id")
        batch_op.drop_index("ix_asked_asked_at")

    op.drop_table("asked")
    op.drop_table("goldenresult")
    op.drop_table("faqentry")

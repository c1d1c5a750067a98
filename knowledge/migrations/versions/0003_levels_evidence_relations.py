"""Levels, evidence, spots, and relations between documents of which repeals are one kind"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "relation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("repeals", "amends", "implements", name="relationkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    _index("relation")
    op.execute(
        "INSERT INTO relation (document_id, kind, title, number, day, words) "
        "SELECT document_id, 'repeals', title, number, day, '' FROM repeal ORDER BY id"
    )
    op.drop_table("repeal")
    with op.batch_alter_table("document", schema=None, recreate="never") as batch_op:
        batch_op.add_column(
            sa.Column(
                "level",
                sa.Enum(
                    "nation",
                    "province",
                    "city",
                    "county",
                    "park",
                    name="level",
                    native_enum=False,
                    length=32,
                ),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("evidence", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("passage", schema=None, recreate="never") as batch_op:
        batch_op.add_column(sa.Column("spot", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("passage", schema=None, recreate="never") as batch_op:
        batch_op.drop_column("spot")
    with op.batch_alter_table("document", schema=None, recreate="never") as batch_op:
        batch_op.drop_column("evidence")
        batch_op.drop_column("level")
    op.create_table(
        "repeal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    _index("repeal")
    op.execute(
        "INSERT INTO repeal (document_id, title, number, day) "
        "SELECT document_id, title, number, day FROM relation WHERE kind = 'repeals' ORDER BY id"
    )
    op.drop_table("relation")


def _index(table: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        for name in ("document_id", "number", "title"):
            batch_op.create_index(batch_op.f(f"ix_{table}_{name}"), [name], unique=False)

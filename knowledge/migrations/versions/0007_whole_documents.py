"""The index of whole documents has all of them still to take in."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.execute(
        sa.text(
            "INSERT INTO change (kind, key) SELECT 'document', CAST(id AS VARCHAR) FROM document ORDER BY id"
        )
    )


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM change WHERE kind = 'document'"))

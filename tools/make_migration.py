"""Write the next migration from what the tables have become: `python -m tools.make_migration "what changed"`."""

import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import Script

from bot.tables import METADATA
from knowledge import migrations
from knowledge.database import connect, writing


def main(message: str) -> None:
    """Compare the newest migration's tables, made in memory, with those of the code."""
    engine = connect("sqlite://")
    migrations.migrate(engine)
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    with writing(engine) as session:
        config.attributes["connection"] = session.connection()
        config.attributes["metadata"] = METADATA
        newest = migrations.head()
        script = command.revision(config, message, autogenerate=True, rev_id=f"{int(newest or 0) + 1:04}")
    if isinstance(script, Script):
        file = Path(script.path)
        file.write_text(file.read_text("utf-8").replace("sqlmodel.sql.sqltypes.AutoString()", "sa.String()"))


if __name__ == "__main__":
    main(sys.argv[1])

"""The console script: nothing is imported before Ctrl-C is minded."""

import sys


def main() -> None:
    """Run the `wuhao` command."""
    try:
        from bot.cli import main as command

        command()
    except KeyboardInterrupt:
        sys.exit(130)

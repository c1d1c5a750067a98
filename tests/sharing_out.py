"""How xdist's processes share the tests out: a file goes to one of them, and what needs the same costly thing together."""

from xdist.scheduler import LoadFileScheduling

GROUPS = {
    "what needs a park that is served": (
        "tests/journeys/test_bad_days.py",
        "tests/journeys/test_bad_files.py",
        "tests/journeys/test_beside.py",
        "tests/journeys/test_conversation.py",
    ),
    "what needs the encoder": (
        "tests/knowledge/test_policies.py",
        "tests/knowledge/projects/test_project_source.py",
        "tests/knowledge/index/test_encoder.py",
        "tests/bot/test_cli.py",
        "tests/journeys/test_main_job.py",
    ),
}
SLOW = ("tests/ingest/", "tests/browser/", "tests/bot/dialogue/")  # these begin next


def group(file: str) -> str:
    """The tests of a group run in one process."""
    return next((name for name, files in GROUPS.items() if file in files), file)


def turn(file: str) -> tuple[int, str]:
    """What takes long comes first, so that nobody waits for it in the end."""
    name = group(file)
    if name in GROUPS:
        return list(GROUPS).index(name), name
    return len(GROUPS) + (not file.startswith(SLOW)), file


class Grouped(LoadFileScheduling):  # type: ignore[misc]
    """Whole groups, in the order in which the tests stand."""

    def _split_scope(self, nodeid: str) -> str:
        return group(super()._split_scope(nodeid))

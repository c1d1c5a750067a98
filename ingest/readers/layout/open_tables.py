"""Tables with rules above, below their header and at their end only: columns are where nothing is written."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from ingest.readers.layout.grids import Grid, level_rules
from ingest.readers.layout.shapes import Line, Rule, visual_rows

_LEAST_WIDTH = 150.0
_SAME_END = 5.0
_VALLEY = 0.8  # in characters
_LONGEST_CELL = 12  # characters, at the median: longer is running text
_NEAR = 1.5  # lines

Zone = tuple[Rule, Rule, list[list[Line]]]
"""What stands between two rules, row by row."""


def open_grids(rules: Iterable[Rule], lines: Sequence[Line]) -> list[Grid]:
    """The grids of such tables among these lines, from the top of the page."""
    found = []
    for stack in _stacks(rules):
        for zones in _tabular(stack, lines):
            grid = _grid(zones)
            if grid:
                found.append(grid)
    return found


def _stacks(rules: Iterable[Rule]) -> list[list[Rule]]:
    """Rules of one width above each other, three at least."""
    stacks: list[list[Rule]] = []
    for rule in sorted(level_rules(rules), key=lambda rule: -rule.bottom):
        if rule.right - rule.left < _LEAST_WIDTH:
            continue
        same = [stack for stack in stacks if _same_ends(stack[0], rule)]
        if same:
            same[0].append(rule)
        else:
            stacks.append([rule])
    return [stack for stack in stacks if len(stack) >= 3]


def _same_ends(one: Rule, other: Rule) -> bool:
    return abs(one.left - other.left) <= _SAME_END and abs(one.right - other.right) <= _SAME_END


def _tabular(stack: Sequence[Rule], lines: Sequence[Line]) -> list[list[Zone]]:
    """Runs of zones between the rules whose rows have several pieces."""
    runs: list[list[Zone]] = [[]]
    for upper, lower in pairwise(stack):
        inside = [
            line
            for line in lines
            if lower.bottom < line.middle < upper.bottom
            and line.left < upper.right
            and line.right > upper.left
        ]
        rows = visual_rows(inside)
        if rows and 2 * sum(len(row) > 1 for row in rows) > len(rows):
            runs[-1].append((upper, lower, rows))
        else:
            runs.append([])
    return [run for run in runs if len(run) >= 2]


def _grid(zones: Sequence[Zone]) -> Grid | None:
    lines = [line for _, _, rows in zones for row in rows for line in row]
    if median(len(line.text) for line in lines) > _LONGEST_CELL:
        return None
    first = zones[0][0]
    xs = (first.left, *_valleys(lines), first.right)
    if len(xs) < 3:
        return None
    ys = [first.bottom]
    for at, (_, lower, rows) in enumerate(zones):
        ys += _between(rows, xs) if at else ()
        ys.append(lower.bottom)
    wide = len(xs) - 1
    cells = tuple(tuple(range(row * wide, (row + 1) * wide)) for row in range(len(ys) - 1))
    return Grid(xs, tuple(ys), cells)


def _valleys(lines: Sequence[Line]) -> list[float]:
    """The middles of what no line covers, between what lines do."""
    size = median(line.size for line in lines)
    across = sorted(lines, key=lambda line: line.left)
    end, valleys = across[0].right, []
    for line in across:
        if line.left - end >= _VALLEY * size:
            valleys.append((line.left + end) / 2)
        end = max(end, line.right)
    return valleys


def _between(rows: Sequence[Sequence[Line]], xs: Sequence[float]) -> list[float]:
    """Where one row ends and the next begins; a row close below that leaves the first column out goes on."""
    ends = []
    for upper, lower in pairwise(rows):
        begins = any(line.left < xs[1] for line in lower)
        close = upper[0].middle - lower[0].middle < _NEAR * upper[0].size
        if begins or not close:
            ends.append((min(line.bottom for line in upper) + max(line.top for line in lower)) / 2)
    return ends

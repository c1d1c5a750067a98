"""Ruled lines → grids: which rules make a table, and which of its slots are one cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.layout.shapes import Rule

_NEAR = 3.0  # points between rules that are meant to meet
_SHORTEST = 6.0
_OVERHANG = 12.0
_MOST_RULES = 1500
_MOST_SLOTS = 40_000


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's columns from left to right, its rows from top to bottom, and the cell of every slot."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, ...], ...]

    def cell(self, x: float, y: float) -> int | None:
        """The cell at a point; None outside."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[-1] <= y <= self.ys[0]):
            return None
        row = next(at for at, below in enumerate(self.ys[1:]) if y >= below)
        column = next(at for at, beyond in enumerate(self.xs[1:]) if x <= beyond)
        return self.cells[row][column]


def grids(rules: Iterable[Rule]) -> list[Grid]:
    """The grids of at least two columns, from the top of the page."""
    level, upright = _merged(rules, level=True), _merged(rules, level=False)
    if not level or not upright or len(level) > _MOST_RULES or len(upright) > _MOST_RULES:
        return []
    found = [_grid(*group) for group in _meeting(level, upright)]
    return sorted((grid for grid in found if grid), key=lambda grid: -grid.ys[0])


def level_rules(rules: Iterable[Rule]) -> list[Rule]:
    """The rules across the page, each whole."""
    return _merged(rules, level=True)


def _merged(rules: Iterable[Rule], level: bool) -> list[Rule]:
    """Rules on one straight line that touch each other are one rule."""
    chosen = [rule if level else _turned(rule) for rule in rules if rule.is_level is level]
    done: list[Rule] = []
    for line in _straight(chosen):
        height = sum(rule.bottom + rule.top for rule in line) / (2 * len(line))
        begin, end = line[0].left, line[0].right
        for rule in line[1:]:
            if rule.left > end + _NEAR:
                done.append(Rule(begin, height, end, height))
                begin = rule.left
            end = max(end, rule.right)
        done.append(Rule(begin, height, end, height))
    long = [rule for rule in done if rule.right - rule.left >= _SHORTEST]
    return long if level else [_turned(rule) for rule in long]


def _turned(rule: Rule) -> Rule:
    return Rule(rule.bottom, rule.left, rule.top, rule.right)


def _straight(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules at one height together, each group from left to right."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.bottom + rule.top):
        if lines and (rule.bottom + rule.top - lines[-1][0].bottom - lines[-1][0].top) / 2 <= _NEAR:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    return [sorted(line, key=lambda rule: rule.left) for line in lines]


def _meeting(level: Sequence[Rule], upright: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that hang together because they cross or meet."""
    left = set(range(len(upright)))
    waiting = set(range(len(level)))
    groups = []
    while waiting:
        across, along = [waiting.pop()], list[int]()
        for at in across:
            met = [other for other in left if _meets(level[at], upright[other])]
            left.difference_update(met)
            along += met
            for other in met:
                new = [one for one in waiting if _meets(level[one], upright[other])]
                waiting.difference_update(new)
                across += new
        if along:
            groups.append(([level[at] for at in across], [upright[at] for at in along]))
    return groups


def _meets(level: Rule, upright: Rule) -> bool:
    return (
        level.left - _NEAR <= upright.left <= level.right + _NEAR
        and upright.bottom - _NEAR <= level.bottom <= upright.top + _NEAR
    )


def _grid(level: Sequence[Rule], upright: Sequence[Rule]) -> Grid | None:
    xs = _places([rule.left for rule in upright], [end for rule in level for end in (rule.left, rule.right)])
    ys = _places(
        [rule.bottom for rule in level], [end for rule in upright for end in (rule.bottom, rule.top)]
    )
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > _MOST_SLOTS:
        return None
    ys = ys[::-1]
    return Grid(tuple(xs), tuple(ys), _cells(xs, ys, level, upright))


def _places(marks: Iterable[float], ends: Sequence[float]) -> list[float]:
    """Distinct places in order; rules that reach far out show that the outermost side is open."""
    places: list[float] = []
    for mark in sorted(marks):
        if not places or mark - places[-1] > _NEAR:
            places.append(mark)
    if min(ends) < places[0] - _OVERHANG:
        places.insert(0, min(ends))
    if max(ends) > places[-1] + _OVERHANG:
        places.append(max(ends))
    return places


def _cells(
    xs: Sequence[float], ys: Sequence[float], level: Sequence[Rule], upright: Sequence[Rule]
) -> tuple[tuple[int, ...], ...]:
    """Slots without a rule between them are one cell; a cell's number is that of its first slot."""
    wide = len(xs) - 1
    of = list(range(wide * (len(ys) - 1)))

    def root(slot: int) -> int:
        while of[slot] != slot:
            of[slot] = of[of[slot]]
            slot = of[slot]
        return slot

    sides = {(at, row) for at, x in enumerate(xs) for row in _covered(x, ys, upright, level=False)}
    floors = {(at, column) for at, y in enumerate(ys) for column in _covered(y, xs, level, level=True)}
    for slot in range(len(of)):
        row, column = divmod(slot, wide)
        if column and (column, row) not in sides:
            of[max(root(slot), root(slot - 1))] = min(root(slot), root(slot - 1))
        if row and (row, column) not in floors:
            of[max(root(slot), root(slot - wide))] = min(root(slot), root(slot - wide))
    return tuple(tuple(root(row * wide + column) for column in range(wide)) for row in range(len(ys) - 1))


def _covered(place: float, marks: Sequence[float], rules: Sequence[Rule], level: bool) -> set[int]:
    """The steps between marks that a rule at this place runs along."""
    here = [rule if level else _turned(rule) for rule in rules]
    here = [rule for rule in here if abs(rule.bottom - place) <= _NEAR]
    middles = [(one + other) / 2 for one, other in pairwise(marks)]
    return {at for at, middle in enumerate(middles) for rule in here if rule.left <= middle <= rule.right}

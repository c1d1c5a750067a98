"""Which parts of a year a text names: quarters, half-years, runs of months. Pure."""

import re

Period = tuple[int, int]  # the first and the last month

WHOLE_YEAR: Period = (1, 12)
_DIGITS = {sign: at % 4 + 1 for at, sign in enumerate("一二三四1234")} | {"两": 2}
_QUARTER = re.compile(
    r"(?<![每前头至到—\-\d])第?([一二三四1-4])季度(?![一1]次)|(?<![a-z])q([1-4])(?!\d)", re.IGNORECASE
)
_FIRST_QUARTERS = re.compile(r"(?:[前头]([两二三23])个?|[一1](?:至|到|—|-)([二三四2-4]))季度")
_HALF = re.compile(r"([上下])半年(?!度?[一1]次)")
_WHOLE = re.compile(r"全年")
_MONTHS = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月?(?:份)?\s*[至到—\-－–~～]+\s*(1[0-2]|0?[1-9])月")
_UNTIL = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月(?:份?[底末]|3[01]日)")


def periods_in(text: str) -> tuple[Period, ...]:
    """The periods longer than a month that a text names, in order of kind, once each."""
    found = [_quarter(one[1] or one[2]) for one in _QUARTER.finditer(text)]
    found += [(1, 3 * _DIGITS[one[1] or one[2]]) for one in _FIRST_QUARTERS.finditer(text)]
    found += [(1, 6) if one[1] == "上" else (7, 12) for one in _HALF.finditer(text)]
    found += [WHOLE_YEAR for _ in _WHOLE.finditer(text)]
    found += [(int(one[1]), int(one[2])) for one in _MONTHS.finditer(text)]
    return tuple(dict.fromkeys(one for one in found if one[0] < one[1]))


def ends_in(text: str) -> frozenset[int]:
    """The months until whose end a text counts: 截至9月底, 9月30日."""
    return frozenset(int(month) for month in _UNTIL.findall(text))


def spelled_period(period: Period) -> str:
    """(7, 9) as 7—9月; a whole year as 全年."""
    return "全年" if period == WHOLE_YEAR else f"{period[0]}—{period[1]}月"


def named_period(period: Period) -> str:
    """(7, 9) as 第三季度, (1, 6) as 上半年, other runs of months as spelled."""
    first, last = period
    if period in ((1, 6), (7, 12)):
        return "上半年" if first == 1 else "下半年"
    is_quarter = last - first == 2 and last % 3 == 0
    return f"第{'一二三四'[last // 3 - 1]}季度" if is_quarter else spelled_period(period)


def _quarter(sign: str) -> Period:
    last = 3 * _DIGITS[sign]
    return last - 2, last

"""Which projects a question wants by the size of their investment: the largest, the first three. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.projects.lookups import Sourced

SHOWN = 5  # of those in order, where a question names no number
_NUMBERS = {**{character: n for n, character in enumerate("一二三四五六七八九十", 1)}, "两": 2}
_NUMBER = r"[一二两三四五六七八九十]|[1-9]\d?"
_ORDERED = re.compile(
    r"(?:按照?)?(?:总?投资(?:总额|额度?|规模|金额)?|规模)?(?:排名?|排在|排序)?(?:是|的)?"
    rf"(?:(?P<most>最[大多高])|(?P<least>最[小少低])|(?P<first>前(?P<n>{_NUMBER})(?:大|名|位|个)?)"
    rf"|第(?P<nth>{_NUMBER})[大高多]|(?P<down>从[大多高]到[小少低])|(?P<up>从[小少低]到[大多高]))"
    rf"(?:的?前?(?P<many>{_NUMBER})(?:个|项|大)?)?(?:排序|排列|排)?"
)
_OF_OTHERS = re.compile(
    r"固定资产|投资(?:强度|增[速幅]|密度)|哪[个家些](?:园区|企业|公司|部门|产业链)的?(?:项目)?的?总?投资"
)


@dataclass(frozen=True, slots=True)
class Order:
    """By total investment, the largest first or the smallest; how many of them."""

    largest_first: bool = True
    many: int = SHOWN


@dataclass(frozen=True, slots=True)
class Ordered:
    """Those in front, with all that equal the last of them, and those whose ledger names no amount."""

    first: tuple[Sourced, ...]
    untold: tuple[Sourced, ...]
    compared: int
    has_ties: bool


def read(plain: str) -> tuple[str, Order | None]:
    """The text without the words that ask for an order of projects, and that order."""
    found = _ORDERED.search(plain)
    if not found or "项目" not in plain or _OF_OTHERS.search(plain):
        return plain, None
    if "投资" not in plain and not re.search(r"最[大小]的?(?:几个|[一二三四五六七八九十\d]+个)?项目", plain):
        return plain, None
    number = found["n"] or found["nth"] or found["many"]
    many = _NUMBERS.get(number) or int(number) if number else SHOWN
    rest = f"{plain[: found.start()]} {plain[found.end() :]}"
    return re.sub("总?投资(?:总额|额)?", " ", rest), Order(not (found["least"] or found["up"]), many)


def in_order(found: Sequence[Sourced], order: Order) -> Ordered:
    """Projects by their amounts; which of those without one can't be told."""
    told = [(amount, one) for one in found if (amount := one.project.investment) is not None]
    told.sort(key=lambda pair: -pair[0] if order.largest_first else pair[0])
    last = told[: order.many][-1][0] if told else None
    first = [pair for at, pair in enumerate(told) if at < order.many or pair[0] == last]
    untold = tuple(one for one in found if one.project.investment is None)
    ties = len({amount for amount, _ in first}) < len(first)
    return Ordered(tuple(one for _, one in first), untold, len(told), ties)

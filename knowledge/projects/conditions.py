"""Conditions that a question sets on projects: the year of a stage, an amount. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.projects import words
from knowledge.projects.tables import MILESTONES, Project, Stage

EVENT = "签约|开工|动工|竣工|完工|建成|投产|达产"
NOT_YET = re.compile(rf"(?:未|没有?)(?:正式|能)?({EVENT.removeprefix('签约|')})")
_YEAR = r"(?<![\d.])20\d\d"
_YEARS = rf"{_YEAR}年?(?:(?:[-~至到、和或及,]|以及){_YEAR}年?)*(?<=年)度?"
_NARROWED = r"\s*(?:[以之]?前|[以之]后|以来|底|初|末|中旬|起|[上下]半年|第?[一二三四1-4]季度|\d+月|[一二三四五六七八九十]+月)"
_PLAN = "计划|预计|拟"
_DATED = re.compile(
    rf"(?P<missed>{NOT_YET.pattern})|(?P<years>{_YEARS})(?P<narrowed>{_NARROWED})?"
    rf"|(?P<plan>{_PLAN})|(?P<event>{EVENT})"
)
_SPAN = re.compile(rf"({_YEAR})年?[-~至到]({_YEAR})年?")
_NUMBERS = {**{character: n for n, character in enumerate("一二三四五六七八九十", 1)}, "两": 2}
_UNITS = {"亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4}
_AMOUNT = re.compile(
    r"(?P<before>不超过|不高于|不大于|不多于|不低于|不少于|不小于|超过|高于|大于|多于|低于|小于|少于|不足)?"
    r"(?P<number>\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十])(?P<unit>亿|千万|百万|万)"
    r"(?:元(?:人民币)?|(?=及?以[上下内]|的|\W|$))(?:及?(?P<after>以[上下内]))?"
)
_LEAST = frozenset({"不低于", "不少于", "不小于", "以上"})
_MOST = frozenset({"不超过", "不高于", "不大于", "不多于", "以下", "以内"})
_ABOVE = frozenset({"超过", "高于", "大于", "多于"})
_OF_STAGE = {stage: (planned, actual) for stage, planned, actual in MILESTONES}


@dataclass(frozen=True, slots=True)
class Dated:
    """That a stage was reached, or is planned to be, in one of these years."""

    stage: Stage
    years: frozenset[int]
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """The least and the most of an investment in whole yuan, and the words that say so."""

    least: int | None = None
    most: int | None = None
    told: str = ""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What is set; `unclear` where a year or an amount is named that can't be applied."""

    dated: tuple[Dated, ...] = ()
    amounts: tuple[Amount, ...] = ()
    unclear: bool = False


def read(plain: str) -> tuple[str, Conditions]:
    """The text without its years, their stages and its amounts, and these as conditions."""
    rest, dated, is_unclear = _dates(plain)
    amounts = [_amount(match) for match in _AMOUNT.finditer(rest)]
    known = tuple(one for one in amounts if one)
    conditions = Conditions(tuple(dated), known, is_unclear or len(known) < len(amounts))
    return _AMOUNT.sub(" ", rest), conditions


def holds(conditions: Conditions, project: Project) -> bool:
    """Whether a project fulfils all of them; what its ledger doesn't tell isn't fulfilled."""
    return all(_is_dated(one, project) for one in conditions.dated) and all(
        project.investment is not None
        and (one.least is None or project.investment >= one.least)
        and (one.most is None or project.investment <= one.most)
        for one in conditions.amounts
    )


def told(conditions: Conditions) -> list[str]:
    """The conditions in words."""
    lines = [
        "、".join(map(str, sorted(one.years)))
        + f"年{'计划' if one.planned else ''}{words.STAGE_NAMES[one.stage]}"
        for one in conditions.dated
    ]
    return lines + [f"总投资{one.told}" for one in conditions.amounts]


def stage_of(event: str) -> Stage:
    """The stage that a word for its beginning means."""
    return next(stage for stage, cues in words.STAGE_CUES.items() if event in cues)


def with_years(text: str, day: date) -> str:
    """The text with 今年 and the like as the years they are on `day`."""
    for word, past in (("今年", 0), ("本年度", 0), ("去年", 1), ("前年", 2), ("明年", -1)):
        text = text.replace(word, f"{day.year - past}年")
    return text


def _dates(plain: str) -> tuple[str, list[Dated], bool]:
    """The text without years and their stages, what they set, and whether a year belongs to no stage."""
    found = [match for match in _DATED.finditer(plain) if not match["missed"]]
    years = [match for match in found if match["years"]]
    dated, used, is_unclear = [], list(years), any(match["narrowed"] for match in years)
    for one in years:
        event = _event(one, found)
        if event is None:
            is_unclear = True
            continue
        used.append(event)
        dated.append(Dated(stage_of(event["event"]), _years(one["years"]), _is_planned(one, event, found)))
    for match in sorted(set(used), key=lambda one: one.start(), reverse=True):
        plain = f"{plain[: match.start()]} {plain[match.end() :]}"
    return plain, dated, is_unclear


def _event(years: re.Match[str], found: Sequence[re.Match[str]]) -> re.Match[str] | None:
    """The stage that years belong to: the next one, else the one before, no other year between."""
    place = found.index(years)
    for side in (found[place + 1 :], found[:place][::-1]):
        for one in side:
            if one["years"]:
                break
            if one["event"]:
                return one
    return None


def _is_planned(years: re.Match[str], event: re.Match[str], found: Sequence[re.Match[str]]) -> bool:
    """Whether a word for a plan stands before the stage or its year, after any stage before these."""
    places = sorted((found.index(years), found.index(event)))
    first = places[0] - 1
    return any(one["plan"] for one in found[max(first, 0) : places[1]])


def _years(text: str) -> frozenset[int]:
    spans = [range(int(match[1]), int(match[2]) + 1) for match in _SPAN.finditer(text)]
    return frozenset(map(int, re.findall(_YEAR, text))).union(*spans)


def _amount(match: re.Match[str]) -> Amount | None:
    """The bounds that an amount sets, None where it is no bound."""
    number, is_word = match["number"].replace(",", ""), match["before"] or match["after"]
    digits, _, decimals = number.partition(".")
    units = _NUMBERS[digits] if digits in _NUMBERS else int(digits + decimals)
    yuan = units * _UNITS[match["unit"]] // 10 ** len(decimals)
    if not is_word or (match["before"] and match["after"]):
        return None
    if is_word in _LEAST:
        return Amount(least=yuan, told=match[0])
    if is_word in _MOST:
        return Amount(most=yuan, told=match[0])
    if is_word in _ABOVE:
        return Amount(least=yuan + 1, told=match[0])
    return Amount(most=yuan - 1, told=match[0])


def _is_dated(one: Dated, project: Project) -> bool:
    planned, actual = _OF_STAGE[one.stage]
    field = planned if one.planned else actual
    day: date | None = getattr(project, field) if field else None
    return day is not None and day.year in one.years

"""Of which day a question asks: 2021年时…, 按2021年5月的规定…, 去年的时候…. Pure."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from knowledge.index import tokens

_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile(r"[一二][〇零○一二三四五六七八九]{3}(?=年)")
_YEARS_AGO = {"今年": 0, "本年": 0, "去年": 1, "上年": 1, "前年": 2}
_WHEN = r"(?:(?P<year>(?:19|20)\d\d)年(?:(?P<month>\d{1,2})月(?:份|底|末|初|(?P<day>\d{1,2})[日号])?|底|末|初|度)?|(?P<ago>[今去前]年))"
_THEN = r"(?:的?(?:时候|那时候?|那会儿?|当时)|时(?![间期限段效代任点长装空节常光]))"
_RULES = r"的?(?:当时|那时候?)?(?:有效|施行|执行|生效)?的?(?:规定|政策|办法|文件)(?:来(?:看|说|算))?"
_ASKED_OF = re.compile(
    rf"(?:在|截至|到)?{_WHEN}{_THEN}[，,]?(?:按照?当时的?(?:规定|政策)[，,]?)?|(?:按照?|根据|依照|依据){_WHEN.replace('?P<', '?P<by_')}{_RULES}[，,]?"
)
_AT_THAT_TIME = re.compile(
    r"(?:按照?|根据|依照|依据)?(?:当时|那时候?)的?(?:规定|政策|办法)(?:来(?:看|说|算))?[，,]?"
)
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d(?=年)")
_YEAR_BEFORE_MONTH = re.compile(
    r"(?P<ago>[今去前]年|本年度?|上年度?)的?(?=(?:1[0-2]|0?[1-9]|[一二三四五六七八九十]{1,2})月)"
)
_MONTHS_AGO = {"上": 1, "这": 0}
_MONTH_NAMED = re.compile(r"(?P<which>上|这)个月(?:份)?")  # 上月 and 本月 are laws' words, of any month


@dataclass(frozen=True, slots=True)
class AskedOf:
    """The day that a question asks of, and the question without the words that say so."""

    day: date
    rest: str


def asked_of(text: str, today: date) -> AskedOf | None:
    """The day that is written: of a year or a month its last one. A year of what is asked about is none."""
    plain = _CHINESE_YEAR.sub(lambda year: year[0].translate(_CHINESE_DIGITS), tokens.spelled(text))
    if found := _ASKED_OF.search(plain):
        parts = {name.removeprefix("by_"): part for name, part in found.groupdict().items() if part}
        day = _day(parts, today)
        rest = plain[: found.start()] + plain[found.end() :]
    elif (then := _AT_THAT_TIME.search(plain)) and (year := _YEAR_ALONE.search(plain)):
        day = _day({"year": year[0]}, today)
        rest = re.sub(rf"{year[0]}年", "", plain[: then.start()] + plain[then.end() :], count=1)
    else:
        return None
    rest = rest.strip(" ，,、的")
    return AskedOf(day, rest) if day and rest else None


def with_years(text: str, today: date) -> str:
    """今年10月 and 上个月 as 2026年10月: a month of a year is one that a table has, whatever day it is today."""
    dated = _YEAR_BEFORE_MONTH.sub(lambda found: f"{today.year - _YEARS_AGO[found['ago'][:2]]}年", text)
    return _MONTH_NAMED.sub(lambda found: _month(found["which"], today), dated)


def _month(which: str, today: date) -> str:
    months = today.year * 12 + today.month - 1 - _MONTHS_AGO[which]
    return f"{months // 12}年{months % 12 + 1}月"


def _day(parts: dict[str, str], today: date) -> date | None:
    year = today.year - _YEARS_AGO[parts["ago"]] if "ago" in parts else int(parts["year"])
    month = int(parts.get("month", 12))
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    asked = date(year, month, min(int(parts.get("day", last)) or last, last))
    return min(asked, today) if year == today.year and "month" not in parts else asked

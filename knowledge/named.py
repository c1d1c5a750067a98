"""Which laws, taxes and zones a text names: what one of them lays down is not another's. Pure."""

import re
from itertools import pairwise

from knowledge.index import tokens
from knowledge.places import place_words
from knowledge.question_words import ASKING, GENERAL, NO_PLACE

_TAXES = (
    "企业所得税 个人所得税 土地增值税 城镇土地使用税 城市维护建设税 耕地占用税 车辆购置税 环境保护税 船舶吨税 增值税 "
    "消费税 营业税 资源税 房产税 车船税 印花税 烟叶税 契税 关税"
).split()
_SHORT_TAXES = {"个税": "个人所得税", "土地使用税": "城镇土地使用税", "城建税": "城市维护建设税"} | {
    "车购税": "车辆购置税",
    "环保税": "环境保护税",
}
_TAX = re.compile("|".join(sorted([*_TAXES, *_SHORT_TAXES], key=len, reverse=True)))
_NO_LAW = frozenset(
    "办法 方法 做法 用法 司法 执法 违法 合法 非法 立法 依法 无法 普法 守法 想法 看法 说法 手法 实施条例".split()
)
_LEADING = re.compile(r"^(?:按照|根据|依照|依据|按|依)+")
_BEFORE_NAME = frozenset("p c u uj ul r d x m q f y e t b".split())
_ABOUT = frozenset((*ASKING, *GENERAL, *"请 介绍 学习 解读 按 依 违反 符合 适用 执行 新 老 旧".split())) - {
    "实施"
}
NATION = "中华人民共和国"
_ZONE = re.compile(
    r"^(?:产业|工业|经济|经济技术|高新技术|高新技术产业)?(?:开发区|高新区|经开区|新区|工业园区?|产业园区?|工业集中区)$"
)
_NAMED_ZONE = re.compile(r"(?:.{2,3}[省市])?(.{2,3})(?:开发区|高新区|经开区|新区|工业园区?)$")
_NAMES_ZONE = re.compile(r"高新区|经开区|新区|开发区|工业园|产业园|集中区")
_WHEN = re.compile(r"\d+(?:年度?|月份?|[日号]|季度)")  # 月澜川 of 11月澜川经开区 is no name
_OF_NAMES = frozenset(("ns", "nr", "nz", "nrt", "nrfg"))


def taxes_in(text: str) -> frozenset[str]:
    """The taxes that a text names, each by its full name; 土地增值税 doesn't name 增值税."""
    return frozenset(_SHORT_TAXES.get(name, name) for name in _TAX.findall(text))


def laws_in(text: str) -> tuple[str, ...]:
    """The laws and ordinances (…法, …条例) that a text names, without the country's name or a place."""
    words = tokens.tagged(text.replace(NATION, " "))
    ends = [at for at, (word, _) in enumerate(words) if _ends_a_law(word)]
    names = (_law_until(words, at) for at in ends)
    return tuple(dict.fromkeys(name for name in names if len(name) > 2 and name not in _NO_LAW))


def names_law(name: str, text: str) -> bool:
    """Whether a text names a law, in full or in short (环评法), not only the rules that carry it out."""
    return bool(re.search(rf"{re.escape(name)}(?!》?(?:实施|施行)(?:条例|细则|办法))", text))


def zones_in(text: str) -> tuple[str, ...]:
    """The proper names of the development zones that a text names: 岳麓 of 岳麓高新区."""
    if not _NAMES_ZONE.search(text):
        return ()
    words = tokens.tagged(_WHEN.sub(" ", text))
    named = [word for (word, tag), (after, _) in pairwise(words) if tag in _OF_NAMES and _ZONE.match(after)]
    named += [one[1] for word, tag in words if tag in _OF_NAMES and (one := _NAMED_ZONE.match(word))]
    return tuple(dict.fromkeys(word for word in named if _is_zone(word)))


def _is_zone(word: str) -> bool:
    return len(word) > 1 and word not in NO_PLACE and not word.endswith("省")


def _ends_a_law(word: str) -> bool:
    return word == "条例" or (word.endswith(("法", "条例")) and word not in _NO_LAW)


def _law_until(words: tuple[tuple[str, str], ...], end: int) -> str:
    """The name that ends with a word: that word with those before it that belong to a name."""
    places = {core for word, _ in words[:end] for _, _, core in place_words(word)}
    start = end
    while start and words[start - 1][1] not in _BEFORE_NAME and not _is_beside(words[start - 1][0], places):
        start -= 1
    return _LEADING.sub("", "".join(word for word, _ in words[start : end + 1]))


def _is_beside(word: str, places: set[str]) -> bool:
    return word in _ABOUT or any(word.startswith(place) for place in places)

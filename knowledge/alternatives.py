"""Kinds of which one is not another: what holds for a master says nothing of a technician. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_DEGREES = ("高中", "中专", "大专", "本科", "硕士", "博士")  # the later the higher
_NUMERALS = "一二三四五六七八九十"
_DEGREE = re.compile(r"博士后|高中|中专|大专|专科|本科|硕士|博士")
_OR_HIGHER = re.compile(
    r"(高中|中专|大专|专科|本科|硕士)(?:研究生|学历|学位)*[（(]?(?:含)?[)）]?(?:及|或)?以上"
)
_USERS = re.compile(r"工商业|居民|商业|工业|农业")
_USED_BY = re.compile(
    r"(?:工商业|居民|商业|工业|农业)(?:企业|生产|生活)?(?:用(?:天然气|燃气|[电气水热户])|天然气|[电气水]价)"
)
_LETTERS = re.compile(r"[A-E](?=类|、[A-E](?:类|、))")
_IN_GRADES = re.compile(r"伤残|残疾|工伤|响应|事故")
_GRADE_RUN = re.compile(rf"([{_NUMERALS}])级?(?:至|到|-|—|～|~)([{_NUMERALS}])级")
_GRADE = re.compile(rf"(?<![{_NUMERALS}])([{_NUMERALS}])级(?!市|政府|以上?人民|人民|财政|标题)")
_FORM = re.compile(r"报告书|报告表|登记表")
_SKILL = re.compile(r"高级技师|技师|高级工|中级工")


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds that shut each other out; `named` reads which of them a text names."""

    name: str
    named: Callable[[str], frozenset[str]]


def shut_out(asked: str, told: str) -> bool:
    """Whether a text speaks of other kinds than the question, and not of those that it names."""
    for group in GROUPS:
        wanted = group.named(asked)
        found = group.named(told) if wanted else frozenset()
        if found and not wanted & found:
            return True
    return False


def _degrees(text: str) -> frozenset[str]:
    named = {"大专" if one == "专科" else one for one in _DEGREE.findall(text)}
    for least in _OR_HIGHER.findall(text):
        named |= set(_DEGREES[_DEGREES.index("大专" if least == "专科" else least) :])
    return frozenset(named)


def _users(text: str) -> frozenset[str]:
    named = {user for used in _USED_BY.findall(text) for user in _USERS.findall(used)}
    return frozenset(named - {"工商业"} | ({"工业", "商业"} if "工商业" in named else set()))


def _letters(text: str) -> frozenset[str]:
    return frozenset(_LETTERS.findall(text.upper()))


def _grades(text: str) -> frozenset[str]:
    """Of injuries, emergencies and accidents alone; 五级至八级 names four."""
    if not _IN_GRADES.search(text):
        return frozenset()
    named = set(_GRADE.findall(text))
    for first, last in _GRADE_RUN.findall(text):
        named |= set(_NUMERALS[_NUMERALS.index(first) : _NUMERALS.index(last) + 1])
    return frozenset(named)


GROUPS = (
    Group("degrees", _degrees),
    Group("users", _users),
    Group("classes", _letters),
    Group("grades", _grades),
    Group("forms", lambda text: frozenset(_FORM.findall(text))),
    Group("skills", lambda text: frozenset(_SKILL.findall(text))),
)

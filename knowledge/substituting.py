"""A question with another matter in the place of its own: C类 for D类, 箱包 for 预制菜, 博士 for 硕士. Pure."""

import re

from knowledge import aspects
from knowledge.index import tokens
from knowledge.question_words import ACTORS, ASKING, GENERAL
from knowledge.zone_calls import ZONE

_NUMERAL = r"(?:[一二三四五六七八九十]{1,2}|\d{1,2})"
_STAGES = r"(?:还?没有?|未|已)?(?:签约|开工|在建|竣工|投产|达产|续建|落后)"
# Of one line each: any of them may stand where another did.
_ALTERNATIVES = tuple(
    re.compile(one)
    for one in (
        r"[A-Ea-e](?:类|级|档|等)",
        rf"第?{_NUMERAL}(?:级|类|档|等奖|等|期|批次?|阶段)",
        r"(?:国家|省|市|州|县|区|乡镇|部)级",
        r"(?:全日制)?(?:(?:博士|硕士)(?:研究生|毕业生|学历|学位|生)?|(?:本科|大专|专科|中专)(?:毕业生|学历|生)?)|高级技师|技师|高级工|中级工",
        r"报告书|报告表|登记表",
        r"(?:大型?|中型?|中小型?|中小微|小型?|微型?|小微|规上|规下|规模以上)(?:工业)?企业",
        r"新建|改建|扩建|迁建|技改",
        _STAGES,
        r"申请|办理|设立|变更|注销|补办|延续|换发|换证",
        r"工业用地|商业用地|住宅用地|仓储用地",
        r"线上|线下|网上|现场",
        r"用水|用电|用气|用地|用工|用能",
        r"亩均税收|(?:规模|规上)?工业增加值增速|固定资产投资增速|增速|新增规上企业|新签约项目|新开工项目|新竣工项目",
        r"链长|链主企业|牵头部门|(?:主要)?承载园区",
    )
)
_AND = r"(?:[、,，和与及或跟]|以及|还是)"
_HEAD = re.compile(r"产业链|链条|链(?=[长主的群]|$)|项目|产业(?!园|开发|工人|引导|集)|基地")
_AWARD = re.compile(r"补贴|补助|奖励|奖补|津贴|资助|贷款|基金|保险")
_STOPS = frozenset("p c u uj ul r d x y ns t zg".split())
_SAYS_NOTHING = frozenset(ASKING) | GENERAL | ACTORS
_LONGEST = 8  # characters of what stands before 产业链 or 补贴


def with_matter(question: str, other: str) -> str | None:
    """The other matter in place of the one that stands where it would; None where none does."""
    replaced = (
        _with_alternative(question, other) or _with_stage(question, other) or _with_modifier(question, other)
    )
    if replaced:
        return replaced
    span = _of_its_kind(question, other) or _before_award(question, other) or _first_matter(question)
    if span:
        return _joined(question[: span[0]], other, question[span[1] :])
    about = aspects.before_asking(question)
    is_asked = about and question.startswith(about) and len(about) < len(question)
    return other + question[len(about) :] if is_asked else None


def _with_stage(question: str, other: str) -> str | None:
    """竣工的项目 where just 项目 were asked of."""
    of_any = re.search(r"(?:的|^|区|园)项目", question)
    return question.replace("项目", f"{other}项目", 1) if of_any and re.fullmatch(_STAGES, other) else None


def _with_alternative(question: str, other: str) -> str | None:
    """C类 for D类, 本科 for 博士和硕士: 博士 keeps the 研究生 behind 硕士."""
    for kind in _ALTERNATIVES:
        for run in re.finditer(rf"(?:{kind.pattern})(?:{_AND}(?:{kind.pattern}))*", question):
            last = list(kind.finditer(run[0]))[-1][0]
            if fitted := _fitted(kind, other, last):
                return _joined(question[: run.start()], fitted, question[run.end() :])
    return None


def _fitted(kind: re.Pattern[str], other: str, last: str) -> str | None:
    for at in range(1, len(last)):
        if kind.fullmatch(other + last[at:]):
            return other + last[at:]
    return other if kind.match(other) else None


def _joined(before: str, words: str, behind: str) -> str:
    """C类企业 before 企业有什么限制 says 企业 once."""
    shared = next((n for n in range(len(words), 1, -1) if behind.startswith(words[-n:])), 0)
    return before + words[: len(words) - shared] + behind


def _with_modifier(question: str, other: str) -> str | None:
    """箱包 for 预制菜 in 预制菜产业链的链长."""
    for head in _HEAD.finditer(question):
        start = _start(question, head.start())
        if 1 < head.start() - start <= _LONGEST:
            return question[:start] + other.removesuffix(head[0]) + question[head.start() :]
    return None


def _start(question: str, end: int) -> int:
    """Where the name begins that stands right before `end`: behind the last word that is no part of one."""
    zone = ZONE.search(question)
    start = at = zone.end() if zone and zone.end() <= end else 0
    at = 0
    for word, tag in tokens.tagged(question):
        at += len(word)
        if at <= end and (tag in _STOPS or word in _SAYS_NOTHING or re.search(r"\d", word)):
            start = max(start, at)
    return start


def _before_award(question: str, other: str) -> tuple[int, int] | None:
    """用电 for 租金 in 标准厂房租金补贴, 人才公寓 for 标准厂房: the word nearest to 补贴 that is as long."""
    for head in _AWARD.finditer(question):
        start = _start(question, head.start())
        words = _words(question, start, head.start())
        alike = [one for one in words if one[1] - one[0] == len(other)]
        if alike or len(words) == 1:
            return (alike or words)[-1]
    return None


def _words(question: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words of a stretch; of one that goes on behind it, what is within."""
    spans, at = [], 0
    for word, _ in tokens.tagged(question):
        first, last = max(at, start), min(at + len(word), end)
        if first < last:
            spans.append((first, last))
        at += len(word)
    return spans


def _of_its_kind(question: str, other: str) -> tuple[int, int] | None:
    """The words of the question that end as the other matter does: the most of it, then the longest."""
    best: tuple[int, int, int] | None = None
    runs = aspects.phrases(question)
    for phrase in runs:
        for last in range(len(phrase)):
            start, end = phrase[0][0], phrase[last][0] + len(phrase[last][1])
            shared = _shared_end(question[start:end], other)
            if shared >= 2 and (best is None or shared > best[0]):
                best = (shared, start, end)
    if best:
        return best[1:]
    for start, word in (pair for phrase in runs for pair in phrase):
        if len(word) == len(other) and word[-1] == other[-1] and word != other:
            return start, start + len(word)
    return None


def _shared_end(one: str, other: str) -> int:
    count = 0
    while count < min(len(one), len(other)) and one[-1 - count] == other[-1 - count]:
        count += 1
    return count


def _first_matter(question: str) -> tuple[int, int] | None:
    """The first noun that is no actor, no zone and not only of a kind."""
    zone = ZONE.search(question)
    for start, word in (pair for phrase in aspects.phrases(question) for pair in phrase):
        if zone and zone.start() <= start < zone.end():
            continue
        if word not in ACTORS and word not in GENERAL and len(word) > 1:
            return start, start + len(word)
    return None

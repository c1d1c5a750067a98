"""Questions that documents answer in other words than people ask: who is left out, what follows, who is last. Pure."""

import re
from dataclasses import dataclass, replace

from knowledge.evidence import Evidence
from knowledge.evidence.coverage import said
from knowledge.index.tokens import normal
from knowledge.question_words import ACTORS, GENERAL
from knowledge.questions import Question, understand

HELD = 0.5  # the least that must stand of each word of the matter
_WHICH = r"(?:哪(?:些|种|类|几种|几类)|什么样?的?|啥样?的?|怎样的|何种)"
_NOT = r"(?:不能|不可以|不得|不准|不让|不给|不予|不会|没资格|没法|无法|不)"
_GETS = r"(?:拿到?|领取?|享受|申[请领报]|得到?|获得|补贴?|报|办理?|参加|列入|纳入|评)"
_LEFT_OUT = re.compile(
    rf"{_WHICH}(?P<who>[^，。？?不没无]{{0,10}}?)(?:都|是|就|会)?(?P<not>{_NOT}(?P<act>受理|{_GETS})|[拿领]不到|排除在外)(?P<what>[^，。？?]*)"
)
_PUT_IN = re.compile(
    rf"{_WHICH}(?:情况|情形|条件|行为|企业|公司)下?(?:会|要|将)?(?P<how>直接)?(?:会|要|将)?被?(?:[评列定归认划](?:成|为|入|定为?|作))(?P<what>[^，。？?]+)"
)
_FOLLOWS = re.compile(
    r"被?[评列定归认划](?:成|为|入|定为?|作)(?P<what>[^，。？?]+?)(?:的|了)?(?:会|要)?(?:有|带来)(?:什么|啥|哪些|何)(?:样的)?"
    r"(?:严重)?(?P<kind>好处|优惠|待遇|奖励|后果|影响|处罚|惩罚|限制|坏处)"
)
_GOOD = ("好处", "优惠", "待遇", "奖励")
_MAY = re.compile(
    rf"(?:^|[，。？?])(?P<who>[^，。？?哪谁几多么怎]{{2,12}}?)(?:还|也)?(?:能不能|可不可以|能|可以)(?:再|继续)?{_GETS}(?P<what>[^，。？?哪谁几多么怎]{{2,12}}?)(?:吗|[？?]|$)"
)
_KIND = re.compile(r"情[形况]下?|的$")
_ACTS = {"受理": "不予受理", "参加": "不参加", "列入": "不列入", "纳入": "不纳入"}
_LAST = re.compile(
    r"(?P<what>[^，。？?]{2,}?)(?:谁是|是谁|谁|哪个[^，。？?]{1,6}?)?(?:是|排|得)?(?:倒数第一|最后一名|垫底)(?:的(?P<noun>[一-鿿]{2,4}?)(?:是|有|叫|[？?]|$))?"
)
_JUDGED = re.compile(r"评价|考核|排名|名次|评比|得分")
_LAYS_DOWN = re.compile(
    r"(?:下列|以下|下述)[^。；]{0,12}(?:之一|情形|情况|措施)|不(?:得|予|能|再)?(?:享受|受理|纳入|列入|参加)|除外"
    r"|不予(?:补|奖|发|支持|兑|办)|不得(?:申|领|评|获)"
)
_PLACED = re.compile(r"(?:^|；|\n)[^；：\n]+：\d")


@dataclass(frozen=True, slots=True)
class Reworded:
    """A question as documents put what it asks; the words of its matter and the signs that stand in what answers."""

    question: Question
    matter: tuple[str, ...]
    signs: re.Pattern[str]


def reworded(question: Question) -> Reworded | None:
    """A question for who is left out, what follows or who is last, in the words of documents; None for any other."""
    text = question.text
    is_last = _LAST.search(text)
    worded = _last(text) if is_last else _left_out(text) or _put_in(text) or _follows(text) or _may(text)
    if not worded:
        return None
    asked, matter = worded
    words = tuple(one for one in understand(matter).terms if one not in GENERAL and one not in ACTORS)
    held = replace(understand(asked), places=question.places, years=question.years, figures=question.figures)
    return Reworded(held, words, _PLACED if is_last else _LAYS_DOWN) if words else None


def _last(text: str) -> tuple[str, str] | None:
    """Who is last by the column of places, or by the figure: 倒数第一 stands in no table."""
    found = _LAST.search(text)
    if not found:
        return None
    if found["noun"] and not _JUDGED.search(found["what"]):
        return f"{found['what']}最低的{found['noun']}是哪个", found["what"]
    return f"{found['what']}结果的得分和名次，最低的名字是哪个", found["what"]


def _left_out(text: str) -> tuple[str, str] | None:
    found = _LEFT_OUT.search(text)
    if not found or found["who"].endswith("行为"):
        return None
    before, who, what = text[: found.start()], _KIND.sub("", found["who"]), found["what"]
    act = _ACTS.get(found["act"] or "", "不享受")
    return f"哪些情形：有下列情形之一的{who}，{act}{what or before}", f"{before}{who}{what}"


def _put_in(text: str) -> tuple[str, str] | None:
    found = _PUT_IN.search(text)
    return found and (f"哪些情形：有下列情形之一的，{found['how'] or ''}列为{found['what']}", found["what"])


def _follows(text: str) -> tuple[str, str] | None:
    """What follows for those who are put in a class; of other acts laws tell in their own words."""
    found = _FOLLOWS.search(text)
    if not found:
        return None
    measures = "激励措施" if found["kind"] in _GOOD else "措施，不得享受"
    return f"哪些措施：对{found['what']}企业，采取下列{measures}", found["what"]


def _may(text: str) -> tuple[str, str] | None:
    """Whether someone gets something: where they are among those left out, that is the answer."""
    found = _MAY.search(text)
    return found and (
        f"哪些情形：有下列情形之一的，{found['who']}，不享受{found['what']}",
        f"{found['who']}{found['what']}",
    )


def answers(asked: Reworded, evidence: Evidence) -> bool:
    """Whether a passage has the signs of what answers, of the matter that is asked of."""
    found = evidence.found
    text = normal(f"{found.document.title} {found.passage.heading} {found.passage.text}")
    named = all(said(normal(word), text, ()) >= HELD for word in asked.matter)
    return named and bool(asked.signs.search(found.passage.text))

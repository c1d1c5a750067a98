"""Questions for who or what is left out, and for what follows: as documents put it. Pure."""

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
_KIND = re.compile(r"情[形况]下?|的$")
_ACTS = {"受理": "不予受理", "参加": "不参加", "列入": "不列入", "纳入": "不纳入"}
_LAYS_DOWN = re.compile(
    r"(?:下列|以下|下述)[^。；]{0,12}(?:之一|情形|情况|行为|措施)|不予|不得|不享受|不能享受|不再享受|除外|不受理|不纳入|不参加"
)


@dataclass(frozen=True, slots=True)
class Reworded:
    """A question as documents put what it asks, and the words of its matter, which must stand in what answers."""

    question: Question
    matter: tuple[str, ...]


def reworded(question: Question) -> Reworded | None:
    """A question for what is left out or for what follows, in the words of documents; None for any other."""
    worded = _left_out(question.text) or _put_in(question.text) or _follows(question.text)
    if not worded:
        return None
    asked, matter = worded
    words = tuple(one for one in understand(matter).terms if one not in GENERAL and one not in ACTORS)
    held = replace(understand(asked), places=question.places, years=question.years, figures=question.figures)
    return Reworded(held, words) if words else None


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


def lays_down(asked: Reworded, evidence: Evidence) -> bool:
    """Whether a passage lays down who is left out or what follows, of the matter that is asked of."""
    found = evidence.found
    text = normal(f"{found.document.title} {found.passage.heading} {found.passage.text}")
    named = bool(asked.matter) and all(said(normal(word), text, ()) >= HELD for word in asked.matter)
    return named and bool(_LAYS_DOWN.search(found.passage.text))

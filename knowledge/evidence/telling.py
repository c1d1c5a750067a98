"""Whether a sentence tells the kind of thing that a question wants to be told. Pure."""

import re

from knowledge.evidence.sentences import is_row
from knowledge.index import tokens
from knowledge.index.tokens import normal
from knowledge.numerals import number
from knowledge.question_words import MEASURES, NAMED
from knowledge.questions import PERSON, Question

_DIGIT = re.compile(r"\d")
_COUNTING = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|(?:附?表|附件|图|专栏)\s*\d+|第[一二三四五六七八九十百零\d]+[编章节条])"
)
_DATED = re.compile(r"〔\d{4}〕\s*\d+\s*号|(?:\d+|[一二三四五六七八九十〇○零]+)\s*[年月日]")
_DATES = re.compile(  # what names a day, a month or a year, and is no length of time
    r"〔\d{4}〕\s*\d+\s*号|(?:19|20)\d\d\s*年度?(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*[日号])?|\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号]|份|底|初)"
)
_NAMES = re.compile(r"《[^》]*》|[〔\[(（]\d{4}[〕\])）]\s*第?\s*\d+\s*号")
_YEARLY = re.compile(r"(?:[上下本每]一?个?|(?:19|20)\d\d\s*)?年度")  # of what year, not when
_ISSUED = re.compile(r"^[\s（(]*(?:[\d〇○零一二三四五六七八九十]+\s*[年月日]\s*){2,3}[）)\s]*$")
_ASKS_YEAR = re.compile(r"哪一?年|什么年|年份|几几年")
_ASKS_ISSUE = re.compile(r"发布|印发|公布|出台|成文|落款|发文|通过|签发|日期")
_ASKS_MONTH = re.compile(
    r"几月|几号|哪个?月|哪一?天|(?:什么时候|何时|什么时间|啥时候)[^，。？?]{0,4}(?:申|报|办|提交|交|缴|领|发放|拨付|兑|结算|受理|截止|开)"
)
_FOR_YEARS = re.compile(
    r"(?<![\d〇○零一二三四五六七八九十])(?:\d{1,2}|[一二两三四五六七八九十]{1,2})\s*年(?!底|末|初|代)"
)
_BARE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d\s*年(?!\s*\d{1,2}\s*月|底|末|初|[上下]半年|.?季度)")
_SPAN = re.compile(r"(?:[自从].{1,24}|延长|顺延|推迟|截至?)[至到止].{0,6}\d")
_NAMED = re.compile(NAMED)
_POST = re.compile(
    r"(?:书记|主席|常委|市长|州长|县长|区长|镇长|乡长|主任|局长|部长|秘书长|院长|校长|会长|董事长|总经理)"
)
_HOLDS = re.compile(r"由(?!一名|1名|有关|各)([^，。；：]{2,24}?)(?:担任|兼任|任|主持|牵头)")
_AS = re.compile(r"任(?=组长|副|主任|主席|总|链长)")  # who holds a post; 任 is a family name, too
_LEADER = re.compile(rf"{_POST.pattern}|领导")
_WANTED = {kind: re.compile(pattern) for kind, (_, pattern) in MEASURES.items()}
_RANK_COLUMN = re.compile(r"(?:^|；)(?:名次|排名|位次|排位)：(\d+)(?:；|$)")
_RANK_ASKED = re.compile(
    r"排(?:名|位|在|行)?第?几|第几名|位列第几|(?:名次|排名|排位)(?:是|为)?(?:多少|第?几|如何|怎)"
)
_PLACE = "([一二三四五六七八九十\\d]{1,3})"
_RANK_NAMED = re.compile(rf"第{_PLACE}(?:名|位(?!数))|(?:排名?|名列|位[列居])(?:在)?第{_PLACE}")
_RANK_TOLD = re.compile(
    r"(?:排名?|名列|位[列居]|居)[^，。；]{0,8}第[一二三四五六七八九十\d]{1,3}|第[一二三四五六七八九十\d]{1,3}[名位]"
)
_WHICH = re.compile(r"哪([两三四五六七八九十]{1,2})(?![年月日天周次])|哪几(?![年月日天次])")
_NUMBERED = re.compile(  # 10条产业链有哪些
    r"(?<![\d月年第])([两三四五六七八九十]{1,3}|\d{1,2})[个条家类种项大][^，。？?\d]{1,10}?(?:有|是|指|包括|包含|分别)[^，。？?]{0,3}(?:哪|什么)"
)
_ITEM = re.compile(r"^\s*(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|\d+[.．](?!\d)|[①-⑳])")
_ALIKE = re.compile(r"哪([两三四五六七八九十])([好化高新优强])")  # 哪五好: each of them ends so
_ITEMS = re.compile(r"[^，,。；;：:、\n]{1,20}(?:、[^，,。；;：:、\n]{1,24})+")
_MARKS = re.compile(r"[“”‘’\"\s]")
_SO_MANY = re.compile(r"([两二三四五六七八九十]{1,2}|(?<!\d)\d{1,2})\s?(?:[个类种项大条级档家]|方面)")
_FOLLOW = re.compile(r"[：:]\s*$|一是.*二是|分为[^，。；]{0,4}[两二三四五六七八九十\d]+[个类种项大档级]")
_LAST = re.compile(r"(?:以?及|和|与)(?=[^、]+$)")


def tells(question: Question, sentence: str) -> bool:
    """Whether a sentence holds the kind of thing that is wanted; in a row its column names the unit.

    What counts the articles, items or tables is no number that is told, nor is a date or a 文号.
    """
    if asks_rank(question.text):
        return _tells_rank(question.text, sentence)
    if asks_which(question.text):
        return lists_as_many(question.text, sentence)
    wanted = question.wanted
    if wanted is None:
        return False
    if wanted == PERSON:
        return _names_person(question.text, sentence)
    plain = _COUNTING.sub("", normal(sentence))
    if wanted != "phone" and is_row(sentence):
        return bool(_DIGIT.search(plain))
    if wanted == "number":
        plain = _DATED.sub("", plain)
    if wanted == "date":
        plain = _without_other_dates(question.text, plain)
    if wanted == "length":
        plain = plain if _SPAN.search(plain) else _DATES.sub("", plain)
    return bool(_WANTED[wanted].search(plain))


def _without_other_dates(asked: str, sentence: str) -> str:
    """A sentence without what names no date of its matter: a document's name or 文号, of what year something
    is, a length in years, when the text was issued; and without bare years where a month or a day is asked for.
    """
    if _ISSUED.match(sentence) and not _ASKS_ISSUE.search(asked):
        return ""
    if _ASKS_YEAR.search(asked):
        return sentence
    told = _FOR_YEARS.sub("", _YEARLY.sub("", _NAMES.sub("", sentence)))
    return _BARE_YEAR.sub("", told) if _ASKS_MONTH.search(asked) else told


def asks_rank(text: str) -> bool:
    """Whether a place in an order is asked for, or who has one: 排第几, 第一名是谁."""
    return bool(_RANK_ASKED.search(text) or _RANK_NAMED.search(text))


def asks_which(text: str) -> bool:
    """Whether it is asked which few there are: 是哪五好, 分为哪几类."""
    return bool(_WHICH.search(text) or _NUMBERED.search(text))


def count_asked(text: str) -> int | None:
    """How many are asked for by name: six in 是哪六个."""
    asked = _WHICH.search(text) or _NUMBERED.search(text)
    return number(asked[1]) if asked and asked[1] else None


def lists_as_many(text: str, sentence: str) -> bool:
    """Whether a sentence has so many things side by side as a question asks for (甲、乙、丙 for 哪三样), or
    says that they follow.
    """
    asked, alike = _WHICH.search(text) or _NUMBERED.search(text), _ALIKE.search(text)
    found = [one[0] for one in _ITEMS.finditer(_MARKS.sub("", sentence))]
    counts = [_count(one) for one in found]
    if alike:
        named = [len(re.findall(rf"{alike[2]}(?:、|和|以?及|$|的)", one)) for one in found]
        return number(alike[1]) in named
    if asked and asked[1]:
        count = number(asked[1])
        said = [number(one) for one in _SO_MANY.findall(sentence)]
        return count in [*counts, *said]
    return any(count > 1 for count in counts) or bool(_FOLLOW.search(sentence) or _ITEM.match(sentence))


def _count(items: str) -> int:
    return items.count("、") + 1 + bool(_LAST.search(items))


def _tells_rank(asked: str, sentence: str) -> bool:
    """A row by its column, which must have the place that is named; another sentence by its words."""
    named = _RANK_NAMED.search(asked)
    if is_row(sentence):
        told = _RANK_COLUMN.search(sentence.strip())
        return bool(told) and (not named or number(named[1] or named[2]) == int(told[1]))  # type: ignore[index]
    return named[0] in sentence if named else bool(_RANK_TOLD.search(sentence))


def _names_person(asked: str, sentence: str) -> bool:
    """By name; or by a post other than the one asked of, in the column asked for or as who holds it."""
    if is_row(sentence):
        cells = [cell.partition("：")[::2] for cell in sentence.strip().split("；")]
        own = [told for column, told in cells if column in asked]
        return any(_LEADER.search(told) or _is_named(told) for told in own or [sentence])
    holders = [one[1] for one in _HOLDS.finditer(sentence)]
    return _is_named(sentence) or any(_POST.search(one) and one not in asked for one in holders)


def _is_named(text: str) -> bool:
    plain = _AS.sub("为", text)
    tagged = any(tag == "nr" and len(word) > 1 for word, tag in tokens.tagged(plain))
    return tagged or bool(_NAMED.search(plain))

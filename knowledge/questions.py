"""What a question asks: its words, and what an answer must hold to. Pure."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from knowledge.index import tokens
from knowledge.index.folding import plain_numbers
from knowledge.periods import Period, periods_in
from knowledge.places import place_words, places_in
from knowledge.question_words import (
    ACTORS,
    ASKING,
    ASKS_PERSON,
    ASKS_SUM,
    DRESSING,
    GENERAL,
    INTERROGATIVE,
    MEASURES,
    NO_PLACE,
    OF_ANY_AWARD,
    UNDERTAKINGS,
)

LONGEST = 500
PERSON = "person"
MOST_WORDS = 4  # of what asks
AMOUNTS = frozenset(("money", "sum", "area", "share", "length", "people", "number"))
MATTER = frozenset(("n", "nz", "nt", "vn", "eng"))
NAMES = frozenset(("ns", "nt", "nz", "eng"))
NO_CONTENT = frozenset(("x", "u", "uj", "ul", "p", "c", "y", "r", "d", "q", "m", "f"))
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ud800-\udfff]+")
_OF_A_FIGURE = (  # what follows an amount and never a year; 2026项目 and 2026人才 mean the year
    r"多|余|[万亿%吨户倍]|元(?!旦)|家(?![电居庭具])|个(?![人体])|项(?!目)|亩(?!均)|人(?![才力社大民])|平[方米]|公[里顷]"
)
_YEAR = re.compile(rf"(?<!\d)(19[5-9]\d|20\d\d)(?!\d|\s?(?:{_OF_A_FIGURE}))")
_CHINESE_YEAR = re.compile(r"([一二][〇零○一二三四五六七八九]{3})年")
_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_NUMBER = re.compile(
    r"\d[\d,]*(?:\.\d+)?(?:[万千百]?亿|[千百]?万|[千百])?(?:%|元|家|个|项|亩|平方|公里|岁|年|级|号|人|月|日|天|倍|条)?"
)
_IN_WORDS = re.compile(  # 五千万 and 百分之五十, but neither 千万别 nor 几百万
    r"(?<![几数上第])(?:百分之[一二三四五六七八九十百]+|[一二两三四五六七八九十]+[零一二两三四五六七八九十百千]*[万亿]"
    r"(?![零一二两三四五六七八九十百千万亿]))"
)
_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月")
_DAY = re.compile(r"月(3[01]|[12]\d|0?[1-9])[日号]")
_ASKED = r"(?:一共|总共|共)?(?:是|为|有|在|设在|位于|达到|达|叫)?"
_FOCUS = re.compile(
    rf"的([^的，,。？?]{{2,14}}?){_ASKED}(?:多少|几|多大|多高|多长|多久|谁|哪位|哪里|哪个|什么时候|何时)"
)
_BEFORE_AMOUNT = re.compile(rf"([^，,。？?]{{2,}})(?<![是为有达到共]){_ASKED}多少")
_AFTER_AMOUNT = re.compile(r"多少(?:亿|万)?(?:个|家|项|名|位|条|件)?([一-鿿]{1,4})")
_ASKS_PERSON = re.compile(ASKS_PERSON)
_ASKS_SUM = re.compile(ASKS_SUM)
_ASKS_SHARE = re.compile(r"百分之[几多]|[几多]少?倍|几成|几个点")
_CODE = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,8}-?\d+(?:-\d+)+")
_ORDINAL = re.compile(r"[二三四五六七八九十]{1,3}[期届批](?!间)")
_WEEKDAY = re.compile(r"周[一二三四五六日天]")
_WEEK = re.compile(r"星期|礼拜")
_SENTENCE_END = re.compile(r"[。！!；;\n]|(?<=[？?])")
_ASKS = re.compile(r"[？?几哪谁啥咋何怎吗呢]|多[少久大长高]|什么|[能可]不[能可]|是不是|有没有|是否")
_AWARD = re.compile(r"补贴|补助|奖励|奖补|津贴|基金|资金|贴息|费")
_HAD = re.compile(r"了(?:约|大概|大约|快|近|有)?\s*$")  # what was done already is told, not asked
_OWN_CASE = re.compile(  # one's own figures: whether they are enough, or what follows of them
    r"[能可会][^，,。；;]{0,12}[吗么?？]|算不算|够不够|行不行|能不能|可不可以|是不是|会怎[么样]|怎么办|要不要|有没有(?:补|奖)|[吗么][？?]?\s*$"
)
_OF_ONES_OWN = re.compile(r"(?:[元人个户家亩吨岁年天]|平[方米]?|工资|%)$|\d$|[万亿]$")
_EMPTY = frozenset(ASKING) | DRESSING
_ASKS_AHEAD = re.compile(
    "|".join(map(re.escape, sorted((w for w in ASKING if len(w) > 1), key=len, reverse=True)))
)
_WHICH_FEW = re.compile(r"哪(?=[两三四五六七八九十][一-鿿])")
_ONLY_ASKS = re.compile(
    "|".join(
        map(
            re.escape,
            sorted((w for w in ASKING if len(w) > 1 and set(w) & set(INTERROGATIVE)), key=len, reverse=True),
        )
    )
)
_NOTHING_SAID = re.compile(r"[\W_]+")
_DOCUMENT_NUMBER = re.compile(
    r"(?:(?<=[号)》])(?:以及|及|和|与|跟))?([一-鿿]{1,10}\s*[〔\[(【〈]\s*\d{4}\s*[〕\])】〉]\s*第?\s*\d+\s*号)"
)
_BEFORE_NUMBER = re.compile(
    r"^(?:请问|想问|依据|根据|依照|按照|参照|对照|执行|落实|关于|查询|查看|查|按|据|文件|文号为|文号是|文号|还有|是|的)+(?=..)"
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood. `terms` are its words of content, in order, once each; `pairs` the pairs of
    characters side by side in what doesn't only ask.

    `places`, `years`, `months`, `days`, `periods` and `figures` are what an answer must agree with; `numbers` the 文号 it names;
    `wanted` what kind of thing it wants to be told (a key of MEASURES, or PERSON), None for anything; `focus` those
    of the terms that name the very thing asked: in X的Y是多少, those of Y; `subject` those of X.
    `lead` is what an award or a due that is asked of is for: 装修 of 装修补贴.
    """

    text: str
    terms: tuple[str, ...]
    pairs: tuple[str, ...]
    places: tuple[str, ...]
    years: tuple[int, ...]
    months: tuple[int, ...]
    days: tuple[int, ...]
    periods: tuple[Period, ...]
    figures: tuple[str, ...]
    numbers: tuple[str, ...]
    wanted: str | None
    focus: tuple[str, ...]
    subject: tuple[str, ...]
    lead: tuple[str, ...]


def tidy(text: str) -> str:
    """The question without control characters and outer white space."""
    return _CONTROL.sub(" ", text).strip()


def says_nothing(text: str) -> bool:
    """Whether nothing but punctuation, symbols or emoji was sent."""
    return not _NOTHING_SAID.sub("", text)


def understand(text: str) -> Question:
    """Take a (tidied) question apart."""
    plain = tokens.spelled(text)
    numbers = tuple(number_key(found) for found in _DOCUMENT_NUMBER.findall(plain))
    rest = _CODE.sub(" ", _DOCUMENT_NUMBER.sub(" ", plain))
    places = places_in(rest)
    terms = _terms(rest, places)
    asking = what_asks(rest)
    wanted = _wanted(plain)
    return Question(
        text=text,
        terms=terms,
        pairs=tuple(dict.fromkeys(tokens.bigrams(without_asking(text)))),
        places=places,
        years=years_in(rest),
        months=tuple(dict.fromkeys(int(month) for month in _MONTH.findall(rest))),
        days=tuple(dict.fromkeys(int(day) for day in _DAY.findall(rest))),
        periods=periods_in(rest),
        figures=_figures(rest),
        numbers=numbers,
        wanted=wanted,
        focus=_focus(asking, terms),
        subject=_subject(asking, terms),
        lead=_lead(asking, terms) if wanted in AMOUNTS else (),
    )


def what_asks(text: str) -> str:
    """The last sentence that asks, without the story that leads up to it."""
    sentences = [one for one in _SENTENCE_END.split(text) if one.strip()]
    asking = [one for one in sentences if _ASKS.search(one)]
    return asking[-1] if asking else text


def without_asking(text: str) -> str:
    """A question without the words that only ask; itself where it has hardly others."""
    rest = _ONLY_ASKS.sub(" ", tokens.spelled(text))
    return rest if len(_NOTHING_SAID.sub("", rest)) > 1 else text


def names_something(text: str) -> bool:
    """Whether a question names a place, a body, a product, a year, a figure or a document: a thing of its own."""
    plain = tokens.spelled(text)
    return bool(
        places_in(plain)
        or years_in(plain)
        or _figures(plain)
        or _DOCUMENT_NUMBER.search(plain)
        or any(tag in NAMES for _, tag in tokens.tagged(plain))
    )


def years_in(text: str) -> tuple[int, ...]:
    """The years that a text names, in digits or in Chinese (二〇二一年), in order, once each."""
    found = [int(year) for year in _YEAR.findall(text)]
    found += [int(year.translate(_CHINESE_DIGITS)) for year in _CHINESE_YEAR.findall(text)]
    return tuple(dict.fromkeys(found))


def number_key(number: str) -> str:
    """A 文号 in one spelling: brackets 〔〕, no white space, no 第, no word of the sentence before it."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", number))
    spelled = re.sub(r"[\[(【〈]", "〔", re.sub(r"[\])】〉]第?", "〕", plain))
    return _BEFORE_NUMBER.sub("", spelled)


def _terms(text: str, places: tuple[str, ...]) -> tuple[str, ...]:
    """The words of content: what is left when asking words, places, years and figures are taken out.

    Words of one character say too little beside longer ones.
    """
    bare = _NUMBER.sub(" ", text)
    for place in sorted(
        dict.fromkeys([*places, *(core for _, _, core in place_words(text))]), key=len, reverse=True
    ):
        bare = re.sub(re.escape(place) + r"(?:省|市|州|县|区)?", " ", bare)
    pieces = [piece for piece in re.split(r"[\W_]+", bare) if piece]
    tagged = [pair for piece in pieces for pair in _matter(piece)]
    found = tuple(dict.fromkeys(word for word, tag in tagged if _is_content(word, tag)))
    return tuple(word for word in found if len(word) > 1 or word.isascii()) or found


def _matter(text: str) -> Iterator[tuple[str, str]]:
    """Words with their tags, without those that only ask or dress, alone or together; 应 in 供应链 stays."""
    words = tokens.tagged(text)
    at = 0
    while at < len(words):
        if empty := _empty_words(words, at):
            at += empty
            continue
        word, tag = words[at]
        if rest := _unglued(word):
            yield (rest, tag) if rest == word else (rest, tokens.tagged(rest)[0][1])
        at += 1


def _empty_words(words: Sequence[tuple[str, str]], at: int) -> int:
    """How many words from here on only ask or dress: 多少钱 is two."""
    together = accumulate(word for word, _ in words[at : at + MOST_WORDS])
    return max((count for count, text in enumerate(together, 1) if text in _EMPTY), default=0)


def _unglued(word: str) -> str:
    """What a word says, without what asks before it (哪些地方), or nothing where the tagger made it of two
    characters of which one only dresses (时能, 天要, 会罚).
    """
    parts = tokens.cut(word)
    if len(word) == 2 and len(parts) == 2 and _EMPTY.intersection(parts):
        return ""
    asks = _ASKS_AHEAD.match(word) or _WHICH_FEW.match(word)
    return word[asks.end() :] if asks else word


def _is_content(word: str, tag: str) -> bool:
    return bool(word.strip()) and tag not in NO_CONTENT and not (word in NO_PLACE and len(word) == 1)


def one_week(text: str) -> str:
    """星期五 and 礼拜五 as 周五."""
    return _WEEK.sub("周", text)


def _figures(text: str) -> tuple[str, ...]:
    """The figures named, with ordinals (二期, 三届) and days of the week (周五), which also tell things apart;
    without those that one tells of oneself (租了600平; 税收5万元能评A类吗).
    """
    bare = _YEAR.sub(" ", _IN_WORDS.sub(lambda found: plain_numbers(found[0]), text))
    named = (one.group() for one in _NUMBER.finditer(bare) if not _HAD.search(bare[: one.start()]))
    found = [figure for figure in named if len(figure) > 1 and figure[-1] not in "年月日号级"]
    if _OWN_CASE.search(text):
        found = [figure for figure in found if not _OF_ONES_OWN.search(figure)]
    return tuple(dict.fromkeys([*found, *_ORDINAL.findall(text), *_WEEKDAY.findall(one_week(text))]))


def _focus(text: str, terms: tuple[str, ...]) -> tuple[str, ...]:
    """The terms of Y in X的Y是多少 and in 多少Y; without them, the one right before 多少."""
    words = [word for word in terms if word not in GENERAL]
    if found := _FOCUS.search(text) or _AFTER_AMOUNT.search(text):
        named = tuple(word for word in words if word in found[1])
        if named:
            return named
    before = [match[1] for match in _BEFORE_AMOUNT.finditer(text)]
    return tuple(word for word in words if any(one.endswith(word) for one in before))[-1:]


def _subject(text: str, terms: tuple[str, ...]) -> tuple[str, ...]:
    """The terms of X in X的Y是多少."""
    found = _FOCUS.search(text)
    before = re.split(r"[，,。；;]", text[: found.start()])[-1] if found else ""
    return tuple(word for word in terms if word not in GENERAL and word in before)


def _lead(text: str, terms: tuple[str, ...]) -> tuple[str, ...]:
    """The terms right before the name of an award or a due: 厂房 and 装修 of 厂房装修补贴."""
    for found in _AWARD.finditer(text):
        name = next((term for term in terms if text[: found.end()].endswith(term)), None)
        if name and (before := _run_up(text[: found.end() - len(name)], terms)):
            return before
    return ()


def _run_up(text: str, terms: tuple[str, ...]) -> tuple[str, ...]:
    """The terms of matter that a text ends with, nothing between them; behind a zone's name."""
    words: list[str] = []
    while word := next((term for term in terms if text.endswith(term) and term[-1] not in "区园"), None):
        words.insert(0, word)
        text = text.removesuffix(word)
    return tuple(word for word in words[-2:] if _says_what_for(word))


def _says_what_for(word: str) -> bool:
    if word in GENERAL | ACTORS | NO_PLACE | OF_ANY_AWARD:
        return False
    return word in UNDERTAKINGS or tokens.tagged(word)[0][1] in MATTER | NAMES


def _wanted(text: str) -> str | None:
    if _ASKS_PERSON.search(text):
        return PERSON
    if _ASKS_SHARE.search(text):
        return "share"
    if _ASKS_SUM.search(text):
        return "sum"
    for kind, (cues, _) in MEASURES.items():
        if any(cue in text for cue in cues):
            return kind
    return None

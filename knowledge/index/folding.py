"""One spelling for what is written in several: widths, Traditional characters, numbers in words and in digits."""

import re
import unicodedata
from functools import cache

from opencc import OpenCC

from knowledge.numerals import number

_WIDE_MARKS = tuple(zip("，：；（）！？", ",:;()!?", strict=True))
_CHARACTERS = "".join(map(chr, [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0xF900, 0xFB00)]))
_SCALES = {"百": 100, "千": 1_000}
_SCALED = re.compile(r"\d(?<![\d.]\d)\d*(?:\.\d+)?[百千](?=[万亿])")
# Each pattern that follows begins with what it consumes, which `re` skips to; look-behinds come after that.
# What follows a numeral that counts; 十四五, 三高四新 and 一件事 stay as they are.
_COUNTED = r"(?=[万亿%倍元吨]|平方|公里|公顷|个月|个?工作日|周岁|[天日亩](?:以?[内上下前后]|$))"
_SIGNS = "零一二两三四五六七八九十百千"
_NUMERAL = re.compile(rf"[{_SIGNS}](?<![第\d.〇{_SIGNS}][{_SIGNS}])[{_SIGNS}]*{_COUNTED}")
_YEAR = re.compile(r"[一二][〇零○一二三四五六七八九]{3}(?=年)")
_SHARE = re.compile(r"百分之([一二三四五六七八九十百]+|\d+(?:\.\d+)?)")
_THOUSANDS = re.compile(r",(?<=\d,)(?=\d{3}(?!\d))")
_MAYBE_NUMERAL = re.compile(r"[一二两三四五六七八九十百千〇○]|\d,\d")


def one_width(text: str) -> str:
    """NFKC; the marks of nearly every Chinese text go first, as what is left is then mostly in it already."""
    for wide, narrow in _WIDE_MARKS:
        text = text.replace(wide, narrow)
    return unicodedata.normalize("NFKC", text)


def simplified(text: str) -> str:
    """Traditional characters as Simplified ones, one by one, so that the text keeps its length."""
    return text.translate(_simpler()) if _traditional().search(text) else text


def plain_numbers(text: str) -> str:
    """二〇二一年 as 2021年, 5千万 and 五千万 as 5000万, 百分之五十 as 50%, 1,000 as 1000."""
    if not _MAYBE_NUMERAL.search(text):
        return text
    text = _THOUSANDS.sub("", text)
    text = _YEAR.sub(lambda found: str(number(found[0])), text)
    text = _SHARE.sub(lambda found: f"{_digits(found[1])}%", text)
    text = _SCALED.sub(lambda found: f"{float(found[0][:-1]) * _SCALES[found[0][-1]]:.10g}", text)
    return _NUMERAL.sub(lambda found: _digits(found[0]), text)


def _digits(numeral: str) -> str:
    found = number(numeral)
    return numeral if found is None else str(found)


@cache
def _simpler() -> dict[int, int]:
    """Code point → code point, for the characters that OpenCC's `t2s` changes."""
    converted = OpenCC("t2s").convert(_CHARACTERS)
    pairs = zip(_CHARACTERS, converted, strict=True)
    return {ord(before): ord(after) for before, after in pairs if before != after}


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, _simpler()))}]")

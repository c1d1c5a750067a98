"""Bytes → text, for files that don't say how they are encoded."""

import codecs
import re

from ingest import texts
from knowledge.errors import UnreadableFile

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 1 << 16
_COMMON_ENOUGH = 0.7
_BROKEN_AT_MOST = 0.01
_CONTROLS_AT_MOST = 0.005
_ACCENTS_AT_MOST = 0.15

_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffd]")
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\uffff"
    "\ud800-\udfff]"
)


def _characters(encoding: str, leads: range) -> frozenset[str]:
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    pairs = (bytes((lead, trail)) for lead in leads for trail in trails)
    return frozenset("".join(pair.decode(encoding, "ignore") for pair in pairs))


_PUNCTUATION = frozenset("，。、；：？！（）《》〈〉“”‘’【】〔〕—…·　％～〇①②③④⑤⑥⑦⑧⑨⑩")
_SIMPLIFIED = _characters("gb2312", range(0xB0, 0xD8)) | _PUNCTUATION
_TRADITIONAL = _characters("big5", range(0xA4, 0xC7)) | _PUNCTUATION


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of `data`, without invisible characters; UnreadableFile where it isn't text."""
    text = _decoded(data, declared)
    if len(_CONTROL.findall(text)) > max(2, _CONTROLS_AT_MOST * len(text)):
        raise UnreadableFile(texts.NOT_TEXT)
    return INVISIBLE.sub("", text)


def _decoded(data: bytes, declared: str | None) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    if b"\x00" in data[:_SAMPLE] and (wide := _wide_encoding(data)):
        return data.decode(wide, "replace")
    text = _strict(data, "utf-8")
    if text is not None:
        return text
    for encoding in filter(None, (declared and _codec(declared), _chinese_encoding(data))):
        if (text := _nearly(data, encoding)) is not None:
            return text
    return _guessed(data)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _nearly(data: bytes, encoding: str) -> str | None:
    """Decoded, where at most a few characters of it are broken."""
    text = data.decode(encoding, "replace")
    return text if text.count("\ufffd") <= max(1, _BROKEN_AT_MOST * len(text)) else None


def _codec(declared: str) -> str | None:
    """Python's codec for a declared name; GB2312 pages use characters that only GB18030 has."""
    try:
        name = codecs.lookup(declared).name
        "".encode(name)
    except (LookupError, ValueError, TypeError):
        return None
    if name.startswith(("utf-16", "utf-32")):
        return None
    return {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950"}.get(name, name)


def _share(text: str, common: frozenset[str]) -> float:
    """How much of what isn't ASCII is in common use."""
    foreign = [character for character in text if character >= "\x80"]
    return sum(character in common for character in foreign) / len(foreign) if foreign else 0.0


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: the byte order in which the text is mostly Chinese or ASCII."""
    sample = data[: _SAMPLE & ~1]
    scores = {}
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "replace")
        plain = sum(" " <= character < "\x7f" or character in "\r\n\t" for character in text)
        scores[encoding] = (plain + sum(character in _SIMPLIFIED for character in text)) / max(1, len(text))
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] >= _COMMON_ENOUGH else None


def _chinese_encoding(data: bytes) -> str | None:
    """UTF-8 with broken places, GB18030 or Big5: where the sample reads most like Chinese."""
    sample = data[:_SAMPLE]
    text = sample.decode("utf-8", "replace")
    if text.count("\ufffd") <= _BROKEN_AT_MOST * len(text):
        return "utf-8"
    scores = {
        "gb18030": _share(sample.decode("gb18030", "replace"), _SIMPLIFIED),
        "cp950": _share(sample.decode("cp950", "replace"), _TRADITIONAL),
    }
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] >= _COMMON_ENOUGH else None


def _guessed(data: bytes) -> str:
    """What charset-normalizer makes of the beginning, for the encodings we don't expect."""
    if _CONTROL.search(data[:_SAMPLE].decode("latin-1").translate(dict.fromkeys(range(0x7F, 0xA0)))):
        raise UnreadableFile(texts.NOT_TEXT)
    sample = data[: _SAMPLE // 4]
    if sum(byte >= 0x80 for byte in sample) < _ACCENTS_AT_MOST * len(sample):
        encoding = "cp1252"
    else:
        from charset_normalizer import from_bytes  # slow to import, and rarely needed

        guess = from_bytes(sample, threshold=0.1).best()
        encoding = guess.encoding if guess else "utf-8"
    text = _nearly(data, encoding)
    if text is None:
        raise UnreadableFile(texts.NOT_TEXT)
    return text

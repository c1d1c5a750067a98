"""Whether a document says that it is open to the public."""

import re

from ingest.metadata.lines import Lines
from ingest.metadata.said import Said

_LABEL = r"公开(?:选项|属性|方式|类别|类型|形式)\s?[:：]\s?"
_OPTION = re.compile(
    rf"(?:(?<![“‘「『《\"'注写选])信息|(?:^|[\s（(【\[;；|])){_LABEL}"
    r"(主动公开|依申请公开|不予公开|不主动公开|不公开)(?=$|[\s）)】\];；|])"
)
_ALONE = re.compile(r"[（(【\[]?\s?(主动公开|依申请公开|不予公开|不主动公开|不公开)\s?[)）】\]]?")
_DATED = re.compile(r"日\s?[（(【\[]\s?(主动公开|依申请公开|不予公开|不主动公开|不公开)\s?[)）】\]]$")
_NOTE = re.compile(r"[（(【]\s?此件(公开发布|主动公开|公开|依申请公开|不予公开|不主动公开|不公开)\s?[)）】]")
_OPEN = frozenset(("主动公开", "公开发布", "公开"))
_LONGEST_LABELLED = 300


def says_public(lines: Lines) -> Said[bool] | None:
    """True only where the text says 主动公开 as a label, behind a date or alone, and nowhere says otherwise."""
    labelled = [line for line in lines.all if "公开" in line and len(line) <= _LONGEST_LABELLED]
    stated = [
        Said(option in _OPEN, line) for line in labelled for option in _options(line.rstrip("。").strip())
    ]
    return min(stated, key=lambda one: one.value, default=None)


def _options(line: str) -> list[str]:
    alone = _ALONE.fullmatch(line)
    return [alone[1]] if alone else _OPTION.findall(line) + _NOTE.findall(line) + _DATED.findall(line)

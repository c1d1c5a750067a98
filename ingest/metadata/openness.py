"""Whether a document says that it is open to the public."""

import re

from ingest.metadata.lines import Lines

_OPTION = re.compile(
    r"(?:^|[\s（(【\[;；|])(?:信息)?公开(?:选项|属性|方式|类别|类型|形式)\s?[:：]\s?"
    r"(主动公开|依申请公开|不予公开|不公开)(?=$|[\s）)】\];；|。])"
)
_NOTE = re.compile(r"[（(【]\s?此件(公开发布|主动公开|公开|依申请公开|不予公开|不公开)\s?[)）】]")
_OPEN = frozenset(("主动公开", "公开发布", "公开"))


def says_public(lines: Lines) -> bool:
    """Only where the text says 主动公开 and nowhere says otherwise."""
    stated = [
        option
        for line in lines.all
        if "公开" in line
        for option in _OPTION.findall(line) + _NOTE.findall(line)
    ]
    return bool(stated) and all(option in _OPEN for option in stated)

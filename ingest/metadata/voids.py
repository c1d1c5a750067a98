"""A document that says of itself that it holds no longer: 效力状态：失效, 此件已废止, （已废止）."""

import re
from datetime import date

from ingest.metadata.dates import DATE, first_date
from ingest.metadata.lines import Lines, labelled
from ingest.metadata.said import Said, sentence

_LABELS = ("有效性", "时效性", "时效状态", "效力状态", "效力", "文件状态", "文件效力", "法规状态")
_GONE = re.compile(r"(?:已|已经|宣布|全文)?(?:失效|废止|被废止)")
_TITLE = re.compile(r"[（(【\[〔](?:已|全文|宣布)?(?:废止|失效)[)）】\]〕]$")
_SAYS = re.compile(
    r"(?:^|[（(【。；：:\s])(?:注[:：]\s?)?(?:本|此|该)(?:文件|文|件|办法|通知|意见|规定|条例|方案|细则|法)"
    rf"(?:已|已经)(?:(?:于|自|从)\s?(?P<day>{DATE})\s?起?)?(?:被[^，。；]{{2,60}})?(?:宣布|明令|予以)?(?:废止|失效)"
)
_LONGEST_LINE = 200


def void_of(lines: Lines, title: str) -> Said[date | None] | None:
    """From when (None: for ever) the document says that it is repealed or has lost its force."""
    label = labelled(lines.edges, *_LABELS)
    if label and _GONE.fullmatch(label.value):
        return Said(None, label.words)
    if mark := _TITLE.search(title):
        return Said(None, mark[0])
    for line in lines.edges:
        if len(line) <= _LONGEST_LINE and (match := _SAYS.search(line)):
            day = first_date(match["day"]) if match["day"] else None
            return Said(day, sentence(line, match.start(), match.end()))
    return None

"""Speeches, minutes, interviews: who speaks from which line on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.pages import Block

_TITLES = re.compile(r"讲话|发言|致辞|讲稿|纪要|会议记录|座谈|访谈|实录|答记者问|问答")
_ROLE = r"(?:书记|主席|[省市县区州镇乡局厅处科部院校]长|主任|经理|总裁|代表|主持人|记者|负责人|专家|嘉宾|委员|问|答)"
_SURNAME = (
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜"
    "崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤]"
)
_NOTE = r"(?:（[^（）]{1,30}）)?"
_TURN = re.compile(
    rf"(?!各位|尊敬|同志|女士|先生)((?:[一-龥]{{0,14}}{_ROLE}\s?)?{_SURNAME}[一-龥]{{1,2}}(?:同志)?{_NOTE}"
    rf"|[一-龥]{{0,14}}{_ROLE}{_NOTE})[:：](?:\s?(?=\S.{{8}})|$)"
)
_FIRST_BLOCKS, _LONGEST_TITLE, _FEWEST_TURNS = 6, 90, 2


@dataclass(frozen=True, slots=True)
class Speech:
    """Whether a text is spoken words, and whether it tells who says them."""

    is_one: bool
    has_turns: bool

    def __bool__(self) -> bool:
        return self.is_one

    def speaker_of(self, line: str) -> str | None:
        """Who begins to speak on this line."""
        turn = _TURN.match(line) if self.has_turns else None
        return turn[1] if turn else None


NO_SPEECH = Speech(is_one=False, has_turns=False)


def speech_in(blocks: Sequence[Block], title: str) -> Speech:
    """What of a speech a text has, by its title or its first lines; one turn alone may be a label."""
    heads = [title, *(block.text for block in blocks[:_FIRST_BLOCKS])]
    if not any(len(head) <= _LONGEST_TITLE and _TITLES.search(head) for head in heads):
        return NO_SPEECH
    turns = sum(_TURN.match(block.text) is not None for block in blocks)
    return Speech(is_one=True, has_turns=turns >= _FEWEST_TURNS)

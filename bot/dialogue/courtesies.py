"""谢谢, 你好, 你是谁, 好的, 再见: a word of courtesy, which asks nothing, and what is said back."""

import re
from enum import Enum

from bot.dialogue import texts
from bot.dialogue.turn import Turn


class Courtesy(Enum):
    """What was said out of courtesy; its value is the reply."""

    GREETING = texts.GREETING
    THANKS = texts.WELCOME
    WHO = texts.WHO_AM_I
    YES = texts.ALL_RIGHT
    FAREWELL = texts.FAREWELL


_SIGNS = re.compile(r"[\W_]+")
_PARTICLES = re.compile(r"(?<=.)[啊呀啦哦噢呢吧哈嘛哟喔的了]+$")
_WORDS = {
    Courtesy.GREETING: "你好 您好 你们好 大家好 嗨 哈喽 哈罗 hello hi 早 早上好 早安 上午好 中午好 下午好 晚上好 在吗 在不在 在么 有人吗 你好你好 您好您好 五好你好 你好五好",
    Courtesy.THANKS: "谢谢 谢谢你 谢谢您 谢谢你们 谢谢谢谢 多谢 多谢你 多谢您 感谢 非常感谢 十分感谢 太感谢 感谢您 感谢你 谢啦 谢 谢过 辛苦 辛苦你 辛苦您 您辛苦 你辛苦 thanks thankyou thx 好谢谢 好的谢谢 好的多谢 好的谢谢您 好的谢谢你 "
    "知道了谢谢 明白了谢谢 收到谢谢 麻烦你 麻烦您 非常好谢谢 谢谢再见 帮大忙",
    Courtesy.WHO: "你是谁 您是谁 你谁 你是什么 你是什么人 你是哪位 您是哪位 你是人吗 你是机器人吗 你是机器人 你叫什么 你叫什么名字 您叫什么名字 你的名字 你的名字是什么 你是干什么 你是做什么 自我介绍 自我介绍一下 介绍一下你自己 介绍下自己 你能做什么 "
    "你能干什么 你会什么 你会做什么 你可以做什么 您能做什么 你有什么功能 你能帮我什么 你能帮我做什么 能问你什么 我能问什么 可以问什么 可以问你什么",
    Courtesy.YES: "好 好的 好的好的 好好 好滴 好嘞 行 可以 嗯 嗯嗯 嗯好 嗯好的 哦 哦哦 哦好的 噢 ok okay 收到 知道 我知道 明白 懂 了解 清楚 没问题 没事 没事了 不用 不用了 没有了 暂时没有 不客气 对 是 是的 对的 哈哈 哈哈哈 呵呵 很好 太好 真好 非常好 不错 真棒 厉害 赞",
    Courtesy.FAREWELL: "再见 拜拜 拜 拜了 bye byebye goodbye 回见 回头见 下次见 明天见 改天见 晚安 先这样 就这样 先走 我走",
}


def _bare(words: str) -> str:
    """The words without signs and the particles behind them: 谢谢啦！ is 谢谢."""
    return _PARTICLES.sub("", _SIGNS.sub("", words.lower()))


_MEANT = {_bare(one): courtesy for courtesy, words in _WORDS.items() for one in words.split()}


def courtesy(text: str) -> Courtesy | None:
    """Which courtesy a whole text is; None where it says anything besides."""
    return _MEANT.get(_bare(text))


def reply(turn: Turn, name: str) -> None:
    """A line or two back; what was asked before stays as it was."""
    meant = next((one for one in Courtesy if one.name == name), None)
    turn.say(meant.value if meant else texts.OLD_BUTTON)

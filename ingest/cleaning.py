"""Readings without what web pages put around their text, and with even white space."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from ingest.pages import Block, Kind, Reading

_WHITE = re.compile(r"[\s\u00a0\u3000]+")
_RUN = re.compile(r"[^\S ]|  ")
_LONGEST_CHROME = 160

_SEPARATORS = r"[\s|｜/·•:：>＞,，、【】\[\]（）()\-—]"
_SITES = (
    "微信好友|微信|新浪微博|腾讯微博|微博|QQ好友|QQ空间|QQ|朋友圈|人人网|豆瓣|百度贴吧|更多|复制链接|抖音|钉钉"
    "|Facebook|Twitter"
)


def _only(words: str) -> str:
    """A line of these words and nothing but separators between them."""
    return rf"(?:(?:{words}){_SEPARATORS}*)+"


_SHARING = (
    r"(?:一键|快乐|点击)?(?:分享|转发)(?:本[页文])?(?:到|至|给好友)?[:：]?",
    rf"(?:一键|快乐)?分享(?:到|至)?[:：]?\s*{_only(_SITES)}",
    rf"{_only(_SITES)}",
    r"(?:请|欢迎|打开|使用|用|手机|微信|支付宝|[“\"「])*扫(?:一扫|描二维码|码关注)"
    r"(?:[”\"」:：，,\s]*(?:分享|关注|转发|打开|查看|阅读|手机|在手机|更多)[^。；]{0,20})?",
    r"layer",
    rf"{_only('收藏|点赞|评论|转发|举报|纠错|我要纠错|分享')}",
)

_BUTTONS = (
    "打印本页|打印此页|打印本文|打印|关闭窗口|关闭本页|关闭|返回顶部|返回首页|返回列表|回到顶部|收藏本页|TOP"
)
_VIEWS = r"(?:浏览|阅读|点击|访问)(?:次数|量|数)?\s*[:：](?:\s*\d+)?(?:\s*次)?"
_FONT = rf"字[号体](?:{_SEPARATORS}*(?:变?[大中小]|默认|增大|减小|放大|缩小|恢复|[+＋]))*"

_CHROME = (
    rf"(?=.*字[号体])(?:字[号体]|变?[大中小]|默认|增大|减小|放大|缩小|恢复|[+＋-]|{_SEPARATORS})+",
    rf"{_SEPARATORS}*{_only(_BUTTONS)}",
    r"[上下]一[篇页条]\s*(?:[:：\s].{0,80})?",
    r"欢迎(?:您)?(?:来到|访问|光临|登录|进入).{0,40}(?:网站|网|平台|门户|官网)[!！。]?",
    r"(?:您?(?:当前|现在|所在|现在所在)?的?位置\s*[:：是]?\s*)?(?:网站)?首页\s*(?:[>＞»›→/\\\-—]+.{0,100})",
    r"(?:您?(?:当前|现在|所在|现在所在)的?|您的)位置\s*[:：].{0,100}",
    r"(?:版权所有|Copyright|©)[^。；]{0,120}",
    r"[^。，；]{0,40}(?:版权所有|All Rights Reserved)(?![人者权])[^。；]{0,80}",
    r"[^。；]{0,80}(?:ICP[备证]|公网安备)\s*\d{4,}.{0,60}",
    r"(?:政府)?网站标识码\s*[:：]?\s*\w{6,}.{0,40}",
    r"(?:请|立即|点击|马上|扫码|免费)*下载[^，,。；]{0,20}(?:客户端|APP|App|app)"
    r"(?:[，,](?:随时随地|第一时间|更多|看|读)[^。；]{0,24})?[!！]?",
    rf"{_only('设为首页|加入收藏|收藏本站|网站地图|联系我们|关于我们|网站声明|隐私声明|友情链接|无障碍(?:浏览|阅读)?|适老版|长者模式|手机版|繁體(?:中文)?|繁体(?:中文)?|简体(?:中文)?|English|RSS订阅|登录|注册')}",
    _VIEWS,
    rf"{_SEPARATORS}*(?:(?:{_VIEWS}|{_FONT}|{_BUTTONS}){_SEPARATORS}*){{2,}}",
)

_PAYWALL = (
    r"(?:隐藏内容|此处内容需要权限查看|会员免费查看|登录后(?:可|即可|才能)?(?:查看|阅读)(?:全文|更多|隐藏内容)?)[!！。]?",
    r"[•·●*\-]?\s*(?:普通|会员|网站代理|VIP|永久会员|注册|登录)\s*用户?(?:特权|价格)\s*[:：].{0,24}",
    r"(?:请)?(?:开通会员|付费|购买)后?(?:可|即可|才能)?(?:查看|阅读|下载)(?:全文|全部内容|隐藏内容)?[!！。]?",
)

_BOILERPLATE = re.compile("|".join(f"(?:{pattern})" for pattern in (*_SHARING, *_CHROME, *_PAYWALL)))


def clean(reading: Reading) -> Reading:
    """The same reading, normalised, without boilerplate; it may be empty."""
    title = _even(reading.title) if reading.title else None
    return Reading(tuple(_kept(reading)), title or None)


def _kept(reading: Reading) -> Iterator[Block]:
    for block in reading.blocks:
        text = _even(block.text)
        table = _even(block.table) if block.table else block.table
        if not text or (block.kind is not Kind.ROW and is_boilerplate(text)):
            continue
        yield block if (text, table) == (block.text, block.table) else replace(block, text=text, table=table)


def is_boilerplate(line: str) -> bool:
    """Whether a whole line is what pages put around their text; a sentence never is."""
    return len(line) <= _LONGEST_CHROME and _BOILERPLATE.fullmatch(line) is not None


def _even(text: str) -> str:
    """Composed characters, no indent, single spaces; full-width punctuation and digits stay."""
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return _WHITE.sub(" ", text).strip() if _RUN.search(text) else text.strip()

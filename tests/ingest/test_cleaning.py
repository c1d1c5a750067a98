"""What is boilerplate and what is text; the five seed pages."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.chrome import is_boilerplate
from ingest.cleaning import clean
from ingest.pages import Block, Kind, Reading
from ingest.readers import read
from ingest.splitting import split

SHARED = Path(__file__).parents[3] / "shared"
SEEDS = SHARED / "seeds"


@pytest.mark.parametrize(
    "line",
    [
        "分享",
        "分享到：",
        "分享到 微信 微博 QQ空间",
        "快乐分享",
        "layer",
        "请使用微信扫一扫",
        "微信扫一扫：分享",
        "扫一扫在手机打开当前页",
        "字号变大| 字号变小",
        "字体：【大 中 小】",
        "【字号：大 中 小】",
        "打印本页",
        "【打印本页】 【关闭窗口】",
        "打印 | 关闭 | 返回顶部",
        "上一篇：关于印发实施方案的通知",
        "下一篇",
        "下一条：无",
        "欢迎来到湖南省开发区协会中心网站!",
        "欢迎访问市政府门户网站！",
        "首页 > 政务公开 > 政策文件",
        "首页>>通知公告",
        "当前位置：首页 > 园区快讯",
        "您现在的位置：网站首页 > 新闻",
        "版权所有：某市人民政府",
        "© 2024 某某网 版权所有",
        "Copyright © 2024 某某网 All Rights Reserved.",
        "湘ICP备12345678号-1",
        "主办：某市政府 湘公网安备 43010202000001号",
        "网站标识码：4300000001",
        "下载荔枝新闻APP客户端,随时随地看新闻!",
        "点击下载客户端",
        "设为首页 | 加入收藏 | 网站地图",
        "浏览次数：128",
        "浏览:",
        "浏览次数：1234 【字体：大 中 小】",
        "【字体：大 中 小】 浏览次数：1234次 【打印】【关闭】",
        "字号：[大] [中] [小] 打印本页",
        "阅读量：56 | 打印",
        "隐藏内容",
        "此处内容需要权限查看",
        "会员免费查看",
        "• 普通用户特权:8.8积分",
        "• 会员用户特权:免费",
        "• 网站代理用户特权:免费推荐",
        "登录后查看全文",
        "责任编辑：李煜",
        "（责任编辑：李煜）",
        "责编：李煜 审校：肖君臻",
        "一审：李煜 二审：王芳 三审：周亮",
        "网站首页 | 走进园区 | 新闻中心 | 政务公开",
        "首页 园区概况 招商引资 联系我们",
        "首页",
        "搜索",
        "请输入关键字",
        "相关阅读",
        "相关链接：",
        "查看更多 >>",
        "用户登录 | 立即注册",
        "登录 | 注册",
        "登录后才能发表评论",
        "您还没有登录，请先登录",
        "我要评论",
        "开通会员",
        "此内容需要登录后查看",
        "赞(12) 评论(0) 收藏(3)",
        "已有 3 人购买",
        "主办单位：某市人民政府 承办单位：某市政务局 技术支持：某某科技有限公司",
        "技术支持：某某科技有限公司",
        "声明：本网转载内容版权归原作者所有，如有侵权请联系删除。",
        "本文来源于网络，不代表本站立场，如有侵权请联系我们删除。",
        "长按识别二维码关注我们",
        "关注官方微信公众号",
        "已阅读 128 次",
        "当前在线人数：12",
    ],
)
def test_boilerplate_lines_are_dropped(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "各园区要及时总结经验，加强交流分享，形成可复制可推广的做法。",
        "分享发展成果",
        "知识产权的版权所有人可以申请奖励。",
        "企业可以用微信扫一扫办事大厅的二维码，登录平台后提交申请材料。",
        "打印机耗材列入集中采购目录。",
        "关闭退出企业的补偿标准",
        "网站应当依法办理ICP备案。",
        "企业登录平台下载客户端后，按照提示填报；逾期不予受理。",
        "首页公示不少于7日。",
        "扫码即享",
        "发布时间:2023-08-04 编辑:湖南政协新闻网",
        "2020年10月22日 09:37:55 | 来源:扬州日报",
        "来源：扬州日报",
        "同志们:",
        "文 | 政协融媒记者 肖君臻 李煜",
        "园区快讯",
        "大中型企业",
        "浏览次数：1234次以上的予以奖励",
        "访问量：1200 人次，同比增长",
        "字体大小应当统一",
        "大",
        "转发市发展改革委关于五好园区的意见的通知",
        "微信办理",
        "关闭落后产能",
        "评论员文章",
        "欢迎各类企业来到园区投资兴业！",
        "（一）打印费补贴",
        "第三条 隐藏内容",
        "企业登录后，可以查看申报进度。",
        "企业可关注微信公众号“某市园区”申报。",
        "会员单位应当按时缴纳会费。",
        "协会会员享有下列权利：",
        "本法所称版权，是指著作权。",
        "转载政府信息应当注明来源。",
        "侵犯他人知识产权的，依法承担责任。",
        "责任编辑应当对稿件质量负责。",
        "编辑出版单位的收入，按照规定征税。",
        "三审三校制度",
        "搜索引擎服务提供者应当依法经营。",
        "技术支持单位由市政府确定。",
        "主办：市工业和信息化局；协办：市财政局。",
        "分享会员企业的经验，推动共同发展。",
        "登录系统填写《企业诉求登记表》。",
        "声明：本单位承诺所填内容真实有效。",
        "扫码申报、免申即享",
        "首页应当设置意见箱。",
        "购买服务",
        "已有12人报名",
    ],
)
def test_text_stays(line: str) -> None:
    assert not is_boilerplate(line)


def test_white_space_is_evened_out_and_full_width_characters_stay() -> None:
    reading = Reading(
        (Block("　　第一条　为了\t推进 \u00a0 五好园区（Ａ１），制定本办法。 "),), title=" 五好 \n 办法 "
    )
    assert clean(reading) == Reading(
        (Block("第一条 为了 推进 五好园区（Ａ１），制定本办法。"),), title="五好 办法"
    )


def test_composed_characters() -> None:
    assert clean(Reading((Block("e\u0301"),))).blocks == (Block("é"),)


def test_structure_is_kept_and_rows_are_never_boilerplate() -> None:
    heading = Block("第一章 总则", Kind.HEADING, level=2, page=3)
    row = Block("分享", Kind.ROW, page=3, table=" 表 ")
    assert clean(Reading((heading, row))).blocks == (heading, Block("分享", Kind.ROW, page=3, table="表"))


def test_a_page_of_nothing_but_boilerplate_is_empty() -> None:
    assert clean(Reading((Block("分享"), Block("　"), Block("打印本页", Kind.HEADING, 1)))).blocks == ()


@given(st.lists(st.text(max_size=60), max_size=8))
def test_cleaning_twice_changes_nothing(lines: list[str]) -> None:
    once = clean(Reading(tuple(map(Block, lines))))
    assert clean(once) == once


DROPPED = {
    "000": ["分享", *["请使用微信扫一扫"] * 3],
    "001": ["欢迎来到湖南省开发区协会中心网站!"],
    "002": [
        "隐藏内容",
        "此处内容需要权限查看",
        "• 普通用户特权:8.8积分",
        "• 会员用户特权:免费",
        "• 网站代理用户特权:免费推荐",
        "会员免费查看",
    ],
    "003": ["字号变大| 字号变小", "下载荔枝新闻APP客户端,随时随地看新闻!", "layer", "快乐分享"],
    "004": [],
}


@pytest.mark.skipif(not SEEDS.exists(), reason="the seed pages are not at hand")
@pytest.mark.parametrize("number", DROPPED)
def test_the_seeds_lose_their_boilerplate_and_nothing_else(number: str) -> None:
    [path] = SEEDS.glob(f"{number}_*.txt")
    source = [" ".join(line.split()) for line in path.read_text("utf-8").splitlines() if line.strip()]
    kept = [block.text for block in clean(read(path.name, path.read_bytes())).blocks]
    assert kept == [line for line in source if line not in DROPPED[number]]
    assert [line for line in source if line in DROPPED[number]] == DROPPED[number]


LEFTOVERS = re.compile(
    r"隐藏内容|权限查看|特权|扫一扫|分享到|快乐分享|上一篇|下一篇|责任编辑|版权所有|登录|会员免费|客户端|字号|首页|欢迎来到|layer"
)


@pytest.mark.skipif(not SEEDS.exists(), reason="the seed pages are not at hand")
@pytest.mark.parametrize("number", DROPPED)
def test_no_passage_of_the_seeds_has_a_leftover_of_its_page(number: str) -> None:
    [path] = SEEDS.glob(f"{number}_*.txt")
    _, pieces = split(clean(read(path.name, path.read_bytes())))
    assert [line for piece in pieces for line in piece.text.splitlines() if LEFTOVERS.search(line)] == []


@pytest.mark.parametrize(
    "name", ["09-全程代办工作方案.html", "12-主题日工作简报.html", "14-标准厂房租金补贴政策解读.html"]
)
def test_the_pages_among_the_samples_keep_their_text_alone(name: str) -> None:
    path = Path(__file__).parents[2] / "samples" / "policies" / name
    blocks = clean(read(path.name, path.read_bytes())).blocks
    assert len(blocks) > 5
    assert [block.text for block in blocks if LEFTOVERS.search(block.text)] == []


@pytest.mark.skipif(not (SHARED / "eval" / "train").exists(), reason="shared data are not at hand")
def test_no_line_of_the_government_reports_is_boilerplate() -> None:
    with (SHARED / "eval" / "train" / "government_work_reports.jsonl").open(encoding="utf-8") as reports:
        for _, report in zip(range(40), reports, strict=False):
            for value in filter(lambda value: isinstance(value, str), json.loads(report).values()):
                assert [line for line in value.splitlines() if is_boilerplate(line.strip())] == []

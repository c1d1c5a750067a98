"""What a text suggests: the category of a problem, a name and a telephone, which department. Pure."""

import re
from collections.abc import Mapping, Sequence

from bot.desk.words import Category
from knowledge.index.tokens import bigrams

_SIGNS: Mapping[Category, str] = {
    Category.LAND: "用地 土地 厂房 扩建 征地 拆迁 规划 林地 不动产 产权 供地 选址 场地 标准厂房 租金",
    Category.UTILITIES: "用电 停电 电价 供电 电压 变压器 用水 停水 供水 水压 污水管 排水 燃气 天然气 蒸汽 供热 网络 宽带 通信",
    Category.FINANCE: "贷款 融资 资金 续贷 抵押 担保 银行 利率 信贷 授信 拖欠 账款 回款 上市",
    Category.LABOUR: "招工 用工 工人 员工 招聘 缺人 人才 培训 社保 工资 技工 劳动 返乡",
    Category.POLICY: "补贴 奖励 兑现 优惠 政策 申报 奖补 退税 返还 扶持 减免",
    Category.APPROVAL: "审批 许可 办证 手续 验收 备案 执照 环评 能评 盖章 窗口 消防验收 施工许可 变更",
    Category.TRANSPORT: "道路 公路 物流 运输 货车 限行 公交 路灯 停车 交通 桥 路口 红绿灯 铁路 口岸",
    Category.ENVIRONMENT: "环保 排放 噪声 废水 废气 危废 固废 安全生产 消防 隐患 检查 监管 执法 污染",
    Category.MARKET: "销路 订单 市场 客户 原材料 涨价 配套 采购 招标 竞争 假冒 知识产权 专利 商标",
    Category.LIVING: "宿舍 住房 食堂 子女 上学 入学 学校 医院 就医 公租房 幼儿园 治安 超市",
}
_PHONE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8})(?!\d)")


def category(text: str) -> str:
    """The category whose signs a text shows most of; other where it shows none."""
    counts = {word: sum(sign in text for sign in signs.split()) for word, signs in _SIGNS.items()}
    best = max(counts, key=lambda word: counts[word])
    return (best if counts[best] else Category.OTHER).value


def contact(text: str) -> tuple[str | None, str | None]:
    """The name and the telephone in a text, where there are any."""
    found = _PHONE.search(text)
    if found is None:
        return None, None
    name = re.sub(r"[\s，,、:：;；]+", " ", text[: found.start()] + " " + text[found.end() :]).strip()
    return name[:20] or None, re.sub(r"[- ]", "", found[1])


def departments(text: str, category: Category, duties: Sequence[tuple[str, str]]) -> list[str]:
    """The names of departments, those first whose duties share most with a text or the signs of its category."""
    said, meant = set(bigrams(text)), set(bigrams(_SIGNS.get(category, "")))

    def shared(one: tuple[str, str]) -> int:
        own = set(bigrams(f"{one[0]} {one[1]}"))
        return 2 * len(said & own) + len(meant & own)

    return [name for name, _ in sorted(duties, key=shared, reverse=True)]

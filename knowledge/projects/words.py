"""The Chinese words of projects: stages, fields, and what people say when they ask for one."""

from knowledge.projects.tables import Stage


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


STAGE_NAMES = {
    Stage.SIGNED: "签约",
    Stage.STARTED: "开工",
    Stage.COMPLETED: "竣工",
    Stage.IN_PRODUCTION: "投产",
}

# What people say of a project at a stage.
STAGE_CUES = {
    Stage.SIGNED: ("签约",),
    Stage.STARTED: ("开工", "动工", "在建", "建设中", "施工中"),
    Stage.COMPLETED: ("竣工", "完工", "建成"),
    Stage.IN_PRODUCTION: ("投产", "达产"),
}

# What says that a project is behind its plan.
LATE_CUES = _words(
    """
    落后于计划 晚于计划 慢于计划 比计划晚 比计划慢 比计划滞后 落后 滞后 推迟 延期 延误 拖延 拖期 逾期 超期 进度慢
    """
) + tuple(
    f"{missed}{kept}"
    for missed in ("没有能够", "没有能", "没能够", "未能够", "没能", "未能", "没有", "不能", "没", "未")
    for kept in ("按计划", "按时间", "按进度", "按期", "按时", "如期", "准时")
)

# What asks for a policy, even where a project is named.
POLICY_CUES = _words(
    """
    补贴 补助 奖励 奖补 政策 申报 申请 租金 条件 手续 流程 材料 办法
    """
)

# What marks a question as one about projects.
PROJECT_CUES = _words(
    """
    项目 进展 进度 到哪一步 到哪步 哪个阶段 什么阶段 投产 开工 竣工 签约 哪个园区 哪些园区 哪家企业
    哪些企业 哪家公司 在做 责任领导 服务小分队 总投资 谁负责 在建 包联
    """
)

# What asks for a list or a count.
LIST_CUES = _words(
    """
    哪些项目 哪些在建 有哪些 哪几个 几个 多少个 多少项目 有多少 什么项目 列出 清单 名单 所有项目
    全部项目
    """
)

# Words of a question that say nothing of which project is meant.
FILLERS = LATE_CUES + _words(
    """
    处于 处在 包联领导 包联 联系领导 联系 挂点领导 挂点 挂联 挂钩 分管 主管部门 责任部门 牵头部门 哪个部门 哪些部门
    什么部门 部门 对接 介绍 说说 为什么 由 被 给 其中 当中 里面 下来 工期
    请问一下 请问 麻烦 帮我 查一下 查询 看一下 告诉我 我想知道 想了解 目前 现在 当前 截至 最新 已经
    是否 有没有 为止 的话 分别 一共 总共 都有 建设单位 承建 实施 哪个园区 哪些园区 哪一个园区 哪家企业
    哪些企业 哪个企业 哪家公司 哪些公司 企业 公司 哪个项目 哪些项目 哪几个项目 这个项目 该项目 项目
    进展情况 进展 进度 情况 状态 阶段 到哪一步 到哪步 哪一步 哪个阶段 什么阶段 怎么样 怎样 如何 怎么
    什么时候 何时 哪一年 哪年 几月 时间 日期 是什么 什么 是谁 谁 多少钱 多少个 有几个 几个 多少 几
    责任领导 领导 服务小分队 小分队 服务部门 负责人 负责 牵头 总投资额 总投资 投资额 投资 尚未 还没有
    还没 没有 未 没 有限责任公司 股份有限公司 有限公司 建设中 施工中 达产 服务 签约 开工 竣工 投产
    建成 动工 完工 计划 预计 实际 建设内容 产业链 编号 在做 在建 正在 做 生产 建设 位于 落户 在哪里
    在哪 哪里 哪个 哪些 有 在 是 了 吗 呢 的 吧 啊 和 与 我们 全市 所有 全部 列出 清单 名单 个 到 都
    还 已 也 就 请 一下 合计 总计 累计 加起来 加总 总和 共计 一共
    """
)

# Fillers that a ledger's own sentences are made of: 试生产, 生产线.
IN_NEWS = ("生产",)

# What is asked of a project right beside its name, besides the fillers.
ASIDES = _words(
    """
    产能 产量 占地 面积 规模 产值 困难 问题 原因 难点 遇到 存在 主要 能否 能不能 多大 多长 多久 概况 详情
    内容 关于 汇报 总结 讲讲 看看 谈谈 想问 问问 具体 土地 用地 环评 资金 设备 厂房 年产 达到 完成
    """
)

# What asks for one figure of many projects together, which no ledger row tells.
SUM_CUES = ("合计", "总计", "累计", "加起来", "加总", "总和", "一共", "总共", "共计")

# Which field of a reply a question asks for: the words, then the field.
FIELD_CUES = (
    (("责任领导", "领导", "谁负责", "负责人", "谁包联", "谁联系", "谁分管", "谁牵头", "谁挂点"), "lead"),
    (("服务部门", "哪个部门", "什么部门", "哪些部门", "责任部门", "主管部门", "牵头部门"), "department"),
    (
        (
            "建设内容",
            "建设规模",
            "建什么",
            "建些什么",
            "建设什么",
            "产能多",
            "年产多",
            "多大",
            "面积",
            "占地",
        ),
        "content",
    ),
    (
        (
            "进展",
            "卡在哪",
            "难在哪",
            "堵在哪",
            "慢在哪",
            "问题在哪",
            "为什么",
            "为何",
            "什么原因",
            "怎么还没",
        ),
        "progress",
    ),
    (("服务小分队", "小分队"), "service_team"),
    (
        ("总投资", "投资额", "多少钱", "投资多少", "投资合计", "投资总额", "投了多少", "一共投资"),
        "investment",
    ),
    (("哪个园区", "在哪里", "在哪儿", "位于", "哪里"), "zone"),
    (("哪家企业", "哪家公司", "建设单位"), "enterprise"),
)

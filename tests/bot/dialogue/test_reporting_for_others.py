"""A clerk on a visit enters what an enterprise says."""

from bot.desk.words import Origin
from tests.bot.dialogue.cast import BAMBOO, BATTERY, OTHER_ZONE, TWIN, ZONE, Cast

TEXT = "招不到熟练工人，请帮忙组织招聘会。"


def test_found_by_a_part_of_its_name(cast: Cast) -> None:
    assert "是哪家企业的诉求" in cast.wu.says(f"/report {TEXT}")
    draft = cast.wu.says("竹缠")
    assert f"企业：{BAMBOO}" in draft and "来源：走访" in draft and "联系方式：未填" in draft
    assert "从哪里来" in cast.wu.presses("改来源")
    assert "从哪里来" in cast.wu.says("路上")
    assert "来源：座谈会" in cast.wu.says("座谈会")
    cast.wu.presses("确认")
    issue = cast.park.issue()
    assert (issue.enterprise, issue.zone, issue.origin) == (BAMBOO, OTHER_ZONE, Origin.MEETING)
    assert issue.reporter_id is None
    assert "已登记，来源：座谈会" in cast.zhu.last.text
    assert "WT-2026-0001" in cast.zhu.says("/mine") and "WT-2026-0001" not in cast.yuan.says("/mine")


def test_one_of_several(cast: Cast) -> None:
    cast.wu.says(f"/report {TEXT}")
    assert "请选择企业" in cast.wu.says("澜川蓄")
    assert {BATTERY, TWIN, "名录外：澜川蓄", "取消"} == set(cast.wu.last.labels)
    assert f"企业：{TWIN}" in cast.wu.presses(TWIN)
    cast.wu.presses("选企业")
    cast.wu.says("澜川蓄")
    assert f"企业：{BATTERY}" in cast.wu.says(BATTERY)


def test_one_that_the_directory_has_not(cast: Cast) -> None:
    cast.wu.says(f"/report {TEXT}")
    assert "企业名录里没有“远山茶业（个体）”" in cast.wu.says("远山茶业（个体）")
    assert "企业：远山茶业（个体）" in cast.wu.says("名录外：远山茶业（个体）")
    cast.wu.says("确认")
    assert (cast.park.issue().enterprise, cast.park.issue().zone) == ("远山茶业（个体）", None)


def test_nothing_is_handed_in_without_an_enterprise(cast: Cast) -> None:
    cast.wu.says(f"/report {TEXT}")
    assert "是哪家企业的诉求" in cast.wu.presses_data(cast.wu.data("取消").replace("cancel", "confirm"))
    assert not cast.park.issues()


def test_a_zone_comes_from_the_directory(cast: Cast) -> None:
    cast.wu.says(f"/report {TEXT}")
    cast.wu.says(BATTERY)
    cast.wu.says("确认")
    assert cast.park.issue().zone == ZONE
    assert "WT-2026-0001" in cast.shen.says("/queue") and "WT-2026-0001" not in cast.qin.says("/queue")

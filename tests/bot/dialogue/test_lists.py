"""/mine, /queue, and an issue's number."""

from bot.dialogue import texts
from tests.bot.dialogue.cast import Cast


def test_mine_page_by_page(cast: Cast) -> None:
    assert cast.yuan.says("/mine") == texts.NONE_OF_MINE
    for number in range(10):
        cast.reported(f"第 {number} 个问题。")
    first = cast.yuan.says("/mine")
    assert "共 10 件" in first and "WT-2026-0010" in first and "WT-2026-0002" not in first
    second = cast.yuan.presses("下一页")
    assert "WT-2026-0002" in second and "WT-2026-0010" not in second
    assert "WT-2026-0010" in cast.yuan.says("上一页")
    assert "WT-2026-0002" in cast.yuan.says("/mine 2") and "WT-2026-0002" in cast.yuan.says("/mine 99")
    assert "第 4 个问题" in cast.yuan.presses("WT-2026-0005")
    assert cast.zhu.says("我的诉求") == texts.NONE_OF_MINE


def test_the_queue_by_state_words_and_pages(cast: Cast) -> None:
    for number in range(9):
        cast.reported(f"第 {number} 个问题。")
    cast.wu.says("WT-2026-0003")
    cast.wu.presses("受理")
    assert "诉求队列（待受理），共 8 件" in cast.wu.says("/queue")
    assert {"待受理 8", "待交办 1", "全部 9"} <= set(cast.wu.last.labels)
    assert "共 1 件" in cast.wu.presses("待交办 1")
    assert "（全部），共 9 件" in cast.wu.says("/queue 全部")
    assert "WT-2026-0001" in cast.wu.says("下一页")
    assert "WT-2026-0001" in cast.wu.says("/queue 全部 2") and "WT-2026-0001" in cast.wu.says(
        "/queue 全部：2"
    )
    assert "（待受理），共 8 件" in cast.wu.says("/queue 2")
    assert "“第 7 个”），共 1 件" in cast.wu.says("/queue 第 7 个")
    assert "没有" in cast.wu.says("/queue 已办结")


def test_words_are_looked_for_page_by_page(cast: Cast) -> None:
    words = "变压器 容量 " + "很长的话" * 20
    for _ in range(9):
        cast.reported(words)
    assert "共 9 件" in cast.wu.says(f"/queue {words}")
    assert "WT-2026-0001" in cast.wu.presses("下一页")
    assert "WT-2026-0009" in cast.wu.presses("上一页")


def test_everyone_sees_their_own_queue(cast: Cast) -> None:
    cast.assigned()
    cast.reported_by(cast.zhu, "竹缠绕管的销路。")
    assert "共 2 件" in cast.wu.says("/queue 全部")
    assert "共 1 件" in cast.deng.says("/queue") and "变压器" in cast.deng.last.text
    assert "没有" in cast.he.says("/queue")
    assert "变压器" in cast.shen.says("/queue") and "竹缠" not in cast.shen.last.text
    assert "竹缠" in cast.qin.says("/queue") and "变压器" not in cast.qin.last.text


def test_overdue_ones_are_found(cast: Cast) -> None:
    cast.assigned()
    cast.park.later(days=30)
    assert "已逾期" in cast.wu.says("/queue 逾期")


def test_a_number_as_people_type_it(cast: Cast) -> None:
    cast.reported()
    for typed in ("WT-2026-0001", "wt-2026-1", "ＷＴ－２０２６－０００１", "2026-0001"):
        assert cast.yuan.says(typed).startswith("WT-2026-0001"), typed
        assert cast.zhu.says(typed) == texts.NO_SUCH_ISSUE
        assert cast.guest.says(typed) == texts.NOT_FOR_GUESTS
    assert cast.yuan.says("WT-2026-0099") == texts.NO_SUCH_ISSUE


def test_failures_are_there_for_staff(cast: Cast) -> None:
    assert cast.wu.says("未送达") == texts.NO_FAILURES
    assert cast.yuan.says("未送达") == texts.NOT_ALLOWED

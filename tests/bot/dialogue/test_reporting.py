"""An enterprise hands a problem in."""

import pytest

from bot.desk.words import Category, Origin
from bot.dialogue import texts
from bot.messages.contents import Kind
from tests.bot.dialogue.cast import BATTERY, ZONE, Cast

TEXT = "园区公交班次太少，货车限行。"
EXE = b"MZ\x90\x00" + bytes(200)


def test_at_once_with_its_text(cast: Cast) -> None:
    cast.yuan.says(f"/report {TEXT}")
    assert "编号 WT-2026-0001" in cast.yuan.says("确认")
    issue = cast.park.issue()
    assert (issue.text, issue.enterprise, issue.zone) == (TEXT, BATTERY, ZONE)
    assert (issue.category, issue.origin, issue.contact) == (Category.TRANSPORT, Origin.SELF, "原经理")
    assert "状态：待受理" in cast.yuan.presses("查看诉求")


def test_step_by_step(cast: Cast) -> None:
    assert "请写下遇到的问题" in cast.yuan.says("/report")
    assert "请写下遇到的问题" in cast.yuan.says("/report")  # still nothing to show
    assert "请写下遇到的问题" in cast.yuan.says("确认")
    assert TEXT in cast.yuan.says(TEXT)
    assert "另外路灯也坏了。" in cast.yuan.says("另外路灯也坏了。")
    cast.yuan.presses("确认")
    assert cast.park.issue().text == f"{TEXT}\n另外路灯也坏了。"


def test_another_report_goes_on_with_the_draft(cast: Cast) -> None:
    cast.yuan.says(f"/report {TEXT}")
    cast.yuan.presses("改类别")
    assert TEXT in cast.yuan.says("/report")
    assert "路灯" in cast.yuan.says("/report 路灯也坏了。")
    cast.yuan.says("确认")
    assert len(cast.park.issues()) == 1


def test_the_category_is_chosen_and_stays_chosen(cast: Cast) -> None:
    cast.yuan.says(f"/report {TEXT}")
    assert "请选择类别" in cast.yuan.presses("改类别")
    assert "请选择类别" in cast.yuan.says("不知道")
    assert "类别：生活配套" in cast.yuan.says("生活配套")
    assert "类别：生活配套" in cast.yuan.says("停电了，供电公司不来。")
    cast.yuan.presses("改类别")
    assert "类别：其他" in cast.yuan.presses("其他")


def test_the_contact_is_typed_or_sent_as_a_card(cast: Cast) -> None:
    cast.yuan.says(f"/report {TEXT}")
    cast.yuan.presses("改联系方式")
    assert cast.yuan.last.asks_contact
    assert "没有看到电话号码" in cast.yuan.says("找王经理")
    assert "联系方式：王经理 13812345678" in cast.yuan.says("王经理，138-1234-5678")
    assert "联系方式：王经理 13900000000" in cast.yuan.sends_kind(Kind.CONTACT, phone="13900000000")
    cast.yuan.says("确认")
    assert (cast.park.issue().contact, cast.park.issue().phone) == ("王经理", "13900000000")


def test_anonymous_and_not(cast: Cast) -> None:
    cast.yuan.says(f"/report {BATTERY}反映：{TEXT}")
    assert "匿名，部门看不到" in cast.yuan.presses("匿名提交")
    assert "匿名，部门看不到" not in cast.yuan.says("取消匿名")
    cast.yuan.says("匿名提交")
    cast.yuan.says("确认")
    assert cast.park.issue().is_anonymous
    seen = cast.shen.says("WT-2026-0001")
    assert "匿名企业" in seen and "蓄原" not in seen and "原经理" not in seen


def test_written_anew_with_its_files_kept(cast: Cast) -> None:
    cast.yuan.says(f"/report {TEXT}")
    cast.yuan.sends("路口.jpg")
    assert "附件还在" in cast.yuan.presses("重写内容")
    assert "附件：路口.jpg" in cast.yuan.says("路口没有红绿灯。")
    cast.yuan.says("确认")
    assert cast.park.issue().text == "路口没有红绿灯。"


def test_an_album_begins_a_draft(cast: Cast) -> None:
    said = cast.yuan.sends("一.jpg", "二.jpg", "三.jpg", caption="路面塌了，请看照片。")
    assert said.count("请核对后回复") == 1
    assert "路面塌了，请看照片。" in said and "附件：一.jpg、二.jpg、三.jpg" in said
    cast.yuan.says("确认")
    shown = cast.yuan.presses("查看诉求")
    assert "路面塌了" in shown and [file.name for file in cast.yuan.last.files] == [
        "一.jpg",
        "二.jpg",
        "三.jpg",
    ]


def test_photos_without_a_word_will_do(cast: Cast) -> None:
    assert "（见附件）" in cast.yuan.sends("现场.jpg")
    cast.yuan.says("确认")
    assert cast.park.issue().text == "（见附件）"


def test_too_many_files(cast: Cast) -> None:
    assert "只收下前 10 个" in cast.yuan.sends(*(f"{n}.jpg" for n in range(12)), caption=TEXT)
    cast.yuan.sends(*(f"{n}.jpg" for n in range(20, 30)))
    said = cast.yuan.sends("最后.jpg")
    assert "只收下前 20 个" in said and "29.jpg" in said and "最后.jpg" not in said


def test_an_exe_named_jpg_is_refused_and_the_rest_goes_on(cast: Cast) -> None:
    said = cast.yuan.sends("照片.jpg", caption=TEXT, content=EXE)
    assert "照片.jpg：这个文件不是图片或常用文档" in said and TEXT in said and "附件：" not in said
    assert "压缩包没有收下" in cast.yuan.sends("材料.zip", content=b"PK\x05\x06" + bytes(18))
    cast.yuan.says("确认")
    assert len(cast.park.issues()) == 1


def test_handed_in_once_though_pressed_twice(cast: Cast) -> None:
    cast.yuan.says(f"/report {TEXT}")
    confirm = cast.yuan.data("确认")
    cast.yuan.presses("确认")
    assert cast.yuan.presses_data(confirm) == texts.TALK_IS_OVER
    assert cast.yuan.says("确认") == texts.TALK_IS_OVER
    assert len(cast.park.issues()) == 1


def test_a_button_from_last_weeks_draft(cast: Cast) -> None:
    cast.yuan.says(f"/report {TEXT}")
    old = {label: cast.yuan.data(label) for label in ("确认", "取消", "改类别", "匿名提交", "重写内容")}
    cast.park.later(days=8)
    cast.park.tick()
    assert cast.yuan.presses_data(old["确认"]) == texts.TALK_IS_OVER
    cast.yuan.says("/report 新的一件。")
    for data in old.values():
        assert cast.yuan.presses_data(data) == texts.TALK_IS_OVER
    assert "新的一件。" in cast.yuan.says("/report") and not cast.park.issues()


@pytest.mark.parametrize("word", ["/cancel", "取消", "／ｃａｎｃｅｌ", "/cancel@wuhao_bot"])
@pytest.mark.parametrize("at", ["", "改类别", "改联系方式", "重写内容"])
def test_cancelled_anywhere(cast: Cast, word: str, at: str) -> None:
    cast.yuan.says(f"/report {TEXT}")
    if at:
        cast.yuan.presses(at)
    assert "已取消，没有提交" in cast.yuan.says(word)
    assert cast.yuan.talk is None
    assert "没有正在填写" in cast.yuan.says("/cancel")


def test_left_open_for_a_day_it_is_closed_and_said_back(cast: Cast) -> None:
    cast.yuan.says(f"/report {TEXT}")
    cast.yuan.sends("路口.jpg")
    cast.park.later(hours=23)
    cast.park.tick()
    assert cast.yuan.talk == "report"
    cast.park.later(hours=2)
    cast.park.tick()
    assert cast.yuan.talk is None and TEXT in cast.yuan.last.text and "路口.jpg" in cast.yuan.last.text
    heard = len(cast.yuan.heard)
    cast.park.tick()
    assert len(cast.yuan.heard) == heard


def test_a_draft_left_for_something_else_is_said_back(cast: Cast) -> None:
    cast.replied()
    cast.yuan.says(f"/report {TEXT}")
    assert TEXT in cast.yuan.presses("不满意")
    assert "哪里不满意" in cast.yuan.last.text


def test_a_draft_survives_what_takes_one_press(cast: Cast) -> None:
    cast.replied()
    cast.yuan.says(f"/report {TEXT}")
    assert "已评价" in cast.yuan.presses("满意")
    assert "我的诉求" in cast.yuan.says("/mine")
    assert "已提交，编号 WT-2026-0002" in cast.yuan.says("确认")


def test_stop_leaves_a_draft_open(cast: Cast) -> None:
    cast.yuan.says(f"/report {TEXT}")
    assert "没有正在处理的消息。填写到一半的内容还在" in cast.yuan.says("/stop")
    assert TEXT in cast.yuan.says("/report")


def test_a_new_conversation_drops_the_draft(cast: Cast) -> None:
    cast.yuan.says(f"/report {TEXT}")
    assert "已取消，没有提交" in cast.yuan.says("/new") and cast.yuan.talk is None

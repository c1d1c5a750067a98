"""Short remarks after a question: what they mean, and what stands by itself."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.articles import Article
from knowledge.followups import LONGEST, Context, Remark, hangs, meant, understood
from knowledge.listed import Listed
from knowledge.zone_calls import calls

TODAY = date(2026, 11, 22)
RENT = "标准厂房租金补贴每平方米每月多少钱"
GROWTH = "2026年永州市规模工业增加值增速是多少"
TAX = "澜川经开区2026年8月亩均税收是多少"
ZONES = calls(
    {
        name: frozenset(names)
        for names in (
            ("澜川经济技术开发区", "澜川经开区"),
            ("澜川高新技术产业开发区", "澜川高新区"),
            ("松岭经济开发区", "松岭经开区"),
            ("白渡工业园", "白渡园"),
        )
        for name in names
    }
)
PROJECTS = Listed(("竹管项目（SL-1）", "墙板项目（SL-2）", "地板项目（SL-3）"), question="松岭有哪些项目")
OF_ONE = Listed(PROJECTS.items, "墙板项目（SL-2）", PROJECTS.question)


def talk(question: str, *texts: str) -> list[str]:
    """What each of the texts means, one after the other; what is asked back where that can't be told."""
    told = []
    for text in texts:
        remark = meant(Context(question, TODAY, zones=ZONES), text)
        assert remark, text
        told.append(remark.asks_back or remark.question)
        question = remark.question
    return told


def of_projects(text: str, listed: Listed = PROJECTS) -> str:
    remark = meant(Context(listed.it + "谁负责" if listed.it else listed.question, TODAY, listed), text)
    assert remark, text
    return remark.asks_back or remark.question


@pytest.mark.parametrize(
    ("previous", "text", "whole"),
    [
        (GROWTH, "那去年呢？", "2025年永州市规模工业增加值增速是多少"),
        (GROWTH, "2024年呢", "2024年永州市规模工业增加值增速是多少"),
        (GROWTH, "前年的呢？", "2024年永州市规模工业增加值增速是多少"),
        ("2025年永州市规模工业增加值增速是多少", "那去年呢？", "2024年永州市规模工业增加值增速是多少"),
        ("永州市规模工业增加值增速是多少", "去年呢", "2025年永州市规模工业增加值增速是多少"),
        (GROWTH, "衡阳的呢？", "2026年衡阳规模工业增加值增速是多少"),
        (GROWTH, "那衡阳市呢？", "2026年衡阳市规模工业增加值增速是多少"),
        (GROWTH, "那2025年衡阳的呢？", "2025年衡阳规模工业增加值增速是多少"),
        (GROWTH, "上半年呢", "2026年上半年永州市规模工业增加值增速是多少"),
        (RENT, "衡阳呢", "衡阳标准厂房租金补贴每平方米每月多少钱"),
        ("松岭经开区2026年10月的亩均税收是多少", "9月呢？", "松岭经开区2026年9月的亩均税收是多少"),
        ("松岭经开区2026年10月的亩均税收是多少", "澜川高新区的呢", "澜川高新区2026年10月的亩均税收是多少"),
        ("多层厂房租金补贴多少", "那标准厂房呢？", "标准厂房租金补贴多少"),
        ("标准厂房租金补贴多少钱", "人才公寓呢", "人才公寓租金补贴多少钱"),
        ("新引进的硕士研究生安家补贴多少钱", "那博士研究生呢", "新引进的博士研究生安家补贴多少钱"),
        ("新引进的硕士研究生安家补贴多少钱", "博士呢", "新引进的博士研究生安家补贴多少钱"),
        (RENT, "那2021年时呢？", f"2021年时{RENT}"),
        (f"2025年{RENT}", "2021年的时候呢", f"2021年时{RENT}"),
        (RENT, "需要什么材料？", "标准厂房租金补贴需要什么材料"),
        (RENT, "怎么申请？", "标准厂房租金补贴怎么申请"),
        (RENT, "什么时候截止", "标准厂房租金补贴什么时候截止"),
        (RENT, "最长多久", "标准厂房租金补贴最长多久"),
        (RENT, "它的有效期是多久", "标准厂房租金补贴有效期是多久"),
        (RENT, "这项补贴由谁发放", "标准厂房租金补贴由谁发放"),
        ("哪些企业不能享受租金补贴", "有什么条件", "租金补贴有什么条件"),
        ("申请标准厂房租金补贴需要什么材料？", "那申请条件呢？", "标准厂房租金补贴申请条件是什么"),
        ("新引进的硕士研究生安家补贴多少钱", "申请材料呢", "新引进的硕士研究生安家补贴申请材料是什么"),
        (RENT, "联系电话呢", "标准厂房租金补贴联系电话是多少"),
        (RENT, "补贴标准呢", "标准厂房租金补贴标准是多少"),
        (RENT, "租金补贴期限呢", "标准厂房租金补贴期限是多久"),
        ("企业交流主题日报名电话是多少", "那材料呢", "企业交流主题日材料是什么"),
        (GROWTH, "第一季度呢", "2026年第一季度永州市规模工业增加值增速是多少"),
        ("5吉瓦时储能电池生产基地到哪一步了？", "微型电机的呢？", "微型电机到哪一步了"),
        ("澜川经开区有哪些在建项目？", "松岭经开区的呢？", "松岭经开区有哪些在建项目"),
    ],
)
def test_a_remark_is_made_a_whole_question(previous: str, text: str, whole: str) -> None:
    remark = understood(previous, text, TODAY)
    assert remark
    assert (remark.question, remark.asks_back) == (whole, "")


def test_a_zone_by_whichever_name_takes_the_place_of_the_one_asked_of() -> None:
    assert talk(TAX, "9月呢", "松岭呢", "那去年12月呢", "白渡工业园", "那澜川高新区的呢", "全市呢") == [
        "澜川经开区2026年9月亩均税收是多少",
        "松岭经开区2026年9月亩均税收是多少",
        "松岭经开区2025年12月亩均税收是多少",
        "白渡工业园2025年12月亩均税收是多少",
        "澜川高新区2025年12月亩均税收是多少",
        "全市2025年12月亩均税收是多少",
    ]
    assert talk("白渡规上目标", "松岭呢", "2027年呢") == ["松岭规上目标", "2027年松岭规上目标"]


@pytest.mark.parametrize(
    ("said", "names"), [("澜川呢", "澜川经开区还是澜川高新区"), ("经开区呢", "松岭经开区还是澜川经开区")]
)
def test_a_name_that_two_zones_go_by_is_asked_back(said: str, names: str) -> None:
    (told,) = talk("白渡工业园2026年8月亩均税收是多少", said)
    assert names in told


@pytest.mark.parametrize(
    ("previous", "texts", "last"),
    [
        ("D类企业有什么限制", ("那C类呢", "B类企业呢"), "B类企业有什么限制"),
        ("D类企业有什么限制", ("A呢",), "A类企业有什么限制"),
        ("一级响应怎么启动", ("二级呢", "三级响应呢"), "三级响应怎么启动"),
        ("博士和硕士安家补贴多少", ("本科呢",), "本科安家补贴多少"),
        ("博士研究生安家补贴多少", ("本科毕业生呢", "高级技师呢"), "高级技师安家补贴多少"),
        ("环境影响报告书审批要多少天", ("报告表呢", "登记表呢"), "环境影响登记表审批要多少天"),
        ("国家级企业技术中心奖励多少", ("省级呢",), "省级企业技术中心奖励多少"),
        ("一等奖奖励多少钱", ("二等奖呢",), "二等奖奖励多少钱"),
        ("小微企业贷款贴息多少", ("大型呢",), "大型企业贷款贴息多少"),
        ("新建项目备案怎么办理", ("技改呢",), "技改项目备案怎么办理"),
        ("怎么办理营业执照", ("注销呢", "变更呢"), "怎么变更营业执照"),
        (TAX, ("增速呢",), "澜川经开区2026年8月增速是多少"),
        ("松岭的项目有哪些", ("竣工的呢", "投产的呢"), "松岭的投产项目有哪些"),
    ],
)
def test_one_of_a_kind_takes_the_place_of_another(previous: str, texts: tuple[str, ...], last: str) -> None:
    assert talk(previous, *texts)[-1] == last


@pytest.mark.parametrize(
    ("previous", "texts", "last"),
    [
        ("预制菜链的链长是谁", ("箱包呢", "储能电池呢"), "储能电池链的链长是谁"),
        ("预制菜产业链的链长是谁", ("箱包产业链呢",), "箱包产业链的链长是谁"),
        ("预制菜产业链的链长是谁", ("链主企业呢",), "预制菜产业链的链主企业是谁"),
        ("储能项目有哪些", ("微型电机呢",), "微型电机项目有哪些"),
        ("租金补贴多少", ("用电呢", "物流补贴呢"), "物流补贴多少"),
        ("标准厂房租金补贴多少钱", ("用电呢",), "标准厂房用电补贴多少钱"),
        ("主导产业是什么", ("特色产业呢",), "特色产业是什么"),
        ("D类企业有什么限制", ("租金补贴呢",), "租金补贴有什么限制"),
    ],
)
def test_a_name_takes_the_place_of_the_one_before_the_same_word(
    previous: str, texts: tuple[str, ...], last: str
) -> None:
    assert talk(previous, *texts)[-1] == last


def test_each_aspect_takes_the_place_of_the_one_before() -> None:
    asked = ("年龄要求呢", "申报程序呢", "咨询电话呢", "对学历有要求吗", "怎么申请", "找谁咨询", "多久到账")
    assert talk("高级技师安家补贴多少", *asked) == [
        "高级技师安家补贴年龄要求是什么",
        "高级技师安家补贴申报程序是什么",
        "高级技师安家补贴咨询电话是多少",
        "高级技师安家补贴学历要求是什么",
        "高级技师安家补贴怎么申请",
        "高级技师安家补贴咨询电话是多少",
        "高级技师安家补贴多久到账",
    ]
    assert talk("本科生安家补贴", "年龄有要求吗", "有没有户籍限制", "那本科毕业生呢")[-1].startswith(
        "本科毕业生安家补贴户籍"
    )


def test_a_courtesy_before_a_remark_is_left_out() -> None:
    assert talk(RENT, "好的，那期限呢", "谢谢！联系电话呢")[-1] == "标准厂房租金补贴联系电话是多少"
    assert understood(RENT, "嗯，还有吗", TODAY) == Remark(RENT, more=True)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("第二个项目谁负责", "墙板项目（SL-2）谁负责"),
        ("第三个是什么情况", "地板项目（SL-3）到哪一步了"),
        ("第1个呢", "竹管项目（SL-1）到哪一步了"),
        ("最后一个什么时候竣工", "地板项目（SL-3）什么时候竣工"),
        ("第二个的责任领导是谁", "墙板项目（SL-2）责任领导是谁"),
        ("哪些落后了", "松岭落后的项目有哪些"),
        ("其中哪些还没开工", "松岭还没开工的项目有哪些"),
        ("有几个竣工了", "松岭已竣工的项目有几个"),
        ("哪个投资最大", "松岭项目哪个投资最大"),
    ],
)
def test_one_or_some_of_the_projects_that_were_listed(text: str, whole: str) -> None:
    assert of_projects(text) == whole


def test_one_state_of_projects_takes_the_place_of_another() -> None:
    late = Listed(PROJECTS.items, question="松岭落后的项目有哪些")
    assert of_projects("哪些竣工了", late) == "松岭已竣工的项目有哪些"
    assert of_projects("还没开工的呢", late) == "松岭还没开工的项目有哪些"
    under_way = Listed(PROJECTS.items, question="松岭有哪些在建项目")
    assert of_projects("哪些落后了", under_way) == "松岭在建落后的项目有哪些"


@pytest.mark.parametrize("text", ["第七个呢", "它什么时候竣工", "谁负责", "这个项目到哪一步了"])
def test_which_of_the_projects_is_asked_back(text: str) -> None:
    assert "上面列了 3 个项目" in of_projects(text)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("它什么时候竣工", "墙板项目（SL-2）什么时候竣工"),
        ("总投资呢", "墙板项目（SL-2）总投资"),
        ("进展怎么样", "墙板项目（SL-2）到哪一步了"),
        ("第一个呢", "竹管项目（SL-1）到哪一步了"),
        ("哪些落后了", "松岭落后的项目有哪些"),
    ],
)
def test_the_project_that_is_spoken_of(text: str, whole: str) -> None:
    assert of_projects(text, OF_ONE) == whole


def test_what_cannot_be_told_of_a_project_is_asked_back() -> None:
    assert "不确定“松岭”" in of_projects("松岭呢", OF_ONE)


def test_an_item_of_a_list_that_nobody_showed() -> None:
    assert hangs("第二个项目谁负责")
    assert hangs("第三个是什么情况")


def test_a_clause_of_an_article_and_an_article_of_another_document() -> None:
    asked = understood(RENT, "那第十二条第三款呢？", TODAY)
    assert asked == Remark(RENT, article=Article(12, clause=3, written="第十二条第三款"))
    assert understood(RENT, "消防法第十条呢？", TODAY) is None


@pytest.mark.parametrize("text", ["还有呢？", "还有吗", "其他的呢", "那还有呢", "继续"])
def test_the_rest_of_an_answer(text: str) -> None:
    assert understood(RENT, text, TODAY) == Remark(RENT, more=True)


@pytest.mark.parametrize(("text", "item"), [("第二项呢？", 2), ("那第3点呢", 3), ("第二项具体是什么", 2)])
def test_one_item_of_an_answer(text: str, item: int) -> None:
    assert understood(RENT, text, TODAY) == Remark(RENT, item=item)


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("第十三条呢", Article(13, written="第十三条")),
        ("第十八条第三项呢", Article(18, item=3, written="第十八条第三项")),
        ("那第十八条（三）呢？", Article(18, item=3, written="第十八条(三)")),
        ("第八条第二款第（一）项", Article(8, clause=2, item=1, written="第八条第二款第(一)项")),
    ],
)
def test_an_article_of_the_document(text: str, article: Article) -> None:
    assert understood(RENT, text, TODAY) == Remark(RENT, article=article)


@pytest.mark.parametrize(
    "text",
    [
        "企业交流主题日什么时候举办？",
        "怎么申请人才公寓",
        "人才引进有哪些补贴呢",
        "你是谁",
        "您怎么联系我",
        "第2件事怎么办？",
        "谢谢",
        "好的",
        "衡阳市有哪些做法",
        "澜政发〔2024〕15号还有效吗",
        "？",
        "",
        "那" * (LONGEST + 1) + "呢",
    ],
)
def test_what_stands_by_itself(text: str) -> None:
    assert understood(RENT, text, TODAY) is None


@pytest.mark.parametrize(
    "text",
    ["那去年呢？", "衡阳的呢？", "还有吗", "第二项呢", "上半年呢", "申请材料呢？", "那2021年时呢？", "它的有效期是多久", "这项补贴由谁发放？"],
)  # fmt: skip
def test_what_says_nothing_without_a_question_before(text: str) -> None:
    assert hangs(text)


@pytest.mark.parametrize(
    "text",
    ["租金补贴呢？", "澜川经开区怎么样？", "需要什么材料？", "今年有哪些补贴", "消防法第十条呢", "这个星期几点开门", "", "？"],
)  # fmt: skip
def test_what_can_be_looked_for_as_it_is(text: str) -> None:
    assert not hangs(text)


def test_nothing_was_asked_before() -> None:
    assert understood("", "那去年呢", TODAY) is None


@given(st.text(max_size=40), st.text(max_size=30))
def test_any_two_texts(previous: str, text: str) -> None:
    meant = understood(previous, text, TODAY)
    assert meant is None or meant.question

"""Whether a sentence tells the kind of thing that is wanted: a length, a post, a place in an order, which few."""

import pytest

from knowledge.evidence.telling import tells
from knowledge.questions import understand


def does(question: str, sentence: str) -> bool:
    return tells(understand(question), sentence)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("补贴期限最长36个月。", True),
        ("本办法自2025年1月1日起施行。", False),
        ("根据《租金补贴办法》（东政发〔2024〕15号），现就2026年度申报工作通知如下。", False),
        ("自2025年1月1日至2025年12月31日，免收租金。", True),
        ("申报期限延长至5月24日。", True),
    ],
)
def test_a_date_is_no_length_but_from_when_to_when_is(sentence: str, told: bool) -> None:
    assert does("租金补贴补多久", sentence) is told


@pytest.mark.parametrize(
    ("question", "sentence", "told"),
    [
        ("储能产业链的链长是谁", "产业链：储能产业链；链长：分管工业的副市长；园区：东江高新区", True),
        ("储能产业链的链长是谁", "产业链：储能产业链；承载园区：东江高新区；牵头部门：市商务局", False),
        ("领导小组组长是谁", "成立领导小组，由市长任组长。", True),
        ("市长是谁", "成立领导小组，由市长任组长。", False),
        ("产业链链长是谁", "每条产业链由一名市领导担任链长。", False),
    ],
)
def test_a_post_is_a_person_told_unless_it_is_asked_who_holds_it(
    question: str, sentence: str, told: bool
) -> None:
    assert does(question, sentence) is told


NOTICE = "根据《租金补贴办法（2026年版）》（东政发〔2024〕15号），现就2026年度申报工作通知如下。"


@pytest.mark.parametrize(
    ("question", "sentence", "told"),
    [
        ("租金补贴什么时候申报", "企业应当于每年3月1日至4月30日提出申请。", True),
        ("租金补贴什么时候申报", NOTICE, False),
        ("租金补贴什么时候申报", "2026年租金补贴预算总额为2600万元。", False),
        ("租金补贴什么时候申报", "租期不少于2年，五年内不得转租。", False),
        ("租金补贴几月申报", "每年第一季度申报。", True),
        ("租金补贴什么时候申报", "2026年3月2日\n", False),
        ("租金补贴通知什么时候印发的", "2026年3月2日\n", True),
        ("开发区什么时候成立", "开发区2003年成立。", True),
        ("哪一年开始评价", "自2026年度起评价。", True),
    ],
)
def test_a_year_in_a_name_a_document_number_or_a_date_of_issue_is_no_date_of_the_matter(
    question: str, sentence: str, told: bool
) -> None:
    assert does(question, sentence) is told


FIRST, SIXTH = "名次：1；园区：东江高新区；总分：92.4", "名次：6；园区：西岭工业园；总分：72.7"


@pytest.mark.parametrize(
    ("question", "sentence", "told"),
    [
        ("综合评价第一名是谁", FIRST, True),
        ("综合评价第一名是谁", SIXTH, False),
        ("综合评价排名第六的是哪个园区", SIXTH, True),
        ("西岭工业园综合评价排第几", SIXTH, True),
        ("西岭工业园综合评价排第几", "园区：西岭工业园；预算额度：220", False),
        ("西岭工业园综合评价排第几", "西岭工业园盘活土地86亩，完成年度任务的43%。", False),
        ("西岭工业园综合评价排第几", "西岭工业园综合评价列全市第6位。", True),
    ],
)
def test_a_place_in_an_order_is_told_by_the_column_of_places(
    question: str, sentence: str, told: bool
) -> None:
    assert does(question, sentence) is told


@pytest.mark.parametrize(
    ("question", "sentence", "told"),
    [
        (
            "五好园区是哪五好",
            "按照规划定位好、创新平台好、产业项目好、体制机制好、发展形象好的要求建设。",
            True,
        ),
        ("五好园区是哪五好", "成立五好园区创建工作领导小组，由市长任组长。", False),
        ("五好园区是哪五好", "市工信局、市商务局、市财政局、市林业局、市农业农村局参加。", False),
        ("四同步指哪四个同步", "采取边调查、边收集、边交办、边解决的模式。", True),
        ("四同步指哪四个同步", "与发改、工信等部门进行了对接交流。", False),
        ("企业诉求分为哪几类", "诉求是指就用地、用工、用能、融资等问题提出的请求。", True),
        ("企业诉求分为哪几类", "诉求自收到之日起1个工作日内受理。", False),
        ("永州10条产业链有哪些", "围绕生物医药、电子信息、轻纺制鞋等10条产业链，建立链长制。", True),
        ("永州10条产业链有哪些", "形成了装备制造、电子信息、新材料等六大产业集群。", False),
        ("惠企资金有哪几种兑现方式", "惠企资金按照下列方式兑现：", True),
        ("赋权有哪几种方式", "（一）直接赋权29项，由园区管委会行使；", True),
    ],
)
def test_which_few_are_told_by_as_many_side_by_side(question: str, sentence: str, told: bool) -> None:
    assert does(question, sentence) is told

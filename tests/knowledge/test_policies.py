"""Questions put to the samples' documents: what is cited, on which day, to whom, and what is refused."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from knowledge.answers import Answer, Citation, Reason, reply_json
from knowledge.checking import faults
from knowledge.documents import Status
from knowledge.home import Home
from knowledge.scope import GUEST, LOCAL_OPERATOR, Scope
from tests.knowledge.askers import MOTOR_WORKS, OUTSIDERS, SONGLING, STAFF, TODAY, answered, ask, refused

IN_2023, IN_2027 = date(2023, 6, 1), date(2027, 2, 1)
NEW_RENT, OLD_RENT = "03-标准厂房租金补贴办法.docx", "02-标准厂房租金补贴暂行办法.pdf"
INTERNAL = ("08-", "13-", "16-", "园区指标")
INTERNAL_TITLES = ("专题会议纪要", "综合评价结果的通报", "推进会上的讲话", "园区指标")

ASKED: list[tuple[str, str, tuple[str, ...], dict[str, Any]]] = [
    ("企业交流主题日什么时候开、在哪里开？", "01-", ("每周一20:00", "招商服务中心"), {"issued": date(2024, 3, 18)}),
    ("标准厂房租金补贴每平方米每月多少元？", "03-", ("6元",), {"article": "第八条", "number": "澜政发〔2024〕15号"}),
    ("单个企业一年最多能拿多少租金补贴？", "03-", ("60万元",), {"article": "第九条"}),
    ("租金补贴期限最长多久？", "03-", ("36个月",), {"article": "第八条"}),
    ("亩均税收低于多少直接列为D类？", "05-", ("1.5 万元",), {"article": "第十一条", "page": 2}),
    ("新引进的硕士研究生安家补贴多少钱", "04-", ("8万元",), {"number": "澜人社发〔2025〕21号"}),
    ("引进博士研究生的安家补贴是多少，怎么发？", "04-", ("20万元", "4:3:3"), {}),
    ("澜川高新区2026年的亩均税收目标是多少？", "06-", ("2026年：17.0",), {}),
    ("赋权目录2025年版一共多少项？", "10-", ("68项",), {"issued": date(2025, 7, 30)}),
    ("园区工业用户管道天然气多少钱一立方米？", "11-", ("3.42元",), {}),
    ("部门逾期多久亮红牌？", "15-", ("10个工作日",), {"article": "第七条"}),
    ("企业不满意的，重办期限是多少天？", "15-", ("5个工作日",), {"article": "第九条"}),
    ("暂缓办理最长几个月？", "15-", ("6个月",), {"article": "第十条"}),
    ("链主企业每引进一家配套企业奖励多少？", "19-", ("50 万元",), {"page": 1}),
    ("2026年度租金补贴预算总额是多少？", "18-", ("2600 万元",), {"page": 1, "number": "澜工信园区〔2026〕11号"}),
    ("2026年三季度企业交流主题日举办了多少期？", "12-", ("78期",), {"number": None}),
]  # fmt: skip
ASKED_INSIDE = [
    ("松岭经开区扩区资金缺口多少？", "13-", ("缺口1.2亿元",)),
    ("2026年10月青石产业开发区规模工业增加值增速多少？", "园区指标", ("11.2",)),
    ("2026年9月松岭经开区的亩均税收是多少", "园区指标", ("2026-09", "8.6")),
]
EVERY = [one[0] for one in ASKED] + [one[0] for one in ASKED_INSIDE]


def named(citations: Sequence[Citation], file: str) -> Citation:
    found = [one for one in citations if one.source.rsplit("/", 1)[-1].startswith(file)]
    assert found, [one.source for one in citations]
    return found[0]


@pytest.mark.parametrize(("question", "file", "told", "facts"), ASKED)
def test_the_document_that_answers_is_cited(
    sample_home: Home, question: str, file: str, told: tuple[str, ...], facts: dict[str, Any]
) -> None:
    answer = answered(sample_home, question, GUEST)
    one = named(answer.citations, file)
    assert all(words in one.quote for words in told), one.quote
    assert {name: getattr(one, name) for name in facts} == facts
    assert one.status is (Status.UNKNOWN if file == "园区指标" else Status.IN_FORCE)
    assert f"[{one.n}]" in answer.text


@pytest.mark.parametrize(("question", "file", "told"), ASKED_INSIDE)
def test_officials_are_told_what_is_internal(
    sample_home: Home, question: str, file: str, told: tuple[str, ...]
) -> None:
    for scope in (LOCAL_OPERATOR, SONGLING, STAFF):
        quote = named(answered(sample_home, question, scope).citations, file).quote
        assert all(words in quote for words in told)


@pytest.mark.parametrize("day", [TODAY, IN_2023, IN_2027])
def test_every_figure_stands_in_what_is_cited(sample_home: Home, day: date) -> None:
    for question in EVERY:
        reply = ask(sample_home, question, LOCAL_OPERATOR, day)
        if not isinstance(reply, Answer):
            continue
        assert not faults(reply)
        told = "".join(f"{one.title}{one.number}{one.article}{one.quote}" for one in reply.citations)
        bare = re.sub(r"\[\d\]$", "", reply.text, flags=re.MULTILINE)
        assert set(re.findall(r"\d+", bare)) <= set(re.findall(r"\d+", told)), question
        assert all(one.quote in reply.text for one in reply.citations)
        assert [one.n for one in reply.citations] == list(range(1, len(reply.citations) + 1))


@pytest.mark.parametrize("question", EVERY)
def test_nothing_out_of_force_is_cited(sample_home: Home, question: str) -> None:
    reply = ask(sample_home, question)
    assert isinstance(reply, Answer)
    assert {one.status for one in reply.citations} <= {Status.IN_FORCE, Status.UNKNOWN}


@pytest.mark.parametrize(
    ("day", "file", "figure"),
    [
        (IN_2023, OLD_RENT, "4 元"),
        (date(2024, 12, 31), OLD_RENT, "4 元"),
        (date(2025, 1, 1), NEW_RENT, "6元"),
        (TODAY, NEW_RENT, "6元"),
    ],
)
def test_the_rule_of_the_day_asked_of(sample_home: Home, day: date, file: str, figure: str) -> None:
    answer = answered(sample_home, "标准厂房租金补贴每平方米每月多少元？", GUEST, day)
    cited = named(answer.citations, file)
    assert figure.replace(" ", "") in cited.quote.replace(" ", "")
    assert cited.status is Status.IN_FORCE
    other = OLD_RENT if file == NEW_RENT else NEW_RENT
    assert other not in str(reply_json(answer))


@pytest.mark.parametrize(
    "question",
    [
        "标准厂房租金补贴暂行办法的补贴标准是多少",
        "租金补贴每平方米每月4元最长24个月",
        "固定资产投资1000万元以上的租金补贴",
    ],
)
def test_a_repealed_rule_appears_today_only_as_such(sample_home: Home, question: str) -> None:
    for scope in (GUEST, STAFF):
        reply = ask(sample_home, question, scope)
        cited = reply.citations if isinstance(reply, Answer) else ()
        old = [one for one in cited if one.source.endswith(OLD_RENT)]
        assert all(one.status is Status.REPEALED for one in old)
        assert not old or "：已废止。" in reply.text
        nearest = () if isinstance(reply, Answer) else reply.nearest
        assert not any("暂行办法》" in one for one in nearest)


def test_before_it_is_in_force_and_after(sample_home: Home) -> None:
    question = "惠企资金即申即享项目资金多久到账？"
    early = answered(sample_home, question)
    assert "尚未施行，自2027-01-01起施行" in early.text
    assert {one.status for one in early.citations} == {Status.NOT_YET}
    late = answered(sample_home, question, GUEST, IN_2027)
    cited = named(late.citations, "20-")
    assert "7个工作日" in cited.quote
    assert cited.status is Status.IN_FORCE


@pytest.mark.parametrize(
    "question", ["认定为省级企业技术中心的奖励多少万元？", "澜科发〔2021〕44号省级企业技术中心奖励多少"]
)
def test_what_has_expired_is_told_as_expired_by_its_own_word(sample_home: Home, question: str) -> None:
    then = answered(sample_home, question, GUEST, IN_2023)
    assert "50万元" in named(then.citations, "17-").quote
    assert "不再执行" not in then.text
    now = answered(sample_home, question, GUEST)
    laid_down, own_word = now.citations
    assert "50万元" in laid_down.quote
    assert laid_down.status is Status.EXPIRED
    assert "有效期至2024年12月31日" in own_word.quote
    assert "：已失效。它不再执行" in now.text.splitlines()[0]


@pytest.mark.parametrize(
    "question",
    [
        "2021年时标准厂房租金补贴每平方米每月多少元",
        "2023年的时候，标准厂房租金补贴每平方米每月多少元",
        "按2022年的规定，标准厂房租金补贴每平方米每月多少元",
    ],
)
def test_the_day_that_the_question_asks_of(sample_home: Home, question: str) -> None:
    answer = answered(sample_home, question, GUEST)
    cited = named(answer.citations, OLD_RENT)
    assert "4 元" in cited.quote
    assert cited.status is Status.IN_FORCE
    assert answer.as_of is not None
    assert answer.text.startswith(f"按{answer.as_of.year}年12月31日有效的文件：")
    assert answer.question == question


@pytest.mark.parametrize(
    "question", ["标准厂房租金补贴暂行办法还有效吗", "《标准厂房租金补贴暂行办法》规定每平方米每月补贴多少元"]
)
def test_a_document_is_named_without_its_city(sample_home: Home, question: str) -> None:
    answer = answered(sample_home, question, GUEST)
    assert answer.text.startswith("《澜川市标准厂房租金补贴暂行办法》（澜政发〔2021〕6号）：已废止。")
    assert named(answer.citations, OLD_RENT).status is Status.REPEALED


def test_what_a_named_document_says_is_not_where_it_only_names_itself(sample_home: Home) -> None:
    answer = answered(sample_home, "标准厂房租金补贴办法规定每平方米每月补贴多少", GUEST)
    assert "每平方米每月6元" in answer.citations[0].quote


def test_what_a_repealed_rule_laid_down_is_told_with_what_repeals_it(sample_home: Home) -> None:
    answer = answered(sample_home, "澜政发〔2021〕6号规定的标准厂房租金补贴每平方米多少元", GUEST)
    old, new = answer.citations
    assert "4 元" in old.quote
    assert old.status is Status.REPEALED
    assert new.status is Status.IN_FORCE
    assert "废止它的是《澜川市标准厂房租金补贴办法》（澜政发〔2024〕15号）" in answer.text


@pytest.mark.parametrize(
    ("question", "day", "words", "files"),
    [
        ("澜政发〔2021〕6号还有效吗？", TODAY, "已废止", ("02-", "03-")),
        ("澜政发[2021]6号废止了没有", TODAY, "已废止", ("02-", "03-")),
        ("请问依据澜政发（2021）第6号还能领多少补贴", TODAY, "已废止", ("02-", "03-")),
        ("澜政发〔2021〕6号还有效吗？", IN_2023, "现行有效", ("02-",)),
        ("澜政发〔2024〕15号有没有过期", TODAY, "现行有效", ("03-",)),
        ("澜政发〔2024〕15号生效了吗", date(2024, 12, 20), "尚未施行", ("03-",)),
        ("澜科发〔2021〕44号失效了吗", TODAY, "已失效", ("17-",)),
        ("澜财企〔2026〕18号生效了吗", TODAY, "尚未施行", ("20-",)),
        ("澜财企〔2026〕18号生效了吗", IN_2027, "现行有效", ("20-",)),
        ("澜政发〔2024〕15号", TODAY, "现行有效", ("03-",)),
    ],
)
def test_whether_a_document_holds(
    sample_home: Home, question: str, day: date, words: str, files: tuple[str, ...]
) -> None:
    answer = answered(sample_home, question, GUEST, day)
    assert f"：{words}。" in answer.text
    assert len(answer.citations) == len(files)
    for file in files:
        named(answer.citations, file)


def test_of_a_document_named_by_its_number_what_it_says(sample_home: Home) -> None:
    answer = answered(sample_home, "按照澜政发〔2024〕15号，租金补贴期限最长多久？", GUEST)
    assert "36个月" in named(answer.citations, "03-").quote


@pytest.mark.parametrize(
    "question",
    [
        "澜政发〔2030〕1号还有效吗？",
        "澜政发〔2030〕1号规定的租金补贴标准是多少",
        "澜政发〔2030〕1号",
        "根据国发〔2011〕99号能减税吗",
    ],
)
def test_an_unknown_number_is_refused_and_nothing_said_in_its_stead(sample_home: Home, question: str) -> None:
    refusal = refused(sample_home, question)
    assert refusal.reason is Reason.UNKNOWN_NUMBER
    assert "号" in refusal.text


@pytest.mark.parametrize("scope", OUTSIDERS)
def test_what_is_internal_is_not_there_for_outsiders(sample_home: Home, scope: Scope) -> None:
    inside = [one[0] for one in ASKED_INSIDE]
    for question in [*EVERY, *inside, "综合评价末位的是哪个园区", "松岭经开区调区扩区专题会议纪要"]:
        said = str({**reply_json(ask(sample_home, question, scope)), "question": ""})
        assert not any(title in said for title in INTERNAL_TITLES), question
        assert not any(f"/{file}" in said for file in INTERNAL), question


@pytest.mark.parametrize("scope", OUTSIDERS)
def test_an_internal_number_is_as_unknown_as_one_that_never_was(sample_home: Home, scope: Scope) -> None:
    there = refused(sample_home, "澜府阅〔2026〕7号还有效吗", scope)
    never = refused(sample_home, "澜府阅〔2026〕8号还有效吗", scope)
    assert there.reason is never.reason is Reason.UNKNOWN_NUMBER
    assert there.text.replace("7号", "8号") == never.text
    assert there.nearest == never.nearest == ()


@pytest.mark.parametrize("question", [one[0] for one in ASKED_INSIDE])
def test_a_refusal_tells_an_outsider_nothing_of_what_it_hides(sample_home: Home, question: str) -> None:
    for scope in (GUEST, MOTOR_WORKS):
        refusal = refused(sample_home, question, scope)
        assert not any(title in refusal.text for title in INTERNAL_TITLES)
        assert "1.2亿" not in refusal.text
        assert "权" not in refusal.text.splitlines()[0]


@pytest.mark.parametrize(
    ("question", "reason", "detail"),
    [
        ("长沙经开区的标准厂房租金补贴是多少？", Reason.OTHER_PLACE, "长沙"),
        ("永州市的标准厂房租金补贴每平方米多少元？", Reason.OTHER_PLACE, "永州"),
        ("澜川高新区2028年的亩均税收目标是多少？", Reason.OTHER_YEAR, "2028年"),
        ("2027年度标准厂房租金补贴的预算总额是多少？", Reason.OTHER_YEAR, "2027年"),
        ("2022年三季度企业交流主题日办了多少期？", Reason.OTHER_YEAR, "2022年"),
        ("2026年版赋权目录有多少项？", Reason.OTHER_YEAR, "2026年"),
        ("澜政发〔2030〕1号说了什么？", Reason.UNKNOWN_NUMBER, "澜政发〔2030〕1号"),
    ],
)
def test_a_near_miss_is_refused_with_its_reason(
    sample_home: Home, question: str, reason: Reason, detail: str
) -> None:
    refusal = refused(sample_home, question)
    assert refusal.reason is reason
    assert detail in refusal.text.splitlines()[0]


@pytest.mark.parametrize(
    "question",
    [
        "博士后出站留澜工作的安家补贴是多少？",
        "园区企业生产用水每吨多少钱？",
        "青石产业开发区的人才公寓月租金多少钱一平方米？",
        "火星移民补贴多少钱",
        "今天天气怎么样",
        "你是谁",
    ],
)
def test_what_the_documents_do_not_tell_is_refused(sample_home: Home, question: str) -> None:
    refusal = refused(sample_home, question)
    assert refusal.reason in (Reason.NOT_FOUND, Reason.NOT_TOLD)
    assert "人工答复" in refusal.text
    assert not re.search(r"\d", refusal.text.splitlines()[0])


@pytest.mark.parametrize(
    "question",
    [
        "会展补贴单个企业最高多少",
        "职工宿舍租金补贴每平方米多少钱",
        "稳岗补贴单个企业最高多少",
        "公租房租金补贴每平方米多少",
    ],
)
def test_an_amount_of_one_thing_is_not_told_of_another(sample_home: Home, question: str) -> None:
    refused(sample_home, question)


NEAR_MISSES = (
    "长沙经开区的标准厂房租金补贴是多少？",
    "澜川市的企业上市奖励是多少？",
    "澜川高新区2028年的亩均税收目标是多少？",
    "2027年度标准厂房租金补贴的预算总额是多少？",
    "博士后出站留澜工作的安家补贴是多少？",
    "园区企业生产用水每吨多少钱？",
    "全程代办里办理取水许可要几天？",
    "2026年版赋权目录有多少项？",
    "青石产业开发区的人才公寓月租金多少钱一平方米？",
    "2022年三季度企业交流主题日办了多少期？",
)


def test_of_ten_near_misses_at_least_eight_are_refused(sample_home: Home) -> None:
    answered = [question for question in NEAR_MISSES if isinstance(ask(sample_home, question), Answer)]
    assert len(answered) <= 2, answered


def test_a_refusal_names_the_nearest_documents_once_each(sample_home: Home) -> None:
    refusal = refused(sample_home, "长沙经开区的标准厂房租金补贴是多少？")
    assert len(set(refusal.nearest)) == len(refusal.nearest) <= 3
    assert all(f"· {title}" in refusal.text for title in refusal.nearest)
    assert any("租金补贴" in title for title in refusal.nearest)


def test_a_document_that_is_named_answers_alone(sample_home: Home) -> None:
    reply = answered(sample_home, "澜川市标准厂房租金补贴办法规定每平方米补贴多少钱？")
    assert {citation.number for citation in reply.citations} == {"澜政发〔2024〕15号"}
    old = answered(sample_home, "澜川市标准厂房租金补贴暂行办法规定每平方米补贴多少钱？")
    assert "已废止" in old.text
    assert "澜政发〔2024〕15号" in old.text
    then = answered(sample_home, "澜川市标准厂房租金补贴暂行办法规定每平方米补贴多少钱？", day=IN_2023)
    assert {citation.number for citation in then.citations} == {"澜政发〔2021〕6号"}


def test_a_document_of_another_place_is_not_the_one_named(sample_home: Home) -> None:
    refused(sample_home, "长沙市标准厂房租金补贴办法规定每平方米补贴多少钱？")


def test_naming_an_internal_document_opens_it_to_no_guest(sample_home: Home) -> None:
    question = "关于松岭经开区调区扩区有关问题的专题会议纪要说了什么？"
    assert answered(sample_home, question)
    refusal = refused(sample_home, question, GUEST)
    assert all("纪要" not in one for one in refusal.nearest)


@pytest.mark.parametrize("text", ["3", "２０２４", "3%", "12-3"])
def test_a_number_alone_asks_nothing(sample_home: Home, text: str) -> None:
    assert refused(sample_home, text).reason is Reason.NOT_FOUND


def test_a_question_put_right_says_as_what_it_was_looked_up(sample_home: Home) -> None:
    said = answered(sample_home, "bzcf租金补贴的标准是多少")
    assert said.question == "bzcf租金补贴的标准是多少"
    assert said.text.startswith("按“标准厂房租金补贴的标准是多少”查的：")


STORY = "我们公司是从外地搬来的，老板姓王，一直在园区做电机配件，厂房是租的，听隔壁企业说有政策。"


def test_a_question_after_a_story_is_asked_without_it(sample_home: Home) -> None:
    said = answered(sample_home, f"{STORY}租金补贴每平方米多少钱？")
    assert said.text.startswith("按“租金补贴每平方米多少钱？”查的：") or said.citations[0].article == "第八条"
    assert "6元" in said.text


def test_a_story_of_another_place_is_not_left_out(sample_home: Home) -> None:
    assert refused(sample_home, f"我们在永州有个厂。{STORY}租金补贴每平方米多少钱？")


def test_what_is_to_be_confirmed_is_answered_with_what_holds(sample_home: Home) -> None:
    said = answered(sample_home, "租金补贴封顶20万元吗？")
    assert "60万元" in said.text and said.citations[0].status is Status.IN_FORCE

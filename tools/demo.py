"""The main job, shown as a transcript: cited answers and project statuses, a problem from hand-in to rating."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.cli.chatting import shown
from bot.cli.ingesting import run, show
from bot.people.roles import Whose
from bot.terminal import Terminal
from knowledge.home import Home
from knowledge.scope import Role
from knowledge.settings import Settings

SAMPLES = Path(__file__).parent.parent / "samples"
QUESTIONS = (
    "企业交流主题日什么时候开？",
    "标准厂房租金补贴每平方米多少钱，最多补多久？",
    "澜政发〔2021〕6号还有效吗？",
    "链主企业引进配套企业有什么奖励？",
    "2026年10月青石产业开发区规模工业增加值增速多少？",
    "松岭经开区扩区资金缺口多少？",
    "长沙经开区的标准厂房租金补贴是多少？",
    "哪个园区在做微型电机？",
    "/project LC-2024-001",
)
ENTERPRISE = "澜川蓄原储能科技有限公司"
DEPARTMENT = "市人力资源和社会保障局"
REPLY = "已与市技师学院对接，12月1日起分批输送装配技工60名。"
PROBLEM = "/report 二期投产在即，缺电芯装配技工约60人，自己招了三个月只到岗12人，希望帮助对接技工学校。"


def talk(name: str, terminal: Terminal, lines: Sequence[str]) -> None:
    """Somebody sits down: what came in for them meanwhile is shown first, then what they say."""
    print(f"\n$ wuhao chat    # {name}")
    for message in terminal.hears():
        print(f"\n（通知）{shown(message)}")
    for line in lines:
        print(f"\n> {line}")
        for message in terminal.says(line):
            print(shown(message))


def main() -> None:
    """Everything happens in a home that is thrown away."""
    with TemporaryDirectory(prefix="wuhao-demo-") as folder:
        home = Home(Settings(home=Path(folder), database_url=None, chroma_url=None))
        print("$ wuhao ingest samples/")
        show(run(home, [SAMPLES]), as_json=False)
        talk("干部（本机）", Terminal(home, Role.OFFICIAL, Whose()), QUESTIONS)
        talk("来宾（只看公开文件）", Terminal(home, Role.GUEST, Whose()), ("松岭经开区扩区资金缺口多少？",))
        follow_up(home)


def follow_up(home: Home) -> None:
    """A problem becomes a closed problem."""
    owner = Terminal(home, Role.ENTERPRISE, Whose(enterprise=ENTERPRISE))
    clerk = Terminal(home, Role.STAFF, Whose())
    office = Terminal(home, Role.DEPARTMENT, Whose(department=DEPARTMENT))
    talk(f"企业：{ENTERPRISE}", owner, (PROBLEM, "确认"))
    talk("工作人员", clerk, ("受理", "交办", DEPARTMENT, "5 个工作日"))
    talk(f"部门：{DEPARTMENT}", office, ("签收", "答复", REPLY, "已解决"))
    talk(f"企业：{ENTERPRISE}", owner, ("满意", "WT-2026-0001"))


if __name__ == "__main__":
    main()

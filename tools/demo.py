"""The main job, shown as a transcript: samples go in, cited answers and project statuses come out."""

from pathlib import Path
from tempfile import TemporaryDirectory

from bot import app
from bot.cli.chatting import respond
from bot.cli.ingesting import print_report, run
from knowledge.answering import Asker
from knowledge.home import Home
from knowledge.scope import Role
from knowledge.settings import Settings

SAMPLES = Path(__file__).parent.parent / "samples"
OFFICIAL = (
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
GUEST = ("松岭经开区扩区资金缺口多少？",)


def main() -> None:
    """Everything happens in a home that is thrown away."""
    with TemporaryDirectory(prefix="wuhao-demo-") as folder:
        home = Home(Settings(home=Path(folder), database_url=None, chroma_url=None))
        print("$ wuhao ingest samples/")
        print_report(run(home, [SAMPLES]))
        talk(home, "工作人员（本机）", app.asker(home.engine, Role.OFFICIAL, None, None), OFFICIAL)
        talk(home, "来宾（只看公开文件）", app.asker(home.engine, Role.GUEST, None, None), GUEST)


def talk(home: Home, who: str, asker: Asker, lines: tuple[str, ...]) -> None:
    """Put the lines as `wuhao chat` would, and print what comes back."""
    print(f"\n$ wuhao chat    # {who}")
    for line in lines:
        print(f"\n问> {line}\n{respond(home, line, asker)}")


if __name__ == "__main__":
    main()

"""Take the manual's pictures: `python -m tools.screenshots`, where Chromium and Chinese fonts are installed.

The page is served as `wuhao serve` does it, on a home that is thrown away, with the samples in it.
"""

import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from bot.people import invitations
from knowledge.database import writing
from knowledge.home import Home
from knowledge.scope import Role
from knowledge.settings import Settings
from tests.served import served

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
PHONE = {"width": 390, "height": 780}
ENTERPRISE = "澜川蓄原储能科技有限公司"
PROBLEM = "/report 二期投产在即，缺电芯装配技工约60人，希望帮助对接技工学校。"


def main() -> None:
    """Serve, talk, take pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="wuhao-pictures-") as folder:
        home = Path(folder) / "home"
        command = [sys.executable, "-c", "from bot.entry import main; main()", "ingest", "samples"]
        subprocess.run(command, cwd=ROOT, env={"WUHAO_HOME": str(home), "PATH": "/usr/bin"}, check=True)
        with served(home) as running, sync_playwright() as playwright:
            running.wait_until_ready()
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )

            def visit(code: str | None = None) -> Page:
                page = browser.new_page(viewport=PHONE, locale="zh-CN")  # type: ignore[arg-type]
                page.goto(f"{running.url}/sign-in#{code}" if code else running.url)
                if code:
                    page.click("button.primary")
                return page

            pictures(visit(), visit(code(home, Role.ENTERPRISE)), visit(code(home, Role.STAFF)))
            browser.close()


def pictures(guest: Page, owner: Page, clerk: Page) -> None:
    """What the manual shows."""
    say(guest, "企业交流主题日什么时候举办？", "每周一20:00—22:00")
    take(guest, "answer")
    guest.locator(".row.us .cite").first.click()
    guest.locator("#passage .cited").wait_for()
    take(guest, "passage")
    say(owner, PROBLEM, "请核对后回复")
    take(owner, "draft")
    press(owner, "确认", "已提交，编号")
    clerk.locator(".row.us").filter(has_text="新诉求").first.wait_for()
    press(clerk, "受理", "已受理")
    take(clerk, "issue")
    press(clerk, "交办", "交给哪个部门主办")
    take(clerk, "assign")


def code(home: Path, role: Role) -> str:
    """An invitation of somebody in that role."""
    place = Home(Settings(home=home, database_url=None))
    with writing(place.engine) as session:
        now = datetime.now(UTC)
        if role is Role.ENTERPRISE:
            made = invitations.invite(
                session, role, now, enterprise=ENTERPRISE, name="王经理", phone="13800000000"
            )
        else:
            made = invitations.invite(session, role, now, name="小吴")
    place.engine.dispose()
    return made.code


def say(page: Page, text: str, answered: str) -> None:
    page.fill("#text", text)
    page.click("#send")
    page.locator(".row.us").filter(has_text=answered).last.wait_for()


def press(page: Page, label: str, answered: str) -> None:
    page.get_by_role("button", name=label, exact=True).last.click()
    page.locator(".row.us").filter(has_text=answered).last.wait_for()


def take(page: Page, name: str) -> None:
    page.wait_for_timeout(700)  # until nothing moves
    page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    main()

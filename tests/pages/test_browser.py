"""The pages in a real browser: silent, accessible in both colour schemes, no wider than a phone, and printable."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from test_pages import report  # noqa: F401  # a fixture: the report is built once for both modules

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIEWS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 375)]

# On the build machine a missing browser is a failure: these tests would otherwise pass by not running.
pytestmark = pytest.mark.skipif(
    CHROMIUM is None and os.environ.get("CI") != "true",
    reason="no Chromium on the PATH: the pages are not opened in a browser",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM is not None, "CI needs a Chromium on the PATH"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


@pytest.fixture(scope="module")
def pages(report: Path) -> list[Path]:  # noqa: F811  # the fixture imported above
    return sorted(report.glob("*.html"))


def opened(browser: Browser, path: Path, scheme: str, width: int, *, bypass_csp: bool = False) -> Page:
    """A page in a window of its own; close its context when done."""
    context = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]  # one of two literals
        viewport={"width": width, "height": 800},
        bypass_csp=bypass_csp,
    )
    page = context.new_page()
    page.goto(path.as_uri())
    return page


def heard(browser: Browser, path: Path) -> tuple[list[str], list[str]]:
    """What a page asks for, and what it says on the console."""
    context = browser.new_context()
    page = context.new_page()
    requests: list[str] = []
    messages: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: messages.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.goto(path.as_uri(), wait_until="networkidle")
    context.close()
    return [url for url in requests if not url.startswith("data:")], messages


def test_a_page_asks_for_nothing_and_says_nothing_on_the_console(browser: Browser, pages: list[Path]) -> None:
    for path in pages:
        assert heard(browser, path) == ([path.as_uri()], []), path.name


def test_a_planted_script_and_picture_would_be_heard_and_do_not_load(browser: Browser, pages: list[Path], tmp_path: Path) -> None:
    """The test above can fail, and the policy holds where every other wall is gone."""
    planted = "<script>document.title = 'ran'</script><img alt='' src='https://example.org/t.png'></body>"
    page = tmp_path / "planted.html"
    page.write_text(pages[0].read_text(encoding="utf-8").replace("</body>", planted), encoding="utf-8")
    _, messages = heard(browser, page)  # Playwright lists a request that the policy stopped, too
    assert len(messages) == 2
    assert all("Content Security Policy" in message for message in messages)


@pytest.mark.parametrize(("scheme", "width"), VIEWS)
def test_axe_finds_nothing(browser: Browser, pages: list[Path], scheme: str, width: int) -> None:
    for path in pages:
        # The pages' own policy forbids every script, so axe's too; only here it is set aside.
        page = opened(browser, path, scheme, width, bypass_csp=True)
        page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
        found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
        seen = [(item["id"], node["html"][:120]) for item in found.response["violations"] for node in item["nodes"]]
        assert seen == [], path.name
        assert found.response["passes"], "axe ran no rule"
        page.context.close()


@pytest.mark.parametrize("width", [1280, 375, 320])
def test_a_page_is_no_wider_than_its_window(browser: Browser, pages: list[Path], width: int) -> None:
    for path in pages:
        page = opened(browser, path, "light", width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path.name
        page.context.close()


def test_every_picture_is_drawn(browser: Browser, pages: list[Path]) -> None:
    for path in pages:
        page = opened(browser, path, "light", 1280)
        assert page.evaluate("[...document.images].filter(img => !img.naturalWidth).map(img => img.alt)") == [], path.name
        page.context.close()


def test_a_page_prints(browser: Browser, pages: list[Path]) -> None:
    for path in pages:
        page = opened(browser, path, "dark", 1280)
        assert page.pdf(format="A4", prefer_css_page_size=True).startswith(b"%PDF"), path.name
        page.emulate_media(media="print")
        assert not page.locator("nav:visible, details.code:visible").count(), path.name
        page.context.close()

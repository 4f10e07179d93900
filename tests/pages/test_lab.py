"""JupyterLab as an explorer meets it: a real server and a real browser, a notebook opened and run, nothing asked from outside."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from test_any_folder import THREE
from test_browser import CHROMIUM, FLAGS
from test_browser import pytestmark as pytestmark  # noqa: PLC0414  # the same: a missing browser fails on the build machine

from nbutils.places import shipped
from nbutils.reports.places import place_in_cell

LONGEST = 60_000  # milliseconds; only a lab that hangs takes so long
NAME = "10-your-articles.ipynb"
MORE = ["nb.explore(audit.claims)", 'nb.read(audit, "bees")', "next(iter(nb.cards(audit).values()))"]
# What the lab itself says on its console, whatever the notebook: it has no bearing on ours.
OWN_WORDS = ("favicon", "source map", "ResizeObserver", "WebSocket connection")
SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
    "@jupyterlab/extensionmanager-extension:plugin": {"enabled": False},
}


@dataclass
class Seen:
    """The notebook after it was run, and what the browser asked for and was told meanwhile."""

    page: Page
    hosts: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def prepared(scratch: Path) -> dict[str, str]:
    """A folder of articles, the notebook with three more cells, and a lab whose settings are nobody's; its environment."""
    (scratch / "docs").mkdir()
    for name, text in THREE.items():
        (scratch / "docs" / name).write_text(text, "utf-8")
    (scratch / "docs" / "hall.txt").write_text("The town hall is 34 metres high.\n", "utf-8")
    (scratch / "docs" / "hall again.txt").write_text("The town hall is 31 metres high.\n", "utf-8")
    content = json.loads((shipped("notebooks") / NAME).read_text("utf-8"))
    cell = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": []}
    content["cells"] += [{**cell, "id": f"more-{number}", "source": source} for number, source in enumerate(MORE)]
    (scratch / "notebooks").mkdir()
    (scratch / "notebooks" / NAME).write_text(json.dumps(content), "utf-8")
    settings = scratch / "settings" / "overrides.json"
    settings.parent.mkdir()
    settings.write_text(json.dumps(SETTINGS), "utf-8")
    own = {name: str(scratch / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "HOME")}
    return {**os.environ, **own, "NBUTILS_FOLDER": str(scratch / "docs"), "PYTHONWARNINGS": ""}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A lab on the notebook; it is stopped with its kernels."""
    scratch, port = tmp_path_factory.mktemp("lab"), free_port()
    environment = prepared(scratch)
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}", "--ServerApp.port_retries=0",
        "--IdentityProvider.token=", f"--ServerApp.root_dir={scratch / 'notebooks'}",
        f"--LabApp.app_settings_dir={scratch / 'settings'}", "--LabApp.extension_manager=readonly", "--LabApp.news_url=None",
    ]  # fmt: skip
    with (scratch / "log").open("w") as log, subprocess.Popen(command, env=environment, stdout=log, stderr=log) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/api/status", server, scratch / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Return once the server answers."""
    for _ in range(LONGEST // 200):
        assert server.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310  # our own server
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError(log.read_text())


@pytest.fixture(scope="module")
def seen(address: str) -> Iterator[Seen]:
    """The notebook, opened and run from top to bottom."""
    assert CHROMIUM is not None, "CI needs a Chromium on the PATH"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(LONGEST)
        heard = Seen(page)
        page.on("request", lambda request: heard.hosts.add(urlsplit(request.url).netloc))
        page.on("console", lambda message: heard.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: heard.errors.append(str(error)))
        page.goto(f"{address}/lab/tree/{NAME}?reset")
        run_all(page)
        yield heard
        browser.close()


def run_all(page: Page) -> None:
    """Run every cell; the lab loses a run that comes before its kernel is settled, so ask again until one is taken."""
    first, last = (page.locator(".jp-CodeCell .jp-InputPrompt").nth(place) for place in (0, -1))
    first.wait_for()
    page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').first.wait_for()
    for _ in range(10):
        page.wait_for_timeout(1500)
        while page.locator(".jp-Dialog").count():
            page.locator(".jp-Dialog .jp-mod-accept").last.click()
            page.wait_for_timeout(300)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        page.wait_for_timeout(500)
        if (first.text_content() or "").strip() != "[ ]:":
            break
    # The last cell has its number once all before it have run; a cell that fails leaves it without.
    expect(last).to_have_text(re.compile(r"\[\d+\]:"), timeout=LONGEST)


def test_every_cell_runs_and_the_first_ones_answer(seen: Seen) -> None:
    """No traceback; the answer in short, the finding as a card, and the steps."""
    expect(seen.page.locator(".jp-OutputArea-output .jp-RenderedText[data-mime-type*=error]")).to_have_count(0)
    expect(seen.page.locator("p.answer")).to_contain_text("Five articles were read")
    expect(seen.page.locator(".jp-OutputArea .card").first).to_contain_text("34 metre")


def test_a_table_is_interactive(seen: Seen) -> None:
    """Every row is there, the search leaves those that have the words, and lines are links."""
    claims = seen.page.locator(".jp-CodeCell").nth(-3)
    expect(claims.locator(".dt-container")).to_be_visible()
    assert claims.locator(".dt-container tbody tr").count() > 5
    claims.get_by_role("searchbox").fill("34 metres")
    expect(claims.locator(".dt-container tbody tr")).to_have_count(1)
    expect(claims.locator(".dt-container tbody tr a")).to_have_attribute("href", f"#{place_in_cell('hall.txt', 1)}")
    claims.get_by_role("searchbox").fill("")


def test_an_article_and_a_card_are_shown_in_a_cell(seen: Seen) -> None:
    """`nb.read` by a part of the name, and the first of `nb.cards`."""
    read, card = seen.page.locator(".jp-CodeCell").nth(-2), seen.page.locator(".jp-CodeCell").nth(-1)
    expect(read.locator(".read h2")).to_contain_text("Keeping bees on the roof")
    expect(card.locator(".card blockquote")).to_have_count(2)


def test_nothing_is_asked_from_outside_and_the_console_is_quiet(seen: Seen) -> None:
    """All requests go to the lab itself."""
    assert {host.partition(":")[0] for host in seen.hosts} <= {"127.0.0.1", ""}
    assert [error for error in seen.errors if not any(words in error for words in OWN_WORDS)] == []

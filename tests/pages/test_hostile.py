"""Text that means harm, wherever it can come from: nothing of it runs or loads, and all of it is shown as it was typed."""

from __future__ import annotations

import ast
import csv
import json
import os
import warnings
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup
from payloads import PAYLOADS
from playwright.sync_api import Browser
from test_browser import browser, pytestmark  # noqa: F401  # a fixture, and the reason to skip
from test_pages import SCRIPT

from nbutils.engine import Against, audit
from nbutils.packs.load import write_skeleton
from nbutils.places import shipped
from nbutils.questions.front import front
from nbutils.reports.export import page_html, page_of
from nbutils.reports.index import index_html
from nbutils.reports.notebooks import Notebook, numbered
from nbutils.reports.reader import reader_pages
from nbutils.reports.text import shown
from nbutils.store import Audit, open_audit

BLNS = Path(os.environ.get("NBUTILS_SHARED", "not-named"), "data", "blns", "blns.json")
PLANTED = "planted.txt"
OVER = "document.querySelectorAll('main a, main button, summary').forEach(one => one.dispatchEvent(new Event('mouseover')))"


def test_the_list_is_long() -> None:
    assert len(set(PAYLOADS)) >= 60


def write_articles(folder: Path, payloads: tuple[str, ...]) -> None:
    """Payloads as titles, file names, text, headings, list items, quotes and front matter."""
    folder.mkdir()
    body = [f"The {payload} Board was founded in 1911 and led by {payload}." for payload in payloads]
    (folder / PLANTED).write_text("\n\n".join(payloads) + "\n\n" + "\n\n".join(body), "utf-8")
    for number, payload in enumerate(payloads):
        name = payload.replace("/", "∕").replace("\\", "∖")[:60]
        front_matter = "".join(f"{key}: {json.dumps(payload)}\n" for key in ("title", "author", "source", "date"))
        founded = f"The Harbour Board was founded in {1900 + number}."
        text = f"---\n{front_matter}---\n\n# {payload}\n\n{founded}\n\n- {payload}\n\n> {payload}\n"
        (folder / f"{number:02} {name}.md").write_text(text, "utf-8")


def write_record(path: Path, payloads: tuple[str, ...]) -> Path:
    """Payloads in every field of a record."""
    columns = ["id", "subject", "property", "value", "aliases", "source", "source_url", "note"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerow(["F0", "Harbour Board", "founded", "1850", "", payloads[0], payloads[0], payloads[0]])
        for number, payload in enumerate(payloads):
            writer.writerow([f"{payload}{number}", payload, "founded", str(1800 + number), payload, payload, payload, payload])
    return path


def write_pack(folder: Path, payloads: tuple[str, ...]) -> Path:
    """Payloads as names, other names and sources of a pack."""
    write_skeleton(folder)
    with (folder / "entities.yaml").open("a", encoding="utf-8") as file:
        for number, payload in enumerate(payloads):
            words = json.dumps(f"{payload} {number}", ensure_ascii=True)
            file.write(f"- {{name: {words}, aliases: [{json.dumps(payload + ' Board')}], type: body, source: {words}}}\n")
    return folder


def run(path: Path, names: dict[str, Any]) -> Notebook:
    """A notebook of the project with the outputs of its cells, in this process: a kernel each would take a minute."""
    content = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]  # nbformat annotates only in part
    for cell in content.cells:
        if cell.cell_type == "code":
            body = ast.parse(cell.source).body
            last = body.pop() if isinstance(body[-1], ast.Expr) else None
            exec(compile(ast.Module(body, []), "cell", "exec"), names)  # noqa: S102  # the project's own notebooks
            if isinstance(last, ast.Expr):
                value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)  # noqa: S307  # as above
                data = {"text/html": value._repr_html_(), "text/plain": repr(value)}
                cell.outputs = [nbformat.v4.new_output("display_data", data)]  # type: ignore[no-untyped-call]  # as above
    return Notebook(path.stem, content)


def write_report(audited: Audit, out: Path) -> Path:
    """The pages of a report."""
    out.mkdir()
    # The last one plants changes and shows counts of them alone: it would take longer than all the others.
    notebooks = [run(path, {}) for path in numbered(shipped("notebooks")) if "trust" not in path.stem]
    pages = [page_of(notebook) for notebook in notebooks]
    for place, notebook in enumerate(notebooks):
        (out / notebook.page).write_text(page_html(notebook, pages, place), "utf-8")
    for name, html in reader_pages(audited, {}):
        (out / name).write_text(html, "utf-8")
    (out / "index.html").write_text(index_html(pages, front(audited), audited.report["counts"]), "utf-8")
    return out


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Audit, Path]:
    folder = tmp_path_factory.mktemp("hostile")
    write_articles(folder / "docs", PAYLOADS)
    record, pack = write_record(folder / "record.csv", PAYLOADS), write_pack(folder / "pack", PAYLOADS)
    audit(folder / "docs", folder / "audit", pack=str(pack), against=Against(record=record))
    audited = open_audit(folder / "audit")
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        patch.setenv("NBUTILS_FOLDER", str(folder / "audit"))
        return audited, write_report(audited, folder / "reports")


def faults(browser: Browser, pages: list[Path], *, bypass_csp: bool) -> list[str]:  # noqa: F811  # the fixture imported above
    """What pages ask for, say, show in a box, or have become."""
    found: list[str] = []
    context = browser.new_context(bypass_csp=bypass_csp)
    page = context.new_page()
    page.on("request", lambda request: found.append(request.url))
    page.on("console", lambda message: found.append(message.text))
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("dialog", lambda dialog: (found.append(dialog.message), dialog.dismiss()))  # type: ignore[func-returns-value]
    for path in pages:
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
        page.evaluate(OVER)
        page.wait_for_timeout(20)
    context.close()
    expected = {path.as_uri() for path in pages}
    return [line for line in found if line not in expected and not line.startswith("data:")]


@pytest.mark.parametrize("bypass_csp", [False, True], ids=["with the policy", "without it"])
def test_nothing_runs_and_nothing_loads(browser: Browser, hostile: tuple[Audit, Path], *, bypass_csp: bool) -> None:  # noqa: F811  # as above
    """The policy is the last wall; the first holds without it."""
    assert faults(browser, sorted(hostile[1].glob("*.html")), bypass_csp=bypass_csp) == []


def test_no_text_becomes_markup(hostile: tuple[Audit, Path]) -> None:
    """One script on each page, ours; no handler, no address that leads out, no element a page does not need."""
    for path in hostile[1].glob("*.html"):
        soup = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        assert [script.text for script in soup.find_all("script")] == [SCRIPT], path.name
        assert len(soup.find_all("style")) == len(soup.find_all("title")) == 1, path.name
        assert [key for tag in soup.find_all(True) for key in tag.attrs if key.lower().startswith("on")] == [], path.name
        assert soup.select("iframe, object, embed, form, base, svg, video, audio, template, dialog, input, marquee") == [], (
            path.name
        )
        addresses = [str(tag[key]) for key in ("href", "src") for tag in soup.select(f"[{key}]")]
        assert [at for at in addresses if ":" in at and not at.startswith("data:")] == [], path.name


def test_all_is_shown_as_it_was_typed(hostile: tuple[Audit, Path]) -> None:
    """Each payload stands on the article's page, character for character, but for controls, which show as �."""
    pages = dict(reader_pages(hostile[0], {}))
    page = next(html for name, html in pages.items() if name.startswith("reader-planted-"))
    soup = BeautifulSoup(page, "html.parser")
    for sign in soup.select("a.ref, a.k, .margin"):
        sign.decompose()
    words = " ".join(soup.get_text().split())
    assert [payload for payload in PAYLOADS if " ".join(shown(payload).split()) not in words] == []


@pytest.mark.skipif(not BLNS.is_file(), reason="NBUTILS_SHARED names no folder with the naughty strings")
def test_naughty_strings_do_nothing(browser: Browser, tmp_path: Path) -> None:  # noqa: F811  # as above
    """A public list, read where it is at hand."""
    strings = [text for text in json.loads(BLNS.read_text("utf-8")) if text.strip()]
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text("\n\n".join(strings), "utf-8", "surrogatepass")
    audit(tmp_path / "docs", tmp_path / "audit")
    audited = open_audit(tmp_path / "audit")
    for name, html in reader_pages(audited, {}):
        (tmp_path / name).write_text(html, "utf-8")
    assert faults(browser, list(tmp_path.glob("*.html")), bypass_csp=True) == []

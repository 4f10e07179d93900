"""What the script of the pages does in a real browser: tables, the reader's filters, verdicts; and what is there without it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from test_browser import browser, opened, pytestmark  # noqa: F401  # a fixture, and the reason to skip
from test_pages import built, seeds

from nbutils.reports.places import reader_page
from nbutils.store import open_audit
from nbutils.verdicts import read_verdicts

Opened = tuple[Browser, Path]


@pytest.fixture(scope="module")
def at(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Opened:  # noqa: F811  # the fixture imported above
    return browser, built(tmp_path_factory.getbasetemp() / seeds.__name__, seeds)


def page_of(at: Opened, name: str) -> Page:
    return opened(at[0], at[1] / name, "light", 1280)


def reader_of(at: Opened, article: int) -> str:
    return reader_page(open_audit(at[1].parent / "audit").articles["article"].iloc[article])


def test_a_table_filters_and_sorts_and_keeps_it_in_the_address(at: Opened) -> None:
    page = page_of(at, "03-actors-and-timeline.html")
    table = page.locator(".table table").first
    rows, place = table.locator("tbody tr"), page.locator("input[type=search]").first
    total = rows.count()
    word = rows.nth(total - 1).inner_text().split()[0]
    place.fill(word)
    shown = table.locator("tbody tr:visible").count()
    assert 0 < shown < total
    assert page.locator("[role=status]").first.inner_text() == f"{shown} of {total} rows"
    assert f"rows0={word}" in page.url
    place.fill("")
    first = table.locator("thead button").first
    for direction, reverse in (("ascending", False), ("descending", True)):
        first.click()
        assert table.locator("thead th").first.get_attribute("aria-sort") == direction
        cells = [cell.lower() for cell in table.locator("tbody tr > :first-child").all_inner_texts()]
        if not any(cell.isdigit() for cell in cells):
            assert cells == sorted(cells, reverse=reverse)
    order = rows.all_inner_texts()
    page.reload()
    assert rows.all_inner_texts() == order
    page.context.close()


@pytest.mark.parametrize("width", [375, 1280])
def test_a_table_wider_than_its_box_says_so(at: Opened, width: int) -> None:
    """And scrolls there, never the page."""
    page = opened(at[0], at[1] / "index.html", "light", width)
    wide, hint = page.locator("div.table").first.evaluate(
        "box => [box.scrollWidth > box.clientWidth + 1, getComputedStyle(box.querySelector('caption'), '::after').content]"
    )
    assert wide == (width == 375) == ("sideways" in hint)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.context.close()


def test_a_filter_says_what_it_filters_and_where_all_rows_are(at: Opened) -> None:
    """The rows of the page; of a table that shows its first rows, all are in a file beside the pages."""
    page = page_of(at, "04-claims.html")
    bar = page.locator(".filter", has=page.get_by_role("link", name="data/claims.csv"))
    shown = bar.locator("xpath=following-sibling::div[1]//tbody/tr").count()
    assert bar.inner_text().startswith(f"Of the {shown} rows shown those with")
    assert re.search(r"All \d+ are in data/claims\.csv\.", bar.inner_text())
    assert (at[1] / str(bar.locator("a").get_attribute("href"))).is_file()
    page.context.close()


def test_notes_can_be_hidden_by_status_by_rule_and_claims_too(at: Opened) -> None:
    page = page_of(at, reader_of(at, 4))
    page.locator(".legend summary").click()
    assert page.locator(".note.m-agreement:visible").count()
    page.get_by_role("checkbox", name="Others say so too").uncheck()
    assert not page.locator(".note.m-agreement:visible, a.ref.m-agreement:visible").count()
    assert page.locator(".note.m-side-by-side:visible").count()
    page.get_by_role("checkbox", name="Claims").uncheck()
    assert not page.locator(".claims:visible, a.k:visible").count()
    page.get_by_role("checkbox", name="rule: record: date").uncheck()
    assert not page.locator(".note[data-rule='record: date']:visible").count()
    page.reload()
    assert not page.locator(".note.m-agreement:visible, .claims:visible").count()
    page.context.close()


def test_a_deep_link_opens_what_is_folded(at: Opened) -> None:
    page = page_of(at, reader_of(at, 0))
    name = page.locator(".note.fold > div").first.get_attribute("id")
    claim = page.locator(".claims li").first.get_attribute("id")
    page.goto(page.url.split("#")[0] + f"#{name}")
    assert page.locator(f"[id='{name}']").is_visible()
    page.goto(page.url.split("#")[0] + f"#{claim}")
    assert page.locator(f"[id='{claim}']").is_visible()
    page.context.close()


def test_verdicts_are_saved_as_a_file_that_can_be_read(at: Opened, tmp_path: Path) -> None:
    page = page_of(at, "05-inconsistencies.html")
    card, pair = page.locator(".card").first, page.locator("li[id^=pair-]").first
    card.get_by_label("because").fill('two "lists" <b>')
    card.get_by_role("button", name="Dismiss").click()
    pair.get_by_role("button", name="Accept").click()
    page.get_by_label("Your name").fill("Ada")
    page.reload()  # what was judged is kept until it is saved
    assert card.get_by_role("button", name="Dismiss").get_attribute("aria-pressed") == "true"
    assert page.get_by_text("2 verdicts not yet in a file").is_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save verdicts.jsonl").click()
    assert download.value.suggested_filename == "verdicts.jsonl"
    download.value.save_as(tmp_path / "verdicts.jsonl")
    kept = read_verdicts(tmp_path / "verdicts.jsonl")
    dismissed = kept[str(card.get_attribute("id")).removeprefix("finding-")]
    assert (dismissed.verdict, dismissed.reason) == ("dismissed", 'two "lists" <b>')
    assert kept[str(pair.get_attribute("id")).removeprefix("pair-")].verdict == "accepted"
    page.context.close()


def test_from_the_first_page_to_the_words_of_the_worst_finding_in_one_step(at: Opened) -> None:
    page = page_of(at, "index.html")
    page.locator(".card blockquote a").first.click()
    note = page.locator(":target")
    assert note.is_visible()
    note.locator("a.back").click()
    assert page.locator("a.ref:target").is_visible()
    page.context.close()


def test_a_page_is_whole_without_script(at: Opened) -> None:
    for name in ("index.html", "05-inconsistencies.html", reader_of(at, 0)):
        context = at[0].new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto((at[1] / name).as_uri())
        assert not page.locator("button, input").count()
        assert not page.locator("main [hidden]").count()
        context.close()


def test_in_print_notes_stand_after_the_text(at: Opened) -> None:
    page = page_of(at, reader_of(at, 4))
    page.emulate_media(media="print")
    note = page.locator(".note:visible").first.bounding_box()
    last = page.locator(".article > .u").last.bounding_box()
    assert note is not None
    assert last is not None
    assert note["y"] >= last["y"] + last["height"]
    page.context.close()


def test_the_manifest_names_the_pages(at: Opened) -> None:
    pages = json.loads((at[1] / "nbutils-report.json").read_text("utf-8"))["pages"]
    assert all((at[1] / page["file"]).is_file() for page in pages)

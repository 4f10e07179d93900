"""What figures, tables and text refuse and escape, how a report fails, and what a failed report leaves."""

from __future__ import annotations

import re
import warnings
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure as Canvas
from test_pages import Cell, write_audit, write_notebook

from nbutils.places import shipped
from nbutils.questions.front import front
from nbutils.reports.build import MARKER, build_report
from nbutils.reports.clean import clean_html
from nbutils.reports.figures import COLOURS, HATCHES, Figure, figure, new_figure
from nbutils.reports.notebooks import NotebookError, numbered
from nbutils.reports.outline import outline
from nbutils.reports.tables import table
from nbutils.reports.text import answer, link, quote, shown
from nbutils.swap import replacing

GOOD: list[Cell] = [
    "# What is asked?",
    ("answer", "from nbutils.reports.text import answer\nanswer('It is answered.')"),
]


def bars(label: str = "b") -> Figure:
    fig, axes = new_figure(2)
    axes.barh(["a", label], [1, 2], color=COLOURS[0], hatch=HATCHES[1], edgecolor="white")
    axes.set_title(label)
    return figure(fig, name="bars", alt="Two bars, the second twice the first.", caption="Bars.")


# --- text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NUL \x00, escape \x1b, delete \x7f, C1 \x85", "NUL �, escape �, delete �, C1 �"),
        ("override \u202egnp.exe\u202c, isolate \u2066x\u2069, mark \u200f", "override �gnp.exe�, isolate �x�, mark �"),
        (
            "separator \u2028, byte order mark \ufeff, tag \U000e0041, surrogate \ud800",
            "separator �, byte order mark �, tag �, surrogate �",
        ),
        ("tab\tand\nnewline", "tab\tand\nnewline"),
        (
            "naïve 中文 עברית 👩\u200d🔬 “quotes” soft\u00adhyphen",
            "naïve 中文 עברית 👩\u200d🔬 “quotes” soft\u00adhyphen",
        ),
    ],
)
def test_text_is_shown_without_control_characters_and_otherwise_as_it_is(text: str, expected: str) -> None:
    assert shown(text) == expected
    assert len(shown(text)) == len(text)


def test_an_answer_is_escaped_and_is_one_paragraph() -> None:
    assert answer("Two\n <b> & one.")._repr_html_() == '<p class="answer">Two &lt;b&gt; &amp; one.</p>'
    with pytest.raises(ValueError, match="blank"):
        answer(" \n")


def test_a_quote_names_its_article_and_line() -> None:
    words = quote("ISAF <ended> in 2014.", "a&b.txt", 12)
    expected = '<blockquote class="evidence">“ISAF &lt;ended&gt; in 2014.” <cite>a&amp;b.txt, line 12</cite></blockquote>'
    assert words._repr_html_() == expected
    assert repr(words) == "“ISAF <ended> in 2014.” (a&b.txt, line 12)"


@pytest.mark.parametrize("href", ["#claims", "01-corpus.html", "articles/isaf.html#c-12"])
def test_a_link_leads_inside_the_report(href: str) -> None:
    assert link("here", href)._repr_html_() == f'<a href="{href}">here</a>'


@pytest.mark.parametrize(
    "href", ["https://example.org", "//example.org", "javascript:alert(1)", "../secret.html", "/etc/passwd", ""]
)
def test_a_link_out_of_the_report_is_refused(href: str) -> None:
    with pytest.raises(ValueError, match="leads out of the report"):
        link("here", href)


# --- tables


def test_a_table_escapes_and_neutralises_what_an_article_planted() -> None:
    html = table(pd.DataFrame({"<i>": ["<script>alert(1)</script>", "\x00\u202e"]}), caption="A & B")._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert '<th scope="col">&lt;i&gt;</th>' in html
    assert "<caption>A &amp; B</caption>" in html
    assert "\x00" not in html
    assert "\u202e" not in html


@pytest.mark.parametrize(
    ("values", "cells"),
    [
        ([1949, 12, 60000], ["1949", "12", "60,000"]),
        ([1.0, 2.0, None], ["1", "2", "–"]),
        ([0.5, 1 / 3], ["0.500", "0.333"]),
        ([0.5, 12.25], ["0.50", "12.25"]),
        ([True, False], ["yes", "no"]),
        (["a", None, float("nan"), pd.NaT, pd.NA], ["a", "–", "–", "–", "–"]),
        ([["a", "b"], []], ["a, b", "–"]),
        ([link("here", "#x")], ['<a href="#x">here</a>']),
    ],
)
def test_a_value_is_shown_as_a_reader_writes_it(values: list[object], cells: list[str]) -> None:
    frame = pd.DataFrame({"value": pd.Series(values, dtype=None)})
    html = table(frame, caption="Values.", row_heads=False)._repr_html_()
    shown_cells = [part.split(">", 1)[1].split("</td>")[0] for part in html.split("<td")[1:]]
    assert [cell.replace('<abbr title="not stated">–</abbr>', "–") for cell in shown_cells] == cells


def test_numbers_stand_on_the_right_and_the_first_column_names_the_rows() -> None:
    html = table(pd.DataFrame({"name": ["a"], "count": [3]}), caption="Counts.")._repr_html_()
    assert '<tr><th scope="row">a</th><td class="number">3</td></tr>' in html
    assert '<th scope="col" class="number">count</th>' in html


def test_a_table_without_rows_still_shows_its_header() -> None:
    html = table(pd.DataFrame({"name": []}), caption="None found.")._repr_html_()
    assert '<th scope="col">name</th>' in html
    assert "<td" not in html


def test_a_table_without_a_caption_is_refused() -> None:
    with pytest.raises(ValueError, match="caption"):
        table(pd.DataFrame({"a": [1]}), caption=" ")


# --- figures


@pytest.mark.parametrize(
    ("name", "alt", "caption", "message"),
    [
        ("bars", " ", "Bars.", "alternative text"),
        ("bars", "Two bars.", "", "a caption"),
        ("Bars 1", "Two bars.", "Bars.", "a-z, 0-9 and hyphens"),
        ("../bars", "Two bars.", "Bars.", "a-z, 0-9 and hyphens"),
    ],
)
def test_a_figure_without_name_alternative_text_or_caption_is_refused(name: str, alt: str, caption: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        figure(Canvas(), name=name, alt=alt, caption=caption)


def test_a_figure_is_the_same_bytes_twice() -> None:
    assert bars().svg == bars().svg
    assert bars()._repr_html_() == bars()._repr_html_()


@pytest.mark.parametrize("label", ["$x_1$", "costs $5 and $", r"\frac{", "<script>", "中文", "nul \x00 and \u202e"])
def test_a_label_from_an_article_is_drawn_as_it_is_and_warns_of_nothing(label: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        svg = bars(label).svg
    assert shown(label).replace("<", "&lt;").replace(">", "&gt;") in svg
    assert "<script" not in svg
    assert "\x00" not in svg
    assert "\u202e" not in svg


def test_a_figure_made_outside_the_style_draws_a_dollar_sign_too() -> None:
    fig = Canvas(figsize=(5, 2))
    fig.subplots().set_title("$x_1$ $")
    assert "$x_1$ $" in figure(fig, name="plain", alt="A title.", caption="Plain.").svg


def test_a_figure_turns_dark_with_the_page_and_names_no_font_of_this_machine() -> None:
    svg = bars().svg
    assert "@media screen and (prefers-color-scheme:dark)" in svg
    assert "DejaVu" not in svg
    assert "<text" in svg


def test_the_html_of_a_figure_carries_its_words_escaped() -> None:
    html = Figure('a"b', 'alt "quoted"', "less < more", "<svg/>")._repr_html_()
    assert 'alt="alt &quot;quoted&quot;"' in html
    assert "<figcaption>less &lt; more</figcaption>" in html


# --- what gets through to a page


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ('<b onclick="x" style="color:red">b</b>', "<b>b</b>"),
        ('<a href="javascript:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="https://example.org">a</a>', "<a>a</a>"),
        ('<a href="01-corpus.html#x">a</a>', '<a href="01-corpus.html#x">a</a>'),
        ('<img src="https://example.org/t.png" alt="a view">', "a view"),
        ('<img src="data:image/svg+xml;base64,AAAA" alt="x">', '<img src="data:image/svg+xml;base64,AAAA" alt="x">'),
        ('<img src="data:text/html;base64,AAAA">', ""),
        ('<p tabindex="5">p</p>', "<p>p</p>"),
    ],
)
def test_only_what_a_page_needs_gets_through(html: str, expected: str) -> None:
    assert clean_html(html) == expected


def test_headings_get_ids_that_no_element_has() -> None:
    found = outline('<h1>Q</h1><h2>Main</h2><p id="more">x</p><h2>More</h2><h3>More</h3><h2>中文</h2>')
    assert [heading.id for heading in found.headings] == ["main-2", "more-2", "section"]
    assert found.opening.endswith('<p id="more">x</p>')
    assert '<h3 id="more-3">' in found.rest


# --- the report


def report_of(tmp_path: Path, *cells: Cell, figures: bool = False) -> Path:
    """Build a report of one notebook and return its folder."""
    write_notebook(tmp_path / "notebooks" / "00-one.ipynb", list(cells))
    out = tmp_path / "reports"
    audit = write_audit(tmp_path / "audit")
    build_report(audit, out, notebooks=tmp_path / "notebooks", front=front, figures=tmp_path / "figures" if figures else None)
    return out


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


DRAWN = (
    "from nbutils.reports.figures import figure, new_figure\nfig, ax = new_figure(1)\nax.plot([1, 2], [1, 3])\n"
    "figure(fig, name='line', alt='A line.', caption='A line.')"
)


def test_a_report_is_the_same_bytes_twice_and_writes_its_figures(tmp_path: Path) -> None:
    stale, other = tmp_path / "figures" / "00-one--gone.svg", tmp_path / "figures" / "by-hand.svg"
    stale.parent.mkdir()
    stale.touch()
    other.touch()
    first = contents(report_of(tmp_path, *GOOD, DRAWN, figures=True))
    figures = contents(tmp_path / "figures")
    assert set(figures) == {"00-one--line.svg", "by-hand.svg"}
    assert contents(report_of(tmp_path, *GOOD, DRAWN, figures=True)) == first
    assert contents(tmp_path / "figures") == figures


def test_a_notebook_sees_the_audit_in_its_environment(tmp_path: Path) -> None:
    reads = "import os\nfrom pathlib import Path\nprint(Path(os.environ['NBUTILS_FOLDER'], 'report.json').is_file())"
    assert "<pre>True</pre>" in (report_of(tmp_path, *GOOD, reads) / "00-one.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("1 / 0", r"^00-one\.ipynb, cell 3: ZeroDivisionError: division by zero$"),
        (
            "import warnings; warnings.warn('old', stacklevel=1)",
            r"^00-one.ipynb, cell 3: wrote to stderr: .*UserWarning: old",
        ),
        ("import os; os._exit(1)", r"^00-one.ipynb, cell 3: the kernel died$"),
        (
            "import matplotlib.pyplot as plt\nplt.plot([1, 2]);",
            r"^00-one.ipynb, cell 3: shows a picture without alternative text",
        ),
    ],
)
def test_a_notebook_that_fails_says_where_in_one_line(tmp_path: Path, cell: str, message: str) -> None:
    with pytest.raises(NotebookError) as failure:
        report_of(tmp_path, *GOOD, cell)
    assert re.search(message, str(failure.value).splitlines()[0])


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (["print('no question')"], "begins with its question"),
        (["# What is asked?", "print('no answer')"], "no cell tagged “answer”"),
        ([*GOOD, DRAWN, DRAWN], "cell 4: a second figure is named 'line'"),
    ],
)
def test_a_notebook_that_breaks_the_conventions_is_refused(tmp_path: Path, cells: list[Cell], message: str) -> None:
    with pytest.raises(NotebookError, match=message):
        report_of(tmp_path, *cells)


def test_a_report_that_fails_leaves_the_old_pages(tmp_path: Path) -> None:
    before = contents(report_of(tmp_path, *GOOD))
    with pytest.raises(NotebookError):
        report_of(tmp_path, *GOOD, "1 / 0")
    assert contents(tmp_path / "reports") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit", "notebooks", "reports"]


def test_a_folder_that_is_no_audit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"holds no report\.json"):
        build_report(tmp_path, tmp_path / "reports", notebooks=tmp_path, front=front)


def test_notebooks_are_found_by_their_numbers(tmp_path: Path) -> None:
    for name in ("01-b.ipynb", "00-a.ipynb", "draft.ipynb", "02-c.txt"):
        (tmp_path / name).touch()
    assert [path.name for path in numbered(tmp_path)] == ["00-a.ipynb", "01-b.ipynb"]
    with pytest.raises(ValueError, match="no notebook named like"):
        numbered(tmp_path / "none")
    assert shipped("notebooks").name == "notebooks"


# --- the swap


def interrupted(target: Path) -> None:
    """A run that is stopped while it writes."""
    with replacing(target, marker="m") as folder:
        assert list(folder.iterdir()) == []
        (folder / "m").write_text("new")
        raise KeyboardInterrupt


def test_a_folder_is_swapped_in_whole(tmp_path: Path) -> None:
    target = tmp_path / "out"
    for words in ("first", "second"):
        with replacing(target, marker=MARKER) as folder:
            (folder / MARKER).write_text(words)
            (folder / words).touch()
    assert sorted(path.name for path in target.iterdir()) == sorted([MARKER, "second"])
    assert list(tmp_path.iterdir()) == [target]


def test_an_exception_leaves_the_old_folder(tmp_path: Path) -> None:
    target = tmp_path / "out"
    with replacing(target, marker="m") as folder:
        (folder / "m").write_text("old")
    with pytest.raises(KeyboardInterrupt):
        interrupted(target)
    assert (target / "m").read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("moved_away", [True, False], ids=["killed between the renames", "killed while writing"])
def test_what_a_killed_run_left_is_cleared_or_put_back(tmp_path: Path, moved_away: bool) -> None:
    target, half = tmp_path / "out", tmp_path / ".out.nbutils-new"
    whole = tmp_path / ".out.nbutils-old" if moved_away else target
    whole.mkdir()
    (whole / "m").write_text("old")
    half.mkdir()
    (half / "half").touch()
    with pytest.raises(KeyboardInterrupt):
        interrupted(target)
    assert (target / "m").read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_foreign_folder_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(ValueError, match="not ours to replace"), replacing(tmp_path, marker="m"):
        raise AssertionError("the block must not begin")
    with pytest.raises(ValueError, match="is a file"), replacing(tmp_path / "letter.txt", marker="m"):
        raise AssertionError("the block must not begin")
    assert (tmp_path / "letter.txt").read_text() == "mine"


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with replacing(tmp_path / "out", marker="m") as folder:
        (folder / "m").touch()
    assert (tmp_path / "out" / "m").is_file()

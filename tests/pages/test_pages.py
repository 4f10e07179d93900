"""The pages of a whole report: offline, without script, accessible in structure, linked without a gap."""

from __future__ import annotations

import base64
import functools
import hashlib
import itertools
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup, Tag

from nbutils.engine import audit
from nbutils.places import shipped
from nbutils.questions.front import front
from nbutils.reports.build import build_report
from nbutils.reports.cards import Compared
from nbutils.reports.frame import script
from nbutils.reports.notes import rows
from nbutils.reports.places import note_id, reader_page
from nbutils.reports.text import shown
from nbutils.schemas import TABLES
from nbutils.store import open_audit

LARGEST, LARGEST_READER = 150_000, 250_000
SCRIPT = script()
HASH = base64.b64encode(hashlib.sha256(SCRIPT.encode("utf-8")).digest()).decode("ascii")
CSP = (
    f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{HASH}'; base-uri 'none'; "
    "form-action 'none'"
)

Cell = str | tuple[str, str]  # source, or tag and source

HOSTILE = "<script>alert(1)</script> $x_1$ \\u202egnp.exe \\x00 中文"
OVERVIEW: list[Cell] = [
    "# What do these articles say, and where do they disagree?",
    "## Answer in short",
    (
        "answer",
        "from nbutils.reports.text import answer, quote\nanswer('Five articles make 412 claims; 46 can be checked.')",
    ),
    "## Where do they disagree?\n\nEvery line leads to the words it rests on.",
    "quote('ISAF ended in 2014.', 'afghanistan.txt', 12)",
    (
        "import pandas as pd\nfrom nbutils.reports.tables import table\n"
        "pairs = pd.DataFrame({\n"
        "    'article': ['afghanistan.txt', 'balkans.txt', None],\n"
        "    'differs in': ['the year a mission ended', 'the number of troops', 'the name of its first head'],\n"
        "    'rule': ['date', 'count', 'role'],\n"
        "    'claims': [12, 60000, 1949],\n    'share': [0.5, 0.333333, None],\n})\n"
        "table(pairs, caption='Passages that part, by article.')"
    ),
    "## What this does not show\n\nWhether a statement is *right*. See [the corpus](01-corpus.html#articles).",
]
CORPUS: list[Cell] = [
    "# What was read, and what was set aside?",
    "## Answer in short",
    ("answer", "from nbutils.reports.text import answer\nanswer('All five files were read; two needed a repair.')"),
    "## How long are the articles?\n\nHalf of the words stand in two articles.",
    (
        "from nbutils.reports.figures import COLOURS, HATCHES, figure, new_figure\n"
        "fig, ax = new_figure(2.6)\n"
        "names = ['afghanistan.txt', 'balkans.txt', 'a $x_1 and $ of it', 'iraq.txt', 'libya.txt']\n"
        "ax.barh(names, [2100, 1800, 950, 700, 420], color=COLOURS[0], label='claims')\n"
        "ax.barh(names, [700, 300, 250, 80, 40], left=[2100, 1800, 950, 700, 420], color=COLOURS[3],\n"
        "        hatch=HATCHES[1], edgecolor='white', label='site furniture')\n"
        "ax.invert_yaxis()\nax.set_xlabel('words')\nax.grid(axis='x')\nax.legend()\n"
        "figure(fig, name='words', alt='Bars of the words per article, from 2,800 down to 460.',\n"
        "       caption='Words per article; what belongs to the web page and not to the article is hatched.')"
    ),
    (
        "fig, ax = new_figure(2.4)\n"
        "for step, name in enumerate(['missions', 'members', 'treaties', 'crises']):\n"
        "    ax.plot([1990, 2000, 2010, 2020], [step + 1, step * 2 + 2, 5 - step, 3 + step], label=name)\n"
        "ax.set_xticks([1990, 2000, 2010, 2020])\nax.set_ylabel('mentions')\nax.legend(ncols=2)\n"
        "figure(fig, name='years', alt='Four lines of mentions per decade.', caption='Mentions per decade and theme.')"
    ),
    "## Articles\n\n### Titles\n\nText from outside is shown, never run.",
    (
        "import pandas as pd\nfrom nbutils.reports.tables import table\n"
        f"table(pd.DataFrame({{'title': ['{HOSTILE}', 'plain'], 'words': [2100, 12]}}), caption='Titles: {HOSTILE}')"
    ),
    "from IPython.display import HTML, Javascript\nHTML('<b onclick=\"alert(1)\">bold</b><script>alert(1)</script>')",
    "Javascript('alert(1)')",
    "print('plain words from print')",
    '<img src="https://example.org/t.png" onerror="alert(1)"> and [outside](https://example.org)',
    "## What this does not show\n\nWhat the articles leave out.",
]


def write_notebook(path: Path, cells: Sequence[Cell]) -> Path:
    """A notebook file: text beginning with `#`, `<` or a capital and a space is prose, everything else code."""
    made = []
    for number, cell in enumerate(cells):
        tags, source = ([cell[0]], cell[1]) if isinstance(cell, tuple) else ([], cell)
        kind = "markdown" if re.match(r"#+ |<|[A-Z]\w* ", source) else "code"
        node = getattr(nbformat.v4, f"new_{kind}_cell")(source, id=f"cell-{number}")
        node.metadata.update({"tags": tags} if tags else {})
        made.append(node)
    path.parent.mkdir(parents=True, exist_ok=True)
    notebook = nbformat.v4.new_notebook(cells=made)  # type: ignore[no-untyped-call]  # nbformat annotates only in part
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]  # as above
    return path


def write_audit(folder: Path) -> Path:
    """The least a folder must hold to be an audit: counts, and tables without a row."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        (folder / f"{name}.jsonl").touch()
    (folder / "report.json").write_text(json.dumps({"counts": {"articles": 5, "sentences": 1234, "claims": 412}}))
    return folder


def planted(folder: Path) -> tuple[Path, Path]:
    """An audit, and notebooks with every kind of output and text that means harm."""
    write_notebook(folder / "notebooks" / "00-overview.ipynb", OVERVIEW)
    write_notebook(folder / "notebooks" / "01-corpus.ipynb", CORPUS)
    return write_audit(folder / "audit"), folder / "notebooks"


def seeds(folder: Path) -> tuple[Path, Path]:
    """The audit of the repository's own articles, and the project's notebooks."""
    audit(shipped("seeds"), folder / "audit")
    return folder / "audit", shipped("notebooks")


@functools.cache
def built(folder: Path, source: Callable[[Path], tuple[Path, Path]]) -> Path:
    """A report, built once for this module and for the one with the browser."""
    audited, notebooks = source(folder)
    build_report(audited, folder / "reports", notebooks=notebooks, front=front, figures=folder / "figures")
    return folder / "reports"


@pytest.fixture(scope="session", params=[planted, seeds], ids=lambda source: source.__name__)
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.getbasetemp() / request.param.__name__, request.param)


@pytest.fixture(scope="session")
def soups(report: Path) -> dict[str, BeautifulSoup]:
    """Every page of the report, parsed, by its file name."""
    return {path.name: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser") for path in sorted(report.glob("*.html"))}


def is_reader(name: str) -> bool:
    return name.startswith("reader-")


def ids(soup: BeautifulSoup) -> list[str]:
    return [str(tag["id"]) for tag in soup.find_all(id=True)]


def addresses(soup: BeautifulSoup) -> list[str]:
    return [str(tag[name]) for name in ("href", "src") for tag in soup.select(f"[{name}]")]


def test_there_is_an_index_and_a_page_per_notebook(soups: dict[str, BeautifulSoup]) -> None:
    cards = soups["index.html"].select(".cards a")
    assert len(cards) >= 2
    assert {str(card["href"]) for card in cards} == {name for name in soups if not is_reader(name)} - {"index.html"}


def test_no_page_refers_to_anything_outside_the_report(soups: dict[str, BeautifulSoup]) -> None:
    for name, soup in soups.items():
        assert [at for at in addresses(soup) if not re.fullmatch(r"data:.*|#.*|[\w./-]+(#.*)?", at)] == [], name
        assert soup.select("[srcset], [style], iframe, object, embed, form, base") == [], name
        assert "url(" not in "".join(style.text for style in soup.find_all("style")), name


def test_no_page_runs_anything_but_the_script_of_the_report(soups: dict[str, BeautifulSoup]) -> None:
    for name, soup in soups.items():
        assert [(script.attrs, script.text) for script in soup.find_all("script")] == [({}, SCRIPT)], name
        assert [key for tag in soup.find_all(True) for key in tag.attrs if key.lower().startswith("on")] == [], name


def test_the_content_security_policy_comes_first(soups: dict[str, BeautifulSoup]) -> None:
    for name, soup in soups.items():
        first = soup.head.find(True) if soup.head else None
        assert isinstance(first, Tag), name
        assert first.get("http-equiv") == "Content-Security-Policy", name
        assert first["content"] == CSP, name


def test_every_page_has_a_language_a_title_one_first_heading_and_one_main_part(soups: dict[str, BeautifulSoup]) -> None:
    for name, soup in soups.items():
        assert [tag["lang"] for tag in soup.select("html")] == ["en"], name
        assert len(soup.find_all("h1")) == len(soup.find_all("main")) == 1, name
        assert [tag.get_text() for tag in soup.select("title")] == [tag.get_text() for tag in soup.select("h1")], name


def test_no_level_of_heading_is_skipped(soups: dict[str, BeautifulSoup]) -> None:
    for name, soup in soups.items():
        levels = [int(tag.name[1]) for tag in soup.find_all(re.compile("^h[1-6]$"))]
        assert all(below <= above + 1 for above, below in itertools.pairwise(levels)), name


def test_every_picture_has_alternative_text_and_every_figure_a_caption(soups: dict[str, BeautifulSoup]) -> None:
    for name, soup in soups.items():
        assert [img for img in soup.find_all("img") if not str(img.get("alt", "")).strip()] == [], name
        assert [fig["id"] for fig in soup.find_all("figure") if not fig.figcaption or not fig.figcaption.text.strip()] == [], name


def test_every_table_has_a_caption_and_header_cells_with_a_scope(soups: dict[str, BeautifulSoup]) -> None:
    for name, soup in soups.items():
        for table in soup.find_all("table"):
            assert [tag for tag in table.select("caption") if tag.get_text().strip()], (name, table)
            assert table.select("th[scope=col]"), (name, table)
            assert table.select("th:not([scope=col], [scope=row])") == [], (name, table)


def test_ids_are_unique_and_links_lead_somewhere(soups: dict[str, BeautifulSoup], report: Path) -> None:
    for name, soup in soups.items():
        assert len(ids(soup)) == len(set(ids(soup))), name
        for link in soup.find_all("a"):
            page, _, place = str(link.get("href", name)).partition("#")
            assert (report / (page or name)).is_file(), (name, link)
            assert not place or place in ids(soups[page or name]), (name, link)


def test_no_page_is_large(report: Path) -> None:
    sizes = {path.name: path.stat().st_size for path in report.glob("*.html")}
    assert {name: size for name, size in sizes.items() if size > (LARGEST_READER if is_reader(name) else LARGEST)} == {}


def test_every_quote_of_an_article_leads_to_its_place(soups: dict[str, BeautifulSoup], report: Path) -> None:
    """Where this fails, make the quote with `nbutils.questions.quoted.quoter`, the line with `reports.places.line_links`."""
    for name, soup in soups.items():
        cites = [cite for cite in soup.select("blockquote cite") if re.search(r", line \d+$", cite.get_text())]
        for cite in cites if report.parent.name != planted.__name__ else []:
            link = cite.find("a")
            assert isinstance(link, Tag), (name, cite.parent)
            assert is_reader(str(link["href"])), (name, link)


def test_an_article_reads_as_it_stands_in_its_file(soups: dict[str, BeautifulSoup], report: Path) -> None:
    """Every character that is not blank, in order, but for the signs of the marks and those of Markdown headings."""
    if report.parent.name == planted.__name__:
        return
    audited = open_audit(report.parent / "audit")
    assert len(audited.articles) == sum(map(is_reader, soups))
    for article in audited.articles["article"]:
        body = BeautifulSoup(str(soups[reader_page(article)].select_one(".article")), "html.parser")
        for sign in body.select("a.ref, a.k, .margin, .aside small"):
            sign.decompose()
        assert "".join(body.get_text().split()) == "".join(shown(audited.text(article)).split())


def test_every_finding_is_noted_beside_its_words_and_leads_to_its_card_and_back(
    soups: dict[str, BeautifulSoup], report: Path
) -> None:
    for row in rows(open_audit(report.parent / "audit").findings):
        cards = {
            f"{name}#finding-{row['finding']}"
            for name, soup in soups.items()
            if soup.find(id=f"finding-{row['finding']}", class_="card")
        }
        for place, piece in enumerate(row["evidence"]):
            if "article" in piece:
                page, name = (
                    soups[reader_page(piece["article"], piece["start"])],
                    note_id("finding", row["finding"], row["evidence"], place),
                )
                note = page.find(id=name)
                assert isinstance(note, Tag)
                assert page.find("a", id=f"at-{name}", href=f"#{name}")
                links = {str(link["href"]) for link in note.find_all("a")}
                assert f"#at-{name}" in links
                assert not cards or cards & links
                words = "".join(mark.get_text() for mark in page.select(f"mark[data-notes~='{name}']"))
                on = piece["quote"]  # of a sentence that the record supports only what was compared
                on = Compared(on, row["summary"]).words or on if row["status"] == "record-supported" else on
                assert "".join(on.split()) in "".join(words.split())


def test_no_page_holds_a_control_or_bidi_character(report: Path) -> None:
    for path in report.glob("*.html"):
        assert re.findall("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", path.read_text(encoding="utf-8")) == [], path.name


def test_no_page_names_a_path_of_this_machine(report: Path) -> None:
    for path in filter(Path.is_file, report.rglob("*")):
        assert str(report.parent).encode() not in path.read_bytes(), path.name

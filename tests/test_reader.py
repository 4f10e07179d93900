"""The annotated reader: overlapping marks, names of pages, and an article that reads as it stands whatever is in it."""

import re
from html import unescape
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from nbutils.engine import audit
from nbutils.reports import parts as parts_module
from nbutils.reports.annotated import Annotations
from nbutils.reports.incell import annotated
from nbutils.reports.marked import ClaimMark, Sentence, Text
from nbutils.reports.notes import LOOKS, Note, _of
from nbutils.reports.parts import part_of, parts
from nbutils.reports.places import note_id, reader_page, sentence_place
from nbutils.reports.reader import reader_pages
from nbutils.reports.spans import pieces
from nbutils.reports.text import shown
from nbutils.schemas import TABLES
from nbutils.store import Audit, open_audit

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8)


def claim(start: int, end: int, name: str = "c-1") -> ClaimMark:
    return ClaimMark(name, "date", start, end)


def note(start: int, end: int, status: str = "drift") -> Note:
    return Note(f"finding-{start}-{end}", "finding", "f", status, "rule", "Words.", start, end, [], 1)


@given(SPANS, st.integers(0, 15), st.integers(16, 30))
def test_pieces_are_the_stretch_without_gap_and_each_knows_what_covers_it(
    spans: list[tuple[int, int]], start: int, end: int
) -> None:
    """Whatever overlaps, nests, is empty, or is the wrong way round."""
    marks = [claim(*span) for span in spans]
    found = list(pieces(start, end, marks))
    assert [found[0][0], *(right for _, right, _ in found)] == [start, *(left for left, _, _ in found[1:]), end]
    for left, right, over in found:
        assert left < right
        for at in range(left, right):
            assert over == [mark for mark in marks if mark.start <= at < mark.end]


@given(st.text('ab <&>"\u202e', min_size=30, max_size=30), SPANS, SPANS)
def test_marked_words_are_the_words(words: str, noted: list[tuple[int, int]], claimed: list[tuple[int, int]]) -> None:
    """No mark swallows, doubles or moves a character."""
    marked = Text(words, [Sentence(1, 2, 12), Sentence(2, 13, 29)], [note(*s) for s in noted], [claim(*s) for s in claimed])
    without_signs = re.sub(r"<a .*?</a>", "", marked.html(0, 30))
    assert unescape(re.sub(r"<[^>]*>", "", without_signs)) == shown(words)


def test_the_worst_status_gives_the_look_and_every_mark_its_sign() -> None:
    """Two notes and a claim over the same words."""
    text = Text(
        "ISAF ended in 2014.", [Sentence(1, 0, 19)], [note(0, 19, "agreement"), note(5, 10, "contradiction")], [claim(0, 10)]
    )
    body = BeautifulSoup(text.html(0, 19), "html.parser")
    assert [(mark["class"], mark.get_text()) for mark in body.select("mark")] == [
        (["m-agreement", "c"], "ISAF "), (["m-contradiction", "c"], "ended"), (["m-agreement"], " in 2014."),
    ]  # fmt: skip
    assert [link.get_text() for link in body.select("a")] == ["✗1", "d", "=1"]
    assert body.select_one("a")["aria-label"] == "✗1: The passages exclude each other"  # type: ignore[index]  # it is there


def test_every_status_has_a_sign_of_its_own() -> None:
    """Never by colour alone."""
    statuses = TABLES["findings"]["status"][1]
    assert isinstance(statuses, tuple)
    assert set(statuses) < set(LOOKS)
    assert len({sign for sign, _ in LOOKS.values()}) == len(LOOKS)


@pytest.mark.parametrize(
    ("article", "page"),
    [
        ("a.txt", r"reader-a-[0-9a-f]{8}\.html"),
        ("deep/down/NATO & Ünity (2).md", r"reader-nato-nity-[0-9a-f]{8}\.html"),
        ("中文.txt", r"reader-[0-9a-f]{8}\.html"),
        ("../../etc/passwd", r"reader-passwd-[0-9a-f]{8}\.html"),
        ("table.csv#<script>alert(1)</script>", r"reader-script-[0-9a-f]{8}\.html"),
        ("\udcff.txt", r"reader-[0-9a-f]{8}\.html"),
        ("x" * 300, r"reader-x{10}-[0-9a-f]{8}\.html"),
    ],
)
def test_a_page_has_a_safe_name_for_any_article(article: str, page: str) -> None:
    """No part of a name climbs out of the folder, is too long, or is markup."""
    assert re.fullmatch(page, reader_page(article))


def test_names_that_look_alike_have_pages_of_their_own() -> None:
    """Case, folders and endings keep articles apart."""
    names = ["a.txt", "A.txt", "a.md", "b/a.txt", "a", "a .txt"]
    assert len({reader_page(name).lower() for name in names}) == len(names)


def test_the_second_piece_of_an_article_has_a_note_of_its_own() -> None:
    """Ids do not depend on anything but the finding."""
    evidence = [{"article": "a"}, {"article": "b"}, {"article": "a"}, {"fact": "F1"}]
    assert [note_id("finding", "f-1", evidence, place) for place in range(3)] == ["finding-f-1", "finding-f-1", "finding-f-1-2"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    folder = tmp_path_factory.mktemp("reader")
    (folder / "docs").mkdir()
    text = "# On <bees>\n\nThe club was founded in 1911. It keeps 12 hives.\n\n- one & two\n- three\n\nShare on Facebook\n"
    (folder / "docs" / "bees.md").write_text(text, "utf-8")
    (folder / "docs" / "deutsch.txt").write_text("Der Hafen wurde im Jahr 1863 gegründet und ist alt. " * 9, "utf-8")
    audit(folder / "docs", folder / "audit")
    return open_audit(folder / "audit")


def test_an_article_is_a_fragment_with_headings_lists_and_what_was_set_aside(made: Audit) -> None:
    """What a notebook cell shows."""
    body = BeautifulSoup(annotated(made, "bees.md"), "html.parser")
    assert [head.get_text() for head in body.select("h2")] == ["On <bees>"]
    assert len(body.select("ul.u > li")) == 2
    assert [item.get_text() for item in body.select(".aside .residue")] == ["Share on Facebook"]
    assert body.select("a.k[aria-label='d: date claim'], a.k[aria-label='e: event claim']")
    assert all(body.find(id=str(link["href"])[1:]) for link in body.select("a[href^='#']"))


def test_a_title_that_stands_over_the_page_is_not_seen_twice(made: Audit) -> None:
    """Its words stay in the text, for links; under another heading it is one itself."""
    over, other = (
        BeautifulSoup(Annotations(made).fragment("bees.md", under=title), "html.parser") for title in ("On <bees>", "x")
    )
    assert not over.select("h1, h2, h3")
    assert [words.get_text() for words in over.select(".again[aria-hidden=true]")] == ["On <bees>"]
    assert [head.get_text() for head in other.select("h2")] == ["On <bees>"]
    assert over.get_text() == other.get_text()


def test_of_a_supported_sentence_the_note_is_on_the_compared_words() -> None:
    """So that the rest of it does not look supported; any other note is on its whole passage."""
    piece = {"article": "a", "start": 10, "end": 30, "line": 1, "quote": "Built in 1911, loved", "side": "a"}
    row = {"finding": "f-1", "readings": [], "summary": "The passage says “1911”, as the record does.", "evidence": [piece]}
    for status, span in (("record-supported", (19, 23)), ("record-contradicted", (10, 30))):
        ((_, made_note),) = _of({**row, "status": status}, "finding", status, "record: date", row["summary"])
        assert (made_note.start, made_note.end) == span


def test_an_article_that_is_not_in_english_is_shown_without_claims(made: Audit) -> None:
    """Read, shown and marked, but no claims."""
    body = BeautifulSoup(annotated(made, "deutsch.txt"), "html.parser")
    assert "gegründet" in body.get_text()
    assert not body.select(".claims")


def test_a_sentence_is_found_by_any_offset_in_it(made: Audit) -> None:
    """Between sentences the one before counts; an article without sentences has its top."""
    first, second = made.sentences[made.sentences["article"] == "bees.md"].iloc[1:3].itertuples()
    assert {made.sentence_at("bees.md", at) for at in (first.start, first.end - 1, first.end)} == {first.sentence}
    assert made.sentence_at("bees.md", second.start) == second.sentence
    assert made.sentence_at("none.txt", 5) == 1


def test_a_cell_may_ask_only_for_an_article_there_is(made: Audit) -> None:
    """The name is said."""
    with pytest.raises(KeyError, match=r"no article 'x\.txt'"):
        annotated(made, "x.txt")


# --- a long article in parts


@given(st.lists(st.integers(1, 70), max_size=40), st.integers(0, 5))
def test_every_place_stands_on_the_page_of_its_part(lengths: list[int], gap: int) -> None:
    """However the sentences lie over the seams, blanks between them; nothing is left out, and order is kept."""
    sentences, at = [], 0
    for number, length in enumerate(lengths, 1):
        sentences.append(Sentence(number, at, at + length))
        at += length + gap
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts_module, "LENGTH", 50)
        found = parts(at, sentences)
        assert [part.number for part in found] == list(range(len(found)))
        assert (found[0].start, found[-1].end) == (0, at)
        for sentence in sentences:
            for place in (sentence.start, sentence.end - 1, sentence.end + gap - 1):
                part = found[part_of(place)]
                assert part.start <= sentence.start
                assert sentence.end <= part.end


@pytest.fixture
def in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Audit, dict[str, BeautifulSoup]]:
    """An article in many parts and a short one beside it, which part in what they say and share a passage; their pages."""
    shared = "The bridge over the river was opened by the mayor on a cold morning in spring, and the whole town came to see it. "
    (tmp_path / "docs").mkdir()
    for name, metres, times in (("long", 34, 6), ("short", 31, 1)):
        filler = "".join(f"The club keeps {n} hives in the garden of house {n}. " for n in range(8))
        text = f"# On the {name} way\n\nThe town hall is {metres} metres high. {shared}It was founded in 1911.\n\n{filler}\n\n"
        (tmp_path / "docs" / f"{name}.md").write_text(text + f"{shared}{filler}\n\n" * (times - 1) + f"{shared}\n", "utf-8")
    audit(tmp_path / "docs", tmp_path / "audit", pack="none")
    found = open_audit(tmp_path / "audit")
    monkeypatch.setattr(parts_module, "LENGTH", 500)
    cards = {f"finding-{name}": f"05.html#finding-{name}" for name in found.findings["finding"]}
    return found, {name: BeautifulSoup(html, "html.parser") for name, html in reader_pages(found, cards)}


def test_every_link_between_the_parts_of_an_article_leads_somewhere(in_parts: tuple[Audit, dict[str, BeautifulSoup]]) -> None:
    """From words to notes and back, to other passages, to claims, from part to part; ids stand once on a page."""
    audited, pages = in_parts
    assert len(pages) > 5
    assert len(audited.findings)
    ids = {name: [str(tag["id"]) for tag in page.select("[id]")] for name, page in pages.items()}
    for name, page in pages.items():
        assert len(ids[name]) == len(set(ids[name]))
        for link in page.select(".article a, nav a"):
            file, _, place = str(link["href"]).partition("#")
            assert file in ("05.html", "index.html") or not place or place in ids[file or name], (name, link)
            assert file in ("", "05.html", "index.html", *pages), (name, link)


def test_sentences_and_findings_are_on_the_page_that_their_address_names(
    in_parts: tuple[Audit, dict[str, BeautifulSoup]],
) -> None:
    """The addresses that other pages have, made from the offset alone."""
    audited, pages = in_parts
    for row in audited.sentences.itertuples():
        for place in (row.start, row.end - 1):
            page, _, name = sentence_place(audited, str(row.article), int(place)).partition("#")
            assert pages[page].find(id=name), (page, name)
    for row in audited.findings.to_dict("records"):
        for at, piece in enumerate(row["evidence"]):
            assert pages[reader_page(piece["article"], piece["start"])].find(
                id=note_id("finding", row["finding"], row["evidence"], at)
            )
    shown = "".join(page.select_one("h1").get_text() for page in pages.values())  # type: ignore[union-attr]  # every page has one
    assert "On the long way, part 2 of" in shown
    assert "On the short way, part 2 of 2" in shown

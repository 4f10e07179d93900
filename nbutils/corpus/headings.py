"""Tell titles, headings, list items and paragraphs apart, by the mark of a line and by what stands around it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from nbutils.corpus.cues import begins_as_question, is_never_heading, undressed
from nbutils.corpus.lines import Unit
from nbutils.corpus.marks import content, ends_open, number_of
from nbutils.corpus.notices import passes_over
from nbutils.corpus.sentences import sentence_spans

TITLE_WORDS, HEADING_WORDS = 25, 16
_LONGEST_FACT = 120  # characters

_QUOTED = re.compile(r"[\"“‘'].*[\"”’']$")
_BOLD = re.compile(r"(?:\*\*|__)[^*_].*(?:\*\*|__):?$")
_FACT = re.compile(r"[^:]{1,40}:\s+\S")
_OPENING = re.compile(r"[\"“‘'(\[¿¡]*(?:[A-Z0-9\u00c0-\u00de]|[a-z]+[A-Z])")
# "Section A. What it is": the stop belongs to the label.
_LABEL = re.compile(
    r"(?:section|part|chapter|appendix|annex|unit|lesson|module|step) (?:\d{1,3}|[A-Z]|[IVXLC]{1,6})[.:] (?=[A-Z])", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
# Words that title case leaves small.
_SMALL = frozenset(
    ("a", "an", "and", "as", "at", "but", "by", "en", "for", "from", "if", "in", "into", "nor", "of", "on", "onto", "or",
     "over", "per", "the", "to", "towards", "up", "via", "vs", "with", "within")
)  # fmt: skip


def with_headings(units: Sequence[Unit], *, titled: bool) -> list[Unit]:
    """The units with every kind decided.

    `titled`: front matter gives the title, so only a Markdown heading of level 1 is one too.
    """
    numbered = _numbered_sections(units)
    decided = [_by_mark(unit, units, i, numbered) for i, unit in enumerate(units)]
    blanks = 2 * sum(unit.after_blank for unit in units) > len(units)
    for run in _runs_of_candidates(decided):
        for i in _headings_in(run, decided, _stacked(run, units) if blanks else frozenset()):
            decided[i] = replace(decided[i], kind="heading")
    return [_last(unit, i, decided, titled=titled) for i, unit in enumerate(decided)]


def levels(units: Sequence[Unit]) -> list[int]:
    """1 for the title, 2 and more for headings, 0 for the rest.

    Markdown and section numbers say their own level; else the style of the first heading is that of level 2.
    """
    styles = [_style(unit.text) for unit in units if unit.kind == "heading" and not _own_level(unit)]
    main = styles[0] if styles else ""
    return [_level(unit, main) for unit in units]


def _level(unit: Unit, main: str) -> int:
    if unit.kind == "title":
        return 1
    if unit.kind != "heading":
        return 0
    return _own_level(unit) or (2 if _style(unit.text) == main else 3)


def _by_mark(unit: Unit, units: Sequence[Unit], i: int, numbered: frozenset[int]) -> Unit:
    """Units whose mark decides: Markdown headings, numbered headings, list items, facts."""
    if unit.kind:
        return unit
    if unit.form in ("atx", "setext") or i in numbered or _is_numbered_heading(units, i):
        return replace(unit, kind="heading")
    if unit.form == "item":
        # A numbered question of an FAQ asks; it is neither an item nor a heading.
        return replace(unit, kind="paragraph" if unit.text.endswith("?") else "list-item")
    if _is_fact(unit) and any(map(_is_fact, (*units[max(i - 1, 0) : i], *units[i + 1 : i + 2]))):
        return replace(unit, kind="list-item")
    return unit


def _is_fact(unit: Unit) -> bool:
    """A "Height: 120 m" line; two or more of them below one another are a list of facts."""
    plain = not unit.kind and unit.form == "plain" and len(unit.text) <= _LONGEST_FACT
    return plain and ends_open(unit.text) and bool(_FACT.match(unit.text))


def _numbered_sections(units: Sequence[Unit]) -> frozenset[int]:
    """Short lines set off by blank lines that count 1, 2, 3 through the file, each with more than a line below it."""
    found: list[int] = []
    for i, unit in enumerate(units[:-1]):
        number = number_of(unit.text)
        apart = unit.after_blank and units[i + 1].after_blank and not (found and found[-1] + 1 == i)
        fits = apart and not unit.text.endswith("?") and _is_heading_like(content(unit.text), HEADING_WORDS)
        if number == str(len(found) + 1) and not unit.kind and fits:
            found.append(i)
    return frozenset(found if len(found) > 1 else ())


def _is_numbered_heading(units: Sequence[Unit], i: int) -> bool:
    """A short line with a section number that stands over a text, not in a list."""
    text = units[i].text
    number = number_of(text)
    if not number or not _is_heading_like(content(text), HEADING_WORDS):
        return False
    if "." in number:
        return i + 1 < len(units)
    in_list = any(unit.form == "item" for unit in (*units[max(i - 1, 0) : i], *units[i + 1 : i + 2]))
    over_text = _stands_over_text(units, i) or number_of(_next_text(units, i)).startswith(f"{number}.")
    return over_text and not in_list and not text.endswith("?")


def _stands_over_text(units: Sequence[Unit], i: int) -> bool:
    following = next((unit for unit in _below(units, i) if not passes_over(unit)), None)
    return following is not None and not _is_candidate(following, first=False)


def _next_text(units: Sequence[Unit], i: int) -> str:
    return next((unit.text for unit in _below(units, i) if not passes_over(unit)), "")


def _is_candidate(unit: Unit, *, first: bool) -> bool:
    """Whether a unit could be a heading. A wrapped one that is not the title needs capitals to be told from a text."""
    if unit.kind or unit.form != "plain" or len(unit.lines) > 2 or not _is_heading_like(unit.text, TITLE_WORDS):
        return False
    return first or len(unit.lines) == 1 or _style(unit.text) != "sentence case"


def _is_heading_like(text: str, most_words: int) -> bool:
    """Short, begins with a capital or digit, no stop at the end, no sentence break inside."""
    bare = _LABEL.sub("", undressed(text))
    if not bare or len(bare) > 10 * most_words or len(bare.split()) > most_words or not _OPENING.match(bare):
        return False
    if bare.endswith("?"):
        ends_well = begins_as_question(bare) or _style(bare) != "sentence case"
    else:
        ends_well = ends_open(bare) and not bare.endswith((",", "-", "–", "—"))
    if not ends_well or _QUOTED.match(bare) or is_never_heading(text) or _is_page_number(bare):
        return False
    return len(sentence_spans(bare)) == 1


def _is_page_number(text: str) -> bool:
    return text.isdecimal() and len(text) < 4


def _runs_of_candidates(units: Sequence[Unit]) -> list[list[int]]:
    """Candidates that follow one another with nothing between them but what is set aside."""
    asks_in_bold = not any(_is_bold(unit) and not unit.text.rstrip("*_").endswith("?") for unit in units)
    first = _first_content(units)
    runs: list[list[int]] = [[]]
    for i, unit in enumerate(units):
        # In a list of bold questions they ask; among bold headings a question is a heading too.
        if _is_candidate(unit, first=i == first) and not (
            asks_in_bold and _is_bold(unit) and unit.text.rstrip("*_").endswith("?")
        ):
            runs[-1].append(i)
        elif not passes_over(unit):
            runs.append([])
    return [run for run in runs if run]


def _is_bold(unit: Unit) -> bool:
    return unit.form == "plain" and _BOLD.match(unit.text) is not None


def _headings_in(run: list[int], units: Sequence[Unit], stacked: frozenset[int]) -> list[int]:
    """Which of a run of candidates are headings; the others are unmarked items, addresses, signatures, verses."""
    if all(map(passes_over, _below(units, run[-1]))):
        return []  # nothing follows that they could stand over
    first = _first_content(units) == run[0]
    # Only the title may be long.
    fitting = [i for i in run if (first and i == run[0]) or (i not in stacked and _is_short(units[i]))]
    if len(run) > 1 and _is_announced(run, units):
        return fitting[-1:] if _parts_from_items(run, units) else []
    return fitting if first or len(fitting) <= 3 else fitting[-1:]


def _is_short(unit: Unit) -> bool:
    return len(undressed(unit.text).split()) <= HEADING_WORDS


def _is_announced(run: list[int], units: Sequence[Unit]) -> bool:
    """Whether the line before the run announces a list."""
    return run[0] > 0 and units[run[0] - 1].text.endswith(":")


def _parts_from_items(run: list[int], units: Sequence[Unit]) -> bool:
    """Whether the last line of an announced run is set off from the items before it."""
    last, items = units[run[-1]], [units[i] for i in run[:-1]]
    set_off = last.after_blank and not all(item.after_blank for item in items[1:])
    return set_off or all(_style(item.text) != _style(last.text) for item in items)


def _stacked(run: list[int], units: Sequence[Unit]) -> frozenset[int]:
    """Lines stacked without a blank line, in a file that uses blank lines, are items or an address, not headings."""
    pairs = ((above, below) for above, below in pairwise(run) if below == above + 1 and not units[below].after_blank)
    return frozenset(chain.from_iterable(pairs))


def _below(units: Sequence[Unit], i: int) -> Iterator[Unit]:
    return (units[j] for j in range(i + 1, len(units)))  # a slice would be copied for each heading


def _first_content(units: Sequence[Unit]) -> int:
    return next((i for i, unit in enumerate(units) if not passes_over(unit)), -1)


def _last(unit: Unit, i: int, units: Sequence[Unit], *, titled: bool) -> Unit:
    """What is still undecided is a paragraph; the first heading is the title if only set-aside lines stand before it."""
    if unit.kind != "heading":
        return unit if unit.kind else replace(unit, kind="paragraph")
    is_first = i == _first_content(units) and not number_of(unit.text)
    return replace(unit, kind="title") if is_first and (not titled or _own_level(unit) == 1) else unit


def _own_level(unit: Unit) -> int:
    if unit.form == "atx":
        return len(unit.text) - len(unit.text.lstrip("#"))
    number = number_of(unit.text)
    return 2 + number.count(".") if number else 0


def _style(text: str) -> str:
    """How a heading is written: capitals, title case or sentence case."""
    if text.isupper():
        return "capitals"
    words = [word for word in _WORD.findall(content(text)) if word.lower() not in _SMALL]
    capital = sum(word[0].isupper() for word in words)
    return "title case" if words and capital >= 0.75 * len(words) else "sentence case"

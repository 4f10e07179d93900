"""Set aside what is not the article: residue, disclosures and bylines, and the lines that belong to them."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from nbutils.corpus.cues import SET_ASIDE, Cue, cue
from nbutils.corpus.lines import Unit
from nbutils.corpus.margins import author_notes, is_text, masthead, running_heads, signatures
from nbutils.corpus.marks import ends_open, is_bar

KINDS = SET_ASIDE
LONGEST = 700  # characters; longer units are never set aside
_MOST_WORDS_OF_LEAD = 7
_MOST_WORDS_OF_LINK = 16
_HAS_OBJECT = re.compile(r":\s*\S")
_BY_FORM = {"table": "table", "quote": "quote", "rule": "rule"}


def set_aside(units: Sequence[Unit]) -> list[Unit]:
    """The units, with a kind where their cue or their form decides it; the others stay undecided."""
    cues = [_notice(unit) for unit in units]
    decided = [_decided(unit, found) for unit, found in zip(units, cues, strict=True)]
    for i, found in enumerate(cues):
        if found and found.takes:
            for j in _taken(i, found, decided):
                decided[j] = replace(decided[j], kind=found.kind, cue=found.name)
    for find, kind in _BY_PLACE:
        for i in find(decided):
            decided[i] = replace(decided[i], kind=kind, cue="edge")
    return decided


def passes_over(unit: Unit) -> bool:
    """Whether a unit stands between the parts of an article without being one."""
    return unit.kind in KINDS or unit.kind == "rule"


def _notice(unit: Unit) -> Cue | None:
    if unit.form in ("table", "setext") or sum(len(line.text) for line in unit.lines) > LONGEST:
        return None
    return Cue("residue", "bar") if unit.form == "plain" and is_bar(unit.text) else cue(unit.text)


def _decided(unit: Unit, found: Cue | None) -> Unit:
    if found:
        return replace(unit, kind=found.kind, cue=found.name)
    return replace(unit, kind=_BY_FORM.get(unit.form, ""))


def _taken(i: int, found: Cue, units: Sequence[Unit]) -> Iterator[int]:
    """The undecided units that a notice takes with it."""
    if found.takes == "next":
        yield from [
            j for j in range(i + 1, i + 2) if j < len(units) and not units[j].kind and units[j].form in ("plain", "quote")
        ]
        return
    if _HAS_OBJECT.search(units[i].text) or len(units[i].text.split()) > _MOST_WORDS_OF_LEAD:
        return  # "Related: Ten bridges" has its line in itself
    links = []
    for j in range(i + 1, len(units)):
        if units[j].kind or not _is_link_like(units[j]):
            break
        links.append(j)
    # The last short line over a text is that text's heading; a list item is not.
    if links and links[-1] + 1 < len(units) and units[links[-1]].form == "plain" and not units[links[-1] + 1].kind:
        links.pop()
    yield from links


def _tail(units: Sequence[Unit]) -> list[int]:
    """What stands below the first notice after the end of the text: furniture, whatever its words are."""
    texts = [i for i, unit in enumerate(units) if is_text(unit)]
    after = range(texts[-1] + 1, len(units)) if texts else range(0)
    notices = [i for i in after if units[i].kind in KINDS]
    return [i for i in after if notices and i > notices[0] and not units[i].kind and units[i].form in ("plain", "item")]


_BY_PLACE: tuple[tuple[Callable[[Sequence[Unit]], list[int]], str], ...] = (
    (running_heads, "residue"),
    (masthead, "residue"),
    (signatures, "byline"),
    (author_notes, "byline"),
    (_tail, "residue"),
)


def _is_link_like(unit: Unit) -> bool:
    """A short line without a stop, as the titles of other pages are; an address behind it does not count."""
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", unit.text)
    return (
        unit.form in ("plain", "item") and len(words.split()) <= _MOST_WORDS_OF_LINK and (ends_open(words) or words.endswith("?"))
    )

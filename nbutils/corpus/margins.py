"""What stands at the edges of a text by its place: mastheads, running heads, a note on the author at the end."""

import re
from collections.abc import Sequence
from itertools import takewhile

from nbutils.corpus.cues import SET_ASIDE, says, undressed
from nbutils.corpus.lines import Unit
from nbutils.corpus.marks import ends_open, number_of

LEAST_WORDS_OF_TEXT = 25
_MOST_WORDS_OF_TITLE = 25
_MOST_WORDS_OF_HEAD = 12
_MOST_WORDS_OF_NOTE = 80
_MOST_UNITS_OF_HEAD = 12
_SITE_CUES = frozenset({"nav", "bar", "press", "cookie"})  # what a site prints above a title, not below it
_PAGE_NUMBER = re.compile(r"[\s*_–—-]*(?:p(?:age|\.)?\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[\s*_–—-]*", re.IGNORECASE)
_PERSON = re.compile(r"(?:[A-Z][\w.’'-]*\s+){1,3}[A-Z][\w-]+")
_NAME_ALONE = re.compile(
    r"(?!(?:The|An?|Our|My|In|On|Part|Chapter|Section|Early|Late|New|Old)\b)[A-Z][a-z\u00e0-\u00ff’'-]+(?:\s+[A-Z]\.)?\s+[A-Z][\w’'-]*[a-z]"
)
_WHOLE_ASIDE = re.compile(r"(?:([*_])(?![*_\s])[^*_]*\1|\([^()]*\)|\[[^\[\]]*\])\.?")  # all in italics or brackets


def is_text(unit: Unit) -> bool:
    """Long enough, or of a form, that only an article has."""
    if unit.kind in SET_ASIDE:
        return False
    return unit.form in ("table", "atx", "setext") or (unit.form != "rule" and _words(unit) >= LEAST_WORDS_OF_TEXT)


def masthead(units: Sequence[Unit]) -> list[int]:
    """Short lines above the title: what stands over site navigation, the name of a periodical, two names of bodies."""
    end = next((i for i, unit in enumerate(units[: _MOST_UNITS_OF_HEAD + 1]) if is_text(unit)), 0)
    head = range(len(list(takewhile(lambda unit: unit.kind or _is_short(unit), units[:end]))))
    bars = [i for i in head if units[i].cue in _SITE_CUES]
    found = [i for i in head if bars and i < bars[-1] and _is_short(units[i])] if _has_title(units, bars, head) else []
    names = list(takewhile(lambda i: i in found or units[i].kind in SET_ASIDE or _is_name(units, i), head))
    return [*found, *(_named(units, names) if _has_title(units, names, head) else [])]


def running_heads(units: Sequence[Unit]) -> list[int]:
    """Short lines beside a page number that stand elsewhere in the file too."""
    keys = [_key(unit) if _is_short(unit) and _words(unit) <= _MOST_WORDS_OF_HEAD else "" for unit in units]
    numbers = {i for i, unit in enumerate(units) if _is_page_number(unit)}
    beside = [i for i, key in enumerate(keys) if key and numbers & {i - 1, i + 1}]
    return [i for i in beside if keys.count(keys[i]) > 1 and keys.index(keys[i]) < i]


def author_notes(units: Sequence[Unit]) -> list[int]:
    """The last lines of a text where they tell of its author, or stand all in italics or brackets."""
    found: list[int] = []
    for i in range(len(units) - 1, 0, -1):
        if units[i].kind in SET_ASIDE or units[i].form == "rule":
            continue
        if units[i].form != "plain" or not _is_note(units, i):
            break
        found.append(i)
    return found if any(is_text(unit) for unit in units[: min(found, default=0)]) else []


def signatures(units: Sequence[Unit]) -> list[int]:
    """A name alone on its line beside a byline or a date, between the title and the text."""
    head = range(1, next((i for i, unit in enumerate(units) if unit.form == "plain" and is_text(unit)), 0))
    titled = [i for i in head if any(not unit.kind and unit.form in ("plain", "atx", "setext") for unit in units[:i])]
    names = [i for i in titled if not units[i].kind and _NAME_ALONE.fullmatch(units[i].text)]
    return [i for i in names if any(unit.kind == "byline" for unit in (units[i - 1], *units[i + 1 : i + 2]))]


def _has_title(units: Sequence[Unit], above: Sequence[int], head: range) -> bool:
    """Whether between these lines and the text another line stands that can be the title."""
    below = [units[i] for i in range(above[-1] + 1, head.stop + 1) if i < len(units)] if above else []
    return any(unit.form == "atx" or (_is_short(unit) and not number_of(unit.text)) for unit in below)


def _named(units: Sequence[Unit], names: Sequence[int]) -> list[int]:
    """The lines a masthead has by its words; a body alone may be the subject, so it needs a second name or a notice."""
    undecided = [i for i in names if not units[i].kind]
    certain = len(undecided) > 1 or any(says("periodical", units[i].text) or says("issue", units[i].text) for i in names)
    return undecided if certain else []


def _is_name(units: Sequence[Unit], i: int) -> bool:
    """Whether the words say so, or the number of an issue stands below."""
    text = units[i].text
    over_number = _is_short(units[i]) and i + 1 < len(units) and says("issue", units[i + 1].text)
    return over_number or says("periodical", text) or says("body", text)


def _is_short(unit: Unit) -> bool:
    return not unit.kind and unit.form == "plain" and ends_open(unit.text) and _words(unit) <= _MOST_WORDS_OF_TITLE


def _is_page_number(unit: Unit) -> bool:
    return unit.kind in SET_ASIDE and _PAGE_NUMBER.fullmatch(unit.text) is not None


def _key(unit: Unit) -> str:
    """The words of a line without numbers; empty for a footnote or a line of one word."""
    words = re.sub(r"\W*\b(?:continued|\d+)\b\W*", " ", undressed(unit.text).lower()).strip()
    return words if " " in words and not re.match(r"\W*\d+\]", unit.text) else ""


def _is_note(units: Sequence[Unit], i: int) -> bool:
    text = units[i].text
    if _words(units[i]) > _MOST_WORDS_OF_NOTE:
        return False
    if _WHOLE_ASIDE.fullmatch(text):
        return _words(units[i]) > 3 and not says("verse", text)
    bare = undressed(text)
    person = _PERSON.match(bare)
    if not person:
        return says("author_note", bare)
    name = re.sub(r"[’']s?$", "", person[0])
    signed = any(name in unit.text for unit in units if unit.kind == "byline")
    named = any(name.split()[-1] in unit.text for j, unit in enumerate(units) if j != i and unit.kind not in SET_ASIDE)
    return says("life", bare) and (signed or not named)


def _words(unit: Unit) -> int:
    return len(unit.text.split())

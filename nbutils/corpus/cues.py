"""Tell the lines around an article from the article: residue, disclosures of machine help, bylines.

The patterns are data (`packs/general/layout.yaml`), each with examples that are test rows.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

SET_ASIDE = ("disclosure", "byline", "residue")
_PLACEHOLDER = re.compile(r"\{(\w*[a-z]\w*)\}")
# Markdown emphasis, quote marks and leading signs or emoji: how a line is dressed, not what it says.
_DRESS = re.compile(
    r"(?:!\[[^\]]*\]\([^)]*\)(?=\s*\S)|[\s>*_~`\\\[(•·–—:|\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u27bf\ufe0f\u200b-\u200d\ufeff\ufffd-]|#+\s)+"
)
_DRESS_END = " *_~`\\])|"


@dataclass(frozen=True, slots=True)
class Cue:
    """What kind of line this is, and which class of it: ("residue", "share").

    `takes` says what else it makes of its kind: the "next" paragraph, the short "lines" below
    it, or nothing.
    """

    kind: str
    name: str
    takes: str = ""


@dataclass(frozen=True, slots=True)
class _Either:
    """Patterns of which one must hold. Those bound to the line's begin are tried there only, not at each of its characters."""

    bound: re.Pattern[str] | None
    free: re.Pattern[str] | None

    def holds(self, line: str) -> bool:
        return bool((self.bound and self.bound.match(line)) or (self.free and self.free.search(line)))


@dataclass(frozen=True, slots=True)
class _Pattern:
    cue: Cue
    longest: int
    needs: tuple[str, ...]
    wanted: tuple[_Either, ...]
    barred: _Either | None

    def matches(self, line: str, lower: str) -> bool:
        return (
            len(line) <= self.longest
            and (not self.needs or any(letters in lower for letters in self.needs))
            and all(either.holds(line) for either in self.wanted)
            and not (self.barred and self.barred.holds(line))
        )


def cue(line: str) -> Cue | None:
    """The cue of one line, or of one notice wrapped over several lines; None for the article's own text."""
    bare = undressed(line)
    if not any(c.isalnum() for c in bare):
        bare = line.strip()
    lower = f" {bare.lower()} "  # so that a need may ask for a whole word
    return next((p.cue for p in _patterns() if p.matches(bare, lower)), None)


def undressed(line: str) -> str:
    """The line without Markdown marks, leading emoji and outer brackets, blanks and newlines made one space."""
    bare = " ".join(line.split()).rstrip(_DRESS_END)
    dress = _DRESS.match(bare)
    return bare[dress.end() :] if dress else bare


def is_never_heading(line: str) -> bool:
    """Whether the line is a caption, or speech in a transcript, however short it is."""
    pattern = _either_of("caption", "speech")
    return bool(pattern.match(line.strip()) or pattern.match(undressed(line)))


def says(name: str, line: str) -> bool:
    """Whether a line says what the patterns of this name in the layout file do; they hold only in their place."""
    return bool(_either_of(name).match(undressed(line)))


def begins_as_question(line: str) -> bool:
    """Whether the line begins with a question word or an auxiliary verb."""
    return bool(_either_of("question").match(undressed(line)))


@cache
def layout() -> Mapping[str, Any]:
    """The layout file as data."""
    text = files("nbutils.packs.general").joinpath("layout.yaml").read_text(encoding="utf-8")
    data: Mapping[str, Any] = yaml.safe_load(text)
    return data


@cache
def _patterns() -> tuple[_Pattern, ...]:
    return tuple(_pattern(kind, entry) for kind in SET_ASIDE for entry in layout()[kind])


def _pattern(kind: str, entry: Mapping[str, Any]) -> _Pattern:
    wanted = [_either([p]) for p in entry.get("all", ())]
    if "any" in entry:
        wanted.append(_either(entry["any"]))
    barred = _either(entry["none"]) if "none" in entry else None
    return _Pattern(
        Cue(kind, entry["class"], entry.get("takes", "")), entry["longest"], tuple(entry.get("needs", ())), tuple(wanted), barred
    )


@cache
def _either_of(*names: str) -> re.Pattern[str]:
    return _compiled([pattern for name in names for pattern in layout()[name]])


def _either(patterns: list[str]) -> _Either:
    parts = [part for pattern in patterns for part in _alternatives(_filled(pattern))]
    bound, free = [part for part in parts if part.startswith("^")], [part for part in parts if not part.startswith("^")]
    return _Either(_compiled(bound) if bound else None, _compiled(free) if free else None)


def _alternatives(pattern: str) -> list[str]:
    """A pattern cut at each "|" that stands in no group and no set of characters."""
    parts, depth = [""], 0
    for piece in re.findall(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", pattern):
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def _compiled(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{_filled(pattern)})" for pattern in patterns), re.IGNORECASE)


def _filled(pattern: str) -> str:
    """Fragments may hold fragments; a {2,80} of a regular expression is not a placeholder."""
    fragments = layout()["fragments"]
    while _PLACEHOLDER.search(pattern):
        pattern = _PLACEHOLDER.sub(lambda m: fragments[m[1]], pattern)
    return pattern

"""Title, date, author and source of an article: from a sidecar, front matter, the file's own fields, or its text."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

import yaml

from nbutils.corpus.blocks import Block
from nbutils.corpus.cues import undressed
from nbutils.corpus.marks import content
from nbutils.corpus.readable import LONE_SURROGATE
from nbutils.packs.schema import UNREADABLE

UNDATED = "undated"
NOT_STATED = "not stated"
LONGEST = 500  # characters of a value
_LARGEST = 1 << 16  # characters of YAML: its reader is slow

# What front matter, sidecars, HTML and tables call the same thing, best first.
_NAMES = {
    "title": ("title", "headline", "name"),
    "date": (
        "date",
        "published",
        "published_time",
        "date_published",
        "publication_date",
        "created",
        "updated",
        "modified_time",
    ),
    "author": ("author", "authors", "byline", "creator", "by"),
    "source": ("source_url", "source", "url", "canonical_url", "canonical", "link", "publisher", "sitename"),
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*\.?"
_DATES = (
    re.compile(r"\b(?P<y>\d{4})-(?P<m>\d\d)(?:-(?P<d>\d\d))?(?!\d)"),
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_MONTH})\s*,?\s+(?P<y>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b(?P<month>{_MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<y>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b(?P<month>{_MONTH})\s*,?\s+(?P<y>\d{{4}})\b", re.IGNORECASE),
    re.compile(r"\b(?P<a>\d{1,2})[./](?P<b>\d{1,2})[./](?P<y>\d{4})\b"),
    re.compile(r"^(?P<y>\d{4})$"),
)
_AUTHOR = re.compile(
    r"^(?:(?:\w+\s+){0,2}by|authors?|reporter|contributors?|words|text)\s*:?\s+(?P<who>[^|·•–—(]{2,80}?)\s*(?:[|·•–—(,;]|$|\bon\b|\bupdated\b)",
    re.IGNORECASE,
)
_POSTED = re.compile(r"\bby\s+(?P<who>(?:the\s+)?[A-Z][^|·•–—(,;]{1,80})$")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is stated about an article; `date` is EDTF (`2024-07`, `2024-07-14`) or "undated", the rest text or "not stated"."""

    title: str = NOT_STATED
    date: str = UNDATED
    author: str = NOT_STATED
    source: str = NOT_STATED


def metadata(stated: Iterable[Mapping[str, Any]], text: str, blocks: Iterable[Block]) -> Metadata:
    """The first of the stated mappings that has a field gives it; what none has is looked for in the text."""
    sources = [*map(_named, stated), _from_text(text, list(blocks))]
    default = Metadata()
    found = {f.name: next((s[f.name] for s in sources if s.get(f.name)), getattr(default, f.name)) for f in fields(Metadata)}
    return Metadata(**found)


def front_matter(text: str) -> dict[str, Any]:
    """The fields of a front matter block; where it is not good YAML, its `key: value` lines."""
    body = text.strip().strip("-.").strip("\n")
    fields_found = mapping(body)
    return fields_found or dict(re.findall(r"^([A-Za-z_][\w-]*):[ \t]*(\S.*?)[ \t]*$", body, re.MULTILINE))


def mapping(text: str) -> dict[str, Any]:
    """A YAML or JSON mapping as a dict; an empty one where the text is something else, or refers to itself."""
    try:
        data = yaml.load(text, _Loader) if len(text) <= _LARGEST else None  # noqa: S506  # a safe loader
        return {str(k): v for k, v in data.items()} if isinstance(data, dict) else {}
    except UNREADABLE:
        return {}


class _Loader(yaml.SafeLoader):
    """Reads no aliases: a few lines of them unfold to gigabytes, or never end."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("an alias")
        node: yaml.Node | None = super().compose_node(parent, index)
        return node


def edtf(value: object) -> str:
    """A date as EDTF, to the precision that is certain; an empty string where there is none.

    "12/09/2022" may be September or December, so only its year is certain.
    """
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    text = _words(value)
    for pattern in _DATES:
        for match in pattern.finditer(text):
            if date := _checked(match.groupdict()):
                return date
    return ""


def _checked(parts: Mapping[str, str | None]) -> str:
    year = int(parts["y"] or 0)
    month, day = _month(parts), int(parts.get("d") or 0)
    if "a" in parts:
        month, day = _unambiguous(int(parts["a"] or 0), int(parts["b"] or 0))
    try:
        dt.date(year, month or 1, day or 1)
    except ValueError:
        return ""
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")


def _month(parts: Mapping[str, str | None]) -> int:
    name = parts.get("month")
    return 1 + _MONTHS.index(name[:3].lower()) if name else int(parts.get("m") or 0)


def _unambiguous(a: int, b: int) -> tuple[int, int]:
    """(month, day) of "a/b/year" where only one order is possible or both are the same; else nothing."""
    if a == b or a <= 12 < b:
        return a, b
    return (b, a) if b <= 12 < a else (0, 0)


def _named(stated: Mapping[str, Any]) -> dict[str, str]:
    lower = {str(k).lower().replace("-", "_"): v for k, v in stated.items()}
    found = {}
    for field, names in _NAMES.items():
        read = edtf if field == "date" else _plain
        found[field] = next((value for name in names if (value := read(lower.get(name)))), "")
    return found


def _plain(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_plain, value)))[:LONGEST]
    return " ".join(_words(value).split())[:LONGEST]


def _words(value: object) -> str:
    """Text, a number or a date as text without what no file can hold; "" for anything else."""
    if isinstance(value, int) and abs(value) >= 10**LONGEST:
        return ""  # Python refuses to write very long numbers
    return LONE_SURROGATE.sub("\ufffd", str(value)) if isinstance(value, str | int | dt.date) else ""


def _from_text(text: str, blocks: list[Block]) -> dict[str, str]:
    title = next((content(undressed(text[b.start : b.end])) for b in blocks if b.kind == "title"), "")
    bylines = [undressed(text[b.start : b.end]) for b in blocks if b.kind == "byline" and b.cue != "front-matter"]
    return {
        "title": title[:LONGEST],
        "date": next(filter(None, map(edtf, bylines)), ""),
        "author": next(filter(None, map(_author, bylines)), ""),
    }


def _author(line: str) -> str:
    match = _AUTHOR.search(line) or _POSTED.search(line)
    who = match["who"].strip(" .,:") if match else ""
    return "" if edtf(who) else who

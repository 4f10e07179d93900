"""What one passage counts among a kind, and another says is none of that kind."""

import re
from functools import lru_cache

from nbutils.compare.partings import Near, Parting
from nbutils.compare.passages import Passage, stems

# "Regional alliances such as the Forum" (Hearst 1992), and "the Forum is a venue for talks and not an alliance".
_KIND = r"(?P<kind>(?:[\w-]+\s){0,2}[\w-]+"
_SUCH_AS = re.compile(rf"{_KIND}s),? (?:such as|like|including) (?P<names>[^.;:]{{3,120}})", re.IGNORECASE)
_DENIED = re.compile(rf"\b(?:is|are|was|were)\b[^.;:]{{0,60}}?\b(?:not|never|no)\s(?:(?:a|an|any|the)\s)?{_KIND})", re.IGNORECASE)
Told = tuple[tuple[frozenset[str], str], ...]  # (the kind's stem, the words that name the examples)


def category(near: Near) -> Parting | None:
    """A name among the examples of a kind, and the same name said to be none."""
    for one, other in ((near.one, near.other), (near.other, near.one)):
        for kind, names in _examples(one.text):
            for denied, _ in _denials(other.text):
                if kind & denied and (name := _name_in(other, names)):
                    return _parting(one, other, name, " ".join(sorted(kind & denied)))
    return None


def _parting(one: Passage, other: Passage, name: str, kind: str) -> Parting:
    summary = f"One passage has {name} as an example of a kind; the other says it is none."
    return Parting("category", "contradiction", 2, one, other, summary, (), (("kind", kind, f"not {kind}", False),))


@lru_cache(maxsize=1 << 20)
def _examples(text: str) -> Told:
    return tuple((frozenset(stems(found["kind"])[-1:]), found["names"]) for found in _SUCH_AS.finditer(text))


@lru_cache(maxsize=1 << 20)
def _denials(text: str) -> Told:
    return tuple((frozenset(stems(found["kind"])[-1:]), "") for found in _DENIED.finditer(text))


def _name_in(passage: Passage, names: str) -> str:
    """A name that the passage is about, among the examples of the kind."""
    told = (claim["subject"].removeprefix("the ").removeprefix("The ") for claim in passage.claims)
    return next((name for name in sorted(told) if name[:1].isupper() and name.lower() in names.lower()), "")

"""The subjects of a record by their names, wherever a text has them; and by the words of a name, in whatever order."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from nbutils.compare.passages import Passage, stem, stems
from nbutils.mentions.names import Gazetteer
from nbutils.packs.general import data
from nbutils.record.facts import Fact
from nbutils.record.families import group

_WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a passage names subjects of the record; weak where by words that others share ("the Council")."""

    start: int
    end: int
    subjects: tuple[str, ...]
    weak: bool = False


class Names:
    """The names of a record's subjects, found in a text."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._of: dict[str, list[str]] = {}
        self._found = Gazetteer()
        self._told: dict[str, list[tuple[frozenset[str], frozenset[str], str]]] = {}
        counts = Counter[str]()
        for fact in facts:
            counts[fact.subject] += 1
            for form in fact.names:
                self._add(form, fact.subject)
        self.topic = counts.most_common(1)[0][0] if counts else ""
        self.topic_stems = frozenset(s for form, of in self._of.items() if self.topic in of for s in stems(form))

    def _add(self, form: str, subject: str) -> None:
        key = re.sub(r"^the\s", "", form, flags=re.IGNORECASE).lower()
        subjects = self._of.setdefault(key, [])
        if subject in subjects:
            return
        subjects.append(subject)
        self._tell(form, subject)
        bare = re.sub(r"^[Tt]he\s", "", form)
        kind = _WEAK if bare != form else ""
        self._found.add(bare, key, kind)
        if " " in bare and bare.split()[-1][:1].islower():
            self._found.add(bare.lower(), key, kind)

    def _tell(self, form: str, subject: str) -> None:
        """Know a subject by the words of its name too, whatever their order and class noun."""
        words = set(stems(form.replace("-", " ")))
        classes = frozenset(heads(form)[:1])
        telling = frozenset(words - classes)
        classes = group("instruments") if classes & group("instruments") else classes
        if telling and not form[:1].islower():
            for word in sorted(telling):
                self._told.setdefault(word, []).append((telling, classes, subject))

    def described(self, passage: Passage) -> dict[str, tuple[str, ...]]:
        """The subjects whose name's words stand in a passage, some at most in its heading or title: the classes of each."""
        said = {part for each in passage.stems for part in (each, *each.split("-"))}
        above = {*stems(passage.heading), *stems(passage.title)}
        rows = [row for word in sorted(said - above) or sorted(said) for row in self._told.get(word, ())]
        return {s: tuple(sorted(classes)) for telling, classes, s in rows if telling <= said | above and classes & said}

    def find(self, text: str) -> list[Mention]:
        """The names of subjects in a text, none that is a part of a longer name."""
        found = ((name.start, name.end, name) for name in self._found.find(text))
        return [
            Mention(start, end, tuple(self._of[name.canonical]), name.type == _WEAK)
            for start, end, name in found
            if not _in_longer(text, start, end) and (name.type != _WEAK or _is_the(text, start))
        ]

    def of(self, phrase: str) -> tuple[str, ...]:
        """The subjects that a phrase names as a whole: "the treaty of Paris", not "the envoys to Paris"."""
        bare = re.sub(r"^the\s", "", phrase.strip(), flags=re.IGNORECASE)
        whole = [m for m in self.find(bare) if m.start == 0 and m.end == len(bare)]
        return whole[0].subjects if whole else ()

    def called(self, words: str) -> tuple[str, ...]:
        """The one subject that a few words call, as in the first cell of a row: its name, or words of one name alone."""
        said = set(stems(words.replace("-", " ")))
        whole = self._of.get(words.strip("* ").lower(), [])
        found = whole or sorted(
            {s for form, of in self._of.items() for s in of if said and said <= set(stems(form.replace("-", " ")))}
        )
        return tuple(found) if len(found) == 1 else ()

    def forms(self, subject: str) -> list[str]:
        """The names of a subject, in small letters."""
        return [key for key, subjects in self._of.items() if subject in subjects]

    def nouns(self, subject: str) -> list[str]:
        """The head nouns of a subject's names, as stems: "treaty" of "Treaty of Paris" and of "the Paris treaty"."""
        return [noun for form in self.forms(subject) for noun in heads(form)]


def noun_stem(word: str) -> str:
    """A noun's stem, "organisation" as "organization"."""
    return stem(word.lower().replace("isation", "ization"))


def _is_the(text: str, start: int) -> bool:
    """Whether "the" or "its" stands before, or, as in the first cell of a row, nothing."""
    return text[:start].lower().endswith(("the ", "its ", "their ")) or text[:start].strip() == "|"


def _in_longer(text: str, start: int, end: int) -> bool:
    """Whether capital words beside a name make a longer one of it: "Canal Company" of "Canal"."""
    after = re.match(r"(?:\s(?:of|for)(?:\sthe)?)?[ -](?:[A-Z][\w’'-]*[a-z]|[A-Z]{2,})", text[end:])
    linked = after is not None and after[0].startswith((" of", " for"))
    before = re.search(r"(?:^|\s)([A-Z][\w’-]*)\s$", text[:start])
    opens = before is not None and not text[: before.start(1)].strip(' -•*“"')
    return bool((after and not linked) or (before and not opens and before[1].lower() not in _small()))


@cache
def _small() -> frozenset[str]:
    return frozenset(str(word) for word in data("names.yaml")["ordinary"])


@lru_cache(maxsize=8192)
def heads(form: str) -> tuple[str, ...]:
    """The head of a name: its last word, and the one before "of", "on" or "for"."""
    words = re.split(r"\s(?:of|on|for|in|between|from)\s", form.lower())[0].split()
    return tuple(dict.fromkeys(noun_stem(word) for word in (words[-1], form.lower().split()[-1]) if word[-1:].isalpha()))

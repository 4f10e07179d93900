"""Names in an article, without a model: a pack's entities, acronyms the text explains, and runs of capital words."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from nbutils.mentions.lexicon import tagger
from nbutils.packs.general import data
from nbutils.packs.schema import Entity

_WORD = re.compile(r"[^\W_][\w’'‐-]*(?:\.(?=[A-Z]\.))?|[^\W_]")
_END = re.compile(r"[.;:!?()]\s")  # no name goes on behind it
_SMALL = "of|the|for|and|de|van|von|der|del|di|da|du|la|le|al|bin|ibn|to|in|on|upon"
_LINK = r"(?:of the|for the|in the|on the|of|for|de la|de|van der|van|von|der|del|di|da|du|la|le|al|bin|ibn|upon)"
_CAPITAL = r"(?:(?:[A-Z]\.)+|[A-Z\u00c0-\u00de][\w’'-]*)"
_RUN = re.compile(
    rf"(?<![\w’'-]){_CAPITAL}(?:\s{_LINK}\s{_CAPITAL}|\s{_CAPITAL}|\s(?:\d{{1,4}}[A-Z]?|[IVX]{{1,5}})(?![\w,.]\d|\s(?:per|million|billion|%)))*(?![\w])"
)
_PAIR = re.compile(r"\((?:the\s|or\s|known as\s|hereafter\s)?[“\"]?(?P<acronym>[A-Z][A-Za-z&/-]*[A-Z][A-Za-z&/-]*)s?[”\"]?\)")


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its span, its canonical form (the fullest one known) and its type ("" where no pack tells)."""

    start: int
    end: int
    canonical: str
    type: str = ""


@dataclass(slots=True)
class Gazetteer:
    """Names and their other forms, found by their first two words in small letters, or their only one."""

    forms: dict[str, list[tuple[tuple[str, ...], str, str]]] = field(default_factory=dict)

    def add(self, form: str, canonical: str, kind: str) -> None:
        """Know another form of a name; one that is known already stays what it is."""
        words = tuple(_WORD.findall(form))
        rows = self.forms.setdefault(" ".join(words[:2]).lower(), []) if words else []
        if words and all(words != known for known, _, _ in rows):  # of two the first would be found
            rows.append((words, canonical, kind))
            rows.sort(key=lambda row: -len(row[0]))

    def find(self, text: str) -> Iterator[Name]:
        """Every known name in a text, the longest at each place."""
        if not self.forms:
            return
        words = _words(text)
        until = 0
        for at, (_, lower, start) in enumerate(words):
            if start < until:
                continue
            pair = f"{lower} {words[at + 1][1]}" if at + 1 < len(words) else lower
            for key in (pair, lower):
                if (rows := self.forms.get(key)) and (name := _first(rows, text, words[at:])):
                    yield name
                    until = name.end
                    break


@lru_cache(maxsize=1024)  # a sentence is searched for a pack's names, the article's own, and periods
def _words(text: str) -> tuple[tuple[str, str, int], ...]:
    """Each word of a text without its genitive, in small letters, and where it begins."""
    found = ((m[0].removesuffix("’s").removesuffix("'s"), m.start()) for m in _WORD.finditer(text))
    return tuple((word, word.lower(), start) for word, start in found)


def _first(rows: Iterable[tuple[tuple[str, ...], str, str]], text: str, words: Sequence[tuple[str, str, int]]) -> Name | None:
    """The first of these forms that the words begin with."""
    for form, canonical, kind in rows:
        if len(form) <= len(words) and all(_same(word, known) for (word, _, _), known in zip(words, form, strict=False)):
            start, end = words[0][2], words[len(form) - 1][2] + len(words[len(form) - 1][0])
            if not _END.search(text, start, end):
                return Name(start, end, canonical, kind)
    return None


def _same(word: str, known: str) -> bool:
    """A form with a capital is a name only with one; one in small letters is found in any case."""
    return (
        word == known
        or (known.islower() and word.lower() == known)
        or (word.isupper() and len(word) > 4 and word == known.upper())
    )


def gazetteer(entities: Iterable[Entity]) -> Gazetteer:
    """The names of a pack's entities."""
    found = Gazetteer()
    for entity in entities:
        for form in (entity.name, *entity.aliases):
            found.add(form, entity.name, entity.type)
    return found


class ArticleNames:
    """The names of one article: a pack's, its own acronyms, and the capital words it never writes small."""

    def __init__(self, text: str, known: Gazetteer) -> None:
        self.known, self.own = known, Gazetteer()
        self.small = Counter(m[0] for m in re.finditer(r"(?<![\w’'-])[a-z][\w-]+", text))
        # Capital words inside sentences: there a capital means a name.
        self.inner = Counter(m[1] for m in re.finditer(r"[a-z,;][”’)]?\s([A-Z][\w’-]+)", text))
        self.full: dict[str, str] = {}
        for long, acronym in _acronyms(text):
            canonical = next((n.canonical for n in known.find(long)), long)
            self.own.add(acronym, canonical, "")
            self.full.setdefault(long, canonical)

    def find(self, text: str) -> list[Name]:
        """The names of a piece of the article, in order and disjoint."""
        found = [*self.known.find(text), *self.own.find(text)]
        taken = sorted(found, key=lambda name: (name.start, -name.end))
        runs = [name for run in _RUN.finditer(text) for name in self._trimmed(text, run.start(), run.end())]
        for name in runs:
            if not any(other.start < name.end and name.start < other.end and not _inside(other, name) for other in taken):
                taken = [other for other in taken if not _inside(other, name)]
                taken.append(name)
        return _disjoint(taken)

    def _trimmed(self, text: str, start: int, end: int) -> Iterator[Name]:
        """A run without the sentence's first word, where that is an ordinary one."""
        run = text[start:end]
        first = run.split()[0]
        if self._is_ordinary(first, opens=_opens(text, start)):
            start += len(first) + 1
            run = re.sub(rf"^(?:(?:{_SMALL})\s)+", "", text[start:end])
            start = end - len(run)
        run = re.sub(r"(?:[’'](?:s|m|re|ve|ll|d)|-[a-z]+)$", "", run)  # "Oxfam-led" names Oxfam
        if len(run) > 1 and run[0].isalpha() and not (len(run.split()) == 1 and self._is_ordinary(run, opens=False)):
            yield Name(start, start + len(run), self._fullest(run))

    def _is_ordinary(self, word: str, *, opens: bool) -> bool:
        lower = word.lower()
        if lower in _ordinary():
            return True
        if not word[1:].islower() and len(word) > 1:
            return False
        if opens and not self.inner[word] and is_known_word(lower):
            return True
        return (opens or self.small[lower] > 2) and self.small[lower] > 0

    def _fullest(self, name: str) -> str:
        """The fullest form met so far: "Kennedy" after "John F. Kennedy" is he."""
        if name in self.full:
            return self.full[name]
        words = name.split()
        self.full[name] = name
        if len(words) > 1 and not any(word.islower() for word in words):  # "Paris" is not short for "Treaty of Paris"
            self.full.setdefault(words[-1], name)
        return name


def is_known_word(lower: str) -> bool:
    """Whether a word in small letters stands in the lexicon as something other than a name."""
    lexicon = tagger().lexicon
    if str(lexicon.get(lower.capitalize(), "")).startswith("NNP"):
        return False
    american = lower.replace("isation", "ization").replace("our", "or").replace("ising", "izing")
    forms = (lower, american, american.removesuffix("s"), american.removesuffix("es"), american.removesuffix("ies") + "y")
    return any(not str(lexicon.get(form, "NNP")).startswith("NNP") for form in forms) or (
        lower.endswith("ing") and len(lower) > 5
    )


def _opens(text: str, start: int) -> bool:
    before = text[:start].rstrip("“\"'‘( ")
    return not before or before[-1] in ".!?:;•–—-\n"


def _inside(inner: Name, outer: Name) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end and (outer.end - outer.start) > (inner.end - inner.start)


def _disjoint(names: Iterable[Name]) -> list[Name]:
    kept: list[Name] = []
    for name in sorted(names, key=lambda n: (n.start, n.start - n.end)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept


def _acronyms(text: str) -> Iterator[tuple[str, str]]:
    """(long form, acronym) wherever a text explains one: "Harbour Board (HB)"."""
    for found in _PAIR.finditer(text):
        letters = [c for c in found["acronym"] if c.isupper()]
        before = list(_WORD.finditer(text, max(0, found.start() - 120), found.start()))
        for size in range(min(len(before), len(letters) + 4), 1, -1):
            words = [m[0] for m in before[-size:]]
            initials = [w[0] for w in words if w.lower() not in _SMALL.split("|")]
            if [c.upper() for c in initials] == letters or _spells(words, found["acronym"]):
                opening = size - (words[0].lower() in ("the", "a", "an"))
                yield text[before[-opening].start() : before[-1].end()], found["acronym"]
                break


def _spells(words: Sequence[str], acronym: str) -> bool:
    """Whether an acronym takes its letters from the words in order, the first of each among them: "Harbour Board", HABO."""
    at = 0
    letters = acronym.upper()
    for word in words:
        if word.lower() in _SMALL.split("|"):
            continue
        if at >= len(letters) or word[0].upper() != letters[at]:
            return False
        at += 1
        for c in word[1:].upper():
            if at < len(letters) and c == letters[at] and not any(w[0].upper() == c for w in words[words.index(word) + 1 :][:1]):
                at += 1
    return at == len(letters)


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(data("names.yaml")["ordinary"])

"""A passage as it is held against a record: its words, values and names in their places, and what its noun phrases stand for."""

import re
from dataclasses import dataclass, field

from nbutils.claims.tokens import QUANTITY, TIME, Token, tokens
from nbutils.compare.passages import Passage, stems
from nbutils.mentions.quantities import Quantity, quantities
from nbutils.mentions.times import Time, times
from nbutils.record.families import group
from nbutils.record.subjects import Mention, Names, noun_stem

NAMED, PRONOUN, DEFINITE, DESCRIBED = "named", "pronoun", "definite", "described"
NAME = "NNP"
PRONOUNS = frozenset(("it", "its", "they", "their", "itself"))
_DEFINITE = re.compile(r"(?:the|this|that|these|those)\s(?:\w+\s){0,2}?(?P<noun>[a-z][\w-]*)$", re.IGNORECASE)
_LINKS = frozenset(("of", "for", "in", "with", "to", "on", "by", "and"))
_NEAR_THE_START = 20  # characters: "Since the day of its founding, the league"


@dataclass(slots=True)
class Scene:
    """A passage with what is known of it where it stands.

    `lead` is what its first noun phrase stands for; `standing` what the heading speaks of, else the title; `earlier` the
    subjects named before in the paragraph, `likely` the one of them that "it" can only be, `seen` those named so far in the
    article. `nouns` says what "the treaty" is here: nothing, where it may be several. `claimed` are the subjects of the claims,
    `described` those whose names are told in other words. `heads_text` is the first row of the table it stands in. `topic` is
    the subject with most facts; `on_topic` whether heading, title or paragraph name it.
    """

    passage: Passage
    words: list[Token]
    times: list[Time]
    amounts: list[Quantity]
    mentions: list[Mention]
    lead: tuple[str, ...] = ()
    lead_how: str = ""
    standing: tuple[str, ...] = ()
    earlier: frozenset[str] = frozenset()
    nouns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    claimed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    described: dict[str, tuple[str, ...]] = field(default_factory=dict)
    on_topic: bool = False
    seen: frozenset[str] = frozenset()
    heads_text: str = ""
    likely: tuple[str, ...] = ()
    topic: str = ""
    topic_stems: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The words of the passage."""
        return self.passage.text

    @property
    def named(self) -> frozenset[str]:
        """The subjects that the passage names."""
        return frozenset(subject for mention in self.mentions for subject in mention.subjects)

    @property
    def about(self) -> frozenset[str]:
        """The subjects it names, or that its first words, its heading or its title stand for; else those of its paragraph."""
        own = self.named | frozenset(self.lead)
        return own | frozenset(self.standing) | (frozenset() if own else self.earlier)

    def within(self, start: int, end: int) -> list[Token]:
        """The tokens between two places."""
        return [token for token in self.words if start <= token.start and token.end <= end]

    def meant(self, start: int, end: int) -> tuple[tuple[str, ...], str]:
        """The subjects that a noun phrase between two places stands for, and how that is known."""
        phrase = self.text[start:end].strip(" ,")
        if inside := [m for m in self.mentions if start <= m.start and m.end <= end and not m.weak]:
            last = inside[-1]
            return (last.subjects, NAMED) if self._is_head(last, start, end) else ((), "")
        if phrase.lower() in PRONOUNS:
            return self._antecedent(start, end), PRONOUN
        return self._definite(phrase)

    def _antecedent(self, start: int, end: int) -> tuple[str, ...]:
        """The first name before a pronoun, else what the sentence opens with; behind "Since its founding," the next name."""
        strong = [m for m in self.mentions if not m.weak]
        if before := [m for m in strong if m.end <= start]:
            return before[0].subjects
        behind = [m for m in strong if m.start >= end and re.search(r",\s(?:the\s)?$", self.text[: m.start])]
        return behind[0].subjects if behind and start < _NEAR_THE_START else self.lead or self.likely

    def _is_head(self, mention: Mention, start: int, end: int) -> bool:
        """Whether a name is the phrase: nothing behind it, and it hangs on no other noun before it."""
        before = {token.lower for token in self.within(start, mention.start)}
        return not self.text[mention.end : end].strip(" ,’'") and not before & _LINKS

    def _definite(self, phrase: str) -> tuple[tuple[str, ...], str]:
        found = _DEFINITE.fullmatch(phrase)
        noun = noun_stem(found["noun"]) if found else ""
        weak = next((m for m in self.mentions if m.weak and self.text[m.start : m.end] == phrase.split(" ", 1)[-1]), None)
        known = self.nouns.get(noun, weak.subjects if weak and set(weak.subjects) & self.seen else ())
        if known or (described := self._described(phrase))[0]:
            return (known, DEFINITE) if known else described
        whole = noun in group("whole things") and noun not in self.nouns and not phrase.endswith("s")
        return ((self.likely or self.standing), DEFINITE) if whole else ((), "")

    def _described(self, phrase: str) -> tuple[tuple[str, ...], str]:
        """The subject whose name's words all stand in the passage, where the phrase is of its class: "a pact made at Rome"."""
        said = set(stems(phrase))
        found = {subject for subject, classes in self.described.items() if said & set(classes)}
        return ((next(iter(found)),), DESCRIBED) if len(found) == 1 else ((), "")


def parsed(passage: Passage, names: Names) -> Scene:
    """The scene of a passage by itself."""
    text = passage.text
    found = names.find(text)
    dated = [time for time in times(text) if not any(m.start < time.end and time.start < m.end for m in found)]
    taken = [(t.start, t.end) for t in dated] + [(m.start, m.end) for m in found]
    counted = [each for each in quantities(text, taken) if each.kind == "quantity"]
    masks = [(t.start, t.end, TIME) for t in dated] + [(m.start, m.end, NAME) for m in found if not m.weak]
    masks += [(q.start, q.end, QUANTITY) for q in counted if q.unit]
    return Scene(passage, tokens(text, sorted(masks)), dated, counted, found)

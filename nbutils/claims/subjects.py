"""What the subject of a clause refers to: a name, a pronoun's antecedent, a definite description's, the heading or topic.

The focus of a paragraph moves with its subjects: a pronoun takes the subject before it, of the right number, first.
How a subject was filled is kept, since every later finding is only as sure as that.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from nbutils.claims.phrases import Phrase, head, span
from nbutils.claims.tokens import Token
from nbutils.claims.words import closed, lemma
from nbutils.mentions.names import Name
from nbutils.packs.general import data

_PERSON = frozenset(("he", "she", "him", "her"))
_PLURAL = frozenset(("they", "them", "these", "those"))
_POSSESSIVES = {"its": "it", "their": "they", "his": "he", "her": "she"}


@dataclass(frozen=True, slots=True)
class Referent:
    """What a phrase stands for: the words of the phrase, the name or noun phrase meant, and how it was found.

    How: explicit, acronym, pronoun, definite, heading, title, or "" where nothing was found.
    """

    words: str
    name: str
    how: str
    head: str = ""
    plural: bool = False


@dataclass(slots=True)
class Focus:
    """What an article has spoken of so far: its title and heading, and the subjects of the paragraph, latest last."""

    title: tuple[str, ...] = ()
    heading: str = ""
    heading_names: tuple[str, ...] = ()
    subjects: list[Referent] = field(default_factory=list)
    names: list[Referent] = field(default_factory=list)
    groups: list[Referent] = field(default_factory=list)  # noun groups of the section: "harbour dredging operations"

    def new_section(self, heading: str, names: tuple[str, ...]) -> None:
        """A heading has been read: nothing before it is meant by "it" or "these operations" any more."""
        self.heading, self.heading_names = heading, names
        self.groups.clear()
        self.new_paragraph()

    def new_paragraph(self) -> None:
        """A paragraph opens: only its own subjects may be meant by "it"."""
        self.subjects.clear()

    def resolve(self, text: str, phrase: Phrase, names: Sequence[Name], *, other: str = "") -> Referent:
        """What a phrase of a sentence refers to; not to `other`, which stands on the other side of the verb."""
        if not phrase:
            return Referent("", "", "")
        start, end = span(phrase)
        words, noun, first = text[start:end].lstrip(", "), head(phrase), phrase[0].tokens[0]
        if len(phrase[0].tokens) == 1 and first.tag in ("PRP", "DT", "CD", "WP"):
            return self._pronoun(words, first.lower, other) if len(phrase) == 1 else _part(words, phrase, first.lower)
        plural = _is_plural(phrase, noun)
        if (named := _name_of(phrase, names)) and named.canonical:
            own = text[named.start : named.end]
            how = "acronym" if own.isupper() and own != named.canonical else "explicit"
            return Referent(words, named.canonical, how, _head_of(noun), plural)
        if first.lower in closed("pointing") | {"the"} and noun:
            return self._definite(words, phrase, noun, plural)
        owner = self._pronoun(first.lower, _POSSESSIVES[first.lower]) if first.lower in _POSSESSIVES and noun else None
        if owner and owner.name and " " in words:
            return Referent(words, f"{owner.name}’s {words.split(' ', 1)[1]}", "pronoun", _head_of(noun), plural)
        own = _own_words(words, first)
        return Referent(words, own, "explicit" if own else "", _head_of(noun), plural)

    def meant(self, words: str, *, other: str) -> str:
        """What an object's words stand for: themselves, or what a bare pronoun means; "" where that is not known."""
        if words.lower() in closed("bare_pronouns"):
            return self._pronoun(words, words.lower(), other).name
        return re.sub(r"^no\s", "", words, flags=re.IGNORECASE)  # of what is denied, the claim's polarity says so

    def owner(self, possessive: str) -> Referent:
        """Whose "his death" and "their founding" are."""
        return self._pronoun(possessive, _POSSESSIVES.get(possessive, "we"))

    def _pronoun(self, words: str, pronoun: str, other: str = "") -> Referent:
        if pronoun not in closed("third_person"):
            return Referent(words, "", "")
        plural = pronoun in _PLURAL
        titled = (n for n in self.names if n.head in _words("titles") or _has_title(n.name))
        agreeing = [c for c in (*titled, *self.subjects) if c.name != other and _agrees(c, pronoun, plural=plural)]
        if other and len({candidate.name for candidate in agreeing}) > 1:
            return Referent(words, "", "")  # behind a verb, a pronoun may well mean what was an object before
        for candidate in reversed(agreeing):
            return Referent(words, candidate.name, "pronoun", candidate.head, candidate.plural)
        return Referent(words, "", "")

    def _definite(self, words: str, phrase: Phrase, noun: Token, plural: bool) -> Referent:
        """As in "The treaty" after "the Treaty of Paris": the latest name that ends with or holds the noun."""
        key = _head_of(noun)
        if len(phrase) == 1 and len(phrase[0].tokens) <= 3:
            # Only "these operations" points at an earlier noun group; "the invasion" may be another.
            groups = self.groups if phrase[0].tokens[0].lower in closed("pointing") else []
            for candidate in reversed((*groups, *self.names, *self.subjects)):
                if candidate.plural == plural and key in _class_words(candidate):
                    return Referent(words, candidate.name, "definite", key, plural)
            for place, known in (("heading", self.heading_names), ("title", self.title)):
                for name in known:
                    if key == lemma(name.lower().rpartition(" ")[2]):
                        return Referent(words, name, place, key, plural)
        if phrase[0].tokens[0].lower != "the" and len(phrase) == 1:
            return Referent(words, "", "", key, plural)  # "these efforts": which?
        if phrase[-1].lower in closed("bare_pronouns"):
            return Referent(words, "", "", key, plural)  # "the second of these"
        return Referent(words, words, "definite", key, plural)

    def move(self, referent: Referent, names: Sequence[Name], text: str) -> None:
        """A clause has been read: its subject and its names are now what later words may mean."""
        if referent.name or referent.head:  # "These efforts", of which nothing is known, is still what "they" means
            self.subjects.append(referent)
            del self.subjects[:-100]  # a text without paragraphs would make every pronoun look at all of them
        for name in names:
            words = text[name.start : name.end]
            last = words.split()[-1]
            self.names.append(
                Referent(words, name.canonical, "explicit", last.lower(), last.lower().endswith("s") and last.islower())
            )
        del self.names[:-40]

    def remember(self, text: str, phrase: Phrase) -> None:
        """A noun group of two words or more has been read, which "these operations" may take up again."""
        group = phrase[0]
        tokens = [token for token in group.tokens if token.tag not in ("DT", "PRP$", "CD")]
        if len(tokens) > 1 and tokens[-1].tag in ("NN", "NNS") and group.tokens[0].lower not in closed("pointing"):
            words = text[tokens[0].start : tokens[-1].end]
            self.groups.append(Referent(words, words, "explicit", _head_of(tokens[-1]), tokens[-1].tag == "NNS"))
            del self.groups[:-20]


def _part(words: str, phrase: Phrase, first: str) -> Referent:
    """A part of what is named is known by its words, "most of them" is not known."""
    return Referent(words, "" if phrase[-1].lower in closed("bare_pronouns") else words, "explicit", first, True)


def _own_words(words: str, first: Token) -> str:
    """The words a phrase is known by: none for "whose forces" and "no one"; "boat" for "no boat", whose claim is denied."""
    if first.lower in closed("denying"):
        words = words[len(first.text) :].strip()
    return "" if first.tag == "WP$" or words == "one" or not any(map(str.isalnum, words)) else words


def _name_of(phrase: Phrase, names: Sequence[Name]) -> Name | None:
    """The name a phrase is, if it is one: it holds the head noun and no common noun follows it."""
    group = phrase[0]
    if len(phrase) > 1 and any(chunk.kind == "CC" for chunk in phrase):
        return None
    noun = group.head
    inside = [name for name in names if name.start <= noun.start and noun.end <= name.end + 2 and name.start >= group.start - 1]
    if (
        inside
        and len(phrase) > 1
        and phrase[-1].end > inside[-1].end
        and len(phrase) >= 3
        and phrase[1].lower == "of"
        and inside[-1].end <= group.end
    ):
        return None
    return inside[-1] if inside else None


def _head_of(noun: Token | None) -> str:
    return lemma(noun.lower) if noun else ""


def _is_plural(phrase: Phrase, noun: Token | None) -> bool:
    if len(phrase) > 2 and phrase[1].lower in ("and", ","):
        return True
    return noun is not None and noun.tag in ("NNS", "NNPS")


def _agrees(candidate: Referent, pronoun: str, *, plural: bool) -> bool:
    """Whether a pronoun can stand for something: number, and persons apart from things."""
    if pronoun in _PERSON:
        return not candidate.plural and is_person(candidate.name, candidate.head)
    if plural:
        return candidate.plural or candidate.head in _words("groups")
    return not candidate.plural and not is_person(candidate.name, candidate.head)


def _has_title(name: str) -> bool:
    return name.split(" ", 1)[0].lower().rstrip(".") in _words("titles")


@lru_cache(maxsize=4096)  # each pronoun asks it of all that has been spoken of
def is_person(name: str, noun: str = "") -> bool:
    """Whether a name or noun phrase looks like a person's: a title or an office, or given and family name and no other word."""
    words = name.split()
    if noun in _words("persons") or (words and words[0].lower().rstrip(".") in _words("titles") | _words("persons")):
        return not any(word.lower() in _words("no_persons") for word in words[-1:])
    family = 2 <= len(words) <= 4 and all(w[:1].isupper() or w in ("de", "van", "von", "der", "la", "al") for w in words)
    return (
        family
        and not any(w.lower().strip(".") in _words("no_persons") for w in words)
        and not any(w.isupper() and len(w) > 2 for w in words)
    )


def _class_words(candidate: Referent) -> set[str]:
    """The words that can take up a name again: its own, in their dictionary form; of a common noun group only the head."""
    if candidate.how == "explicit" and candidate.head and not candidate.name.istitle():
        return {candidate.head}
    if not candidate.name[:1].isupper() or candidate.name.lower().startswith(("the ", "a ", "an ", "its ", "this ", "these ")):
        return {candidate.head}
    return {lemma(word.lower().strip("’'s.,")) for word in candidate.name.split()} | {candidate.head}


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(data("subjects.yaml")[name])

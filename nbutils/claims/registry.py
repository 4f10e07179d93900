"""The declared predicates by the words that say them: of a clause, a noun, an adjective or a label."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from nbutils.claims.clauses import Clause
from nbutils.claims.tokens import QUANTITY, TIME, Token
from nbutils.claims.words import closed, lemma
from nbutils.packs.general import data
from nbutils.packs.schema import Predicate


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that say a predicate: what follows the verb ("up", "of"), and whether the verb must be passive or a copula."""

    predicate: Predicate
    rest: tuple[str, ...] = ()
    passive: bool = False
    intransitive: bool = False

    @property
    def preposition(self) -> str:
        """The preposition whose phrase is the object, if the words end with one."""
        return self.rest[-1] if self.rest and self.rest[-1] in _PREPOSITIONS else ""


_PREPOSITIONS = frozenset(data("english.yaml")["closed"]["prepositions"])


@dataclass(slots=True)
class Registry:
    """Triggers by their first word, in the order in which they are tried: the longest first."""

    verbs: dict[str, list[Trigger]] = field(default_factory=dict)
    copulas: dict[str, list[Trigger]] = field(default_factory=dict)
    nouns: dict[str, list[Predicate]] = field(default_factory=dict)
    adjectives: dict[str, list[Predicate]] = field(default_factory=dict)
    labels: dict[str, Predicate] = field(default_factory=dict)
    bare_be: Predicate | None = None
    bare_adjective: Predicate | None = None

    def of_clause(self, clause: Clause, following: Sequence[Token]) -> Iterator[Trigger]:
        """The triggers that a clause's verb and the words after it say, the longest first; `following` stands behind the verb."""
        verb = clause.verb.verb
        rows = [_content(following, skip) for skip in (("RB",), ("RB", "CD", QUANTITY, TIME), ("RB", "DT", "PRP$", "JJ", "CD"))]
        for trigger in self.verbs.get(verb, ()) if verb != "be" else ():
            if _fits(trigger, clause, has_that=bool(following) and following[0].lower == "that") and (
                not trigger.rest or any(_follows(trigger, clause, words) for words in rows)
            ):
                yield trigger
        if verb in closed("linking"):
            yield from self._of_copula(following)

    def of_label(self, label: str) -> Predicate | None:
        """The predicate that a label of a facts list or the head of a column names: by all its words, else by its last."""
        words = label.lower().strip(" *_").split()
        for size in range(len(words), 0, -1):
            if found := self.labels.get(" ".join(words[-size:])):
                return found
        return None

    def _of_copula(self, following: Sequence[Token]) -> Iterator[Trigger]:
        for skip in (("RB",), ("DT", "PRP$", "RB"), ("DT", "PRP$", "RB", "JJ", "CD")):
            row = _content(following, skip)
            for trigger in self.copulas.get(row[0] if row else "", ()):
                compares = "than" in trigger.rest and "JJ" in skip  # "less eager than" is not "less than"
                if tuple(row[: len(trigger.rest)]) == trigger.rest and not compares:
                    yield trigger


def _fits(trigger: Trigger, clause: Clause, *, has_that: bool) -> bool:
    """Whether voice and object allow the trigger: "open" with an object is not "open" without one."""
    if trigger.passive:
        return clause.is_passive
    if clause.is_passive:
        return not trigger.intransitive
    if trigger.intransitive:
        # "The war began", but not "they began to sing"
        return bool(trigger.rest) or not (clause.object or any(chunk.kind == "INF" for chunk in clause.rest[:1]))
    if trigger.predicate.about == "object":
        return bool(trigger.preposition or clause.object)
    return bool(trigger.preposition or clause.object or clause.rest or has_that or "object" not in trigger.predicate.value)


def _follows(trigger: Trigger, clause: Clause, words: Sequence[str]) -> bool:
    """Whether the words after the verb are the trigger's, or its one preposition opens a phrase of the clause."""
    if words and words[0] in closed("particles") and words[0] != (trigger.rest or ("",))[0] and not clause.object:
        return False  # "set down in" is not "set in"
    if tuple(words[: len(trigger.rest)]) == trigger.rest:
        return True
    return len(trigger.rest) == 1 and trigger.preposition != "" and clause.is_passive and bool(clause.after(trigger.rest[0]))


def _content(tokens: Sequence[Token], skip: tuple[str, ...] = ("RB",)) -> list[str]:
    """The words at the head of tokens without those of some tags, nouns in their dictionary form."""
    found: list[str] = []
    for token in tokens:
        if token.tag in skip and token.lower not in ("only", "first"):
            continue
        if token.tag in (",", ".", ":", "(", ")"):
            break
        found.append(token.lower if token.lower in _PREPOSITIONS else lemma(token.lower))
        if len(found) > 4:
            break
    return found


def registry(predicates: Iterable[Predicate]) -> Registry:
    """The registry of these predicates; where two claim the same words, the first has them."""
    found = Registry()
    for predicate in predicates:
        for words in predicate.verbs:
            _add_verb(found, predicate, words.split(), intransitive=False)
        for words in predicate.intransitive:
            _add_verb(found, predicate, words.split(), intransitive=True)
        for noun in predicate.nouns:
            found.nouns.setdefault(noun.lower(), []).append(predicate)
        for adjective in predicate.adjectives:
            found.adjectives.setdefault(adjective.lower(), []).append(predicate)
        for label in (*predicate.labels, *predicate.nouns):
            found.labels.setdefault(label.lower(), predicate)
    for table in (found.verbs, found.copulas):
        for triggers in table.values():
            triggers.sort(key=lambda trigger: -len(trigger.rest))
    return found


def _add_verb(found: Registry, predicate: Predicate, words: list[str], *, intransitive: bool) -> None:
    if words == ["be"]:
        found.bare_be = found.bare_be or predicate
    elif words == ["be", "ADJECTIVE"]:
        found.bare_adjective = found.bare_adjective or predicate
    elif words[0] == "be" and _is_participle(words[1]):
        found.verbs.setdefault(lemma(words[1]), []).append(Trigger(predicate, _rest(words[2:]), passive=True))
    elif words[0] == "be":
        found.copulas.setdefault(_rest(words[1:2])[0], []).append(Trigger(predicate, _rest(words[1:])))
    else:
        found.verbs.setdefault(words[0], []).append(Trigger(predicate, _rest(words[1:]), intransitive=intransitive))


def _rest(words: Sequence[str]) -> tuple[str, ...]:
    """The words after the verb as they are compared: nouns in their dictionary form."""
    return tuple(word if word in _PREPOSITIONS else lemma(word) for word in words)


def _is_participle(word: str) -> bool:
    return word in closed("participles") or (lemma(word) != word and word.endswith(("ed", "en", "n", "t", "d")))

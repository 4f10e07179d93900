"""Frames that a noun or an adjective states: "the height of the tower is …", "its founding in 1949", "120 metres tall"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nbutils.claims.chunks import Chunk
from nbutils.claims.clauses import Clause
from nbutils.claims.phrases import Phrase
from nbutils.claims.registry import Registry
from nbutils.claims.sentences import Sentence
from nbutils.claims.slots import Frame, filled, measures
from nbutils.claims.tokens import Token
from nbutils.claims.words import closed, lemma
from nbutils.mentions.quantities import Quantity
from nbutils.packs.schema import Predicate

_MOST_WORDS = 3  # of a noun that names a predicate: "cost of living"
_EVENTS = ("event", "legal")


def of_measured_adjective(sentence: Sentence, clause: Clause, registry: Registry, following: Sequence[Token]) -> Frame | None:
    """As in "The tower is 120 metres tall", "is 20 km in diameter": a measure with an adjective or a noun behind it."""
    if clause.verb.verb not in closed("measuring"):
        return None
    for place, token in enumerate(following):
        noun = following[place + 1].lower if token.lower == "in" and place + 1 < len(following) else ""
        for predicate in registry.nouns.get(noun, ()) if noun else registry.adjectives.get(token.lower, ()):
            quantity = next(
                (q for q in sentence.quantities if 0 <= token.start - q.end <= 1 and measures(q, predicate.unit)), None
            )
            length = next((t for t in sentence.times if 0 <= token.start - t.end <= 1 and t.kind == "duration"), None)
            if quantity or (length and "time" in predicate.value):
                return Frame(predicate, clause.subject, quantity=quantity, time=length)
    return None


def of_noun_as_subject(sentence: Sentence, clause: Clause, registry: Registry) -> Frame | None:
    """As in "The height of the tower is 120 metres", "its purpose is to …": the subject names the predicate."""
    if clause.verb.verb not in closed("stating") or clause.is_passive or not clause.subject:
        return None
    for predicate, owner in _named(clause.subject, registry):
        frame = filled(sentence, clause, Frame(predicate, owner), () if predicate.kind in _EVENTS else clause.object)
        if "object" in predicate.value and predicate.kind not in _EVENTS and not clause.object and clause.rest:
            frame = replace(frame, object=(clause.rest[0].start, clause.end))
        if frame.has_value:
            return frame
    return None


def _named(phrase: Phrase, registry: Registry) -> Iterator[tuple[Predicate, Phrase]]:
    """The predicates that a noun group can name, and whose they are: behind "of", or before "’s" or in "its"."""
    owner = _owner(phrase[0])
    for predicate in noun_predicates(phrase[0], registry):
        links = ("of", "in", "for", "between") if predicate.kind == "quantity" else ("of",)
        if len(phrase) >= 3 and phrase[1].lower in links:
            yield predicate, phrase[2:]
        elif owner:
            yield predicate, owner


def noun_predicates(group: Chunk, registry: Registry) -> Sequence[Predicate]:
    """The predicates that a noun group names by its last words, as many of them as make a name."""
    words = [token.lower for token in group.tokens if token.tag not in ("DT", "PRP$", "CD")]
    for size in range(min(_MOST_WORDS, len(words)), 0, -1):
        tail = words[-size:]
        found = registry.nouns.get(" ".join([*tail[:-1], lemma(tail[-1])])) or registry.nouns.get(" ".join(tail))
        if found:
            return found
    return ()


def _owner(group: Chunk) -> Phrase:
    """What stands before "’s", or the possessive pronoun, as a noun group of its own."""
    for place, token in enumerate(group.tokens):
        if token.tag == "POS" and place:
            return (Chunk("NP", group.tokens[:place]),)
    first = group.tokens[0]
    return (Chunk("NP", (first,)),) if first.tag == "PRP$" else ()


def of_noun_as_complement(sentence: Sentence, clause: Clause, registry: Registry) -> Frame | None:
    """As in "Ruiz was the commander of the garrison", "the tower has a height of 120 metres"."""
    target = clause.object
    if not target or clause.verb.verb not in closed("stating"):
        return None
    behind = target[2:] if len(target) >= 3 and target[1].lower == "of" else ()
    for predicate in noun_predicates(target[0], registry):
        if clause.verb.verb in closed("having"):
            frame = filled(sentence, clause, Frame(predicate, clause.subject), ())
            if predicate.kind == "quantity" and frame.has_value:
                return frame
        elif predicate.about == "object" and "object" in predicate.value and behind:
            return filled(sentence, clause, Frame(predicate, behind), clause.subject)
    return None


def noun_frames(sentence: Sentence, registry: Registry, clause: Clause | None) -> Iterator[Frame]:
    """Frames that a noun group states by itself: "its founding in 1949", "with a height of 120 metres"."""
    row = sentence.chunks
    for i, chunk in enumerate(row):
        if chunk.kind != "NP":
            continue
        found = noun_predicates(chunk, registry)
        if clause and i and row[i - 1].lower in ("with", "at", "to"):
            yield from _measured_noun(sentence, clause, found, row[i + 1 : i + 3])
        event = next((predicate for predicate in found if "time" in predicate.value and predicate.kind in _EVENTS), None)
        if event and (frame := _dated_noun(sentence, event, chunk, row[i + 1 : i + 6])):
            yield frame


def _measured_noun(sentence: Sentence, clause: Clause, found: Sequence[Predicate], after: Sequence[Chunk]) -> Iterator[Frame]:
    if len(after) < 2 or after[0].lower != "of":
        return
    for predicate in found:
        quantity = _quantity_in(sentence, after[1], predicate) if "quantity" in predicate.value else None
        if quantity:
            yield Frame(predicate, clause.subject, quantity=quantity)
            return


def _quantity_in(sentence: Sentence, chunk: Chunk, predicate: Predicate) -> Quantity | None:
    inside = (q for q in sentence.quantities if chunk.start <= q.number[0] < chunk.end and q.kind == "quantity")
    return next((q for q in inside if measures(q, predicate.unit)), None)


def _dated_noun(sentence: Sentence, predicate: Predicate, group: Chunk, after: Sequence[Chunk]) -> Frame | None:
    """As in "the signing of the treaty in 1911", "its founding in 1949"."""
    subject, rest = _owner(group), list(after)
    if subject and subject[0].tokens[0].tag != "PRP$":
        subject = ()  # "Peru’s election": Peru elected
    if len(rest) >= 2 and rest[0].lower == "of" and rest[1].kind == "NP":
        subject, rest = (rest[1],), rest[2:]
    if not subject or len(rest) < 2 or rest[0].lower not in closed("dating") or rest[1].kind != "T":
        return None
    times = sentence.times_in([rest[1]])
    return Frame(predicate, subject, time=times[0]) if times and times[0].kind != "duration" else None

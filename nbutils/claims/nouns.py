"""Frames that a noun or an adjective states: "the height of the tower is …", "its founding in 1949", "120 metres tall"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nbutils.claims.chunks import Chunk
from nbutils.claims.clauses import Clause
from nbutils.claims.phrases import Phrase
from nbutils.claims.registry import Registry
from nbutils.claims.sentences import Sentence
from nbutils.claims.slots import Frame, filled, measures
from nbutils.claims.tokens import Token, closed, lemma
from nbutils.mentions.quantities import Quantity
from nbutils.packs.schema import Predicate


def of_measured_adjective(sentence: Sentence, clause: Clause, registry: Registry, following: Sequence[Token]) -> Frame | None:
    """As in "The tower is 120 metres tall": a quantity or length of time with an adjective behind it."""
    if clause.verb.verb not in closed("linking") and clause.verb.verb not in ("stand", "measure"):
        return None
    for place, token in enumerate(following):
        noun = registry.nouns.get(following[place + 1].lower) if token.lower == "in" and place + 1 < len(following) else None
        for predicate in (noun,) if noun else registry.adjectives.get(token.lower, ()):
            quantity = next(
                (q for q in sentence.quantities if q.end <= token.start <= q.end + 2 and measures(q, predicate.unit)), None
            )
            length = next((t for t in sentence.times if t.end <= token.start <= t.end + 2 and t.kind == "duration"), None)
            if quantity or (length and "time" in predicate.value):
                return Frame(predicate, clause.subject, quantity=quantity, time=length)
    return None


def of_noun_as_subject(sentence: Sentence, clause: Clause, registry: Registry) -> Frame | None:
    """As in "The height of the tower is 120 metres", "its purpose is to …": the subject names the predicate."""
    if (
        clause.verb.verb not in ("be", "remain", "become", "reach", "include", "total", "average", "exceed", "stand")
        or clause.verb.is_passive
        or not clause.subject
    ):
        return None
    found = _named(clause.subject, registry)
    if not found:
        return None
    predicate, owner_phrase, owner = found
    target = clause.object
    frame = filled(sentence, clause, Frame(predicate, owner_phrase, owner=owner), target)
    if frame.object is None and "object" in predicate.value and not target and clause.rest:
        frame = replace(frame, object=(clause.rest[0].start, clause.end))
    return frame if frame.has_value else None


def _named(phrase: Phrase, registry: Registry) -> tuple[Predicate, Phrase, str] | None:
    """The predicate that a noun group names, and whose it is: behind "of", or before "’s" or in "its"."""
    group = phrase[0]
    predicate = noun_predicate(group, registry)
    if predicate is None:
        return None
    links = ("of", "in", "for", "between") if predicate.kind == "quantity" else ("of",)
    if len(phrase) >= 3 and phrase[1].lower in links:
        return predicate, phrase[2:], ""
    owner = _owner(group)
    return (predicate, owner, owner[0].lower if owner else "") if owner else None


def noun_predicate(group: Chunk, registry: Registry) -> Predicate | None:
    """The predicate that a noun group names by its last words."""
    words = [token.lower for token in group.tokens if token.tag not in ("DT", "PRP$", "CD")]
    for size in range(min(3, len(words)), 0, -1):
        tail = words[-size:]
        if predicate := registry.nouns.get(" ".join([*tail[:-1], lemma(tail[-1])])) or registry.nouns.get(" ".join(tail)):
            return predicate
    return None


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
    if not target or clause.verb.verb not in ("be", "become", "serve", "have", "remain", "reach"):
        return None
    predicate = noun_predicate(target[0], registry)
    if predicate is None:
        return None
    behind = target[2:] if len(target) >= 3 and target[1].lower == "of" else ()
    if clause.verb.verb in ("have", "reach"):
        frame = filled(sentence, clause, Frame(predicate, clause.subject), ())
        return frame if frame.quantity else None
    if predicate.about == "object" and "object" in predicate.value and behind:
        return filled(sentence, clause, Frame(predicate, behind), clause.subject)
    return None


def noun_frames(sentence: Sentence, registry: Registry, clause: Clause | None) -> Iterator[Frame]:
    """Frames that a noun group states by itself: "its founding in 1949", "a height of 120 metres"."""
    row = sentence.chunks
    for i, chunk in enumerate(row):
        predicate = noun_predicate(chunk, registry) if chunk.kind == "NP" else None
        if predicate is None:
            continue
        after = row[i + 1 : i + 6]
        if (
            "quantity" in predicate.value
            and len(after) >= 2
            and after[0].lower == "of"
            and clause
            and i
            and row[i - 1].lower in ("with", "has", "at", "to")
        ):
            quantity = _quantity_in(sentence, after[1], predicate)
            if quantity:
                yield Frame(predicate, clause.subject, quantity=quantity)
        elif "time" in predicate.value and predicate.kind in ("event", "legal"):
            frame = _dated_noun(sentence, predicate, chunk, after)
            if frame:
                yield frame


def _quantity_in(sentence: Sentence, chunk: Chunk, predicate: Predicate) -> Quantity | None:
    inside = (
        q
        for q in sentence.quantities
        if chunk.start - 12 <= q.start and chunk.start <= q.number[0] < chunk.end and q.kind == "quantity"
    )
    return next((q for q in inside if measures(q, predicate.unit)), None)


def _dated_noun(sentence: Sentence, predicate: Predicate, group: Chunk, after: Sequence[Chunk]) -> Frame | None:
    """As in "the signing of the treaty in 1911", "its founding in 1949"."""
    subject: Phrase = _owner(group)
    rest = list(after)
    if len(rest) >= 2 and rest[0].lower == "of" and rest[1].kind == "NP":
        subject, rest = (rest[1],), rest[2:]
    if not subject or len(rest) < 2 or rest[0].kind != "IN" or rest[1].kind != "T":
        return None
    times = sentence.times_in([rest[1]])
    return Frame(predicate, subject, time=times[0], owner=subject[0].lower) if times and times[0].kind != "duration" else None

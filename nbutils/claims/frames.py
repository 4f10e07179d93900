"""Clauses to frames: a declared predicate with its subject and the slots that state something – object, quantity, time, place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from nbutils.claims.chunks import Chunk
from nbutils.claims.clauses import Clause, Phrase, span
from nbutils.claims.registry import Registry, Trigger
from nbutils.claims.subjects import is_person
from nbutils.claims.tokens import QUANTITY, TIME, Mask, Token, closed, lemma
from nbutils.mentions.names import Name
from nbutils.mentions.quantities import Quantity, in_base_units
from nbutils.mentions.times import Time
from nbutils.packs.schema import Predicate

Span = tuple[int, int]


def masks(text: str, times: Sequence[Time], quantities: Sequence[Quantity], names: Sequence[Name]) -> list[Mask]:
    """What stands as one token: times, quantities with a unit, and names of more than one word."""
    found = [(time.start, time.end, TIME) for time in times if time.kind not in VAGUE]
    found += [(q.start, q.end, QUANTITY) for q in quantities if q.unit]
    taken = sorted(found)
    for name in names:
        if re.search(r"[\s\d]", text[name.start : name.end]) and not any(a < name.end and name.start < b for a, b, _ in taken):
            found.append((name.start, name.end, "NNP"))
    return sorted(found)


VAGUE = ("now", "past", "future")  # adverbs: they stand inside a verb group, "is now shown"
_NOT_OF_PERSONS = ("causal", "definition")
_PLACE = ("in", "at", "near", "to", "into", "outside", "off", "inside")
_NO_PLACES = frozenset(("person", "treaty", "document", "concept", "operation"))
_DIMENSIONS = {
    "length": "[length]", "area": "[length] ** 2", "volume": "[length] ** 3", "mass": "[mass]", "time": "[time]",
    "speed": "[length] / [time]", "power": "[length] ** 2 * [mass] / [time] ** 3", "energy": "[length] ** 2 * [mass] / [time] ** 2",
    "temperature": "[temperature]", "percent": "dimensionless",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as the frames need it: text, tokens, chunks, and what it mentions."""

    text: str
    tokens: Sequence[Token]
    chunks: Sequence[Chunk]
    times: Sequence[Time]
    quantities: Sequence[Quantity]
    names: Sequence[Name]

    def times_in(self, found: Sequence[Chunk]) -> list[Time]:
        """The times that chunks mask."""
        starts = {token.start for chunk in found for token in chunk.tokens}
        return [time for time in self.times if time.start in starts]


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate with its slots, as spans of the sentence; `subject` is a phrase, empty where it is not stated."""

    predicate: Predicate
    subject: Phrase
    object: Span | None = None
    quantity: Quantity | None = None
    time: Time | None = None
    place: Span | None = None
    counted: str = ""
    owner: str = field(default="")

    @property
    def has_value(self) -> bool:
        """Whether a slot that the predicate compares is filled; one that is a number in the first place needs the number."""
        if self.predicate.kind == "quantity" and "quantity" in self.predicate.value and self.quantity is None:
            return self.time is not None and self.time.kind == "duration"
        filled = {"object": self.object, "quantity": self.quantity, "time": self.time, "place": self.place}
        return any(filled[slot] is not None for slot in self.predicate.value)


def frame_of(sentence: Sentence, clause: Clause, registry: Registry) -> Frame | None:
    """The frame of a clause; None where no declared predicate is said."""
    following = [token for token in sentence.tokens if token.start >= clause.verb.end]
    return (
        _of_measured_adjective(sentence, clause, registry, following)
        or _of_noun_as_subject(sentence, clause, registry)
        or _of_noun_as_complement(sentence, clause, registry)
        or _of_verb(sentence, clause, registry, following)
    )


def _of_verb(sentence: Sentence, clause: Clause, registry: Registry, following: Sequence[Token]) -> Frame | None:
    found = (_of_trigger(sentence, clause, trigger) for trigger in registry.of_clause(clause, following))
    return next((frame for frame in found if frame), None) or _of_bare_be(sentence, clause, registry)


def _of_trigger(sentence: Sentence, clause: Clause, trigger: Trigger) -> Frame | None:
    if (
        trigger.predicate.kind in _NOT_OF_PERSONS
        and clause.subject
        and clause.subject[0].lower in ("he", "she", "i", "we", "you")
    ):
        return None  # "drives change" is a cause, "she drives" is not
    if trigger.predicate.kind == "definition" and not (clause.verb.is_passive or clause.verb.tokens[0].tag in ("VBZ", "VBP")):
        return None  # "refers to" defines, "referred to the letter" tells
    subject, target = _roles(clause, trigger)
    frame = _filled(sentence, clause, Frame(trigger.predicate, subject), target)
    if "object" in trigger.predicate.value:
        frame = replace(frame, object=_object(sentence, clause, trigger, target))
    return frame if frame.has_value else None


def single(frame: Frame, target: Phrase) -> Iterator[Frame]:
    """The frame once for every item of a list that is its subject or object: "Oldham and Bury" are two.

    Where the items together are what is stated (a closed list, a definition, "between A and B") the frame stays one.
    """
    subjects = _items(frame.subject) if len(frame.subject) > 1 else [frame.subject]
    objects = [span(item) for item in _items(target)] if frame.predicate.constraint.get("object") == "many" and target else []
    own = [frame.object] if len(objects) < 2 or frame.object is None or frame.object[0] != span(target)[0] else objects
    for subject in subjects[:_MOST_ITEMS]:
        for place in own[:_MOST_ITEMS]:
            yield replace(frame, subject=subject, object=place)


def _items(phrase: Phrase) -> list[Phrase]:
    """The noun groups of a list; the phrase itself where it is none."""
    links = {chunk.lower for chunk in phrase if chunk.kind != "NP"}
    listed = bool(links & {"and"}) and links <= {"and", ","}
    return [(chunk,) for chunk in phrase if chunk.kind == "NP"] if listed else [phrase]


_MOST_ITEMS = 8


def _object(sentence: Sentence, clause: Clause, trigger: Trigger, target: Phrase) -> Span | None:
    """The object: a phrase with what hangs on it, an infinitive or that-clause, or (in a definition) the rest of the sentence."""
    stop = len(sentence.text.rstrip(' .;:!?”"'))
    if not target:
        if trigger.preposition == "to" and (infinitive := next((c for c in clause.rest if c.kind == "INF"), None)):
            return infinitive.tokens[-1].start, clause.end
        that = next((t for t in sentence.tokens if t.start >= clause.verb.end), None)
        return (that.start, stop) if that is not None and that.lower == "that" else None
    start, end = span(target)
    if start < clause.verb.end:
        return start, end
    if trigger.predicate.constraint.get("object") == "definition":
        return start, stop
    if (
        trigger.predicate.kind in ("legal", "causal")
        and clause.rest
        and clause.rest[0].kind == "INF"
        and clause.rest[0].start > end
    ):
        return start, clause.end
    return start, _extended(clause, trigger.predicate, target)


def _extended(clause: Clause, predicate: Predicate, target: Phrase) -> int:
    """Where an object ends with the prepositional phrases that follow it: "a harbour at dawn"; not a time, place or agent."""
    end = target[-1].end
    at = (
        next(i for i, (_, phrase) in enumerate(clause.objects) if phrase[-1].end == end)
        if any(p[-1].end == end for _, p in clause.objects)
        else len(clause.objects)
    )
    for preposition, phrase in clause.objects[at + 1 :]:
        place = preposition in _PLACE and "place" in predicate.value
        if preposition in ("", "by", "since", "until", "to", "from") or place or any(chunk.kind == "T" for chunk in phrase):
            break
        end = phrase[-1].end
    return end


def _of_bare_be(sentence: Sentence, clause: Clause, registry: Registry) -> Frame | None:
    """As in "X is a Y": a category, where the complement is a noun group with an article or none before a noun."""
    predicate, target = registry.bare_be, clause.object
    if predicate is None or clause.verb.verb != "be" or not target or clause.how in ("existential", "expletive", "inverted"):
        return None
    if target[0].tokens[0].tag in ("CD", "PRP", "TIME", "QTY", "EX") or target[0].tokens[0].lower in (
        "this",
        "that",
        "no",
        "all",
        "there",
    ):
        return None
    return _filled(sentence, clause, Frame(predicate, clause.subject), target)


def _roles(clause: Clause, trigger: Trigger) -> tuple[Phrase, Phrase]:
    """The phrase the statement is about, and its other side."""
    direct = _behind(clause, trigger.preposition) if trigger.preposition else clause.object
    if trigger.rest and direct and not trigger.preposition and lemma(direct[0].head.lower) in trigger.rest:
        direct = ()  # the object is one of the trigger's words: "take place"
    if clause.verb.is_passive and not trigger.passive and not (trigger.preposition and direct):
        agent = clause.after("by")
        return (clause.subject, agent) if trigger.predicate.about == "object" else (agent, clause.subject)
    if trigger.intransitive or trigger.passive or trigger.predicate.about == "subject":
        return clause.subject, direct
    return direct, clause.subject


def _behind(clause: Clause, preposition: str) -> Phrase:
    """The phrase behind a preposition; "of" may stand inside the object ("take command of the force")."""
    if found := clause.after(preposition):
        return found
    inner = clause.object
    return inner[2:] if len(inner) >= 3 and inner[1].lower == preposition else ()


def _filled(sentence: Sentence, clause: Clause, frame: Frame, target: Phrase) -> Frame:
    """The frame with the slots that its predicate compares, as far as the clause states them."""
    wanted = set(frame.predicate.value)
    quantity = _quantity(sentence, clause, frame.predicate, target) if "quantity" in wanted else None
    counted = _counted(target, quantity) if quantity and not quantity.unit else ""
    own = span(target) if target and "object" in wanted else None
    return replace(
        frame,
        object=own,
        quantity=quantity,
        counted=counted,
        time=_time(sentence, clause, frame.predicate),
        place=_place(sentence, clause, target) if "place" in wanted else None,
    )


def _quantity(sentence: Sentence, clause: Clause, predicate: Predicate, target: Phrase) -> Quantity | None:
    """The first quantity of the right dimension: in the object, else behind the verb, else (passive) in the subject."""
    areas = [span(target)] if target else []
    areas.append((clause.verb.end, clause.end))
    if clause.subject and predicate.unit == "count":
        areas.append(span(clause.subject))
    for start, end in areas:
        for quantity in sentence.quantities:
            if start <= quantity.number[0] < end and quantity.kind == "quantity" and measures(quantity, predicate.unit):
                return quantity
    return None


def measures(quantity: Quantity, unit: str) -> bool:
    """Whether a quantity is of the kind a predicate's `unit` asks for."""
    if unit in ("", "any"):
        return True
    if unit == "count":
        return quantity.unit == ""
    dimension = in_base_units(quantity.unit)[1]
    if unit == "money":
        return quantity.unit.isupper()
    return (unit == "percent" and quantity.unit in ("percent", "percentage_point")) or (
        unit != "percent" and dimension == _DIMENSIONS.get(unit)
    )


def _counted(target: Phrase, quantity: Quantity) -> str:
    """The noun that a number counts: the head of the noun group it stands in."""
    for chunk in target:
        if chunk.start <= quantity.number[0] < chunk.end:
            return lemma(chunk.head.lower)
    return ""


def _time(sentence: Sentence, clause: Clause, predicate: Predicate) -> Time | None:
    """The clause's time: a date or span of dates behind the verb before one that leads; a length of time for what lasts."""
    found = sentence.times_in(clause.times)
    lasting = predicate.lasts
    dated = [
        time for time in found if (time.kind == "duration") == lasting and time.kind not in ("later", "same", "next", "previous")
    ]
    behind = [time for time in dated if time.start >= clause.verb.start]
    vague = (
        time for time in sentence.times if time.kind == "now" and clause.start <= time.start < max(clause.end, clause.verb.end)
    )
    return next(iter(behind or dated or vague), None)


def _place(sentence: Sentence, clause: Clause, target: Phrase) -> Span | None:
    """A name behind "in", "at" and the like that is no person's, with its noun group."""
    for preposition, phrase in clause.objects:
        if preposition not in _PLACE or phrase == target:
            continue
        name = next((n for n in sentence.names if phrase[0].start <= n.start < phrase[0].end), None)
        if name and not is_person(name.canonical) and phrase[0].head.tag != "NNPS" and name.type not in _NO_PLACES:
            return span(phrase[:1])
    return None


def _of_measured_adjective(sentence: Sentence, clause: Clause, registry: Registry, following: Sequence[Token]) -> Frame | None:
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


def _of_noun_as_subject(sentence: Sentence, clause: Clause, registry: Registry) -> Frame | None:
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
    frame = _filled(sentence, clause, Frame(predicate, owner_phrase, owner=owner), target)
    if frame.object is None and "object" in predicate.value and not target and clause.rest:
        frame = replace(frame, object=(clause.rest[0].start, clause.end))
    return frame if frame.has_value else None


def _named(phrase: Phrase, registry: Registry) -> tuple[Predicate, Phrase, str] | None:
    """The predicate that a noun group names, and whose it is: behind "of", or before "’s" or in "its"."""
    group = phrase[0]
    predicate = _noun(group, registry)
    if predicate is None:
        return None
    links = ("of", "in", "for", "between") if predicate.kind == "quantity" else ("of",)
    if len(phrase) >= 3 and phrase[1].lower in links:
        return predicate, phrase[2:], ""
    owner = _owner(group)
    return (predicate, owner, owner[0].lower if owner else "") if owner else None


def _noun(group: Chunk, registry: Registry) -> Predicate | None:
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


def _of_noun_as_complement(sentence: Sentence, clause: Clause, registry: Registry) -> Frame | None:
    """As in "Ruiz was the commander of the garrison", "the tower has a height of 120 metres"."""
    target = clause.object
    if not target or clause.verb.verb not in ("be", "become", "serve", "have", "remain", "reach"):
        return None
    predicate = _noun(target[0], registry)
    if predicate is None:
        return None
    behind = target[2:] if len(target) >= 3 and target[1].lower == "of" else ()
    if clause.verb.verb in ("have", "reach"):
        frame = _filled(sentence, clause, Frame(predicate, clause.subject), ())
        return frame if frame.quantity else None
    if predicate.about == "object" and "object" in predicate.value and behind:
        return _filled(sentence, clause, Frame(predicate, behind), clause.subject)
    return None


def noun_frames(sentence: Sentence, registry: Registry, clause: Clause | None) -> Iterator[Frame]:
    """Frames that a noun group states by itself: "its founding in 1949", "a height of 120 metres"."""
    row = sentence.chunks
    for i, chunk in enumerate(row):
        predicate = _noun(chunk, registry) if chunk.kind == "NP" else None
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

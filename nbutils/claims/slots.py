"""The slots of a frame: which object, quantity, time and place of a clause its predicate states."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from nbutils.claims.clauses import Clause
from nbutils.claims.phrases import Phrase, span
from nbutils.claims.sentences import Sentence
from nbutils.claims.subjects import is_person
from nbutils.claims.words import lemma
from nbutils.mentions.cues import Cue
from nbutils.mentions.quantities import Quantity, in_base_units
from nbutils.mentions.times import Time
from nbutils.packs.schema import Predicate

Span = tuple[int, int]


PLACES = ("in", "at", "near", "to", "into", "outside", "off", "inside")


_NO_PLACES = frozenset(("person", "treaty", "document", "concept", "operation"))


_DIMENSIONS = {
    "length": "[length]", "area": "[length] ** 2", "volume": "[length] ** 3", "mass": "[mass]", "time": "[time]",
    "speed": "[length] / [time]",
    "power": "[length] ** 2 * [mass] / [time] ** 3", "energy": "[length] ** 2 * [mass] / [time] ** 2",
    "temperature": "[temperature]", "percent": "dimensionless",
}  # fmt: skip


_MOST_ITEMS = 8


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

    @property
    def has_value(self) -> bool:
        """Whether a slot that the predicate compares is filled; one that is a number in the first place needs the number."""
        if self.predicate.kind == "quantity" and "quantity" in self.predicate.value and self.quantity is None:
            return self.time is not None and self.time.kind == "duration"
        filled = {"object": self.object, "quantity": self.quantity, "time": self.time, "place": self.place}
        return any(filled[slot] is not None for slot in self.predicate.value)


def filled(sentence: Sentence, clause: Clause, frame: Frame, target: Phrase) -> Frame:
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
    """A name behind "in", "at" and the like that is no person's, with its noun group; behind "to" only next to the verb."""
    for number, (preposition, phrase) in enumerate(clause.objects):
        if preposition not in PLACES or phrase == target or (preposition in ("to", "into") and number > 1):
            continue
        name = next((n for n in sentence.names if phrase[0].start <= n.start < phrase[0].end), None)
        if name and not is_person(name.canonical) and phrase[0].head.tag != "NNPS" and name.type not in _NO_PLACES:
            return span(phrase[:1])
    return None


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


@dataclass(frozen=True, slots=True)
class Statement:
    """What one claim is read from; `clause` is the one that asserts, None for a line without a verb."""

    sentence: Sentence
    row: Sequence[Clause]
    clause: Clause | None
    frame: Frame | None
    cues: Sequence[Cue]

    @property
    def extent(self) -> tuple[int, int]:
        """The words that assert it: the clause, or the whole sentence where that has one clause or none."""
        if self.clause is None or len(self.row) == 1:
            return 0, len(self.sentence.text)
        return self.clause.start, max(self.clause.end, self.clause.verb.end)

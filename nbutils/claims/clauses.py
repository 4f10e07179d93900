"""Chunks to clauses: each verb group with its subject, complements, times, conjunction and what it hangs on."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from nbutils.claims.chunks import Chunk
from nbutils.claims.phrases import Phrase, antecedent, over_relative, phrase_before, phrase_end, skip_aside
from nbutils.claims.verbs import is_past, is_reduced, verbs
from nbutils.claims.words import closed


@dataclass(slots=True)
class Clause:
    """One verb group with its arguments; `how` says how its subject was found.

    How: direct, shared (with the verb before), relative, inverted, existential, participle, or "" where there is none.
    `objects` are (preposition or "", phrase) in order; `marker` is the conjunction before it; `main` the clause it hangs on.
    """

    verb: Chunk
    subject: Phrase = ()
    how: str = ""
    objects: list[tuple[str, Phrase]] = field(default_factory=list)
    times: list[Chunk] = field(default_factory=list)
    rest: list[Chunk] = field(default_factory=list)
    marker: str = ""
    main: "Clause | None" = None
    start: int = 0
    end: int = 0

    @property
    def is_passive(self) -> bool:
        """Whether the verb's subject is what something was done to: "was led by", and "an expedition led by"."""
        return self.verb.is_passive or (self.how == "participle" and self.verb.kind == "VG")

    @property
    def object(self) -> Phrase:
        """The direct object, or what follows a copula."""
        return next((phrase for preposition, phrase in self.objects if not preposition), ())

    def after(self, *prepositions: str) -> Phrase:
        """The first phrase behind one of these prepositions."""
        return next((phrase for preposition, phrase in self.objects if preposition in prepositions), ())


def clauses(row: Sequence[Chunk]) -> list[Clause]:
    """The clauses of a sentence, given its chunks, in the order of their verbs."""
    places = list(verbs(row))
    found: list[Clause] = []
    for number, at in enumerate(places):
        stop = places[number + 1] if number + 1 < len(places) else len(row)
        found.append(_clause(row, at, stop, found))
    for number, (clause, at) in enumerate(zip(found, places, strict=True)):
        clause.start = _begin(row, at, found[number - 1].end if number else 0)
        if number:
            found[number - 1].end = min(found[number - 1].end, max(clause.start, found[number - 1].verb.end))
    return found


def _clause(row: Sequence[Chunk], at: int, stop: int, earlier: Sequence[Clause]) -> Clause:
    clause = Clause(verb=row[at], end=row[at].end)
    if row[at].kind == "ING":
        clause.how, clause.main = "participle", earlier[-1] if earlier else None
        clause.subject = clause.main.subject if clause.main else ()
    elif is_reduced(row, at):
        clause.how, clause.main = "participle", earlier[-1] if earlier else None
        clause.subject = phrase_before(row, at - 2 if row[at - 1].lower == "," else at - 1) or (row[at - 1],)
    else:
        _find_subject(clause, row, at, earlier)
    end = _end_of_reduced(row, at + 1, stop) if clause.is_passive and clause.how == "participle" else _end(row, at + 1, stop)
    _take_complements(clause, row, at + 1, end)
    if clause.how in ("inverted", "existential"):
        clause.subject = clause.object
        clause.objects = [pair for pair in clause.objects if pair[1] != clause.object]
    if _is_expletive(clause, row, at):
        clause.subject, clause.how = (), "expletive"
    taken = [time for other in earlier for time in other.times if time.start > other.verb.end]
    clause.times = [*(time for time in _leading_times(row, at) if time not in taken), *clause.times]
    return clause


def _is_expletive(clause: Clause, row: Sequence[Chunk], at: int) -> bool:
    """Whether "it" stands for no thing: "it is clear that", "it was said to", "it remains to"."""
    if len(clause.subject) != 1 or clause.subject[0].lower != "it" or clause.object:
        return False
    after = row[at + 1 : at + 5]
    return clause.verb.verb in closed("linking") | closed("saying") and any(
        c.kind == "INF" or c.lower in ("that", "whether") for c in after
    )


def _find_subject(clause: Clause, row: Sequence[Chunk], at: int, earlier: Sequence[Clause]) -> None:
    i = skip_aside(row, at - 1)
    while i > 0 and row[i].kind == "VG" and row[i].can_be_participle and not is_past(row, i):
        i = skip_aside(row, i - 1)  # "the treaty signed in 1949 was …"
    if i < 0:
        clause.how = "inverted" if clause.verb.verb in closed("inverting") and row[0].kind != "VG" else ""
        return
    chunk = row[i]
    if chunk.kind == "W":
        clause.subject, clause.how, clause.marker = antecedent(row, i), "relative", chunk.lower
    elif chunk.lower == "there" and chunk.kind == "NP":
        clause.how = "existential"
    elif chunk.kind == "NP":
        clause.subject, clause.how = phrase_before(row, over_relative(row, i)), "direct"
        clause.marker = _marker(row, row.index(clause.subject[0]) if clause.subject else i)
        if not clause.subject and clause.verb.verb in closed("inverting"):
            clause.how = "inverted"
    elif chunk.kind == "CC" or chunk.lower == ",":
        shared = _sharer(clause, row, i, earlier)
        if shared and not (chunk.lower == "," and shared.how == "participle"):
            clause.subject, clause.how, clause.main = shared.subject, "shared", shared
    elif chunk.kind in ("ADV", "T", "IN") and clause.verb.verb in closed("inverting"):
        clause.how = "inverted"


def _sharer(clause: Clause, row: Sequence[Chunk], i: int, earlier: Sequence[Clause]) -> Clause | None:
    """The clause whose subject the verb shares: the one before, or the main clause where a relative one stands between."""
    if not earlier:
        return None
    last = earlier[-1]
    outer = next((c for c in reversed(earlier) if c.how not in ("relative", "participle")), None)
    if outer is None or last.how not in ("relative", "participle"):
        return last
    form = _form(clause)
    return (
        outer if row[i - 1].lower == "," or last.how == "participle" or (form == _form(outer) and form != _form(last)) else last
    )


def _form(clause: Clause) -> str:
    """The tense of a verb group, by its first word; a participle that stands as past tense is past."""
    tag = clause.verb.tokens[0].tag
    return "VBD" if tag == "VBN" else tag


def _marker(row: Sequence[Chunk], first: int) -> str:
    if first and row[first - 1].lower in closed("subordinators") | closed("asking"):
        return row[first - 1].lower
    return ""


def _leading_times(row: Sequence[Chunk], at: int) -> list[Chunk]:
    """Times before the verb that belong to its clause: from the last boundary on."""
    found = []
    for chunk in reversed(row[:at]):
        if chunk.kind in ("VG", "ING") or chunk.lower in (";", ":") or chunk.kind == "W":
            break
        if chunk.kind == "T":
            found.append(chunk)
    return found[::-1]


def _take_complements(clause: Clause, row: Sequence[Chunk], i: int, end: int) -> None:
    """What follows the verb up to where the next clause begins."""
    preposition, fresh = "", True
    while i < end:
        chunk = row[i]
        clause.end = chunk.end if chunk.kind != "SIGN" else clause.end
        if chunk.kind == "NP":
            last = phrase_end(row, i, end)
            phrase = tuple(row[i : last + 1])
            if fresh or preposition:
                clause.objects.append((preposition, phrase))
            elif _is_double(clause, row, i):
                # "gave the town a bridge": what is given is the object
                clause.objects = [("", phrase), ("to", clause.objects[-1][1])]
            clause.times += [part for part in row[i : last + 1] if part.kind == "T"]
            clause.end = row[last].end
            preposition, fresh, i = "", False, last + 1
            continue
        if chunk.kind == "T":
            clause.times.append(chunk)
            fresh = False
        elif chunk.kind == "IN":
            preposition = chunk.lower
        elif chunk.kind == "SIGN":
            preposition, fresh = "", False
        elif chunk.kind != "ADV":
            clause.rest.append(chunk)
            preposition, fresh = "", False
        i += 1


def _is_double(clause: Clause, row: Sequence[Chunk], i: int) -> bool:
    """Whether the noun group at `i` follows the verb's only object with nothing between."""
    if row[i].tokens[0].lower in ("a", "an", "each", "every") and row[i].head.lower in closed("spans_of_time"):
        return False  # "12,000 passengers a day"
    only = len(clause.objects) == 1 and not clause.objects[0][0] and not clause.rest
    return only and clause.objects[0][1][-1] is row[i - 1] and not clause.is_passive


def _end_of_reduced(row: Sequence[Chunk], i: int, stop: int) -> int:
    """Where the complements of "an expedition led by Cole" end: before a sign or conjunction, or the next verb."""
    return next((j for j in range(i, stop) if row[j].kind in ("SIGN", "CC", "W", "INF")), stop)


def _end(row: Sequence[Chunk], i: int, stop: int) -> int:
    """Where the complements end: before the subject, conjunction or sign that opens the next clause."""
    if stop == len(row) or is_reduced(row, stop):
        return stop
    j = stop
    while (
        j > i
        and row[j - 1].kind in ("NP", "ADV", "T", "IN", "W")
        and not (row[j - 1].kind == "NP" and j - 1 > i and row[j - 2].kind == "VG")
    ):
        j -= 1
        if row[j].kind == "W" or row[j].lower in closed("subordinators"):
            break
        if (row[j].kind == "NP" and j - 1 >= i and row[j - 1].kind in ("NP", "CC")) or row[j - 1].lower in (",", ";"):
            break
    while j > i and (
        row[j - 1].kind in ("CC", "W") or row[j - 1].lower in (",", ";", ":") or row[j - 1].lower in closed("subordinators")
    ):
        j -= 1
    return max(j, i)


def _begin(row: Sequence[Chunk], at: int, least: int) -> int:
    """Where the clause begins in the sentence: at its subject, or at what stands before it since the last boundary."""
    i = at
    while i > 0:
        before = row[i - 1]
        if (
            before.kind in ("VG", "INF")
            or before.start < least
            or before.lower in (";", ":")
            or (before.kind == "CC" and i == at)
        ):
            break
        i -= 1
    while i < at and (row[i].lower in (",", ";", ":", ".") or row[i].kind == "CC"):
        i += 1
    return max(row[i].start, least)

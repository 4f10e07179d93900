"""Chunks to clauses: each verb group with its subject, complements, times, conjunction and what it hangs on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from nbutils.claims.chunks import Chunk
from nbutils.claims.tokens import Token, closed

Phrase = tuple[Chunk, ...]  # a noun group with what belongs to it: "the head of the agency", "Ada Cole and her son"


# Conjunctions that are no prepositions: a subject stands behind them.
_OPENERS = frozenset(("that", "because", "although", "though", "whereas", "unless", "if", "while", "whether", "so"))


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
    def object(self) -> Phrase:
        """The direct object, or what follows a copula."""
        return next((phrase for preposition, phrase in self.objects if not preposition), ())

    def after(self, *prepositions: str) -> Phrase:
        """The first phrase behind one of these prepositions."""
        return next((phrase for preposition, phrase in self.objects if preposition in prepositions), ())


def head(phrase: Phrase) -> Token | None:
    """The head noun of a phrase's first noun group."""
    return phrase[0].head if phrase else None


def span(phrase: Sequence[Chunk]) -> tuple[int, int]:
    """Where a phrase stands in the sentence."""
    return (phrase[0].start, phrase[-1].end) if phrase else (0, 0)


def clauses(row: Sequence[Chunk]) -> list[Clause]:
    """The clauses of a sentence, given its chunks, in the order of their verbs."""
    verbs = list(_verbs(row))
    found: list[Clause] = []
    for number, at in enumerate(verbs):
        stop = verbs[number + 1] if number + 1 < len(verbs) else len(row)
        found.append(_clause(row, at, stop, found))
    for number, (clause, at) in enumerate(zip(found, verbs, strict=True)):
        clause.start = _begin(row, at, clause, found[number - 1].end if number else 0)
        if number:
            found[number - 1].end = min(found[number - 1].end, max(clause.start, found[number - 1].verb.end))
    return found


def _verbs(row: Sequence[Chunk]) -> Iterator[int]:
    """The chunks that carry a clause: finite verb groups, bare participles that stand as one, and ", leading to"."""
    for i, chunk in enumerate(row):
        if (chunk.kind == "VG" and (_is_past(row, i) if chunk.can_be_participle else chunk.is_finite)) or (
            chunk.kind == "ING" and i and row[i - 1].lower == "," and i + 1 < len(row) and row[i + 1].kind != "VG"
        ):
            yield i


def _is_past(row: Sequence[Chunk], i: int) -> bool:
    """Whether a form that is past tense or participle is the past tense: it has a subject, and no later verb needs that one."""
    before = row[i - 1] if i else None
    if before is None or (before.kind not in ("NP", "CC", "ADV", "W", "T") and before.lower not in (",", ")")):
        return False
    if before.kind == "W":
        return True
    if before.kind == "CC":
        return any(chunk.kind == "VG" for chunk in row[: i - 1])
    if before.lower == "," and _opening(row, i - 1) < 0:
        return row[i - 2].kind == "CC" or any(chunk.kind == "VG" and chunk.is_finite for chunk in row[: i - 1])
    if before.kind == "NP" and _is_object(row, i - 1):
        return False  # "a burst of light called a nova"
    later = next((j for j in range(i + 1, len(row)) if row[j].kind == "VG" and row[j].is_finite), None)
    return later is None or not _lacks_subject(row, i, later)


def _is_object(row: Sequence[Chunk], i: int) -> bool:
    """Whether the noun group at `i` hangs on a verb before it, with no conjunction between that opens a clause."""
    j = i
    while j >= 0 and row[j].kind in ("NP", "IN", "ADV", "T") and row[j].lower not in closed("subordinators"):
        j -= 1
    if j < 0 or row[j].kind not in ("VG", "INF", "ING") or _relative_pronoun(row, j) is not None:
        return False
    if row[j].kind == "VG" and row[j].can_be_participle and not _is_past(row, j):
        return False
    return row[j].kind == "VG" or any(chunk.kind == "VG" and chunk.is_finite for chunk in row[:j])


def _relative_pronoun(row: Sequence[Chunk], verb: int) -> int | None:
    """Where the pronoun of a relative clause stands that parts a subject from its verb: "states that sought peace met"."""
    if verb > 1 and row[verb - 1].kind == "W" and not any(chunk.kind == "VG" and chunk.is_finite for chunk in row[: verb - 1]):
        return verb - 1
    return None


def _lacks_subject(row: Sequence[Chunk], i: int, verb: int) -> bool:
    """Whether nothing between a participle at `i` and a later verb can be that verb's subject."""
    j = verb - 1
    if row[j].kind == "NP" and row[j - 1].lower in closed("subordinators"):
        return False  # "until it was paid"
    while j > i:
        if row[j].kind in ("ADV", "T", "IN") and row[j].lower not in _OPENERS:
            j -= 1
        elif (row[j].kind == "NP" and j - 1 > i and row[j - 1].kind == "IN" and row[j - 1].lower not in _OPENERS) or (
            row[j].kind == "NP" and j - 2 > i and row[j - 1].kind == "CC" and row[j - 2].kind == "NP"
        ):
            j -= 2
        elif row[j].kind == "NP" and j - 1 == i and row[i].verb not in closed("saying"):
            j -= 1  # "a light called a nova appeared", but "he said the army fled"
        else:
            return False
    return True


def _clause(row: Sequence[Chunk], at: int, stop: int, earlier: Sequence[Clause]) -> Clause:
    clause = Clause(verb=row[at], end=row[at].end)
    if row[at].kind == "ING":
        clause.how, clause.main = "participle", earlier[-1] if earlier else None
        clause.subject = clause.main.subject if clause.main else ()
    else:
        _find_subject(clause, row, at, earlier)
    _take_complements(clause, row, at + 1, stop)
    if clause.how in ("inverted", "existential"):
        clause.subject = clause.object
        clause.objects = [pair for pair in clause.objects if pair[1] != clause.object]
    clause.times = [*_leading_times(row, at, clause), *clause.times]
    return clause


def _find_subject(clause: Clause, row: Sequence[Chunk], at: int, earlier: Sequence[Clause]) -> None:
    i = _skip(row, at - 1)
    while i > 0 and row[i].kind == "VG" and row[i].can_be_participle and not _is_past(row, i):
        i = _skip(row, i - 1)  # "the treaty signed in 1949 was …"
    if i < 0:
        clause.how = "inverted" if clause.verb.verb in closed("inverting") and row[0].kind != "VG" else ""
        return
    chunk = row[i]
    if chunk.kind == "W":
        clause.subject, clause.how, clause.marker = _antecedent(row, i), "relative", chunk.lower
    elif chunk.lower == "there" and chunk.kind == "NP":
        clause.how = "existential"
    elif chunk.kind == "NP":
        clause.subject, clause.how = _phrase_before(row, _over_relative(row, i)), "direct"
        clause.marker = _marker(row, row.index(clause.subject[0]) if clause.subject else i)
        if not clause.subject and clause.verb.verb in closed("inverting"):
            clause.how = "inverted"
    elif chunk.kind == "CC" or chunk.lower == ",":
        shared = _sharer(clause, row, i, earlier)
        if shared and not (chunk.lower == "," and shared.how == "participle"):
            clause.subject, clause.how, clause.main = shared.subject, "shared", shared
    elif chunk.kind in ("ADV", "T", "IN") and clause.verb.verb in closed("inverting"):
        clause.how = "inverted"


def _over_relative(row: Sequence[Chunk], i: int) -> int:
    """From the object of a relative clause back to what the clause is about, where that still lacks its verb."""
    j = i
    while j >= 0 and row[j].kind in ("NP", "IN", "ADV", "T", "CC"):
        j -= 1
    pronoun = _relative_pronoun(row, j) if j >= 0 and row[j].kind == "VG" else None
    return pronoun - 1 if pronoun is not None and row[pronoun - 1].kind == "NP" else i


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


def _skip(row: Sequence[Chunk], i: int) -> int:
    """Leftwards over adverbs, times, and what stands between two commas or brackets, to where a subject would end."""
    while i >= 0:
        chunk = row[i]
        if chunk.kind == "ADV":
            i -= 1
        elif chunk.kind == "T":
            i -= 2 if i and row[i - 1].kind == "IN" and row[i - 1].lower not in ("that",) else 1
        elif chunk.lower in (",", ")", "–", "—"):
            opening = _opening(row, i)
            if opening < 0:
                return i
            i = opening - 1
        else:
            return i
    return i


def _opening(row: Sequence[Chunk], i: int) -> int:
    """Where the aside that ends at `i` begins; -1 where the sign ends none."""
    pair = {",": ",", ")": "(", "–": "–", "—": "—"}[row[i].lower]
    for j in range(i - 1, 0, -1):
        if row[j].lower == pair:
            inside = row[j + 1 : i]
            aside = inside and inside[0].kind in ("NP", "W", "IN", "ING", "ADV", "T", "VG") and row[j - 1].kind in ("NP", "T")
            return j if aside or pair == "(" else -1
        if row[j].lower in (";", ":") or (row[j].kind == "VG" and row[j].is_finite and not _in_relative(row, j)):
            return -1
    return -1


def _in_relative(row: Sequence[Chunk], j: int) -> bool:
    return any(chunk.kind == "W" for chunk in row[max(0, j - 3) : j])


def _phrase_before(row: Sequence[Chunk], i: int) -> Phrase:
    """The subject phrase that ends with the noun group at `i`, from its head on; () where it is inside a preposition's."""
    first = i
    while (left := _link(row, first)) is not None:
        first = left
    if first and row[first - 1].kind == "ING" and (first == 1 or row[first - 2].kind != "NP"):
        first -= 1  # "Paying these debts proved hard"
    if first and row[first - 1].kind == "IN" and row[first - 1].lower not in closed("subordinators"):
        return ()
    return tuple(row[first : i + 1])


def _link(row: Sequence[Chunk], first: int) -> int | None:
    """Where the noun group is that the one at `first` depends on: over a preposition, "and", a participle, an infinitive."""
    if first < 2:
        return None
    link = row[first - 1]
    if link.lower == ")":
        return opening if (opening := _opening(row, first - 1)) > 0 and row[opening].kind == "NP" else None
    if link.kind == "INF" or (link.kind == "VG" and not link.is_finite and not _is_past(row, first - 1)):
        return first - 2 if row[first - 2].kind == "NP" else None
    if link.kind == "ING" and first >= 3 and row[first - 2].kind in ("IN", "CC") and row[first - 3].kind == "NP":
        return first - 3
    if (
        link.kind == "IN"
        and first >= 3
        and row[first - 2].kind == "VG"
        and not row[first - 2].is_finite
        and row[first - 3].kind == "NP"
    ):
        return None if _is_past(row, first - 2) else first - 3  # "articles signed in Paris"
    if row[first - 2].kind != "NP":
        return None
    if link.kind == "IN":
        return first - 2 if link.lower not in closed("subordinators") else None
    if link.kind == "CC":
        return None if _is_after_verb(row, first - 2) else first - 2
    return None


def _is_after_verb(row: Sequence[Chunk], i: int) -> bool:
    """Whether the noun group at `i` is the object of a verb before it, so that "and" begins a new clause."""
    j = i
    while j > 0 and row[j].kind in ("NP", "IN", "CC"):
        j -= 1
    return row[j].kind in ("VG", "INF", "ING")


def _antecedent(row: Sequence[Chunk], i: int) -> Phrase:
    """What a relative pronoun stands for: the noun group before it."""
    j = i - 1
    while j >= 0 and (row[j].lower == "," or row[j].kind in ("IN", "ADV")):
        j -= 1
    if j < 0 or row[j].kind != "NP":
        return ()
    return (row[j],)


def _marker(row: Sequence[Chunk], first: int) -> str:
    if first and row[first - 1].lower in closed("subordinators"):
        return row[first - 1].lower
    return ""


def _leading_times(row: Sequence[Chunk], at: int, clause: Clause) -> list[Chunk]:
    """Times before the verb that belong to its clause: from the last boundary on."""
    found = []
    for chunk in reversed(row[:at]):
        if chunk.kind in ("VG", "ING") or chunk.lower in (";", ":") or chunk.kind == "W":
            break
        if chunk.kind == "T":
            found.append(chunk)
    return found[::-1]


def _take_complements(clause: Clause, row: Sequence[Chunk], i: int, stop: int) -> None:
    """What follows the verb up to where the next clause begins."""
    end = _end(row, i, stop)
    preposition, fresh = "", True
    while i < end:
        chunk = row[i]
        clause.end = chunk.end if chunk.kind != "SIGN" else clause.end
        if chunk.kind == "NP":
            last = _phrase_end(row, i, end)
            if fresh or preposition:
                clause.objects.append((preposition, tuple(row[i : last + 1])))
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


def _end(row: Sequence[Chunk], i: int, stop: int) -> int:
    """Where the complements end: before the subject, conjunction or sign that opens the next clause."""
    if stop == len(row):
        return stop
    j = stop
    while (
        j > i
        and row[j - 1].kind in ("NP", "ADV", "T", "IN", "W")
        and not (row[j - 1].kind == "NP" and j - 1 > i and row[j - 2].kind in ("VG",))
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


def _phrase_end(row: Sequence[Chunk], i: int, end: int) -> int:
    """The last chunk of the phrase that begins at `i`: "of" groups and lists belong to it."""
    last = i
    while last + 2 < end + 1 and last + 2 <= end - 1 + 1:
        if last + 1 >= end:
            break
        link = row[last + 1]
        if (
            last + 2 < end
            and row[last + 2].kind == "NP"
            and (link.lower in ("of", "and", "or") or (link.lower == "," and _is_list(row, last + 1, end)))
        ):
            last += 2
        elif last + 3 < end and link.lower == "," and row[last + 2].kind == "CC" and row[last + 3].kind == "NP":
            last += 3
        else:
            break
    return last


def _is_list(row: Sequence[Chunk], comma: int, end: int) -> bool:
    """Whether a comma parts items of a list that ends with "and" or "or" and an item."""
    j = comma
    while j + 1 < end and row[j + 1].kind == "NP":
        if j + 2 < end and row[j + 2].kind == "CC":
            return True
        if j + 3 < end and row[j + 2].lower == "," and row[j + 3].kind == "CC":
            return True
        if not (j + 2 < end and row[j + 2].lower == ","):
            return False
        j += 2
    return False


def _begin(row: Sequence[Chunk], at: int, clause: Clause, least: int) -> int:
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

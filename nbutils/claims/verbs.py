"""Which chunks of a sentence carry a clause: finite verbs, and past forms told from participles by what stands around them."""

from collections.abc import Iterator, Sequence

from nbutils.claims.chunks import Chunk
from nbutils.claims.words import closed

BACK = 8  # verbs before one that are asked whether they are past tense; each asks the next


def verbs(row: Sequence[Chunk]) -> Iterator[int]:
    """The chunks that carry a clause: finite verb groups, bare participles that stand as one, and ", leading to"."""
    for i, chunk in enumerate(row):
        if chunk.kind == "VG" and not _is_infinitive(row, i):
            if is_past(row, i) or is_reduced(row, i) if chunk.can_be_participle else chunk.is_finite:
                yield i
        elif chunk.kind == "ING" and i and row[i - 1].lower == "," and i + 1 < len(row) and row[i + 1].kind != "VG":
            yield i


def is_reduced(row: Sequence[Chunk], i: int) -> bool:
    """Whether a bare participle speaks of the noun group before it: "an expedition led by Cole", "the mill, built in 1911"."""
    after = row[i + 1] if i + 1 < len(row) else None
    if not row[i].can_be_participle or after is None or after.kind not in ("IN", "T") or after.lower == "of" or is_past(row, i):
        return False
    before = i - 2 if row[i - 1].lower == "," else i - 1
    return before >= 0 and row[before].kind == "NP"


def _is_infinitive(row: Sequence[Chunk], i: int) -> bool:
    """Whether a plain form only goes on an infinitive ("to build and run it") or hangs on a verb ("helped the army win")."""
    if len(row[i].tokens) != 1 or row[i].tokens[0].tag != "VB" or i == 0:
        return False
    before = row[i - 1]
    if before.kind == "NP":
        return before.lower in closed("object_pronouns") or is_object(row, i - 1)
    earlier = [chunk for chunk in row[:i] if chunk.kind == "VG" and chunk.is_finite]
    return (before.kind == "CC" or before.lower == ",") and bool(earlier) and earlier[-1].tokens[0].tag in ("VBD", "VBZ", "VBN")


def is_past(row: Sequence[Chunk], i: int, back: int = BACK) -> bool:
    """Whether a form that is past tense or participle is the past tense: it has a subject, and no later verb needs that one."""
    before = row[i - 1] if i else None
    if before is None or (before.kind not in ("NP", "CC", "ADV", "W", "T") and before.lower not in (",", ")")):
        return False
    if before.kind == "W":
        return True
    if before.kind == "CC":
        return any(chunk.kind == "VG" for chunk in row[: i - 1])
    if before.lower == "," and opening(row, i - 1) < 0:
        return row[i - 2].kind == "CC" or any(chunk.kind == "VG" and chunk.is_finite for chunk in row[: i - 1])
    if before.kind == "NP" and back and is_object(row, i - 1, back):
        return False  # "a burst of light called a nova"
    later = next((j for j in range(i + 1, len(row)) if row[j].kind == "VG" and row[j].is_finite), None)
    return later is None or not _lacks_subject(row, i, later)


def is_object(row: Sequence[Chunk], i: int, back: int = BACK) -> bool:
    """Whether the noun group at `i` hangs on a verb before it, with no conjunction between that opens a clause."""
    j = i
    while j >= 0 and row[j].kind in ("NP", "IN", "ADV", "T") and row[j].lower not in closed("subordinators"):
        j -= 1
    if j < 0 or row[j].kind not in ("VG", "INF", "ING") or relative_pronoun(row, j) is not None:
        return False
    if row[j].kind == "VG" and row[j].can_be_participle and not is_past(row, j, back - 1):
        return False
    return row[j].kind == "VG" or any(chunk.kind == "VG" and chunk.is_finite for chunk in row[:j])


def relative_pronoun(row: Sequence[Chunk], verb: int) -> int | None:
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
        if row[j].kind in ("ADV", "T", "IN") and row[j].lower not in closed("clause_openers"):
            j -= 1
        elif (
            row[j].kind == "NP" and j - 1 > i and row[j - 1].kind == "IN" and row[j - 1].lower not in closed("clause_openers")
        ) or (row[j].kind == "NP" and j - 2 > i and row[j - 1].kind == "CC" and row[j - 2].kind == "NP"):
            j -= 2
        elif row[j].kind == "NP" and j - 1 == i and row[i].verb not in closed("saying"):
            j -= 1  # "a light called a nova appeared", but "he said the army fled"
        else:
            return False
    return True


def opening(row: Sequence[Chunk], i: int) -> int:
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

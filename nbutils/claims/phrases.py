"""Phrases: a noun group with what belongs to it, found leftwards from a verb or rightwards from its first group."""

from collections.abc import Sequence

from nbutils.claims.chunks import Chunk
from nbutils.claims.tokens import Token
from nbutils.claims.verbs import is_past, opening, relative_pronoun
from nbutils.claims.words import closed

Phrase = tuple[Chunk, ...]  # a noun group with what belongs to it: "the head of the agency", "Ada Cole and her son"


def head(phrase: Phrase) -> Token | None:
    """The head noun of a phrase's first noun group."""
    return phrase[0].head if phrase else None


def span(phrase: Sequence[Chunk]) -> tuple[int, int]:
    """Where a phrase stands in the sentence."""
    return (phrase[0].start, phrase[-1].end) if phrase else (0, 0)


def skip_aside(row: Sequence[Chunk], i: int) -> int:
    """Leftwards over adverbs, times, and what stands between two commas or brackets, to where a subject would end."""
    while i >= 0:
        chunk = row[i]
        if chunk.kind == "ADV":
            i -= 1
        elif chunk.kind == "T":
            i -= 2 if i and row[i - 1].kind == "IN" and row[i - 1].lower != "that" else 1
        elif chunk.lower in closed("reflexive") and i and row[i - 1].kind == "NP":
            i -= 1  # "the agency itself was run by"
        elif chunk.lower in (",", ")", "–", "—"):
            begin = opening(row, i)
            if begin < 0:
                return i
            i = begin - 1
        else:
            return i
    return i


def phrase_before(row: Sequence[Chunk], i: int) -> Phrase:
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
    steps = _steps_over(row, first, link)
    if link.lower == ")":
        begin = opening(row, first - 1)
        return begin if begin > 0 and row[begin].kind == "NP" else None
    return first - steps if steps and first >= steps and row[first - steps].kind == "NP" else None


def _steps_over(row: Sequence[Chunk], first: int, link: Chunk) -> int:
    """How far back the noun group stands that a link joins the one at `first` to; 0 where the link joins none."""
    before = row[first - 2]
    if link.kind == "INF" or (link.kind == "VG" and link.can_be_participle and not is_past(row, first - 1)):
        return 2
    if link.kind == "ING":
        return 3 if before.kind in ("IN", "CC") else 0
    if link.kind == "IN" and link.lower not in closed("subordinators"):
        # "articles signed in Paris"
        is_participle = before.kind == "VG" and before.can_be_participle and first >= 3 and not is_past(row, first - 2)
        return 3 if is_participle else 2
    return 2 if link.kind == "CC" and not _is_after_verb(row, first - 2) else 0


def _is_after_verb(row: Sequence[Chunk], i: int) -> bool:
    """Whether the noun group at `i` is the object of a verb before it, so that "and" begins a new clause."""
    j = i
    while j > 0 and row[j].kind in ("NP", "IN", "CC"):
        j -= 1
    return row[j].kind in ("VG", "INF", "ING")


def antecedent(row: Sequence[Chunk], i: int) -> Phrase:
    """What a relative pronoun stands for: the noun group before it."""
    j = i - 1
    while j >= 0 and (row[j].lower == "," or row[j].kind in ("IN", "ADV")):
        j -= 1
    if j < 0 or row[j].kind != "NP":
        return ()
    return (row[j],)


def over_relative(row: Sequence[Chunk], i: int) -> int:
    """From the object of a relative clause back to what the clause is about, where that still lacks its verb."""
    j = i
    while j >= 0 and row[j].kind in ("NP", "IN", "ADV", "T", "CC"):
        j -= 1
    pronoun = relative_pronoun(row, j) if j >= 0 and row[j].kind == "VG" else None
    return pronoun - 1 if pronoun is not None and row[pronoun - 1].kind == "NP" else i


def phrase_end(row: Sequence[Chunk], i: int, end: int) -> int:
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

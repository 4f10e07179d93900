"""Numbers against numbers: how many members, how high, how long, as a passage says and as the record has it."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile

from nbutils.claims.registry import Registry
from nbutils.claims.tokens import Token
from nbutils.claims.words import closed
from nbutils.compare.passages import stem, stems
from nbutils.record.amounts import COUNT, Measure, Stated, differ, measure, stated
from nbutils.record.facts import Fact
from nbutils.record.families import group, property_of, says
from nbutils.record.index import Facts
from nbutils.record.measures import OWNED, RULE, SAID, Case, by_claim, measured
from nbutils.record.meetings import Meeting, has_lapsed
from nbutils.record.scenes import Scene
from nbutils.record.tense import When, judged, when

_GROUP = ("JJ", "NN", "NNS", "NNP", "NNPS", "VBN", "VBG")
# Words before and after a number by which it counts a part: "the first ten members", "ten of the members", "ten members voted".
_PART = re.compile(
    r"\b(?:at least|at most|only|other|remaining|another|further|additional|more|new|first|last|next|by|after|least|any|until"
    r"|when|than|of (?:its|the|these|those)|(?:half|some|most) of|these|those|such|what)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_PART_BEHIND = re.compile(
    r"\s(?:of (?:its|them|these|those|which)|that|who|[a-z]+ing|(?:voted|signed|agreed|took part|remain|remained|did|do))\b"
)
_NUMBERED = re.compile(
    r"\b(?:number of|membership)\b[^.;]{0,80}\b"
    r"(?:is|stands at|(?:has |have )?(?:risen|rose|grown|grew|fallen|fell) to|(?:has )?reached|totals)\s$",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\b(?:the|all|its|of|has|have|with|are|now|today)\s$", re.IGNORECASE)


def numbers(scene: Scene, facts: Facts, registry: Registry, today: When) -> Iterator[Meeting]:
    """The meetings of a passage with facts that are numbers."""
    given = list(stated(scene))
    for subject in sorted(scene.about | scene.seen) if given else ():
        for rows in facts.numbers(subject):
            yield from _of_property(scene, rows, given, registry, today)


def _of_property(scene: Scene, rows: list[Fact], given: list[Stated], registry: Registry, today: When) -> Iterator[Meeting]:
    known = [(fact, found) for fact in rows if (found := measure(fact))]
    digits = {found.amount.digits for _, found in known}
    for value in given:
        if value.amount.dimension != known[0][1].amount.dimension or any(
            o.amount.digits in digits for o in given if o is not value
        ):
            continue
        how = _superseded(scene, value, known, today) or _meets(Case(scene, value, *known[0]), registry)
        exactly = [fact for fact, found in known if found.amount.low == value.amount.low]
        agreeing = exactly or [fact for fact, found in known if not differ(value.amount, found.amount)]
        outcome = judged(rows, agreeing, when(scene, value.start, today), sure=how == OWNED) if how else None
        if outcome:
            yield Meeting(scene, outcome[1], RULE, outcome[0], scene.text[value.start : value.end], value.start, value.end)


def _superseded(scene: Scene, value: Stated, known: Sequence[tuple[Fact, Measure]], today: When) -> str:
    """Whether an amount is just that of a row which no longer holds, with its unit, beside the property's first word."""
    behind = set(stems(scene.text[value.end :][:40])[:3])
    for fact, found in known:
        head = set(stems(property_of(fact.property).head))
        same = found.amount.low == value.amount.low and has_lapsed(fact, today.last)
        if same and found.unit and found.unit <= behind and head & set(scene.passage.stems):
            return SAID if _PART.search(scene.text[: value.start]) else OWNED
    return ""


def _meets(case: Case, registry: Registry) -> str:
    """OWNED or SAID where an amount is of what a fact counts or measures, else ""."""
    year = case.known.year
    if case.fact.subject not in case.scene.about or (year and year not in case.scene.text + case.scene.passage.heading):
        return ""
    if case.known.amount.dimension != COUNT:
        return measured(case, registry)
    how = "" if case.known.counted else by_claim(case, registry)
    return how or _counted(case)


def _counted(case: Case) -> str:
    """The same for a count, by the noun behind the number."""
    scene, known = case.scene, case.known
    phrase = _phrase(scene, case.value.end)
    if not phrase and _is_number_of(case):
        return OWNED if case.is_alone else SAID
    if not _counts(phrase, case.fact, known):
        return ""
    if scene.passage.kind == "table" and not known.counted and not known.unit <= _belonging():
        return OWNED if case.fact.subject in scene.lead else ""
    if not says(known.rest, case.said | set(stems(scene.passage.heading))):
        return ""
    sure = not _PART.search(scene.text[: case.value.start]) and not _PART_BEHIND.match(scene.text[phrase[-1].end :])
    return OWNED if sure and _owned(case, phrase) else SAID


def _is_number_of(case: Case) -> bool:
    """Whether a bare number follows "the number of members is", with what the fact counts."""
    found = _NUMBERED.search(case.scene.text[: case.value.start])
    return found is not None and bool(case.known.counted) and case.known.counted <= set(stems(found[0]))


def _phrase(scene: Scene, end: int) -> list[Token]:
    """The words of the noun group that a number opens; "recognised" of "190 recognised societies" may be tagged as a past."""
    row = [token for token in scene.words if token.start >= end and token.text != "-"]
    first = row[:1] if row and row[0].tag == "VBD" else []
    nouns = list(takewhile(lambda token: token.tag in _GROUP, row[len(first) :]))
    ends = next(
        (n for n in range(1, len(nouns)) if nouns[n].tag in ("VBN", "VBG") and nouns[n - 1].tag.startswith("NN")), len(nouns)
    )
    return first + nouns[:ends]  # "members elected by" are members


def _counts(phrase: list[Token], fact: Fact, known: Measure) -> bool:
    """Whether a noun group names what a fact counts, and no more than that."""
    said = {each for token in phrase for each in stems(token.text)}
    counted = known.counted or known.unit
    core, own = counted - _belonging(), set(stems(" ".join(fact.names)))
    named = core <= said if core else bool(said & _belonging() and counted)
    return named and not said - counted - known.unit - _belonging() - group("whole") - own


@cache
def _belonging() -> frozenset[str]:
    return group("belonging")


def _owned(case: Case, phrase: list[Token]) -> bool:
    """Whether what is counted is the subject's: "its ten members", "the league has ten members", "all ten league members"."""
    scene, subject = case.scene, case.fact.subject
    inside = any(phrase[0].start <= m.start and m.end <= phrase[-1].end and subject in m.subjects for m in scene.mentions)
    if inside and _WHOLE.search(scene.text[: case.value.start]):
        return True
    before = [token for token in scene.words if token.end <= case.value.start]
    if [token.lower for token in before] == ["with"]:  # "With ten members, the league"
        behind = re.match(r",\s(?:the\s)?", scene.text[phrase[-1].end :])
        return behind is not None and _is_named(case, start=phrase[-1].end + behind.end())
    if _NUMBERED.search(scene.text[: case.value.start]):
        return case.is_alone
    return _owned_beside(case, phrase, before)


def _owned_beside(case: Case, phrase: list[Token], before: list[Token]) -> bool:
    """The same by the word before the number or behind what is counted: "its", "the league's", "of the league", "has"."""
    row = [token for token in before if token.tag not in ("RB", "JJ", "IN") or token.lower == "of"]
    if row and row[-1].tag == "PRP$":
        return case.fact.subject in case.scene.meant(row[-1].start, row[-1].end)[0]
    if row and row[-1].tag == "POS":
        return _is_named(case, end=row[-1].start)
    if row and (behind := re.match(r"\sof\s(?:the\s)?", case.scene.text[phrase[-1].end :])):
        return row[-1].lower in ("the", "all", "are") and _is_named(case, start=phrase[-1].end + behind.end())
    return _is_had(case, before)


def _is_named(case: Case, *, start: int = -1, end: int = -1) -> bool:
    """Whether a name of the subject begins or ends at a place."""
    return any(case.fact.subject in m.subjects and (m.start == start or m.end == end) for m in case.scene.mentions)


def _is_had(case: Case, before: list[Token]) -> bool:
    """Whether the number is the object of "has", "comprises" and the like with the subject before it, or of "there are"."""
    having = group("having")
    row = range(len(before) - 1, max(-1, len(before) - 7), -1)
    at = next((n for n in row if before[n].tag.startswith("VB") or (n and stem(before[n].lower) in having)), None)
    if at is None:
        return False
    if at and before[at - 1].lower == "there":
        following = {stem(word) for word in case.scene.text[before[at].end :].lower().split()[:6]}
        return stem(case.fact.subject.split()[-1].lower()) in following
    if before[at].lower not in closed("have") and stem(before[at].lower) not in having:
        return False
    subject = before[:at]
    while subject and (subject[-1].lower in (",", "which", "who") or subject[-1].tag.startswith(("RB", "VB", "MD"))):
        subject = subject[:-1]
    opens = len(subject) < 4 and case.fact.subject in case.scene.lead
    return bool(subject) and (_is_named(case, end=subject[-1].end) or opens)

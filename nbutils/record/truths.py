"""What is said to be so, against rows whose value is "yes": "the largest lake in the land"."""

from collections.abc import Iterator

from nbutils.compare.passages import stem, stems
from nbutils.record.facts import Fact
from nbutils.record.index import Facts
from nbutils.record.meetings import AGREES, LAPSED, Meeting, has_lapsed, held_on
from nbutils.record.scenes import Scene
from nbutils.record.tense import PRESENT, When, when

RULE = "record: status"
_RANKING = ("only", "sole", "first", "last", "most", "least")
LEAST_SHARE = 0.7  # of a property's words, names left out: a place or a kind may be named by another word
LEAST_PLAIN = 0.8  # where no word like "largest" tells which


def truths(scene: Scene, facts: Facts, today: When) -> Iterator[Meeting]:
    """The meetings of a passage with rows whose value is yes."""
    for subject in sorted(scene.about):
        for fact in facts.truths(subject):
            if (place := _said(scene, fact)) and (outcome := _judged(scene, fact, place, today)):
                yield Meeting(scene, fact, RULE, outcome, scene.text[slice(*place)], *place)


def _said(scene: Scene, fact: Fact) -> tuple[int, int] | None:
    """Where a passage says a property of its subject: the words it shares with it, when they are enough."""
    words = [word for word in fact.property.removeprefix("status as ").split() if word[:1].islower()]
    wanted = set(stems(" ".join(words))) - set(stems(fact.subject))
    ranking = {word for word in words if word in _RANKING or (word.endswith("est") and len(word) > 4)}
    said = [token for token in scene.words if stem(token.lower) in wanted]
    share = len({stem(token.lower) for token in said}) / max(1, len(wanted))
    ranked = ranking <= {token.lower for token in scene.words}
    enough = share >= (LEAST_SHARE if ranking else LEAST_PLAIN) and len(said) > 1
    return (said[0].start, said[-1].end) if enough and ranked and _of_subject(scene, fact, said[0].start) else None


def _of_subject(scene: Scene, fact: Fact, place: int) -> bool:
    """Whether the subject is the last that is named before a place, or what the sentence opens with."""
    before = [mention for mention in scene.mentions if mention.end <= place]
    return fact.subject in (before[-1].subjects if before else scene.lead)


def _judged(scene: Scene, fact: Fact, place: tuple[int, int], today: When) -> str:
    time = when(scene, place[0], today)
    if time.kind != PRESENT:
        time = (
            today if any(t.tag in ("VBZ", "VBP") for t in scene.words) and not any(t.tag == "VBD" for t in scene.words) else time
        )
    if time.kind == PRESENT and has_lapsed(fact, time.last):
        return LAPSED
    return AGREES if held_on([fact], time.last) or time.kind != PRESENT else ""

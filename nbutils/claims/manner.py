"""How a claim is meant: denied, hedged, in another's name, under a condition; and which of its slots are not stated."""

import re

from nbutils.claims.kinds import NEVER, Reading
from nbutils.claims.phrases import span
from nbutils.claims.slots import Frame, Statement
from nbutils.claims.subjects import Referent
from nbutils.claims.words import closed
from nbutils.mentions.edtf import READINGS

_NEXT_TO = 6  # characters


def polarity(said: Statement) -> str:
    """Whether it is "negated": where the verb group, or "no" at the head of subject or object, denies it; else "affirmed"."""
    clause = said.clause
    if clause is None:
        return "affirmed"
    infinitive = next((chunk.start for chunk in clause.rest if chunk.kind == "INF"), clause.verb.end)
    until = infinitive if infinitive - clause.verb.end < _NEXT_TO else clause.verb.end  # "agreed not to fight"
    begin = min(clause.verb.start, max(span(clause.subject)[1], clause.start))  # "some crews never landed"
    in_verb = any(cue.kind == "negation" and begin <= cue.start < until for cue in said.cues)
    groups = [phrase[0] for phrase in (clause.subject, clause.object) if phrase]
    return "negated" if in_verb or any(group.tokens[0].lower in closed("denying") for group in groups) else "affirmed"


def modality(said: Statement) -> str:
    """How sure the writer is: "asserted", "hedged", "possible" (can, may), "predicted" or "advised"."""
    verb = said.clause.verb.lower.split() if said.clause else []
    if closed("able") & set(verb):
        return "possible"
    kinds = {cue.kind for cue in said.cues}
    return next((name for kind, name in _MODALITIES.items() if kind in kinds), "asserted")


_MODALITIES = {"advice": "advised", "prediction": "predicted", "hedge": "hedged"}
_ACCORDING = re.compile(r"\baccording to ([^,.;]{2,80})", re.IGNORECASE)


def attribution(said: Statement) -> str:
    """Who says it: "author", "quoted", or the words for the holder of the statement."""
    text, clause = said.sentence.text, said.clause
    if text.startswith(("“", '"')):
        return "quoted"
    if found := _ACCORDING.search(text):
        return found[1].strip()
    if clause is not None and clause.marker in ("that", ""):
        before = (other for other in said.row if other.verb.end <= clause.start and other.subject)
        holder = next((other for other in before if other.verb.verb in closed("saying")), None)
        if holder:
            return text[slice(*span(holder.subject))]
    return "author"


def condition(said: Statement) -> str:
    """The words of the condition under which it is said, if there is one."""
    clause = next((clause for clause in said.row if clause.marker in closed("conditions")), None)
    return said.sentence.text[clause.start : clause.end] if clause else ""


def only_time(said: Statement) -> str:
    """The one time that stands in the words of a claim without a frame."""
    start, end = said.extent
    dated = [time for time in said.sentence.times if time.kind != "duration" and start <= time.start < end]
    return dated[0].value if len(dated) == 1 else ""


def missing(read: Reading, frame: Frame | None, subject: Referent) -> list[str]:
    """The slots a reader would ask for, as in "who?", "what of it?", "when?"."""
    if read.kind in NEVER:
        return []
    asked = {"subject": not subject.name, "predicate": frame is None}
    if frame is not None:
        readings = frame.time is not None and READINGS in frame.time.value
        asked |= {
            "value": not frame.has_value,
            # A date that stands in the words is stated, whatever it is read as: "the endorsement of the 2001 force".
            "time": "time" in frame.predicate.value and frame.time is None and "time" not in read.features,
            "one reading of the time": readings,
        }
    return [slot for slot, is_open in asked.items() if is_open]

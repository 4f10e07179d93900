"""The claims of an article: every sentence that asserts something, clause by clause, with slots and what is missing."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import takewhile
from typing import Any

from nbutils.claims.chunks import chunks
from nbutils.claims.clauses import Clause, clauses, span
from nbutils.claims.facts import fact, row_facts
from nbutils.claims.frames import Frame, Sentence, frame_of, masks, noun_frames, single
from nbutils.claims.kinds import ANCHORS, NEVER, Reading, kind_of
from nbutils.claims.registry import Registry, registry
from nbutils.claims.subjects import Focus, Referent
from nbutils.claims.tokens import closed, tokens
from nbutils.corpus.articles import Article, Piece
from nbutils.corpus.language import ENGLISH
from nbutils.corpus.lines import cells
from nbutils.mentions.cues import Cue, cues
from nbutils.mentions.edtf import READINGS
from nbutils.mentions.names import ArticleNames, Gazetteer, Name, gazetteer
from nbutils.mentions.quantities import quantities
from nbutils.mentions.times import Time, times
from nbutils.packs.load import Pack, predicates

Row = dict[str, Any]
_ASSERTING = ("paragraph", "list-item", "quote", "table")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the packs teach, ready for use: predicates by their words, names by their first word, periods, the topic."""

    registry: Registry
    names: Gazetteer
    periods: Gazetteer
    topic: str = ""


def knowledge(packs: Sequence[Pack]) -> Knowledge:
    """The knowledge of these packs and of the general one."""
    periods = Gazetteer()
    for pack in packs:
        for period in pack.periods:
            for form in (period.name, *period.aliases):
                periods.add(form, period.value, period.name)
    entities = [entity for pack in packs for entity in pack.entities]
    topic = next((pack.about.topic for pack in packs if pack.about.topic), "")
    return Knowledge(registry(predicates(packs)), gazetteer(entities), periods, topic)


_TELLING = frozenset(("body", "operation", "treaty", "document"))


def treats(pack: Pack, texts: Sequence[str]) -> bool:
    """Whether articles treat a pack's subject: half of them name its topic, and enough of its own bodies, treaties and the like."""
    names = gazetteer(pack.entities)
    found = [list(names.find(text)) for text in texts]
    told = {name.canonical for row in found for name in row if name.type in _TELLING}
    on_topic = sum(any(name.canonical == pack.about.topic for name in row) for row in found)
    return len(told) >= pack.about.least_entities and (not pack.about.topic or 2 * on_topic >= max(len(texts), 1))


# From claims to frames that can be compared, each step a part of the one before.
FUNNEL = ("claims", "checkable", "with predicate", "with subject", "with value")


def funnel_steps(claim: Row) -> list[str]:
    """How far a claim comes on the way to a comparison."""
    holds = (True, claim["checkable"], claim["predicate"] != "", claim["subject"] != "", "value" not in claim["missing"])
    return [step for step, _ in takewhile(lambda pair: pair[1], zip(FUNNEL, holds, strict=True))]


@dataclass(frozen=True, slots=True)
class Asserted:
    """An article's rows for `mentions` and `claims`."""

    mentions: list[Row]
    claims: list[Row]


def assertions(article: Article, known: Knowledge) -> Asserted:
    """The mentions and claims of an article; an article that is not in English gives none."""
    if article.row["language"] != ENGLISH:
        return Asserted([], [])
    reader = _Reader(article, known)
    for piece in article.pieces:
        reader.read(piece)
    return Asserted(reader.mentions, reader.claims)


class _Reader:
    """Reads an article from its first sentence to its last, and knows what it has spoken of."""

    def __init__(self, article: Article, known: Knowledge) -> None:
        self.article, self.known = article, known
        self.names = ArticleNames(article.seen.text, known.names)
        self.mentions: list[Row] = []
        self.claims: list[Row] = []
        self.ids: Counter[str] = Counter()
        self.named = {piece.start: self.names.find(piece.text) for piece in article.pieces}
        self.focus = Focus(title=self._names_of(article.row["title"]), topic=known.topic)
        self.block, self.heads = 0, list[str]()
        self.topics = frozenset((known.topic, *self.focus.title, *self._frequent()))

    def _frequent(self) -> list[str]:
        """Names in one sentence of eight or more: what the whole article is about."""
        counts = Counter(name for found in self.named.values() for name in {n.canonical for n in found})
        return [name for name, count in counts.items() if count >= max(3, len(self.named) / 8)]

    def _names_of(self, text: str) -> tuple[str, ...]:
        return tuple(name.canonical for name in self.names.find(text))

    def read(self, piece: Piece) -> None:
        """Read one sentence, a heading included."""
        if piece.kind in ("title", "heading"):
            self.focus.new_section(piece.text.strip("#*_ "), self._names_of(piece.text))
        elif piece.kind in _ASSERTING:
            opens = piece.block != self.block
            if opens:
                self.block = piece.block
                self.focus.new_paragraph()
            sentence = self._sentence(piece)
            found = cues(piece.text)
            self._mention(piece, sentence, found)
            if piece.kind == "table":
                self._tabulate(piece, sentence, found, opens=opens)
            elif stated := fact(sentence, self.known.registry):
                self._add(piece, sentence, None, stated, found, Referent("", *self._standing_subject()), ())
            else:
                self._assert(piece, sentence, found)

    def _sentence(self, piece: Piece) -> Sentence:
        text, named = piece.text, self.named[piece.start]
        dated = _with_periods(times(text), self.known.periods.find(text))
        named = [name for name in named if not any(t.start < name.end and name.start < t.end for t in dated)]
        taken = [(t.start, t.end) for t in dated] + [(n.start, n.end) for n in named]
        counted = quantities(text, taken)
        words = tokens(text, masks(text, dated, counted, named))
        return Sentence(text, words, chunks(words), dated, counted, named)

    def _mention(self, piece: Piece, sentence: Sentence, found: Sequence[Cue]) -> None:
        rows = [(t.start, t.end, "time", t.value, "") for t in sentence.times]
        rows += [(q.start, q.end, q.kind, q.value, "") for q in sentence.quantities]
        rows += [(n.start, n.end, "name", n.canonical, n.type) for n in sentence.names]
        rows += [(c.start, c.end, "cue", c.kind, "") for c in found]
        for start, end, kind, value, what in sorted(rows):
            self.mentions.append({**self._place(piece, start, end), "kind": kind, "value": value, "type": what})

    def _place(self, piece: Piece, start: int, end: int) -> Row:
        """The span of a part of a sentence in the article's text."""
        back = self.article.seen.back
        begin, stop = back(piece.start + start), back(piece.start + end)
        line = piece.line + piece.text.count("\n", 0, start)
        text = self.article.text[begin:stop]
        return {"article": self.article.row["article"], "start": begin, "end": stop, "line": line, "text": text}

    def _assert(self, piece: Piece, sentence: Sentence, found: Sequence[Cue]) -> None:
        row = clauses(sentence.chunks)
        subjects = [self._subject(sentence, clause) for clause in row]
        soft = False
        main = next((s for s, c in zip(subjects, row, strict=True) if s.name and c.how in ("direct", "inverted")), None)
        for clause, subject in zip(row, subjects, strict=True):
            own = [cue for cue in found if clause.start <= cue.start < max(clause.end, clause.verb.end)]
            frame = frame_of(sentence, clause, self.known.registry)
            soft = soft or (
                clause.how in ("direct", "inverted") and not clause.marker and self._is_soft(sentence, clause, frame, own)
            )
            for each in single(frame, clause.object) if frame is not None else (None,):
                about = self._subject_of(sentence, each, clause, subject, main) if each is not None and each.subject else subject
                self._add(piece, sentence, clause, each, own, about, row, soft=soft and clause is not row[0])
        for frame in noun_frames(sentence, self.known.registry, row[0] if row else None):
            subject = self._subject_of(sentence, frame, None, None, main)
            self._add(piece, sentence, None, frame, found, subject, row)
        if not row:
            self._add(piece, sentence, None, None, found, Referent("", *self._standing_subject()), row)
        for clause in row:
            for phrase in (clause.subject, *(phrase for _, phrase in clause.objects)):
                if phrase:
                    self.focus.remember(sentence.text, phrase)
        self.focus.move(Referent("", "", ""), sentence.names, sentence.text)

    def _tabulate(self, piece: Piece, sentence: Sentence, found: Sequence[Cue], *, opens: bool) -> None:
        """Read a row of a table: the first gives the columns' heads."""
        if opens:
            self.heads = [cell for _, cell in cells(piece.text)]
            return
        for subject, frame in row_facts(sentence, self.heads, self.known.registry):
            names = self.names.find(subject)
            name = names[0].canonical if len(names) == 1 else subject
            self._add(piece, sentence, None, frame, found, Referent(subject, name, "row"), ())

    def _standing_subject(self) -> tuple[str, str]:
        """What a line without a subject of its own speaks of: the heading's name, else the one of the title."""
        for names, how in ((self.focus.heading_names, "heading"), (self.focus.title, "title")):
            if len(names) == 1:
                return names[0], how
        return "", ""

    def _subject(self, sentence: Sentence, clause: Clause) -> Referent:
        referent = self.focus.resolve(sentence.text, clause.subject, sentence.names)
        if clause.how not in ("relative", "participle", "shared") and clause.marker not in closed("conditions"):
            self.focus.move(referent, (), sentence.text)
        return referent

    def _subject_of(
        self, sentence: Sentence, frame: Frame, clause: Clause | None, subject: Referent | None, main: Referent | None
    ) -> Referent:
        """The subject of a frame, which need not be the clause's: "its founding", "the height of the tower"."""
        if clause is not None and frame.subject == clause.subject and subject is not None:
            return subject
        if frame.subject and frame.subject[0].lower in ("its", "their") and main is not None:
            return replace(main, words=frame.subject[0].lower, how="pronoun")
        return self.focus.resolve(sentence.text, frame.subject, sentence.names)

    def _is_soft(self, sentence: Sentence, clause: Clause, frame: Frame | None, own: Sequence[Cue]) -> bool:
        """Whether a clause only praises, advises or foretells, so that what hangs on it does no more."""
        return kind_of(sentence, clause, frame, own, named=True, topics=self.topics).kind in NEVER

    def _add(
        self,
        piece: Piece,
        sentence: Sentence,
        clause: Clause | None,
        frame: Frame | None,
        found: Sequence[Cue],
        subject: Referent,
        row: Sequence[Clause],
        *,
        soft: bool = False,
    ) -> None:
        read = kind_of(sentence, clause, frame, found, named=bool(subject.words or subject.name), topics=self.topics)
        if soft and not set(read.features) & set(ANCHORS):
            read = replace(read, checkable=False)
        start, end = _extent(sentence, clause, row)
        place = self._place(piece, start, end)
        attribution = _attribution(sentence, clause, row)
        self.claims.append(
            {
                "claim": self._id(place["text"], frame),
                **place,
                "kind": read.kind,
                "checkable": read.checkable,
                "checkworthiness": list(read.features),
                "subject": subject.name,
                "subject_how": subject.how,
                "predicate": _predicate(frame),
                **_slots(sentence, frame),
                "verb": clause.verb.verb if clause else "",
                "polarity": "negated" if _is_negated(sentence, clause, found) else "affirmed",
                "modality": _modality(found, clause),
                "attribution": attribution,
                "condition": _condition(sentence, row),
                "missing": _missing(read, frame, subject),
            }
        )

    def _id(self, text: str, frame: Frame | None) -> str:
        """A name for the claim that stays when other text changes: a hash of article, words, predicate and which of the same."""
        key = "\0".join((self.article.row["article"], text, _predicate(frame)))
        self.ids[key] += 1
        return "c-" + sha256(f"{key}\0{self.ids[key]}".encode()).hexdigest()[:12]


def _with_periods(found: list[Time], periods: Iterator[Name]) -> list[Time]:
    """The times of a sentence with the named periods of the packs; the longer of two that overlap."""
    rows = [*found, *(Time(p.start, p.end, p.canonical, "period") for p in periods)]
    kept: list[Time] = []
    for time in sorted(rows, key=lambda t: (t.start - t.end, t.start)):
        if not any(time.start < other.end and other.start < time.end for other in kept):
            kept.append(time)
    return sorted(kept, key=lambda t: t.start)


def _extent(sentence: Sentence, clause: Clause | None, row: Sequence[Clause]) -> tuple[int, int]:
    """The words of a claim: its clause, the whole sentence where that is the only one."""
    if clause is None or len(row) == 1:
        return 0, len(sentence.text)
    return clause.start, max(clause.end, clause.verb.end)


def _predicate(frame: Frame | None) -> str:
    if frame is None:
        return ""
    return f"{frame.predicate.id}:{frame.counted}" if frame.predicate.id == "count" and frame.counted else frame.predicate.id


def _slots(sentence: Sentence, frame: Frame | None) -> Row:
    if frame is None:
        return {"object": "", "quantity": "", "time": _only_time(sentence), "place": ""}
    words = {slot: sentence.text[at[0] : at[1]] if at else "" for slot, at in (("object", frame.object), ("place", frame.place))}
    return {
        "object": words["object"],
        "quantity": frame.quantity.value if frame.quantity else "",
        "time": frame.time.value if frame.time else "",
        "place": words["place"],
    }


def _only_time(sentence: Sentence) -> str:
    dated = [time for time in sentence.times if time.kind != "duration"]
    return dated[0].value if len(dated) == 1 else ""


def _is_negated(sentence: Sentence, clause: Clause | None, found: Sequence[Cue]) -> bool:
    """Whether the verb group, or "no" at the head of subject or object, denies the statement."""
    if clause is None:
        return False
    if any(cue.kind == "negation" and clause.verb.start <= cue.start < clause.verb.end for cue in found):
        return True
    groups = [phrase[0] for phrase in (clause.subject, clause.object) if phrase]
    return any(group.tokens[0].lower in ("no", "neither", "none", "nobody", "nothing") for group in groups)


def _modality(found: Sequence[Cue], clause: Clause | None) -> str:
    """How sure the writer is: "asserted", "hedged", "possible" (can, may), "predicted" or "advised"."""
    verb = clause.verb.lower.split() if clause else []
    if any(word in verb for word in ("may", "might", "could", "can")):
        return "possible"
    kinds = {cue.kind for cue in found}
    for kind, name in (("advice", "advised"), ("prediction", "predicted"), ("hedge", "hedged")):
        if kind in kinds:
            return name
    return "asserted"


def _attribution(sentence: Sentence, clause: Clause | None, row: Sequence[Clause]) -> str:
    """Who says it: "author", or the words for the holder of the statement."""
    text = sentence.text
    if text.startswith(("“", '"')):
        return "quoted"
    lower = text.lower()
    if "according to " in lower:
        at = lower.index("according to ") + 13
        return text[at:].split(",")[0].strip(" .")[:80]
    for other in row:
        if (
            clause is not None
            and other.verb.end <= clause.start
            and other.verb.verb in closed("saying")
            and clause.marker in ("that", "")
            and other.subject
        ):
            start, end = span(other.subject)
            return text[start:end]
    return "author"


def _condition(sentence: Sentence, row: Sequence[Clause]) -> str:
    for clause in row:
        if clause.marker in closed("conditions"):
            return sentence.text[clause.start : clause.end]
    return ""


def _missing(read: Reading, frame: Frame | None, subject: Referent) -> list[str]:
    """The slots a reader would ask for: who or what? what of it? when?"""
    if read.kind in NEVER:
        return []
    missing = []
    if not subject.name:
        missing.append("subject")
    if frame is None:
        missing.append("predicate")
    elif not frame.has_value:
        missing.append("value")
    if frame is not None and "time" in frame.predicate.value and frame.time is None:
        missing.append("time")
    if frame is not None and frame.time is not None and READINGS in frame.time.value:
        missing.append("one reading of the time")
    return missing

"""The claims of an article: every sentence that asserts something, clause by clause, with slots and what is missing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import takewhile
from typing import Any

from nbutils.claims.chunks import chunks
from nbutils.claims.clauses import Clause, clauses
from nbutils.claims.facts import fact, row_facts
from nbutils.claims.frames import frame_of
from nbutils.claims.kinds import ANCHORS, NEVER, kind_of
from nbutils.claims.knowledge import Knowledge
from nbutils.claims.manner import attribution, condition, missing, modality, only_time, polarity
from nbutils.claims.nouns import noun_frames
from nbutils.claims.phrases import span
from nbutils.claims.sentences import Sentence, masks, with_periods
from nbutils.claims.slots import Frame, Statement, single
from nbutils.claims.subjects import Focus, Referent
from nbutils.claims.tokens import tokens
from nbutils.claims.words import closed
from nbutils.corpus.articles import Article, Piece
from nbutils.corpus.blocks import ASSERTING, HEADINGS
from nbutils.corpus.language import ENGLISH
from nbutils.corpus.marks import cells
from nbutils.mentions.cues import Cue, cues
from nbutils.mentions.names import ArticleNames
from nbutils.mentions.quantities import quantities
from nbutils.mentions.times import times

Row = dict[str, Any]


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
        # Text first: in a title every word has a capital, so that it only shows which of the text's names it speaks of.
        said = [piece for piece in article.pieces if piece.kind not in HEADINGS]
        self.named = {piece.start: self.names.find(piece.text) for piece in said}
        self.spoken = sorted({name.canonical for found in self.named.values() for name in found}, key=len)
        self.focus = Focus(title=self._names_of(article.row["title"]))
        self.block, self.heads = 0, list[str]()
        self.topics = frozenset((known.topic, *self.focus.title, *self._frequent()))

    def _frequent(self) -> list[str]:
        """Names in one sentence of eight or more: what the whole article is about."""
        counts = Counter(name for found in self.named.values() for name in {n.canonical for n in found})
        return [name for name, count in counts.items() if count >= max(3, len(self.named) / 8)]

    def _names_of(self, text: str) -> tuple[str, ...]:
        """The names of the text that a title or heading speaks of, the longest where one holds another."""
        found = (name.canonical for name in self.names.find(text))
        longest = (next((s for s in reversed(self.spoken) if f" {s} ".lower() in f" {name} ".lower()), "") for name in found)
        return tuple(name for name in longest if name)

    def read(self, piece: Piece) -> None:
        """Read one sentence, a heading included."""
        if piece.kind in HEADINGS:
            self.focus.new_section(piece.text.strip("#*_ "), self._names_of(piece.text))
        elif piece.kind in ASSERTING:
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
                self._add(piece, Statement(sentence, (), None, stated, found), Referent("", *self._standing_subject()))
            else:
                self._assert(piece, sentence, found)

    def _sentence(self, piece: Piece) -> Sentence:
        text, named = piece.text, self.named[piece.start]
        dated = with_periods(times(text), self.known.periods.find(text))
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
        main = next((s for s, c in zip(subjects, row, strict=True) if s.name and c.how in ("direct", "inverted")), None)
        told = [self._statement(sentence, row, clause, found) for clause in row]
        kinds = [kind_of(said, named=True, topics=self.topics).kind for said in told]
        softs = [c.how in ("direct", "inverted") and not c.marker and kind in NEVER for c, kind in zip(row, kinds, strict=True)]
        for i, (clause, subject, said) in enumerate(zip(row, subjects, told, strict=True)):
            soft = any(softs if clause.how == "participle" else softs[:i])  # what hangs on advice is advice, wherever it stands
            for each in single(said.frame, clause.object) if said.frame else (None,):
                about = self._subject_of(sentence, each, clause, subject, main) if each is not None else subject
                self._add(piece, replace(said, frame=each), about, soft=soft)
        for frame in noun_frames(sentence, self.known.registry, row[0] if row else None):
            self._add(piece, Statement(sentence, row, None, frame, found), self._subject_of(sentence, frame, None, None, main))
        if not row:
            self._add(piece, Statement(sentence, row, None, None, found), Referent("", *self._standing_subject()))
        self._remember(sentence, row)

    def _statement(self, sentence: Sentence, row: Sequence[Clause], clause: Clause, found: Sequence[Cue]) -> Statement:
        own = [cue for cue in found if clause.start <= cue.start < max(clause.end, clause.verb.end)]
        return Statement(sentence, row, clause, frame_of(sentence, clause, self.known.registry), own)

    def _remember(self, sentence: Sentence, row: Sequence[Clause]) -> None:
        """What later sentences may take up again: the noun groups and names of this one."""
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
            self._add(piece, Statement(sentence, (), None, frame, found), Referent(subject, name, "row"))

    def _standing_subject(self) -> tuple[str, str]:
        """What a line without a subject of its own speaks of: the heading's name, else the one of the title."""
        heading = self.focus.heading
        whole = tuple(name.canonical for name in self.names.find(heading) if name.end - name.start >= len(heading) - len("The "))
        for names, how in ((whole or self.focus.heading_names, "heading"), (self.focus.title, "title")):
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
        if frame.subject and frame.subject[0].tokens[0].tag == "PRP$" and len(frame.subject[0].tokens) == 1:
            own = frame.subject[0].lower in ("its", "their") and main is not None
            return (
                replace(main, words=frame.subject[0].lower, how="pronoun")
                if own and main
                else self.focus.owner(frame.subject[0].lower)
            )
        return self.focus.resolve(sentence.text, frame.subject, sentence.names, other=subject.name if subject else "")

    def _add(self, piece: Piece, said: Statement, subject: Referent, *, soft: bool = False) -> None:
        read = kind_of(said, named=bool(subject.words or subject.name), topics=self.topics)
        if soft and not set(read.features) & set(ANCHORS):
            read = replace(read, checkable=False)
        place = self._place(piece, *said.extent)
        slots = self._slots(said, subject)
        frame = said.frame if said.frame is None or slots["object"] else replace(said.frame, object=None)
        self.claims.append(
            {
                "claim": self._id(place["text"], said.frame),
                **place,
                "kind": read.kind,
                "checkable": read.checkable,
                "checkworthiness": list(read.features),
                "subject": subject.name,
                "subject_how": subject.how,
                "predicate": _predicate(said.frame),
                **slots,
                "verb": said.clause.verb.verb if said.clause else "",
                "polarity": polarity(said),
                "modality": modality(said),
                "attribution": attribution(said),
                "condition": condition(said),
                "missing": missing(read, frame, subject),
                "in_record": "",
            }
        )

    def _slots(self, said: Statement, subject: Referent) -> Row:
        frame, text = said.frame, said.sentence.text
        if frame is None:
            return {"object": "", "quantity": "", "time": only_time(said), "place": ""}
        acts = said.clause is not None and frame.object == span(said.clause.subject)
        other = "" if acts else subject.name
        return {
            "object": self.focus.meant(text[slice(*frame.object)], other=other) if frame.object else "",
            "quantity": frame.quantity.value if frame.quantity else "",
            "time": frame.time.value if frame.time else "",
            "place": text[slice(*frame.place)] if frame.place else "",
        }

    def _id(self, text: str, frame: Frame | None) -> str:
        """A name for the claim that stays when other text changes: a hash of article, words, predicate and which of the same."""
        key = "\0".join((self.article.row["article"], text, _predicate(frame)))
        self.ids[key] += 1
        return "c-" + sha256(f"{key}\0{self.ids[key]}".encode()).hexdigest()[:12]


def _predicate(frame: Frame | None) -> str:
    if frame is None:
        return ""
    return f"{frame.predicate.id}:{frame.counted}" if frame.predicate.id == "count" and frame.counted else frame.predicate.id

"""The edges of the graph: what a sentence says of one node and another, in its own words.

An edge is stated by one clause: its subject is the one node, the other stands among what follows the verb; or the two stand in
one phrase with a preposition between them ("the bridge over the river"). The relation is the words between, so an edge claims
no more than the sentence does.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from nbutils.claims.chunks import Chunk, chunks
from nbutils.claims.clauses import Clause, clauses
from nbutils.claims.tokens import TIME, tokens
from nbutils.claims.words import closed
from nbutils.graph.nodes import Span

_BRACKETS = re.compile(r"\([^()]*\)|^[^()]*?\)")
LONGEST = 14  # words of a relation; what stands farther off is another matter


@dataclass(frozen=True, slots=True)
class Edge:
    """One node, the words of the relation, the other node."""

    source: str
    relation: str
    target: str


def edges(text: str, spans: Sequence[Span], times: Iterable[tuple[int, int]] = ()) -> list[Edge]:
    """The edges that a sentence states between the nodes it names, in order, each once; `times` are the places of dates."""
    if len({span.node for span in spans}) < 2 or text.rstrip().endswith("?"):
        return []
    return list(dict.fromkeys(_Stated(text, spans, times).edges()))


class _Stated:
    """A sentence in chunks, and which of them have a node as their head."""

    def __init__(self, text: str, spans: Sequence[Span], times: Iterable[tuple[int, int]]) -> None:
        self.text, self.spans = text, spans
        names = [(span.start, span.end, _tag(text[span.start : span.end])) for span in spans]
        dates = [(a, b, TIME) for a, b in times if not any(a < end and start < b for start, end, _ in names)]
        self.chunks = chunks(tokens(text, sorted((*names, *dates))))
        self.nodes = {chunk.start: span for chunk in self.chunks if (span := self._headed(chunk))}

    def edges(self) -> Iterator[Edge]:
        """Those of clauses, then those of prepositions."""
        row = clauses(self.chunks)
        begins = {clause.subject[0].start for clause in row if clause.how == "direct" and clause.subject}
        for clause in row:
            yield from self._of_clause(clause, begins)
        for before, link, after in zip(self.chunks, self.chunks[1:], self.chunks[2:], strict=False):
            if link.lower in closed("binding") and before.start in self.nodes and after.start in self.nodes:
                yield from self._edge(self.nodes[before.start], link.start, link.end, self.nodes[after.start])

    def _headed(self, chunk: Chunk) -> Span | None:
        """The node that a noun group is about: its head lies in the node's words."""
        if chunk.kind != "NP":
            return None
        head = chunk.head
        return next((span for span in self.spans if span.start <= head.start and head.end <= span.end), None)

    def _of_clause(self, clause: Clause, begins: Collection[int]) -> Iterator[Edge]:
        if clause.marker in closed("embedding") or _denied(clause) or self._is_part(clause):
            return
        for subject, start in self._subjects(clause):
            last: tuple[Span, int] | None = None  # the node before, and where the words of its relation end
            for target, begin in self._after(clause, begins):
                end = last[1] if last and begin == target.start and self._coordinated(last[0], target) else target.start
                yield from self._edge(subject, start, end, target)
                last = (target, end)

    def _is_part(self, clause: Clause) -> bool:
        """Whether a subject is only the end of one: "Integration of X" reads as X where the phrase was cut."""
        if not clause.subject:
            return False
        before = [chunk for chunk in self.chunks if chunk.end <= clause.subject[0].start][-1:]
        links = closed("prepositions") - closed("clause_openers")
        return any(c.kind in ("ING", "NP") or c.lower in links for c in before)

    def _subjects(self, clause: Clause) -> Iterator[tuple[Span, int]]:
        """The nodes a clause is about, each with where the words of its relation begin.

        Those are its head and what is coordinated with it, whose relation begins at the verb; and the owner of its head, where
        the relation begins with what is owned: the board, of "the board's main task was".
        """
        phrase, alone = clause.subject, all(chunk.kind != "CC" for chunk in clause.subject)
        phrase = tuple(takewhile(lambda chunk: chunk.kind != "IN", phrase))  # "interests among X and Y": Y is among them too
        if _disagree(clause.main if clause.how == "participle" and clause.main else clause):
            return
        for place, chunk in enumerate(phrase):
            if chunk.kind != "NP" or not (place == 0 or phrase[place - 1].kind == "CC" or phrase[place - 1].lower == ","):
                continue
            if span := self.nodes.get(chunk.start):
                if not (clause.how == "shared" and _is_bare(clause, chunk)):
                    yield span, span.end if alone and clause.how == "direct" else clause.verb.start
            elif place == 0 and clause.how == "direct" and (owner := self._owner(chunk)):
                yield owner, owner.end

    def _owner(self, chunk: Chunk) -> Span | None:
        """The node that owns what a noun group is about."""
        for token, after in zip(chunk.tokens, chunk.tokens[1:], strict=False):
            if after.lower in ("'s", "'"):
                return next((span for span in self.spans if span.start <= token.start and token.end <= span.end), None)
        return None

    def _after(self, clause: Clause, begins: Collection[int]) -> Iterator[tuple[Span, int]]:
        """The nodes that noun groups behind a clause's verb are about, and where each group's own words begin.

        They end with a relative or asking word and with the subject of another clause (`begins`: where those stand).
        """
        for chunk in self.chunks:
            if clause.verb.end <= chunk.start < clause.end:
                if chunk.kind == "W" or chunk.start in begins or chunk.lower in closed("subject_pronouns"):
                    return
                if chunk.start in self.nodes:
                    words = (t for t in chunk.tokens if not t.tag.startswith(("DT", "PRP")))
                    yield self.nodes[chunk.start], next(words).start

    def _coordinated(self, one: Span, other: Span) -> bool:
        """Whether only "and", a comma, an adverb or a name in brackets stands between two nodes."""
        between = [chunk for chunk in self.chunks if one.end <= chunk.start and chunk.end <= other.start]
        return all(_joins(chunk) or chunk.start in self.nodes for chunk in between)

    def _edge(self, source: Span, start: int, end: int, target: Span) -> Iterator[Edge]:
        relation = " ".join(_BRACKETS.sub(" ", self.text[start:end]).split())
        if target.node != source.node and 0 < len(relation.split()) <= LONGEST:
            yield Edge(source.node, relation, target.node)


def _tag(words: str) -> str:
    """The part of speech of a name or of common nouns."""
    if words[0].isupper():
        return "NNP"
    return "NNS" if words.endswith("s") else "NN"


def _disagree(clause: Clause) -> bool:
    """Whether a plural stands before a verb in the singular: it is the end of a longer subject."""
    plural = [chunk.head.tag in ("NNS", "NNPS") for chunk in clause.subject if chunk.kind == "NP"]
    return plural == [True] and clause.verb.tokens[0].tag == "VBZ"


def _joins(chunk: Chunk) -> bool:
    return chunk.kind == "CC" or chunk.lower in (",", "(", ")") or chunk.lower in closed("clause_adverbs")


def _is_bare(clause: Clause, subject: Chunk) -> bool:
    """Whether a verb that shares its subject is an infinitive without its "to": it does not agree with one thing."""
    verb = clause.verb.tokens
    return len(verb) == 1 and verb[0].lower == clause.verb.verb and subject.head.tag in ("NN", "NNP")


def _denied(clause: Clause) -> bool:
    return any(token.lower in closed("negating") for token in clause.verb.tokens)

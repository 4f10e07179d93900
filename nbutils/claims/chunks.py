"""Tokens to chunks: noun groups, verb groups, prepositions, conjunctions, times, signs – by one pattern over the tags."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from nbutils.claims.tokens import QUANTITY, TIME, Token
from nbutils.claims.words import closed, is_participle, lemma

# A letter per tag, so that groups are a regular expression over a sentence's tags.
_LETTERS = {
    **dict.fromkeys(("NN", "NNS", "NNP", "NNPS", QUANTITY), "N"),
    **dict.fromkeys(("DT", "PDT", "PRP$", "WP$"), "D"),
    **dict.fromkeys(("JJ", "JJR", "JJS"), "J"),
    **dict.fromkeys(("VB", "VBP", "VBZ", "VBD"), "V"),
    **dict.fromkeys(("RB", "RBR", "RBS", "RP"), "R"),
    **dict.fromkeys(("WDT", "WP", "WRB"), "W"),
    "PRP": "P",
    "CD": "#",
    "VBG": "G",
    "VBN": "E",
    "MD": "M",
    "TO": "t",
    "IN": "I",
    "CC": "C",
    "EX": "X",
    "POS": "O",
    TIME: "T",
    **{sign: sign for sign in ",().:"},
}
QUOTES = frozenset('“”"‘«»')
_NOUNS = (
    r"(?:(?<=D)R(?=[EG][NJ])|R?[J#]|N|O|(?<=[DJ#IR])E(?=[NJ#O])|(?<=[DJ#NR])G(?=[NJ#O])"
    r"|(?<=J),(?=J[JN])|C(?=J*N)(?<=JC)|(?<=D)T(?=[NJ]))"
)
# A noun group of more than 40 words is none; without a bound a row of 1,000 numbers is looked through 1,000 times.
_CHUNK = re.compile(
    rf"(?P<NP>(?:D(?:R(?=[JNEG#]))?|(?![GE])|(?<=I)(?!G)){_NOUNS}{{0,40}}N(?:O{_NOUNS}{{0,40}}N)*|P|X|D{{1,2}}(?:R?J|#)?(?=[BHMVKEI,.:;)C]|$)|\#(?=[BHMVKEI,.:;)C]|$))"
    r"|(?P<INF>tR*(?:H R*)?(?:BR*)?[VEBHK](?:R*[EG](?=[^N]|$))?)"
    r"|(?P<VG>(?:MR*)?(?:KR*)?(?:HR*)?(?:BR*){0,2}(?:(?<=[HBK])[EG](?![NJ]*N(?<=B..))|(?<=[HBKMR])[VE]|G(?<=BG)|G(?<=BRG)|[VE])|(?:MR*)?(?:KR*)?(?:HR*)?(?:BR*){1,2}|HR*(?![VE])|KR*|MR*)"
    r"|(?P<T>T)|(?P<ING>G)|(?P<ADV>R+|J+)|(?P<W>I?W)|(?P<IN>I|t)|(?P<CC>C)|(?P<SIGN>.)"
)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of tokens of one kind: NP, VG (verb group), INF (to + verb), ING, T (time), IN, CC, W (wh-word), ADV or SIGN."""

    kind: str
    tokens: tuple[Token, ...]

    @property
    def start(self) -> int:
        """Where it begins in the sentence."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.tokens[-1].end

    @property
    def lower(self) -> str:
        """Its words in lower case."""
        return " ".join(token.lower for token in self.tokens)

    @property
    def head(self) -> Token:
        """The last noun of a noun group, the last word of any other."""
        nouns = [token for token in self.tokens if token.tag.startswith("NN") or token.tag == QUANTITY]
        return nouns[-1] if nouns else self.tokens[-1]

    @property
    def verb(self) -> str:
        """The lemma of a verb group's main verb."""
        verbs = [token for token in self.tokens if token.tag.startswith("VB") or token.tag == "NN"]
        return lemma(verbs[-1].lower) if verbs else ""

    @property
    def is_passive(self) -> bool:
        """Whether a form of "be" stands before a past participle."""
        last = self.tokens[-1]
        return last.tag in ("VBN", "VBD") and any(t.lower in closed("be") for t in self.tokens[:-1])

    @property
    def can_be_participle(self) -> bool:
        """Whether it is one word that is past tense as well as participle, as most are."""
        return len(self.tokens) == 1 and (
            self.tokens[0].tag == "VBN" or (self.tokens[0].tag == "VBD" and is_participle(self.tokens[0].lower))
        )

    @property
    def is_finite(self) -> bool:
        """Whether it can carry a clause: no bare participle, no infinitive."""
        return self.kind == "VG" and not (len(self.tokens) == 1 and self.tokens[0].tag == "VBN")


def chunks(tokens: Sequence[Token]) -> list[Chunk]:
    """The chunks of a sentence, in order; every token is in one."""
    tokens = [token for token in tokens if token.text not in QUOTES]  # what is quoted is part of the sentence
    letters = "".join(_letter(token) for token in tokens)
    row: list[Chunk] = []
    for found in _CHUNK.finditer(letters):
        chunk = Chunk(str(found.lastgroup), tuple(tokens[found.start() : found.end()]))
        if chunk.kind == "INF" and row and row[-1].kind == "VG" and row[-1].verb in closed("aspectual"):
            row[-1] = Chunk("VG", (*row[-1].tokens, *chunk.tokens))  # "began to pour" says what "poured" says
        elif chunk.tokens:
            row.append(chunk)
    return row


def _letter(token: Token) -> str:
    if token.lower == "'s":
        return "B" if token.tag == "VBZ" else "O"
    return _auxiliaries().get(token.lower) or _LETTERS.get(token.tag, ";")


@cache
def _auxiliaries() -> dict[str, str]:
    """The forms of "be", "have" and "do", which have letters of their own."""
    return {word: letter for name, letter in (("do", "K"), ("have", "H"), ("be", "B")) for word in closed(name)}

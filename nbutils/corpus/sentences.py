"""Exact sentence spans in English prose: a regex finds the candidates, small functions decide on each.

The golden rules that sentence splitters share say where a sentence ends. Where they are silent (references, notes,
captions, speech that breaks off) the practice of the GUM corpus is followed, https://gucorpling.org/gum/.
The word lists, each with its reason, are data: packs/general/sentences.yaml.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise

import yaml

Span = tuple[int, int]

# Every repetition is possessive or bounded, and a run of stops is entered only at its first character:
# a candidate costs a bounded number of steps, so the time is linear in the text.
_STOPS = ".!?…‼⁇⁈⁉‽。！？｡؟۔।"
_CLOSERS = r"\"'”’»›)\]}」』】）"
# A reference belongs to the sentence before it: "dynamics.[3] The", "it. [12]–[15] In", "aims.[citation needed] A".
_REFERENCE = r"\[(?:\d[\d,; –-]{0,20}|[a-z]|(?:note|nb|n) ?\d{1,3}|(?:[a-z]{1,15} ){1,3}needed|\.{3}|…)\]"
# So does the number of a note, raised in print: "the law.12 The", "the law. 4 Even". Before a month it is a date.
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_NOTE = (
    r"(?: |(?<=[^\W\d_][.?!])|(?<=[.?!][)”\"]))\d{1,2}"
    rf"(?=\s[\"“(]?[A-Z][\w-]{{0,30}}[ ,])(?!\s(?:{_MONTHS})\b)"
)
_STOP = re.compile(
    rf"(?P<stop>[{_STOPS}](?<![{_STOPS}][{_STOPS}])(?:[{_STOPS}]|(?<=\.)[ \xa0]\.){{0,40}}+)"
    rf"(?P<close>[{_CLOSERS}]{{0,8}}+)"
    rf"(?:(?:[–,-]? ?{_REFERENCE}){{1,12}}+|{_NOTE})?+(?:(?=\s)|(?<=[。！？｡」』】）]))"
)
_BEFORE = re.compile(r"[^\s—–/(\[{\"“”‘«]{1,24}\Z")
_AFTER = re.compile(r"\s*+(?P<open>[^\w]{0,12}+)(?P<word>\w{0,24}+(?:['’]\w{1,3}+)?+)")
_INNER_DOTS = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_NUMBER = re.compile(rf"\d|[A-Z]{{1,3}}\d|[IVXLC]{{2,}}\Z|[VXLC]\Z|(?:{_MONTHS})\Z")
_CAMEL = re.compile(r"[a-z]{1,4}[A-Z]")
# A quotation within a sentence, which goes on to its end: wrote, "It is hot. I am ill."
_QUOTE = re.compile(r'["“](?<=[,:]\s.)(?=\S)[^"“”]{1,500}+(?<!\s)["”]')

# Ends that no stop marks: before a bullet, at a blank line, at a dash where speech breaks off,
_BREAK = re.compile(
    r"[•‣⁃◦▪●\n—–-](?:(?<=\s[•‣⁃◦▪●])(?=\s?\w)|(?<=\n)(?=[^\S\n]{0,80}\n)"
    r"|(?:(?<=\s[—–])|(?<=\s--))(?=\s(?P<word>[A-Z]\w{0,9}(?:['’]\w{1,2})?)))"
)
# after the label of a caption ("Figure 1.5 Residents gather"),
_FIGURE = r"(?:Figure|Fig\.|Table|Box|Exhibit) \d{1,3}(?:[.-]\d{1,3}){0,3}"
_CAPTION = re.compile(rf"\s*+{_FIGURE}(?=\s[A-Z])")
# before an item of a list that runs on in one line ("1.) One 2.) Two", "a. One b. Two").
_ITEM = re.compile(r"(?:\A|(?<=\s))(?P<label>\d{1,3}|[a-z])(?P<mark>\.\)|[.)])(?=\s[A-Z])")
_LABEL = re.compile(rf"\W{{0,4}}(?:\d{{1,3}}(?:\.\d{{1,3}}){{0,4}}|{_FIGURE}|[A-Za-z]|[IVX]{{1,6}}|[ivx]{{1,5}})")
_LONGEST_LABEL = 20
# The longest of 18,000 sentences of speeches, treaties and essays has 1,663 characters. What reads a sentence may take the square
# of its length; a line of 200 MB without a stop must not.
LONGEST = 2000
_PART = re.compile(rf"\S(?:.{{0,{LONGEST - 2}}}\S)?(?!\S)|\S{{1,{LONGEST}}}", re.DOTALL)


@cache
def _words(name: str) -> frozenset[str]:
    """One list of the data file."""
    return frozenset(_data()[name]["words"])


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    text = (files("nbutils.packs.general") / "sentences.yaml").read_text("utf-8")
    data: dict[str, dict[str, list[str]]] = yaml.safe_load(text)
    return data


@cache
def _kinds() -> dict[str, str]:
    """Abbreviation in lower case -> the list that holds it."""
    names = ("leads_on", "titles", "clock", "dates", "before_number", "may_end")
    return {word.lower(): name for name in names for word in _words(name)}


@cache
def _says() -> re.Pattern[str]:
    """Who spoke, after direct speech: "Betty asked", "the old man said"."""
    verbs = "|".join(sorted(_words("speech_verbs")))
    return re.compile(rf"(?:(?:[Tt]he|[Mm]y|[Hh]is|[Hh]er) )?\w{{1,20}}(?: \w{{1,20}})? (?:{verbs})\b")


def sentence_spans(text: str) -> list[Span]:
    """The sentences of one block as (start, end): in order, disjoint, trimmed; together all but whitespace."""
    cuts = {0}
    for start, stop in _segments(text):
        cuts.update(_marked_ends(text, start, stop), (stop,))
    spans = []
    for start, end in pairwise(sorted(cuts)):
        piece = text[start:end]
        if inner := piece.strip():
            lead = start + len(piece) - len(piece.lstrip())
            spans.append((lead, lead + len(inner)))
    return spans


def parted(text: str, start: int, end: int) -> Iterator[Span]:
    """A span itself, or its parts where it is longer than any sentence: between blanks where there are some."""
    if end - start <= LONGEST:
        return iter([(start, end)])
    return (found.span() for found in _PART.finditer(text, start, end))


def _segments(text: str) -> Iterator[Span]:
    """The stretches of text between the ends that no stop marks."""
    cuts = {0, len(text), *_item_starts(text)}
    if caption := _CAPTION.match(text):
        cuts.add(caption.end())
    for found in _BREAK.finditer(text):
        if found["word"] is None:
            cuts.add(found.start())
        elif _straight(found["word"]) in _words("speech_starters"):
            cuts.add(found.end())
    return pairwise(sorted(cuts))


def _item_starts(text: str) -> Iterator[int]:
    """Where list items within the block begin: labels of one style that count on from the block's first."""
    label, mark = "", ""
    for found in _ITEM.finditer(text) if _ITEM.match(text) else ():
        if not label or (found["label"], found["mark"]) == (_successor(label), mark):
            label, mark = found["label"], found["mark"]
            yield found.start()


def _successor(label: str) -> str:
    return str(int(label) + 1) if label.isdecimal() else chr(ord(label) + 1)


def _marked_ends(text: str, start: int, stop: int) -> Iterator[int]:
    """The ends within a segment that a full stop, question mark, exclamation mark or ellipsis sets."""
    quotes = _QUOTE.finditer(text, start, stop)
    quote = next(quotes, None)
    for found in _STOP.finditer(text, start, stop):
        while quote and quote.end() <= found.start():
            quote = next(quotes, None)
        quoted = quote and quote.start() < found.start() and found.end("close") < quote.end()
        if not quoted and _ends_sentence(text, start, stop, found):
            start = found.end()
            yield start


def _ends_sentence(text: str, start: int, stop: int, found: re.Match[str]) -> bool:
    """Whether the sentence that began at `start` ends at this stop."""
    if found.end() < stop and not text[found.end()].isspace():
        return True  # Chinese and Japanese stops need no space after them
    after = _AFTER.match(text, found.end(), stop)
    if not after or not _can_open(after["open"], after["word"], found):
        return False
    at, word = found.start(), _straight(after["word"])
    # This near to the start only the label of a list item or dots can have come before: "1. One", "… And so".
    if at - start <= _LONGEST_LABEL and _is_label(text[start:at].strip()):
        return False
    if found["stop"] == ".":
        return not _is_abbreviation(text, max(start, at - 24), at, word)
    if found["close"] and _says().match(text, after.start("word"), stop):
        return False
    return _mark_ends(text, max(start, at - 24), found, word)


def _can_open(opening: str, word: str, found: re.Match[str]) -> bool:
    """Whether signs and a word like these can open a sentence."""
    if not word or opening[:1] in {",", ";", ":", "&"}:
        return False
    if opening == "(" and len(word) == 4 and word.isdecimal():
        return False  # a year that dates what is named before it: "Viva Maria! (1965)"
    if word[0].islower():
        aside = opening == "(" and found["stop"] == "." and not found["close"]
        return aside or _CAMEL.match(word) is not None  # "iPhone" has its capital
    return True


def _straight(word: str) -> str:
    """The word with the apostrophe that the lists use."""
    return word.replace("’", "'")


def _is_label(opening: str) -> bool:
    """Whether this is all a label, or no word at all."""
    return not any(map(str.isalnum, opening)) or _LABEL.fullmatch(opening) is not None


def _mark_ends(text: str, start: int, found: re.Match[str], word: str) -> bool:
    """Whether a question mark, exclamation mark or ellipsis with a capital after it ends the sentence."""
    at, mark = found.start(), found["stop"]
    if mark[0] not in ".…":
        before = _BEFORE.search(text, start, at)
        named = mark == "!" and before is not None and before[0] in _words("marked_names")
        return not named or word in _words("starters")
    if at and text[at - 1] in "[(" and found["close"]:
        return False  # "[...]" stands for words left out
    # Three spaced dots are a pause, and "I" has its capital anyway.
    return not (mark == ". . ." and word.startswith("I") and not word[1:2].isalpha())


def _is_abbreviation(text: str, start: int, at: int, word: str) -> bool:
    """Whether the dot at `at` belongs to the word before it and the sentence goes on with `word`."""
    before = _BEFORE.search(text, start, at)
    if before is None:
        return False
    token = before[0]
    if len(token) == 1 and token.isalpha():
        return _is_initial(text, start, at, word)
    if kind := _kinds().get(token.lower()):
        return _goes_on(kind, token, word)
    return _INNER_DOTS.fullmatch(token) is not None and word not in _words("starters")


def _goes_on(kind: str, token: str, word: str) -> bool:
    """Whether a sentence goes on after an abbreviation of this kind with a word that has a capital or is a number."""
    if kind == "leads_on":
        return True
    if kind == "titles":
        return token[0].isupper()
    if kind == "before_number":
        return _NUMBER.match(word) is not None
    if kind == "clock":
        return word in _words("clock_followers")
    if kind == "dates":
        return token[0].isupper() and (word in _words("clock_followers") or word[0].isdigit())
    return word not in _words("starters")


def _is_initial(text: str, start: int, at: int, word: str) -> bool:
    """Whether a single letter is short for a name or a word: "J. Smith", "p. 5"; not "you and I. Did"."""
    letter = text[at - 1]
    if letter.islower():
        return letter == "v" or _NUMBER.match(word) is not None
    words = text[start:at].split()
    if letter == "I" and not (len(words) > 1 and words[-2][0].isupper()):
        return False
    return word not in _words("starters")

"""Where the grammar of a sentence puts things: what a verb happens to, and which date goes with it."""

import re
from itertools import zip_longest

from nbutils.claims.tokens import TIME, Token
from nbutils.claims.words import closed
from nbutils.mentions.times import Time
from nbutils.record.families import DONE, HAPPENS, NOUN, Trigger
from nbutils.record.scenes import Scene

_NOMINAL = ("NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "CD", "DT", "PRP$", "PRP", "POS", "VBG", "WP$")
_OPENS_OBJECT = ("DT", "PRP$", "NNP", "NNPS", "JJ", "NN", "NNS", "CD")
_ADVERBS = ("RB", "RBR", "RBS")
_RELATIVE = frozenset(("which", "that", "who"))
_BREAKS = frozenset((";", ":", "–", "—"))
_PARTS_OF_TIME = frozenset(
    (
        "end",
        "beginning",
        "start",
        "middle",
        "spring",
        "summer",
        "autumn",
        "winter",
        "close",
        "month",
        "morning",
        "night",
        "day",
        "evening",
    )
)


def themes(scene: Scene, trigger: Trigger) -> list[tuple[int, int]]:
    """The spans of the noun phrases that what a trigger says happens to; none where the grammar leaves it open."""
    after = [token for token in scene.words if token.start >= trigger.end]
    before = [token for token in scene.words if token.end <= trigger.start]
    if trigger.kind == NOUN:
        return _of_noun(before, after)
    if trigger.kind == DONE and _is_active(before, after):
        return _object(after)
    if not _words(before):
        return _behind_comma(after)
    return (_antecedent(before) if trigger.kind == DONE else []) or _subject(before)


def _antecedent(before: list[Token]) -> list[tuple[int, int]]:
    """The noun phrase before "that" and an agent: "the treaties that two men signed"."""
    at = next((n for n in range(len(before) - 1, 0, -1) if before[n].lower in ("that", "which")), None)
    agent = before[at + 1 :] if at else []
    if at is None or not agent or not all(token.tag in (*_NOMINAL, "CC") for token in agent):
        return []
    return _phrase_before(before[:at])


def acts(scene: Scene, trigger: Trigger) -> bool:
    """Whether what a trigger says is done to an object behind it."""
    before = [token for token in scene.words if token.end <= trigger.start]
    return trigger.kind == DONE and _is_active(before, [token for token in scene.words if token.start >= trigger.end])


def is_vague(phrase: str) -> bool:
    """Whether a noun phrase is a pronoun or a bare "the treaty", which something before it tells."""
    return re.fullmatch(r"(?:it|its|they|their|(?:the|this|that|these)(?: [a-z]+)?)", phrase.strip(" ,").lower()) is not None


def _words(row: list[Token]) -> list[Token]:
    return [token for token in row if token.text[:1].isalnum()]


def _is_active(before: list[Token], after: list[Token]) -> bool:
    """Whether a past form that may be active or passive has an object: "signed the pact", not "was signed", "signed in"."""
    row = [token for token in before if token.tag not in _ADVERBS]
    if row and (row[-1].lower in closed("be") or (row[-1].lower in closed("have") and row[-1].tag == "VBN")):
        return False
    following = next((token for token in after if token.tag not in _ADVERBS), None)
    return following is not None and following.tag in _OPENS_OBJECT and bool(row)


def _object(after: list[Token]) -> list[tuple[int, int]]:
    """The noun phrase behind a verb, as far as its first name."""
    phrase: list[Token] = []
    for token in after:
        if token.tag not in _NOMINAL and token.tag != "VBN":
            break
        phrase.append(token)
        if token.tag == "NNP":
            break
    return [(phrase[0].start, phrase[-1].end)] if phrase else []


def _behind_comma(after: list[Token]) -> list[tuple[int, int]]:
    """The subject behind an opening participle: "Founded in 1950 by five states, the league"."""
    comma = next((number for number, token in enumerate(after) if token.lower == ","), None)
    if comma is None or any(token.tag.startswith("VB") and token.tag != "VBN" for token in after[:comma]):
        return []
    return _object(after[comma + 1 :])


def _of_noun(before: list[Token], after: list[Token]) -> list[tuple[int, int]]:
    """The phrase behind "of", or the owner before: "the signing of the pact", "the pact's signing", "its signing"."""
    if after and after[0].lower in ("of", "by") and len(after) > 1:
        return _object(after[1:])
    row = [token for token in before if token.tag not in ("JJ", *_ADVERBS)]
    if row and row[-1].tag == "PRP$":
        return [(row[-1].start, row[-1].end)]
    return _phrase_before(row[:-1]) if row and row[-1].tag == "POS" else []


def _subject(before: list[Token]) -> list[tuple[int, int]]:
    """The noun phrase before a verb, over auxiliaries, adverbs, "which", what stands between commas or in brackets."""
    row = list(before)
    row = _without_tail(row)
    if row and row[-1].lower in _RELATIVE:
        row = row[:-1]
    comma = bool(row) and row[-1].lower == ","
    row = row[:-1] if comma else row
    if row and row[-1].text == ")":
        opened = next((n for n in range(len(row) - 1, -1, -1) if row[n].text == "("), 0)
        row = row[:opened]
    return _over_apposition(row) or _phrase_before(row, hanging=comma)


def _without_tail(row: list[Token]) -> list[Token]:
    """Tokens without the auxiliaries and adverbs at their end."""
    skipped = closed("be") | closed("have") | closed("do") | {"to", "formally", "officially", "first"}
    while row and (row[-1].lower in skipped or row[-1].tag in (*_ADVERBS, "MD")):
        row = row[:-1]
    return row


def _over_apposition(row: list[Token]) -> list[tuple[int, int]]:
    """The name before ", a fund for roads": what is set beside a name between commas is passed over."""
    comma = next((n for n in range(len(row) - 1, max(-1, len(row) - 12), -1) if row[n].lower == ","), None)
    if comma is None or comma == 0 or comma + 1 >= len(row):
        return []
    inner = row[comma + 1 :]
    if inner[0].tag not in ("DT", "VBN") or any(token.tag.startswith("VB") or token.tag == "NNP" for token in inner[1:]):
        return []
    return _phrase_before(row[:comma]) if row[comma - 1].tag == "NNP" else []


def _phrase_before(row: list[Token], *, hanging: bool = False) -> list[tuple[int, int]]:
    """The noun phrase that ends a row of tokens, with "of" phrases; none where it hangs on a noun by another preposition.

    Where a comma follows, what comes next is said of the nearest phrase, `hanging` or not.
    """
    at = len(row)
    while at and (row[at - 1].tag in _NOMINAL or (row[at - 1].lower == "of" and at < len(row))):
        at -= 1
    if at == len(row):
        return []
    hangs = at > 1 and row[at - 1].tag in ("IN", "TO") and row[at - 2].tag.startswith(("NN", "PRP"))
    spans = [(row[at].start, row[-1].end)]
    if hangs and not hanging:
        return []
    if at > 1 and row[at - 1].lower in ("and", ","):
        spans += _phrase_before(row[: at - 1]) if row[at - 2].tag == "NNP" else []
    return spans


def dated(scene: Scene, trigger: Trigger, all_triggers: tuple[Trigger, ...]) -> Time | None:
    """The date that goes with a trigger: the first behind it before another verb, else one that leads its clause."""
    fitting = [time for time in scene.times if time.kind not in ("duration", "later", "same", "next", "previous", "now")]
    behind = next((time for time in fitting if time.start >= trigger.end), None)
    if behind and not _parted(scene, trigger.end, behind.start, trigger, all_triggers) and not _in_name(scene, behind):
        return behind
    leading = next((time for time in reversed(fitting) if time.end <= trigger.start), None)
    if leading and _leads(scene, leading, trigger) and not _in_name(scene, leading):
        return leading
    return None


def _parted(scene: Scene, start: int, end: int, trigger: Trigger, others: tuple[Trigger, ...]) -> bool:
    """Whether another verb, another moment or a sign stands between."""
    between = scene.within(start, end)
    inner = (other for other in others if other.start >= start and other.end <= end and other.family != trigger.family)
    if any(other.kind != NOUN or scene.text.startswith(" of", other.end) for other in inner):
        return True
    return any(t.lower in _BREAKS or t.tag in ("VBZ", "VBP", "VBD", "MD", "VBN", "WDT", "WP") or t.tag == TIME for t in between)


def _leads(scene: Scene, time: Time, trigger: Trigger) -> bool:
    """Whether a time opens the clause whose first verb is the trigger's."""
    before = scene.text[: time.start]
    opens = re.search(
        r"(?:^|[,;:.–—]|\b(?:and|but|that|when|where|was)\b)[\s•*-]*(?:(?:[Ii]n|[Oo]n|[Ss]ince|[Ff]rom|[Bb]y|[Aa]t|[Ee]arly|[Ll]ate)\s(?:the\s)?)*$",
        before,
    )
    between = scene.within(time.end, trigger.start)
    auxiliary = closed("be") | closed("have") | {"it", "that"}
    verbs = [token for token in between if token.tag.startswith(("VB", "MD")) and token.lower not in auxiliary]
    return bool(opens) and not verbs and not any(token.lower in _BREAKS or token.tag == TIME for token in between)


def _in_name(scene: Scene, time: Time) -> bool:
    """Whether a date belongs to a noun: "the war of 1905"."""
    found = re.search(r"(\w+)\sof(?:\sthe)?\s$", scene.text[: time.start])
    return bool(found) and found is not None and found[1].lower() not in _PARTS_OF_TIME


def continues(scene: Scene, trigger: Trigger) -> bool:
    """Whether a verb shares the sentence's first subject: it stands behind "and" or "but", or is its first finite verb."""
    before = _without_tail([token for token in scene.words if token.end <= trigger.start])
    if before and before[-1].tag == "CC":
        return True
    pairs = zip_longest(before, before[1:])
    finite = (
        t for t, behind in pairs if not (t.tag == "VBD" and behind is not None and behind.tag == "IN")
    )  # "a pact made at Rome"
    return not any(token.tag in ("VBZ", "VBP", "VBD", "MD", "WDT", "WP", "WRB") for token in finite)


def is_passive_or_past(scene: Scene, trigger: Trigger) -> bool:
    """Whether a trigger tells what was done, not what is to be: no "will", "to be" or "should" before it."""
    row = [token for token in scene.words if token.end <= trigger.start][-4:]
    return trigger.kind == NOUN or not any(token.tag == "MD" or token.lower == "to" for token in row)


__all__ = ["DONE", "HAPPENS", "NOUN", "acts", "continues", "dated", "is_passive_or_past", "is_vague", "themes"]

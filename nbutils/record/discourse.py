"""Scene after scene: what heading, names and sentences leave behind for the pronouns and "the treaty" of those that follow."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from nbutils.claims.tokens import TIME
from nbutils.compare.passages import Passage
from nbutils.record.scenes import DEFINITE, NAMED, PRONOUN, PRONOUNS, Scene, parsed
from nbutils.record.subjects import Mention, Names, heads, noun_stem

_OPENING = re.compile(r"^\W*(?:(?:[A-Z]\w+ly|Today|Now|However|Indeed|Also|Yet|But|And|So|Then|Still),?\s)?")
_BESIDE = re.compile(r"(?:An?|One|The)\s(?:[a-z-]+\s){1,6}?[a-z-]+,\s(?:the\s)?(?=[A-Z])")
_OTHER = frozenset(("a", "an", "another", "other"))


def scenes(passages: Sequence[Passage], names: Names) -> Iterator[Scene]:
    """The scene of each passage; passages of an article stand together and in order."""
    before: Scene | None = None
    for passage in passages:
        scene = parsed(passage, names)
        previous = before if before is not None and before.passage.article == passage.article else None
        above = previous if previous is not None and previous.passage.block == passage.block else None
        _place(scene, names)
        _inherit(scene, previous, above)
        _single_out(scene, above, names)
        _lead(scene, above)
        scene.seen |= scene.about
        _forget(scene, names)
        for mention in scene.mentions:
            _remember(scene, mention, names)
        before = scene
        yield scene


def _place(scene: Scene, names: Names) -> None:
    """What heading and title speak of, the subjects of the claims, and those described in other words."""
    passage = scene.passage
    spoken = [[m for m in names.find(words) if not m.weak] for words in (passage.heading, passage.title)]
    scene.standing = next((found[0].subjects for found in spoken if len({m.subjects for m in found}) == 1), ())
    scene.nouns = {noun: scene.standing for subject in scene.standing for noun in names.nouns(subject)}
    scene.claimed = {claim["claim"]: names.of(claim["subject"]) for claim in passage.claims if claim["subject"]}
    scene.described = names.described(passage)
    scene.topic, scene.topic_stems = names.topic, names.topic_stems
    scene.on_topic = names.topic in scene.named | {subject for found in spoken for m in found for subject in m.subjects}


def _inherit(scene: Scene, previous: Scene | None, above: Scene | None) -> None:
    """What the passage before leaves: `previous` of the same article, `above` of the same paragraph or table."""
    scene.seen = scene.named | frozenset(scene.standing)
    if scene.passage.kind == "table":
        scene.heads_text = above.heads_text if above else scene.text
    if previous is None:
        return
    scene.seen |= previous.seen
    if previous.passage.heading == scene.passage.heading:
        scene.nouns = {**scene.nouns, **previous.nouns}
    if above is None:
        return
    scene.on_topic |= above.on_topic
    scene.earlier = above.earlier | above.named


def _single_out(scene: Scene, above: Scene | None, names: Names) -> None:
    """What "it" can only be: the one subject of the paragraph, where the sentence before names nothing else."""
    if above is not None and len(scene.earlier) == 1 and scene.named <= scene.earlier:
        one = tuple(scene.earlier)
        scene.likely = one if all(names.of(name) == one for name in above.passage.names) else ()


def _lead(scene: Scene, above: Scene | None) -> None:
    """Find what the first noun phrase stands for: a name, a pronoun's or a definite noun's antecedent."""
    opening = _OPENING.match(scene.text)
    at = opening.end() if opening else 0
    if named := _opening_name(scene, at):
        scene.lead, scene.lead_how = named, NAMED
        return
    words = [word.strip(",") for word in scene.text[at:].lower().split(maxsplit=4)] or [""]
    if above is not None and (words[0] in PRONOUNS or _is_pronoun_first(scene)):
        scene.lead, scene.lead_how = above.lead or scene.likely, PRONOUN
    elif words[:2] == ["the", "latter"] and above is not None and above.mentions:
        scene.lead, scene.lead_how = above.mentions[-1].subjects, PRONOUN
    elif words[0] in ("a", "an"):
        scene.lead, scene.lead_how = scene.meant(at, at + len(" ".join(words[:2])))
    elif words[0] in ("the", "this", "these", "those"):
        number = next((n for n, token in enumerate(scene.words) if token.start >= at), 0)
        scene.lead, scene.lead_how = scene.nouns.get(_noun_of(scene, number + 1), ()), DEFINITE


def _opening_name(scene: Scene, at: int) -> tuple[str, ...]:
    """The subjects of the name that opens a sentence, or stands beside its first noun: "A wider format, the Forum,"."""
    article = re.compile(r"(?:The |An? )?").match(scene.text, at)
    starts = (at, article.end() if article else at)
    for mention in scene.mentions:
        if mention.start in starts and not scene.text[mention.end :].startswith(("’s ", "'s ", "’ ")):
            return mention.subjects
    beside = _BESIDE.match(scene.text, at)
    named = next((mention for mention in scene.mentions if beside and mention.start == beside.end()), None)
    return named.subjects if named and scene.text[named.end :].startswith(",") else ()


def _is_pronoun_first(scene: Scene) -> bool:
    """Whether, behind a phrase like "At the time", the first verb's subject is "it" or "they"."""
    verb = next((n for n, token in enumerate(scene.words) if token.tag in ("VBZ", "VBP", "VBD", "MD")), 0)
    return 0 < verb < 12 and scene.words[0].tag in ("IN", TIME) and scene.words[verb - 1].lower in ("it", "they")


def _forget(scene: Scene, names: Names) -> None:
    """Once another treaty has come up, named or not, "the treaty" may be that one."""
    own = " ".join(form.lower() for mention in scene.mentions for s in mention.subjects for form in names.forms(s))
    others = [name for name in scene.passage.names if not names.find(name) and name.lower() not in own]
    nouns = {noun for name in others for noun in heads(name)}
    nouns |= set(_indefinite(scene))
    scene.nouns |= dict.fromkeys(sorted(nouns), ())


def _indefinite(scene: Scene) -> Iterator[str]:
    """The nouns behind "a" and "another", which bring up one more of their kind."""
    for number, token in enumerate(scene.words):
        if token.lower in _OTHER:
            yield _noun_of(scene, number + 1)


def _noun_of(scene: Scene, number: int) -> str:
    """The stem of the noun that ends the group of words from a number on; "" where none does."""
    group = list(takewhile(lambda word: word.tag in ("JJ", "JJR", "JJS", "NN", "NNS", "VBN", "VBG"), scene.words[number:]))
    return noun_stem(group[-1].lower) if group and group[-1].tag.startswith("NN") else ""


def _remember(scene: Scene, mention: Mention, names: Names) -> None:
    """From here on "the treaty" is the treaty just named."""
    if not mention.weak:
        for subject in mention.subjects:
            for noun in names.nouns(subject):
                scene.nouns[noun] = mention.subjects

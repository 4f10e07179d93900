"""Words that stand out: how sure that is, how large it is, how evenly they are spread, and which words stand near them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log, log2

from nbutils.themes.terms import COMMON, words

SURE = 10.83  # G2 that chance reaches with one word in a thousand (Rayson, Berridge and Francis 2004)
LEAST = 4  # times
NEAR = 4  # words to either side (Sinclair 1991, Corpus, Concordance, Collocation)
_HALF = 0.5  # of a time, for a word the others do not have at all (Hardie 2014)
_RAREST = 1e-8  # a share of English in which wordfreq knows no word any more


@dataclass(frozen=True, slots=True)
class Key:
    """A word that stands out: its times, and beside them the times expected from what it is compared with.

    `sure` is the log-likelihood G2, `ratio` the binary logarithm of how many times as often it stands, `spread` Gries' DP: 0
    where it is spread evenly over the parts, near 1 where it stands in one of them.
    """

    word: str
    times: int
    expected: float
    sure: float
    ratio: float
    spread: float


def log_likelihood(times: float, others: float, size: float, other_size: float) -> float:
    """G2 of a word's times in a text of `size` words and in others (Rayson and Garside 2000, Comparing Corpora)."""
    share = (times + others) / (size + other_size)
    return 2 * (_part(times, size * share) + _part(others, other_size * share))


def log_likelihood_of_share(times: float, size: float, share: float) -> float:
    """G2 of a word's times in a text of `size` words against a known share (Dunning 1993, Accurate Methods, one sample)."""
    return 2 * (_part(times, size * share) + _part(size - times, size * (1 - share)))


def _part(seen: float, expected: float) -> float:
    return seen * log(seen / expected) if seen else 0.0


def dispersion(times: Sequence[int], sizes: Sequence[int]) -> float:
    """DP of a word's times in the parts of a text (Gries 2008, Dispersions and adjusted frequencies): from 0 to nearly 1."""
    total, size = sum(times), sum(sizes)
    return sum(abs(n / total - part / size) for n, part in zip(times, sizes, strict=True)) / 2


def against_others(parts: Sequence[Sequence[str]], others: Sequence[Sequence[str]]) -> list[Key]:
    """The words of a text, in parts, that stand in it more often than in others, surest first."""
    there = Counter(word for part in others for word in part)
    size, other_size = sum(map(len, parts)), sum(map(len, others))
    found = []
    for word, times in _often(parts):
        share = max(there[word], _HALF) / max(other_size, 1)
        if other_size and times > share * size:
            sure = log_likelihood(times, there[word], size, other_size)
            found.append((word, times, share * size, sure))
    return _sure(found, parts)


def against_english(parts: Sequence[Sequence[str]]) -> list[Key]:
    """The words of a text, in parts, that stand in it more often than in English before generated text, surest first.

    English is what wordfreq knows: books, subtitles, news, encyclopedias and forums up to 2021 (Speer 2022).
    """
    from wordfreq import word_frequency

    size, found = sum(map(len, parts)), []
    for word, times in _often(parts):
        share = word_frequency(word, "en", minimum=_RAREST)
        if times > share * size:
            found.append((word, times, share * size, log_likelihood_of_share(times, size, share)))
    return _sure(found, parts)


def _often(parts: Sequence[Sequence[str]]) -> Iterator[tuple[str, int]]:
    """The words that carry meaning and stand often enough, with their times."""
    for word, times in sorted(Counter(word for part in parts for word in part).items()):
        if times >= LEAST and carries(word):
            yield word, times


def carries(word: str) -> bool:
    """Whether a word in small letters carries meaning: one that is not among the commonest of English."""
    from wordfreq import zipf_frequency

    return len(word) > 2 and zipf_frequency(word, "en") < COMMON


def _sure(found: Sequence[tuple[str, int, float, float]], parts: Sequence[Sequence[str]]) -> list[Key]:
    counts, sizes = [Counter(part) for part in parts], [len(part) for part in parts]
    sure = [row for row in found if row[3] >= SURE]
    keys = [
        Key(word, times, expected, g2, log2(times / expected), dispersion([part[word] for part in counts], sizes))
        for word, times, expected, g2 in sure
    ]
    return sorted(keys, key=lambda key: (-round(key.sure, 6), key.word))


def collocates(word: str, sentences: Sequence[Sequence[str]]) -> list[tuple[str, int, float]]:
    """The words near another, more often than chance has it: each with its times there and G2, surest first."""
    times, size = Counter(other for words_ in sentences for other in words_), sum(map(len, sentences))
    near: Counter[str] = Counter()
    for said in sentences:
        beside = {i for at, other in enumerate(said) if other == word for i in _window(at, len(said))}
        near.update(said[i] for i in beside if said[i] != word)
    window = near.total()
    found = [(other, n, log_likelihood(n, times[other] - n, window, size - window)) for other, n in near.items()
             if n > 1 and carries(other) and n / window > times[other] / size and size > window]  # fmt: skip
    return sorted((row for row in found if row[2] >= SURE), key=lambda row: (-round(row[2], 6), row[0]))


def _window(at: int, size: int) -> range:
    return range(max(0, at - NEAR), min(size, at + NEAR + 1))


def small_words(text: str) -> list[str]:
    """The words of a text in small letters, as they are counted here."""
    return [word.lower() for word in words(text)]

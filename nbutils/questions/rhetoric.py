"""How do the articles say it? Hedges, vagueness, claimed effects, stock phrases, evidence and readability."""

from collections import Counter
from typing import Any

import pandas as pd

from nbutils.corpus.language import ENGLISH
from nbutils.questions.claims import checkable_density
from nbutils.questions.corpus import REFERENCE, labels, own_sentences
from nbutils.questions.profile import NAMES, NOT_ENGLISH, english_sentences
from nbutils.questions.quoted import Quoter, quoter
from nbutils.questions.reading import Reading, capital, count, first_of, listed, number, reading, rows_of
from nbutils.reports.lists import Entries, Entry
from nbutils.reports.text import Answer, Quote, answer
from nbutils.rhetoric.effects import FREQUENT
from nbutils.rhetoric.lists import lists
from nbutils.rhetoric.manner import KINDS
from nbutils.rhetoric.readability import automated_index, counts, grade, reading_ease
from nbutils.rhetoric.wordings import CLUSTERED, NEAR
from nbutils.store import Audit

NO_PROOF = "These are patterns, not proof of who or what wrote a text."
SHOWN_CLUSTERS, SHOWN_PHRASES, SHOWN_PASSAGES, SHOWN_CUES = 8, 8, 3, 5
_AROUND = 220  # characters of a quote


def rhetoric_in_short(audit: Audit) -> Answer:
    """The answer of the notebook, for whatever the folder holds."""
    found, sentences = audit.rhetoric["kind"].value_counts(), english_sentences(audit)
    per_100 = {kind: round(100 * int(found.get(kind, 0)) / max(len(sentences), 1)) for kind in KINDS}
    named = 100 * int(_sourced(audit, sentences).sum()) / max(len(sentences), 1)
    other = int((audit.articles["language"] != ENGLISH).sum())
    phrases = repeated_phrases(audit).frame
    most = "" if phrases.empty else f" One phrase stands {phrases['times'].iloc[0]} times in one article."
    admitting = int(audit.blocks.loc[audit.blocks["kind"] == "disclosure", "article"].nunique())
    return answer(
        f"In 100 sentences stand {per_100['stock-phrase'] + per_100['formula']} stock phrases and formulas in clusters, "
        f"{per_100['hedge']} hedges and {per_100['claimed-effect']} effects that are claimed and not shown; "
        f"{named:.0f} name a source.{most} "
        f"{capital(count(len(audit.copies), 'passage is', 'passages are'))} found twice or more in the same words or nearly. "
        f"{capital(count(admitting, 'article says', 'articles say'))} that a machine helped to write. "
        f"{NO_PROOF}{_set_apart(other)}"
    )


def rhetoric_kinds(audit: Audit) -> Reading:
    """How often each kind is met, beside texts of historians for scale, and its most frequent words."""
    sentences, rows = len(english_sentences(audit)), audit.rhetoric
    if not sentences:
        return Reading(NOT_ENGLISH, rows, None)
    usual = lists().usual.of_100_sentences
    table = [
        {
            "kind": NAMES[kind],
            "times": len(own := rows[rows["kind"] == kind]),
            "of 100 sentences": round(100 * len(own) / sentences, 1),
            "in histories": usual[kind],
            "most often": listed([f"{cue} ({times})" for cue, times in _most(own["cue"])]) or None,
        }
        for kind in KINDS
    ]
    frame = pd.DataFrame(table)
    more = frame.loc[frame["of 100 sentences"] > 2 * frame["in histories"].clip(lower=0.5), "kind"].tolist()
    sentence = (
        f"More than twice as often as in the histories: {listed(more, len(KINDS))}."
        if more
        else "No kind stands out against the histories."
    )
    caption = f"Kinds of wording. “In histories”: {lists().usual.source}. {NO_PROOF}"
    return Reading(sentence, frame, reading(sentence, frame, caption).result)


def telling_passages(audit: Audit) -> Reading:
    """The most telling passages of each kind: those whose sentence holds the most, one for each article before a second."""
    rows, quoted, sentences = _placed(audit), quoter(audit), audit.sentences.set_index(["article", "sentence"])
    entries = []
    for kind in KINDS:
        own = rows[rows["kind"] == kind]
        shown = [_around(row, sentences.loc[(row.article, row.sentence)], quoted) for row in _telling(own, kind)]
        if shown:
            entries.append(Entry(f"{capital(NAMES[kind])} ({len(own):,})", shown))
    sentence = f"{capital(count(len(rows), 'place'))} in all; the words that count are between ⟨ and ⟩."
    caption = f"The most telling passages of each kind. {NO_PROOF}"
    return Reading(sentence, rows, Entries(entries, caption) if entries else None)


def evidence_density(audit: Audit) -> Reading:
    """What a reader could check by: sentences of 100 with a source, a name, a number or a date, and those that can be checked.

    A source is a reference, or somebody with a name who is said to say it; a name is one beside the article's own subject.
    The last two columns are those of `checkable_density`.
    """
    sentences, total = own_sentences(audit), checkable_density(audit).frame.set_index("article")
    held = pd.DataFrame({"article": sentences["article"], **_held(audit, sentences)})
    found = held.groupby("article").sum().reindex(total.index, fill_value=0).astype(int)
    frame = pd.concat([found, total[["checkable", "anchored"]]], axis=1)
    frame = frame.mul(100).div(total["sentences"].clip(lower=1), axis=0).round(1)
    frame.insert(0, "sentences", total["sentences"])
    frame = frame.rename(index=labels(audit)).rename_axis("article").reset_index()
    none, sourced = int((frame["sources"] == 0).sum()), int(found["sources"].sum())
    sentence = (
        f"{capital(count(sourced, 'sentence names', 'sentences name'))} a source; "
        f"{count(none, 'article names', 'articles name')} none at all."
    )
    return reading(sentence, frame, "Sentences of 100 that hold a source, a name, a number or a date, and that can be checked.")


def readability(audit: Audit) -> Reading:
    """How long words and sentences are, by three formulas; for articles in English."""
    sentences, rows = own_sentences(audit), []
    for article in audit.articles.loc[audit.articles["language"] == ENGLISH, "article"]:
        n = counts(sentences.loc[sentences["article"] == article, "text"])
        if n.sentences:
            row = {"words a sentence": n.words / n.sentences, "syllables a word": n.syllables / n.words}
            scores = {"Flesch": reading_ease(n), "Kincaid": grade(n), "ARI": automated_index(n)}
            rows.append({"article": labels(audit)[article], **{name: round(x, 2) for name, x in (row | scores).items()}})
    frame = pd.DataFrame(rows)
    if frame.empty:
        return Reading("No article in English to count.", frame, None)
    hard = int((frame["Flesch"] < 30).sum())
    sentence = f"{capital(count(hard, 'article is', 'articles are'))} very hard to read by Flesch’s scale (below 30)."
    caption = (
        "Readability. Flesch (1948): 100 is very easy, below 30 very hard. Kincaid et al. (1975) and the automated index of "
        "Smith and Senter (1967): years of schooling. They count lengths and know nothing of sense."
    )
    return reading(sentence, frame, caption)


def stock_clusters(audit: Audit) -> Reading:
    """Where stock phrases and formulas stand close together, the largest clusters first."""
    rows, short = _placed(audit), labels(audit)
    stock = rows[rows["kind"].isin(CLUSTERED)].sort_values(["article", "start"])
    apart = (stock["article"] != stock["article"].shift()) | (stock["place"].diff() >= NEAR)
    frame = stock.assign(cluster=apart.cumsum())
    sizes = frame.groupby("cluster").size().sort_values(ascending=False, kind="stable")
    entries = [_cluster(frame[frame["cluster"] == cluster], short, quoter(audit)) for cluster in sizes.index[:SHOWN_CLUSTERS]]
    caption = f"Clusters, largest first.{first_of(len(sizes), 'clusters', SHOWN_CLUSTERS)} {NO_PROOF}"
    sentence = (
        f"{capital(count(len(sizes), 'cluster'))} with {count(len(frame), 'phrase')}; a phrase that stands alone is not counted."
    )
    return Reading(sentence, frame, Entries(entries, caption) if entries else None)


def repeated_phrases(audit: Audit) -> Reading:
    """Phrases of three words and more that an article repeats unusually often, in its headings too."""
    rows, words = audit.rhetoric[audit.rhetoric["kind"] == "repeated-phrase"], audit.articles.set_index("article")["words"]
    frame = rows.groupby(["article", "cue"], sort=True).size().rename("times").reset_index()
    length = frame["article"].map(words).astype(float)
    frame = frame.assign(rate=(1000 * frame["times"].astype(float) / length).round(1))
    frame = frame.sort_values(["times", "article", "cue"], ascending=[False, True, True]).assign(
        article=lambda found: found["article"].map(labels(audit))
    )
    frame = frame.rename(columns={"cue": "phrase", "rate": "of 1,000 words"})
    sentence = f"{capital(count(len(frame), 'phrase is', 'phrases are'))} repeated as if for a search engine."
    return reading(sentence, frame, "Phrases that an article repeats again and again, in headings and text.")


def _most(cues: pd.Series) -> list[tuple[str, int]]:
    return sorted(Counter(cues).items(), key=lambda item: (-item[1], item[0]))[:SHOWN_CUES]


def _placed(audit: Audit) -> pd.DataFrame:
    """The rows of `rhetoric` with the number of their `sentence`, and its `place` among the article's own."""
    own = own_sentences(audit)
    place = own.groupby("article").cumcount().rename("place")
    every = audit.sentences[["article", "start", "sentence"]].join(place)
    rows = audit.rhetoric.sort_values("start", kind="stable")
    placed = pd.merge_asof(rows, every.sort_values("start"), on="start", by="article")
    return placed.sort_values(["article", "start", "end", "kind"]).reset_index(drop=True)


def _telling(rows: pd.DataFrame, kind: str) -> list[Any]:
    """A few rows: first those whose sentence holds the most, then the strongest (of hedges the weakest), an article at a time."""
    held = rows.groupby(["article", "sentence"])["start"].transform("size")
    strength = rows["strength"] * (-1 if kind == "hedge" else 1)
    order = rows.assign(held=held, order=strength).sort_values(["held", "order"], ascending=False, kind="stable")
    order = order.drop_duplicates(["article", "sentence"])
    spread = order.assign(turn=order.groupby("article").cumcount()).sort_values("turn", kind="stable")
    return list(rows_of(spread.head(SHOWN_PASSAGES)))


def _around(row: Any, sentence: Any, quoted: Quoter) -> Quote:
    """The sentence of a row, its words marked; of a long one what stands around them."""
    text, begin, end = str(sentence["text"]), row.start - sentence["start"], row.end - sentence["start"]
    room = max(_AROUND - (end - begin), 60)
    first = text.rfind(" ", 0, max(begin - room // 2, 0)) + 1
    last = text.find(" ", min(end + room // 2, len(text)))
    last = len(text) if last < 0 else last
    words = f"{text[first:begin]}⟨{text[begin:end]}⟩{text[end:last]}"
    shown = " ".join(f"{'… ' if first else ''}{words}{' …' if last < len(text) else ''}".split())
    return quoted(shown, row.article, row.start, row.line)


def _cluster(rows: pd.DataFrame, short: dict[str, str], quoted: Quoter) -> Entry:
    first = next(rows_of(rows))
    where = f"{short[first.article]}, lines {first.line} to {rows['line'].max()}: {count(len(rows), 'phrase')}"
    things = [quoted(" ".join(row.text.split()), row.article, row.start, row.line) for row in rows_of(rows.head(SHOWN_PHRASES))]
    more = len(rows) - len(things)
    return Entry(where, [*things, f"and {number(more)} more"] if more else things)


def _held(audit: Audit, sentences: pd.DataFrame) -> dict[str, pd.Series]:
    """Which own sentences hold a source, a name, a number, a date."""
    mentions = audit.mentions
    names = mentions[mentions["kind"] == "name"]
    spread = names.groupby(["article", "value"])["start"].transform("size")
    least = (names["article"].map(sentences.groupby("article").size()).astype(float) / FREQUENT).clip(lower=3)
    return {
        "sources": _sourced(audit, sentences),
        "names": _holding(sentences, names[spread < least]),
        "numbers": _holding(sentences, mentions[mentions["kind"].isin(["quantity", "ordinal"])]),
        "dates": _holding(sentences, mentions[(mentions["kind"] == "time") & mentions["value"].str.contains(r"\d{3}")]),
    }


def _holding(sentences: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    """Whether each sentence holds one of the rows."""
    own = sentences[["article", "start", "end"]].assign(own=sentences.index).sort_values("start")
    at = pd.merge_asof(rows[["article", "start"]].sort_values("start"), own, on="start", by="article").dropna()
    return pd.Series(sentences.index.isin(at.loc[at["start"] < at["end"], "own"]), index=sentences.index)


def _sourced(audit: Audit, sentences: pd.DataFrame) -> pd.Series:
    """Whether each sentence points to something outside, or says who with a name says it."""
    cues = audit.mentions[(audit.mentions["kind"] == "cue") & (audit.mentions["value"] == "reporting")]
    claims = audit.claims[~audit.claims["attribution"].isin(["author", "quoted"])]
    named = claims[claims["attribution"].str.contains(r"(?:^|\s)[A-Z]", regex=True)]
    referring = sentences["text"].str.contains(REFERENCE, regex=True)
    return referring | (_holding(sentences, cues) & _holding(sentences, named))


def _set_apart(other: int) -> str:
    return f" {capital(count(other, 'article is', 'articles are'))} not in English and counted for copies alone." if other else ""

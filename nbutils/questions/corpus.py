"""What was read, and what was set aside? Lengths, structure, notices, and what the articles state about themselves."""

import re

import pandas as pd

from nbutils.corpus.articles import WORD
from nbutils.corpus.blocks import SET_ASIDE
from nbutils.corpus.language import ENGLISH
from nbutils.corpus.metadata import NOT_STATED, UNDATED
from nbutils.questions.reading import Reading, count, listed, reading, sentence_case
from nbutils.reports.text import Answer, answer
from nbutils.store import Audit

# What points out of an article: an address, a DOI, a numbered reference, "(Smith 2010)".
_REFERENCE = re.compile(
    r"https?://\S+|\bwww\.\S+|\bdoi:\s?\S+|\[\d{1,3}\]|\([A-Z][\w’'-]+(?: et al\.?| (?:and|&) [A-Z][\w’'-]+)?,? \d{4}[a-z]?\)"
)
_NAMES = {"residue": "site furniture", "disclosure": "AI notice", "byline": "byline"}


def labels(audit: Audit) -> dict[str, str]:
    """A short name for each article, in their order: its number where all begin with one, else its file name."""
    names = audit.articles["article"]
    short = names.str.replace(r"^.*/", "", regex=True).str.replace(r"\.\w+$", "", regex=True)
    numbers = short.str.extract(r"^(\d{2,4})[_ -]", expand=False)
    if numbers.notna().all() and numbers.is_unique:
        short = numbers
    return dict(zip(names, short.where(~short.duplicated(keep=False), names), strict=True))


def files(audit: Audit) -> Reading:
    """Every file with what was done with it."""
    report = audit.load_report
    actions = report["action"].value_counts()
    frame = report.sort_values("action", key=lambda a: a.map({"skipped": 0, "repaired": 1, "read": 2}), kind="stable")
    done = [count(int(actions.get(action, 0)), "file") + f" {words}" for action, words in
            (("read", "read as it is"), ("repaired", "repaired and read"), ("skipped", "skipped"))]  # fmt: skip
    return reading(sentence_case(f"{listed(done)}."), frame, "Files and what was done with them, what was skipped first.")


def blocks_with_words(audit: Audit) -> pd.DataFrame:
    """The blocks, each with its words and whether it belongs to the article's own text."""
    sentences = audit.sentences
    words = sentences["text"].str.count(WORD).groupby([sentences["article"], sentences["block"]]).sum()
    blocks = audit.blocks.merge(words.rename("words"), on=["article", "block"], how="left").fillna({"words": 0})
    return blocks.assign(words=blocks["words"].astype(int), own=~blocks["kind"].isin([*SET_ASIDE, "rule"]))


def own_sentences(audit: Audit) -> pd.DataFrame:
    """The sentences of paragraphs, list items, tables and quotes: neither set aside nor a heading."""
    kinds = audit.blocks.set_index(["article", "block"])["kind"]
    sentences = audit.sentences.join(kinds, on=["article", "block"])
    return sentences[~sentences["kind"].isin([*SET_ASIDE, "rule", "title", "heading"])]


def lengths(audit: Audit) -> Reading:
    """Words, sentences and sections of each article."""
    blocks, sentences, short = blocks_with_words(audit), own_sentences(audit), labels(audit)
    columns = {
        "words": blocks[blocks["own"]].groupby("article")["words"].sum(),
        "sentences": sentences.groupby("article").size(),
        "median words a sentence": sentences["text"].str.count(WORD).groupby(sentences["article"]).median(),
        "headings": blocks[blocks["kind"].isin(["title", "heading"])].groupby("article").size(),
        "words set aside": blocks[~blocks["own"]].groupby("article")["words"].sum(),
    }
    counts = pd.DataFrame(columns).reindex(list(short)).fillna(0)
    frame = pd.concat([pd.Series(short.values(), index=counts.index, name="article"), counts], axis=1)
    least, most, total = frame["words"].min(), frame["words"].max(), frame["words"].sum()
    sentence = f"The articles have {least:,.0f} to {most:,.0f} words of their own, {total:,.0f} together."
    return reading(sentence, frame, "Length of each article's own text, and what was set aside.")


def set_aside(audit: Audit) -> Reading:
    """What is in the files but not of the article, with where it stands and what kind it is."""
    blocks = audit.blocks[audit.blocks["kind"].isin(SET_ASIDE)]
    frame = blocks.assign(
        article=blocks["article"].map(labels(audit)),
        kind=blocks["kind"].map(_NAMES),
        words=[_quote(audit, row) for row in blocks.itertuples()],
    )[["article", "line", "kind", "cue", "words"]].rename(columns={"cue": "class"})
    tally = [count(int((frame["kind"] == name).sum()), *forms) for name, forms in
             (("AI notice", ("AI notice",)), ("byline", ("byline",)), ("site furniture", ("line of site furniture", "lines of site furniture")))]  # fmt: skip
    sentence = sentence_case(f"{listed(tally)} were set aside: kept and shown, but never read as claims.")
    return reading(sentence, frame, "What was set aside, with the words it was recognised by.")


def disclosures(audit: Audit) -> Reading:
    """The notices that a machine helped to write, in their own words."""
    blocks = audit.blocks[audit.blocks["kind"] == "disclosure"]
    short = labels(audit)
    frame = blocks.assign(article=blocks["article"].map(short), words=[_quote(audit, row) for row in blocks.itertuples()])[
        ["article", "line", "words"]
    ]
    admitting = frame["article"].unique().tolist()
    if not admitting:
        return reading(
            "No article says that a machine helped to write it. That does not mean that none did.", frame, "AI notices."
        )
    sentence = f"{sentence_case(count(len(admitting), 'article says', 'articles say'))} that a machine helped: {listed(admitting)}. The others say nothing, which does not mean that none did."
    return reading(sentence, frame, "AI notices in their own words.")


def stated(audit: Audit) -> Reading:
    """What each article states about itself: date, author, source, and how often it points to anything outside."""
    short, sentences = labels(audit), own_sentences(audit)
    pointers = sentences["text"].str.count(_REFERENCE.pattern).groupby(sentences["article"]).sum()
    frame = audit.articles[["article", "title", "date", "author", "source"]].assign(
        references=audit.articles["article"].map(pointers).fillna(0).astype(int), article=list(short.values())
    )
    shown = frame.replace({NOT_STATED: None, UNDATED: None})
    undated, unsourced = int((frame["date"] == UNDATED).sum()), int(_unsourced(frame).sum())
    sentence = (
        f"Of {count(len(frame), 'article')}, {count(undated, 'states', 'state')} no date, "
        f"{count(unsourced, 'states', 'state')} no author, no source and no reference."
    )
    return reading(sentence, shown, "What the articles state about themselves; “–” means that it is not stated.")


def languages(audit: Audit) -> Reading:
    """The language of each article; only English ones are read for claims."""
    counts = audit.articles["language"].value_counts().rename_axis("language").reset_index(name="articles")
    other = int((audit.articles["language"] != ENGLISH).sum())
    sentence = (
        "Every article is in English."
        if not other
        else f"{sentence_case(count(other, 'article is', 'articles are'))} not in English: shown, but not read for claims."
    )
    return reading(sentence, counts, "Languages.")


def corpus_in_short(audit: Audit) -> Answer:
    """The answer of the notebook, for whatever the folder holds."""
    blocks, report = blocks_with_words(audit), audit.load_report
    own, away = int(blocks.loc[blocks["own"], "words"].sum()), int(blocks.loc[~blocks["own"], "words"].sum())
    skipped = int((report["action"] == "skipped").sum())
    admitting = blocks.loc[blocks["kind"] == "disclosure", "article"].nunique()
    undated = int((audit.articles["date"] == UNDATED).sum())
    return answer(
        f"{sentence_case(count(len(audit.articles), 'article was', 'articles were'))} read, {own:,} words of their own; {count(skipped, 'file was', 'files were')} skipped. "
        f"{away:,} words of site furniture, bylines and notices were set aside. "
        f"{sentence_case(count(admitting, 'article says', 'articles say'))} that a machine helped to write it; {count(undated, 'is', 'are')} undated."
    )


def _unsourced(frame: pd.DataFrame) -> pd.Series:
    return (frame["author"] == NOT_STATED) & (frame["source"] == NOT_STATED) & (frame["references"] == 0)


def _quote(audit: Audit, row: object) -> str:
    text = audit.text(row.article)[row.start : row.end]  # type: ignore[attr-defined]
    words = " ".join(text.split())
    return words if len(words) <= 240 else words[:239] + "…"

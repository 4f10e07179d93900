"""What was read, and what was set aside? Lengths, notices, and what the articles state about themselves."""

from typing import Any

import pandas as pd

from nbutils.corpus.articles import WORD
from nbutils.corpus.blocks import SET_ASIDE
from nbutils.corpus.language import ENGLISH
from nbutils.corpus.metadata import NOT_STATED, UNDATED
from nbutils.questions.reading import Reading, capital, count, listed, number, reading
from nbutils.reports.places import line_links
from nbutils.reports.text import Answer, answer
from nbutils.store import Audit

# What points out of an article: an address, a DOI, a numbered reference, "(Smith 2010)".
REFERENCE = (
    r"https?://\S+|\bwww\.\S+|\bdoi:\s?\S+|\[\d{1,3}\]"
    r"|\([A-Z][\w’'-]+(?: et al\.?| (?:and|&) [A-Z][\w’'-]+)?,? \d{4}[a-z]?\)"
)
_KINDS = {"disclosure": "AI notice", "byline": "byline", "residue": "site furniture"}
_LONGEST_QUOTE = 240  # characters
_LONGEST_LABEL = 18  # characters; beside a figure there is room for no more


def corpus_in_short(audit: Audit) -> Answer:
    """The answer of the notebook, for whatever the folder holds."""
    blocks, skipped = blocks_with_words(audit), int((audit.load_report["action"] == "skipped").sum())
    own, away = (int(blocks.loc[blocks["own"] == which, "words"].sum()) for which in (True, False))
    admitting = int(blocks.loc[blocks["kind"] == "disclosure", "article"].nunique())
    return answer(
        f"{capital(count(len(audit.articles), 'article was', 'articles were'))} read, with {own:,} words of their own; "
        f"{count(skipped, 'file was', 'files were')} skipped. "
        f"{away:,} words of site furniture, bylines and notices were set aside. "
        f"{capital(count(admitting, 'article says', 'articles say'))} that a machine helped to write; {undated(audit)}."
    )


def undated(audit: Audit) -> str:
    """How many articles state no date, in words: "none states a date", "two of five state no date"."""
    without, total = int((audit.articles["date"] == UNDATED).sum()), len(audit.articles)
    if without in {0, total}:
        return "none states a date" if without else "each states a date" if total else "there is none to state a date"
    return f"{number(without)} of {number(total)} {_state(without)} no date"


def files(audit: Audit) -> Reading:
    """Every file and table row with what was done with it."""
    report = audit.load_report
    skipped, repaired = (int((report["action"] == action).sum()) for action in ("skipped", "repaired"))
    frame = report.sort_values("action", key=lambda a: a.map({"skipped": 0, "repaired": 1, "read": 2}), kind="stable")
    sentence = (
        f"{capital(count(len(report) - skipped, 'file or table row was', 'files or table rows were'))} read, "
        f"{number(repaired)} of them repaired; {number(skipped)} skipped."
    )
    return reading(sentence, frame, "Files and what was done with them, what was skipped first.", data="load_report")


def languages(audit: Audit) -> Reading:
    """The language of each article; only English ones are read for claims."""
    frame = audit.articles["language"].value_counts().rename_axis("language").reset_index(name="articles")
    other = int((audit.articles["language"] != ENGLISH).sum())
    not_english = f"{capital(count(other, 'article is', 'articles are'))} not in English: shown, but not read for claims."
    return reading(not_english if other else "Every article is in English.", frame, "Languages (ISO 639-1).")


def lengths(audit: Audit) -> Reading:
    """Words, sentences and headings of each article."""
    blocks, sentences, short = blocks_with_words(audit), own_sentences(audit), labels(audit)
    columns = {
        "words": blocks[blocks["own"]].groupby("article")["words"].sum(),
        "sentences": sentences.groupby("article").size(),
        "words a sentence": sentences["text"].str.count(WORD).groupby(sentences["article"]).median(),
        "headings": blocks[blocks["kind"].isin(["title", "heading"])].groupby("article").size(),
        "set aside": blocks[~blocks["own"]].groupby("article")["words"].sum(),
    }
    counts = pd.DataFrame(columns).reindex(list(short)).fillna(0)
    frame = pd.concat([pd.Series(short.values(), index=counts.index, name="article"), counts], axis=1)
    least, most, total = frame["words"].min(), frame["words"].max(), frame["words"].sum()
    sentence = f"The articles have {least:,.0f} to {most:,.0f} words of their own, {total:,.0f} together."
    return reading(sentence, frame, "Length of each article's own text, the median of words in a sentence, and words set aside.")


def set_aside(audit: Audit) -> Reading:
    """What is in the files but not of the article, with where it stands and what kind it is."""
    frame = _quoted(audit, audit.blocks[audit.blocks["kind"].isin(SET_ASIDE)])
    frame = frame.assign(kind=frame["kind"].map(_KINDS)).rename(columns={"cue": "class"})
    tally = [
        f"{number(int((frame['kind'] == kind).sum()))} as {plural}"
        for kind, plural in (("AI notice", "AI notices"), ("byline", "bylines"), ("site furniture", "site furniture"))
    ]
    sentence = (
        f"{capital(count(len(frame), 'block was', 'blocks were'))} set aside: {listed(tally)}. "
        "They are kept and shown, but never read as claims."
    )
    return _linked(sentence, frame, "What was set aside, in its own words.")


def disclosures(audit: Audit) -> Reading:
    """The notices that a machine helped to write, in their own words."""
    frame = _quoted(audit, audit.blocks[audit.blocks["kind"] == "disclosure"])[["article", "line", "words", "place"]]
    admitting = frame["article"].unique().tolist()
    who = f"{capital(count(len(admitting), 'article says', 'articles say'))} that a machine helped to write"
    rest = "An article that says nothing may still have had such help."
    return _linked(f"{who}{': ' + listed(admitting) if admitting else ''}. {rest}", frame, "AI notices in their own words.")


def stated(audit: Audit) -> Reading:
    """What each article states about itself: date, author, source, and how often it points to anything outside."""
    sentences, names = own_sentences(audit), audit.articles["article"]
    pointers = sentences["text"].str.count(REFERENCE).groupby(sentences["article"]).sum()
    frame = audit.articles[["article", "title", "date", "author", "source"]].assign(
        article=list(labels(audit).values()), references=names.map(pointers).fillna(0).astype(int)
    )
    sentence = f"{capital(undated(audit))}; {_unsourced(frame)}."
    frame = frame.replace({NOT_STATED: None, UNDATED: None})
    caption = "What the articles state about themselves; “–” means that it is not stated."
    return reading(sentence, frame, caption, data="articles")


def labels(audit: Audit) -> dict[str, str]:
    """A short name for each article, in their order: its number where all begin with one, else its file name.

    A long file name loses its middle, or where that leaves two alike, all but its place in the folder ("no. 3").
    """
    names = audit.articles["article"]
    short = names.str.replace(r"^.*/", "", regex=True).str.replace(r"\.\w+$", "", regex=True)
    numbers = short.str.extract(r"^(\d{2,4})[_ -]", expand=False)
    if numbers.notna().all() and numbers.is_unique:
        short = numbers
    short = short.where(~short.duplicated(keep=False), names).map(_without_middle)
    places = pd.Series([f"no. {place}" for place in range(1, len(short) + 1)], index=short.index)
    return dict(zip(names, short.where(~short.duplicated(keep=False), places), strict=True))


def _without_middle(name: str) -> str:
    half = _LONGEST_LABEL // 2
    return name if len(name) <= _LONGEST_LABEL else f"{name[: half - 1]}…{name[-half:]}"


def blocks_with_words(audit: Audit) -> pd.DataFrame:
    """The blocks, each with its `words` and whether it is the article's `own` text."""
    sentences = audit.sentences
    words = sentences["text"].str.count(WORD).groupby([sentences["article"], sentences["block"]]).sum()
    blocks = audit.blocks.merge(words.rename("words"), on=["article", "block"], how="left").fillna({"words": 0})
    return blocks.assign(words=blocks["words"].astype(int), own=~blocks["kind"].isin([*SET_ASIDE, "rule"]))


def own_sentences(audit: Audit) -> pd.DataFrame:
    """The sentences of paragraphs, list items, tables and quotes, with their block's `kind`."""
    kinds = audit.blocks.set_index(["article", "block"])["kind"]
    sentences = audit.sentences.join(kinds, on=["article", "block"])
    return sentences[~sentences["kind"].isin([*SET_ASIDE, "rule", "title", "heading"])]


def words_of(audit: Audit, row: Any) -> str:
    """The words of a row with a span, on one line, cut where they are long."""
    words = " ".join(audit.text(row.article)[row.start : row.end].split())
    return words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 1] + "…"


def _quoted(audit: Audit, blocks: pd.DataFrame) -> pd.DataFrame:
    words = pd.Series([words_of(audit, row) for row in blocks.itertuples()], index=blocks.index, dtype=str)
    named = blocks.assign(words=words, article=blocks["article"].map(labels(audit)), place=line_links(audit, blocks))
    return named[["article", "line", "kind", "cue", "words", "place"]]


def _linked(sentence: str, frame: pd.DataFrame, caption: str) -> Reading:
    """A table of quoted rows, each line a link to its place; the frame behind it has the lines alone."""
    shown = frame.assign(line=frame["place"]).drop(columns="place")
    return Reading(sentence, frame.drop(columns="place"), reading(sentence, shown, caption).result)


def _unsourced(frame: pd.DataFrame) -> str:
    """How many articles give no source of any kind, in words."""
    without, total = int(_is_unsourced(frame).sum()), len(frame)
    if without in {0, total}:
        return (
            "none names an author or a source, or points to anything outside" if without else "each names or points to a source"
        )
    points = "points" if without == 1 else "point"
    return (
        f"{number(without)} of {number(total)} {_state(without)} neither an author nor a source and {points} to nothing outside"
    )


def _is_unsourced(frame: pd.DataFrame) -> pd.Series:
    return (frame["author"] == NOT_STATED) & (frame["source"] == NOT_STATED) & (frame["references"] == 0)


def _state(value: int) -> str:
    return "states" if value == 1 else "state"

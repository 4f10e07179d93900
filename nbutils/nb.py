"""What a notebook uses: `from nbutils import nb`, then `audit = nb.audit()` and one call per question."""

import os
import tempfile
from pathlib import Path

import pandas as pd

from nbutils import engine
from nbutils.asked import AUTO, Against, How
from nbutils.cache import Cache, cache_folder
from nbutils.claims.claims import Asserted, assertions
from nbutils.claims.knowledge import knowledge
from nbutils.corpus.articles import read_article
from nbutils.corpus.folder import is_audit
from nbutils.corpus.formats import Document
from nbutils.corpus.language import ENGLISH
from nbutils.explore import explore
from nbutils.places import shipped
from nbutils.questions.actors import actors, actors_in_short, kwic, said_of
from nbutils.questions.claims import (
    checkable_density,
    claims_in_short,
    claims_table,
    density_by_section,
    funnel,
    kinds,
    left_out,
    manner,
    most_checkworthy,
)
from nbutils.questions.copies import copied_passages, copy_list
from nbutils.questions.corpus import corpus_in_short, disclosures, files, languages, lengths, set_aside, stated
from nbutils.questions.described import (
    described_in_short,
    named_together,
    network,
    one_voice,
    periods_described,
    record_adds,
    relations,
    unrelated,
    what_is_named,
)
from nbutils.questions.drawn import the_graph
from nbutils.questions.inconsistencies import (
    agreement_list,
    agreement_matrix,
    finding_rules,
    inconsistencies,
    inconsistencies_in_short,
    parting_map,
    side_by_side,
)
from nbutils.questions.keyness import key_words, neighbours, words_against_english
from nbutils.questions.overview import articles, first_and_last_words, outlines, overview_in_short, size
from nbutils.questions.picked import card, cards, read
from nbutils.questions.profile import rhetoric_profile
from nbutils.questions.record import (
    against_record,
    coverage,
    gaps,
    record_in_short,
    records_used,
    supported,
)
from nbutils.questions.rhetoric import (
    evidence_density,
    readability,
    repeated_phrases,
    rhetoric_in_short,
    rhetoric_kinds,
    stock_clusters,
    telling_passages,
)
from nbutils.questions.strips import structure
from nbutils.questions.themes import (
    left_out_by,
    only_one_treats,
    theme_passages,
    themes_found,
    themes_in_short,
    themes_named,
    unkept_promises,
)
from nbutils.questions.themesdrawn import theme_map
from nbutils.questions.timeline import dated_words, timeline, writing_window
from nbutils.questions.trust import (
    measured_rules,
    measured_totals,
    nothing_differs,
    planted_changes,
    seen_when_reading,
    trust_in_short,
)
from nbutils.questions.yours import (
    facts_for_a_record,
    names_for_a_pack,
    next_steps,
    pairs_to_read,
    worst_findings,
    yours_in_short,
)
from nbutils.reports.tables import Table, table
from nbutils.schemas import TABLES
from nbutils.store import Audit, open_audit

__all__ = [
    "actors", "actors_in_short", "against_record", "agreement_list", "agreement_matrix", "articles", "audit",
    "blocks_of_example", "card", "cards", "checkable_density", "claims_in_short", "claims_of_example", "claims_table",
    "copied_passages", "copy_list", "corpus_in_short", "coverage", "dated_words", "density_by_section", "described_in_short",
    "disclosures", "evidence_density", "example_claims", "explore", "facts_for_a_record", "files", "finding_rules",
    "first_and_last_words", "funnel", "gaps", "inconsistencies", "inconsistencies_in_short", "key_words", "kinds", "kwic",
    "languages", "left_out", "left_out_by", "lengths", "manner", "measured_rules", "measured_totals", "mentions_of_example",
    "most_checkworthy", "named_together", "names_for_a_pack", "neighbours", "network", "next_steps", "nothing_differs",
    "one_voice", "only_one_treats", "outlines", "overview_in_short", "pairs_to_read", "parting_map", "periods_described",
    "planted_changes", "read", "readability", "record_adds", "record_in_short", "records_used", "relations", "repeated_phrases",
    "rhetoric_in_short", "rhetoric_kinds", "rhetoric_profile", "said_of", "seen_when_reading", "set_aside", "side_by_side",
    "size", "stated", "stock_clusters", "structure", "supported", "table", "telling_passages", "the_graph", "theme_map",
    "theme_passages", "themes_found", "themes_in_short", "themes_named", "timeline", "trust_in_short", "unkept_promises",
    "unrelated", "what_is_named", "words_against_english", "worst_findings", "writing_window", "yours_in_short",
]  # fmt: skip

SETTING = "NBUTILS_FOLDER"


def __dir__() -> list[str]:
    """What Tab lists behind `nb.`: the questions, and not what they are made of."""
    return __all__


def audit(folder: str | Path | None = None, *, record: str | Path | None = None, pack: str = AUTO) -> Audit:
    """The audit of a folder: the one named here, else in the setting NBUTILS_FOLDER, else the project's own seeds.

    The folder may hold articles, which are read now, or an audit that was made before. `record` is a table of facts of your
    own to compare with, `pack` a pack's name or folder. Raises ValueError where they are named beside an audit made before.
    """
    source = Path(folder or os.environ.get(SETTING) or shipped("seeds"))
    if is_audit(source):
        if record or pack != AUTO:
            raise ValueError(f"{source} is an audit, made with a record and a pack of its own: name the folder of the articles")
        return open_audit(source)
    scratch = Path(tempfile.mkdtemp(prefix="nbutils-")) / "audit"
    against = Against(Path(record) if record else None)
    engine.audit(source, scratch, pack=str(pack), against=against, how=How(cache=Cache(cache_folder())))
    return open_audit(scratch)


def blocks_of_example(text: str) -> Table:
    """The blocks and sentences of a few lines, to see by eye what reading does."""
    article = read_article(Document("example", text, "utf-8"))
    counts = pd.Series([row["block"] for row in article.sentences]).value_counts()
    frame = pd.DataFrame(article.blocks)
    words = [text[start:end] for start, end in zip(frame["start"], frame["end"], strict=True)]
    shown = frame[["line", "kind", "cue"]].assign(sentences=frame["block"].map(counts), words=words)
    return table(shown.rename(columns={"cue": "class"}).replace({"": None}), caption="The blocks of the example.")


def mentions_of_example(text: str) -> Table:
    """The times, quantities, names and cues of a few sentences, to see by eye what is found."""
    frame = pd.DataFrame(_asserted(text).mentions)[["line", "kind", "text", "value"]]
    return table(frame, caption="What the example mentions.")


def claims_of_example(text: str) -> Table:
    """The claims of a few sentences, to see by eye what becomes of them."""
    frame = example_claims(text)[["text", "kind", "checkable", "subject", "predicate", "object", "quantity", "time", "missing"]]
    return table(frame.replace({"": None}), caption="The claims of the example and their slots; “–” means that it is not stated.")


def example_claims(text: str) -> pd.DataFrame:
    """The claims of a few sentences as a data frame, with the columns of an audit's `claims`."""
    return pd.DataFrame(_asserted(text).claims, columns=list(TABLES["claims"]))


def _asserted(text: str) -> Asserted:
    article = read_article(Document("example", text, "utf-8"))
    article.row["language"] = ENGLISH  # a few words are too little to tell by
    return assertions(article, knowledge(()))

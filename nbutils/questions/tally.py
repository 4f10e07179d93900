"""How much there is to look at, counted alike on every page: what parts, what does not fit the record, what only differs."""

import pandas as pd

from nbutils.questions.reading import capital, count, listed, number
from nbutils.store import Audit
from nbutils.verdicts import chosen

# Statuses that say that both passages cannot hold, and the one that says that both can; the rest is about the record.
PARTING = ("contradiction", "conflict-if", "tension")
DRIFT = "drift"
AGAINST = ("record-contradicted", "outdated", "contested")
ONLY_WORDS = "may be only a choice of words"


def to_look_at(audit: Audit) -> pd.DataFrame:
    """The findings that ask for a look, worst first: without those a record supports and those a reviewer has dismissed."""
    dismissed = [name for name, verdict in chosen().items() if verdict.verdict == "dismissed"]
    found = audit.findings
    found = found[found["status"].isin([*PARTING, DRIFT, *AGAINST]) & ~found["finding"].isin(dismissed)]
    return found.sort_values("severity", ascending=False, kind="stable")


def parted(found: pd.DataFrame) -> pd.DataFrame:
    """Those in which passages part: both cannot hold."""
    return found[found["status"].isin(PARTING)]


def differing(found: pd.DataFrame) -> pd.DataFrame:
    """Those in which lists or words differ, and both can hold."""
    return found[found["status"] == DRIFT]


def in_words(audit: Audit) -> str:
    """How many findings ask for a look, and of which kinds, in a sentence."""
    found = to_look_at(audit)
    lists, against = len(differing(found)), int(found["status"].isin(AGAINST).sum())
    record = "" if len(audit.facts) else " No record was used."
    if found.empty:
        return f"No finding asks for a look, which means little: the rules find few.{record}"
    kinds = [(len(parted(found)), "of passages that part"), (against, "of statements that do not fit the record")]
    kinds += [(lists, f"of lists or words that differ, which {ONLY_WORDS}")]
    told = listed([f"{number(times)} {kind}" for times, kind in kinds if times])
    none = "" if kinds[0][0] else " No passages were found to part."
    return f"{capital(count(len(found), 'finding asks', 'findings ask'))} for a look: {told}.{none}{record}"

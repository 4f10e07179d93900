"""The claims in the words of schema.org, with where they come from in those of PROV; reviews only where a person reviewed."""

from collections.abc import Iterator, Mapping
from typing import Any

from nbutils import __version__
from nbutils.exports.graph import linked
from nbutils.exports.places import address
from nbutils.exports.words import Row, message
from nbutils.store import Audit
from nbutils.verdicts import Verdict

# Where a claim comes from stands in every claim: as a plain address, which the context says it is.
_ADDRESS = {"@type": "@id"}
CONTEXT = [
    "https://schema.org",
    {"prov": "http://www.w3.org/ns/prov#", "prov:wasDerivedFrom": _ADDRESS, "prov:wasGeneratedBy": _ADDRESS},
]
_TOOL = {"@id": "#nbutils"}


def claims(audit: Audit, kept: Mapping[str, Verdict]) -> str:
    """Articles, the claims in them that can be checked, and a ClaimReview per verdict of a person on a finding or pair."""
    articles = {row["article"]: row for row in audit.articles.to_dict("records")}
    checkable = audit.claims[audit.claims["checkable"].astype(bool)].to_dict("records")
    graph: list[Mapping[str, Any]] = [
        {"@id": "#nbutils", "@type": ["SoftwareApplication", "prov:SoftwareAgent"], "name": "nbutils",
         "softwareVersion": __version__},
        {"@id": "#reading", "@type": "prov:Activity", "prov:wasAssociatedWith": _TOOL,
         "prov:used": [_ref(article) for article in articles]},
        *(_article(row) for row in articles.values()),
        *(_claim(row) for row in checkable),
        *_reviews(audit, kept),
    ]  # fmt: skip
    return linked(CONTEXT, graph)


def _ref(article: str) -> dict[str, str]:
    return {"@id": address(article)}


def _article(row: Row) -> dict[str, Any]:
    stated = {"headline": row["title"], "author": row["author"], "datePublished": row["date"], "isBasedOn": row["source"]}
    return {
        **_ref(row["article"]),
        "@type": ["Article", "prov:Entity"],
        "name": row["article"],
        **{key: value for key, value in stated.items() if value not in ("", "not stated", "undated")},
        "inLanguage": row["language"],
        "wordCount": row["words"],
    }


def _claim(row: Row) -> dict[str, Any]:
    about = {"about": {"@type": "Thing", "name": row["subject"]}} if row["subject"] else {}
    return {
        "@id": f"#{row['claim']}",
        "@type": ["Claim", "prov:Entity"],
        "text": row["text"],
        **about,
        "appearance": _place(row),
        "prov:wasDerivedFrom": address(row["article"]),
        "prov:wasGeneratedBy": "#reading",
    }


def _place(row: Row) -> dict[str, Any]:
    return {"@type": "Quotation", "isPartOf": _ref(row["article"]), "position": row["line"]}


def _reviews(audit: Audit, kept: Mapping[str, Verdict]) -> Iterator[dict[str, Any]]:
    rows = [("finding", row) for row in audit.findings.to_dict("records")]
    rows += [("pair", row) for row in audit.sidebyside.to_dict("records")]
    for key, row in rows:
        if verdict := kept.get(row[key]):
            yield _review(row, verdict)


def _review(row: Row, verdict: Verdict) -> dict[str, Any]:
    """A reviewer's word on whether passages part; "accepted" holds with the finding, not with the passages."""
    said = message(row) if "finding" in row else f"To read side by side: {row['why']}."
    passages = [piece for piece in row["evidence"] if "article" in piece]
    rating = {"@type": "Rating", "alternateName": verdict.verdict}
    return {
        "@id": f"#review-{verdict.id}",
        "@type": "ClaimReview",
        "name": said,
        "author": {"@type": "Person", "name": verdict.reviewer or "not stated"},
        "datePublished": verdict.date.isoformat(),
        "reviewBody": verdict.reason,
        "reviewRating": {**rating, "ratingExplanation": f"The finding is {verdict.verdict} by the reviewer."},
        "itemReviewed": [{"@type": "Claim", "text": piece["quote"], "appearance": _place(piece)} for piece in passages],
    }

"""The findings as W3C Web Annotations: each passage by its words with their surroundings, and by its position in the text."""

import json
from collections.abc import Mapping
from typing import Any

from nbutils.exports.places import address, context
from nbutils.exports.words import Row, message
from nbutils.store import Audit
from nbutils.verdicts import Verdict

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_URN = "urn:x-nbutils:"


def annotations(audit: Audit, kept: Mapping[str, Verdict]) -> str:
    """An AnnotationCollection, one page long: an annotation per finding, with the passages of all sides as its targets.

    Positions count characters in the decoded text of the article; `source` is the article's name as an address.
    """
    items = [_annotation(audit, row, kept.get(row["finding"])) for row in audit.findings.to_dict("records")]
    page = {"id": f"{_URN}findings:1", "type": "AnnotationPage", "startIndex": 0, "items": items}
    collection = {
        "@context": CONTEXT, "id": f"{_URN}findings", "type": "AnnotationCollection", "label": "Findings",
        "total": len(items), "first": page,
    }  # fmt: skip
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n"


def _annotation(audit: Audit, row: Row, verdict: Verdict | None) -> dict[str, Any]:
    facts = [piece for piece in row["evidence"] if "fact" in piece]
    bodies = [_text(message(row), "commenting"), _text(row["status"], "tagging"), _text(row["rule"], "tagging")]
    bodies += [_text(f"Record: {fact['quote']} ({fact['source'] or 'no source stated'})", "describing") for fact in facts]
    bodies += [_text(f"A reviewer: {verdict}", "assessing")] if verdict else []
    passages = [piece for piece in row["evidence"] if "article" in piece]
    return {
        "id": f"{_URN}{row['finding']}",
        "type": "Annotation",
        "motivation": "assessing",
        "body": bodies,
        "target": [_target(audit, piece, f"{_URN}{row['finding']}:{number}") for number, piece in enumerate(passages, 1)],
    }


def _text(words: str, purpose: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": words, "format": "text/plain", "language": "en", "purpose": purpose}


def _target(audit: Audit, piece: Row, name: str) -> dict[str, Any]:
    article, start, end = piece["article"], piece["start"], piece["end"]
    quote = {"type": "TextQuoteSelector", **context(audit, article, start, end)}
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    return {"id": name, "type": "SpecificResource", "source": address(article), "selector": [quote, position]}

"""The findings as SARIF 2.1.0, the format in which editors and code hosts take what a checker found."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from nbutils import __version__
from nbutils.exports.places import address, place, span, unrepaired
from nbutils.exports.words import Row, is_dismissed, level, measured, message, reported, rule_id, rule_words
from nbutils.store import Audit
from nbutils.verdicts import Verdict

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"


def sarif(audit: Audit, kept: Mapping[str, Verdict], *, base: Path = Path(), earlier: frozenset[str] | None = None) -> str:
    """A log of one run: a result per finding that is not supported, dismissed ones suppressed with the reviewer's reason.

    `base` is the folder that addresses begin with. `earlier` are the findings of an earlier audit: each result then says
    whether it is new. Columns and offsets count Unicode characters. Offsets stand where the file was read as it is, lines
    where the text is the file's own; a passage of a Word file, a web page or a table's row has its place under `properties`.
    """
    rows, exact = reported(audit), unrepaired(audit)
    rules = sorted({row["rule"] for row in rows})
    results = [_result(audit, row, rules.index(row["rule"]), base, exact) for row in rows]
    for row, result in zip(rows, results, strict=True):
        if is_dismissed(row["finding"], kept):
            result["suppressions"] = [_suppression(kept[row["finding"]])]
        if earlier is not None:
            result["baselineState"] = "unchanged" if row["finding"] in earlier else "new"
    driver = {"name": "nbutils", "version": __version__, "rules": [_rule(rule) for rule in rules]}
    root = {ROOT: {"description": _message("The folder that all relative addresses begin in.")}}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "originalUriBaseIds": root, "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(rule: str) -> dict[str, Any]:
    words = rule_words(rule)
    unless = f"It is no conflict where {words.unless}." if words.unless else ""
    return {
        "id": rule_id(rule),
        "name": rule,
        "shortDescription": _message(words.says),
        "fullDescription": _message(" ".join(filter(None, (words.says, unless)))),
        "help": _message(" ".join(filter(None, (unless, measured(rule)))) or words.says),
    }


def _result(audit: Audit, row: Row, index: int, base: Path, exact: frozenset[str]) -> dict[str, Any]:
    pieces = [_location(audit, piece, base, exact) for piece in row["evidence"]]
    at = next((number for number, piece in enumerate(row["evidence"]) if "article" in piece), 0)
    return {
        "ruleId": rule_id(row["rule"]),
        "ruleIndex": index,
        "level": level(row),
        "message": _message(message(row)),
        "locations": [pieces[at]],
        "relatedLocations": [{"id": number, **piece} for number, piece in enumerate(_without(pieces, at), 1)],
        "partialFingerprints": {"finding/v1": row["finding"]},
        "properties": {"finding": row["finding"], "status": row["status"], "slots": row["slots"]},
    }


def _without(pieces: Iterable[dict[str, Any]], at: int) -> list[dict[str, Any]]:
    return [piece for number, piece in enumerate(pieces) if number != at]


def _location(audit: Audit, piece: Row, base: Path, exact: frozenset[str]) -> dict[str, Any]:
    """A passage by file and region; a fact, or a text taken out of its file, by name."""
    if "fact" in piece:
        source = {key: piece[key] for key in ("source", "source_url") if piece.get(key)}
        named = [{"fullyQualifiedName": piece["fact"], "kind": "resource"}]
        return {"message": _message(f"Record: {piece['quote']}"), "logicalLocations": named, "properties": source}
    article, start, end = piece["article"], piece["start"], piece["end"]
    stands, where = place(article), span(audit, article, start, end)
    artifact = {"uri": address(stands.file, base), **({} if base.is_absolute() else {"uriBaseId": ROOT})}
    said = {"message": _message(f"“{piece['quote']}”")}
    if not stands.own:
        named = [{"fullyQualifiedName": article, "kind": "resource"}]
        inside = {"text": "taken out of the file", **where, "charOffset": start, "charLength": end - start}
        return {"physicalLocation": {"artifactLocation": artifact}, "logicalLocations": named, **said, "properties": inside}
    offsets = {"charOffset": start, "charLength": end - start} if article in exact else {}
    region = {**where, **offsets, "snippet": {"text": piece["quote"]}}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}, **said}


def _message(text: str) -> dict[str, str]:
    return {"text": text.replace("{", "{{").replace("}", "}}")}  # single braces are places for arguments


def _suppression(verdict: Verdict) -> dict[str, str]:
    return {"kind": "external", "status": "accepted", "justification": str(verdict)}

"""All that other programs read, in one folder."""

from pathlib import Path

from nbutils.exports import tables
from nbutils.exports.annotations import annotations
from nbutils.exports.claims import claims
from nbutils.exports.fixlist import fix_csv, fix_list, fix_markdown
from nbutils.exports.graph import graphml, json_ld
from nbutils.exports.sarif import sarif
from nbutils.store import Audit
from nbutils.verdicts import chosen


def write_exports(audit: Audit, folder: Path) -> None:
    """Write the tables, the findings, the claims, the graph and the fix list into a new folder; the same bytes each time.

    Verdicts are those of the file that the setting NBUTILS_VERDICTS names.
    """
    kept = chosen()
    fixes = fix_list(audit, kept)
    files = {
        **tables.files(audit),
        "findings.sarif": sarif(audit, kept).encode(),
        "annotations.jsonld": annotations(audit, kept).encode(),
        "claims.jsonld": claims(audit, kept).encode(),
        "graph.graphml": graphml(audit).encode(),
        "graph.jsonld": json_ld(audit).encode(),
        "fixlist.csv": fix_csv(fixes),
        "fixlist.md": fix_markdown(fixes).encode(),
    }
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)

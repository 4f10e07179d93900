"""The options of the command line, declared once for all commands that have them."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from nbutils.verdicts import SETTING

Folder = Annotated[Path, typer.Argument(help="A folder of articles, or one table (.csv, .jsonl, .parquet) of them.")]
FactsFile = Annotated[
    Path | None,
    typer.Option("--record", help="A table of facts (subject, property, value …) to compare with, beside the pack’s."),
]
AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of", formats=["%Y-%m-%d"], help="The day to look from; by default the one on which the record was checked."
    ),
]
PackName = Annotated[
    str,
    typer.Option("--pack", help="A pack of knowledge by name, a pack's folder, “none”, or “auto”: whatever fits the articles."),
]
Workers = Annotated[
    int | None,
    typer.Option("--workers", min=1, help="How many processes read and compare; by default one per core."),
]
Scheduler = Annotated[
    str, typer.Option("--scheduler", metavar="ADDRESS", help="Read on the Dask cluster of this scheduler, as tcp://HOST:8786.")
]
Figures = Annotated[Path | None, typer.Option("--figures", help="Also write the figures here, as SVG.")]
ZipFile = Annotated[Path | None, typer.Option("--zip", help="Also pack the pages into this file, to be sent.")]
VerdictsFile = Annotated[
    Path | None,
    typer.Option("--verdicts", help=f"A reviewer’s verdicts, kept by id; by default the file that {SETTING} names, if any."),
]
FailOn = Annotated[
    int, typer.Option("--fail-on", min=1, max=3, help="Exit with 1 where a finding is at least so severe; 3 is worst.")
]
SarifFile = Annotated[Path | None, typer.Option("--sarif", help="Also write the findings to this file, as SARIF 2.1.0.")]
GitHub = Annotated[bool, typer.Option("--github", help="Print workflow commands of GitHub in place of plain lines.")]
Since = Annotated[Path | None, typer.Option("--since", metavar="AUDIT", help="Tell only what an earlier audit does not have.")]

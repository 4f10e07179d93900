"""What a report holds for other programs: by the rules of each format, and small enough for an e-mail."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_exports import FILES, errors
from test_pages import report  # noqa: F401  # a fixture: the report is built once for all modules

from nbutils.reports.zipped import zip_report

MOST, MOST_PACKED = 3_000_000, 1_000_000  # bytes of all files of the seeds' report, and of it as it is sent


@pytest.mark.parametrize("name", FILES)
def test_an_export_of_the_report_follows_the_rules_of_its_format(report: Path, name: str) -> None:  # noqa: F811  # as above
    """Of the seeds, and of an audit that holds next to nothing."""
    assert errors(name, json.loads((report / "data" / FILES[name]).read_text(encoding="utf-8"))) == []


def test_the_whole_report_can_be_sent_by_mail(report: Path, tmp_path: Path) -> None:  # noqa: F811  # as above
    """All files as they lie in the folder, pages and data; packed, it passes any mail server."""
    zip_report(report, tmp_path / "report.zip")
    assert sum(path.stat().st_size for path in report.rglob("*") if path.is_file()) <= MOST
    assert (tmp_path / "report.zip").stat().st_size <= MOST_PACKED

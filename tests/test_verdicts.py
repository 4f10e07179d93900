"""A reviewer's verdicts survive a re-run: they are kept by id, and the last of each counts."""

from datetime import date
from pathlib import Path

import pytest

from nbutils.questions.inconsistencies import card
from nbutils.verdicts import BadVerdicts, Verdict, add_verdict, read_verdicts

DAY = date(2026, 11, 25)
ROW = {"finding": "f-1", "rule": "count", "status": "conflict-if", "summary": "Two counts.", "evidence": []}


def test_the_last_verdict_of_an_id_counts(tmp_path: Path) -> None:
    """Added one after the other, read back by id."""
    path = tmp_path / "verdicts.jsonl"
    assert read_verdicts(path) == {}
    add_verdict(path, Verdict(id="f-1", verdict="accepted", date=DAY))
    add_verdict(path, Verdict(id="p-2", verdict="accepted", date=DAY))
    add_verdict(path, Verdict(id="f-1", verdict="dismissed", reason="two missions", reviewer="Ada", date=DAY))
    assert {key: str(value) for key, value in read_verdicts(path).items()} == {
        "f-1": "dismissed by Ada on 2026-11-25: two missions",
        "p-2": "accepted on 2026-11-25",
    }


@pytest.mark.parametrize("line", ["{", '{"id": "f-1", "verdict": "maybe", "date": "2026-11-25"}', '{"id": "f-1"}'])
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    """With file and line."""
    path = tmp_path / "verdicts.jsonl"
    path.write_text(f"\n{line}\n", "utf-8")
    with pytest.raises(BadVerdicts, match=r"verdicts\.jsonl:2: .+: a line holds"):
        read_verdicts(path)


@pytest.mark.parametrize(
    ("data", "line"), [(b'{"id": "caf\xe9"}', 1), (b"[" * 100_000, 1), (b'\n{"id": ' + b"9" * 5000 + b"}", 2)]
)
def test_a_damaged_file_is_named(tmp_path: Path, data: bytes, line: int) -> None:
    """Another encoding, brackets without end, a number without end."""
    path = tmp_path / "verdicts.jsonl"
    path.write_bytes(data)
    with pytest.raises(BadVerdicts, match=rf"verdicts\.jsonl:{line}: "):
        read_verdicts(path)


def test_a_reason_may_hold_any_sign(tmp_path: Path) -> None:
    """U+2028 ends a line to some readers, but not in JSON."""
    path = tmp_path / "verdicts.jsonl"
    add_verdict(path, Verdict(id="f-1", verdict="accepted", reason="one\u2028two\x85three\nfour", date=DAY))
    assert read_verdicts(path)["f-1"].reason == "one\u2028two\x85three\nfour"


def test_a_card_shows_its_verdict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is named by the setting NBUTILS_VERDICTS."""
    path = tmp_path / "verdicts.jsonl"
    add_verdict(path, Verdict(id="f-1", verdict="dismissed", reason="<b>two</b> missions", date=DAY))
    monkeypatch.setenv("NBUTILS_VERDICTS", str(path))
    shown = card(ROW)._repr_html_()
    assert "A reviewer: dismissed on 2026-11-25: &lt;b&gt;two&lt;/b&gt; missions" in shown
    monkeypatch.delenv("NBUTILS_VERDICTS")
    assert "A reviewer" not in card(ROW)._repr_html_()

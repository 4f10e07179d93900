"""The record: what holds against it, what must not be held against it, bad files, and the record of NATO."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from nbutils.claims.claims import assertions
from nbutils.claims.knowledge import Knowledge, knowledge
from nbutils.compare.passages import Passage, passages
from nbutils.corpus.articles import read_article
from nbutils.corpus.formats import Document
from nbutils.mentions.edtf import bounds
from nbutils.packs.general import data
from nbutils.packs.load import PACKS, load_pack
from nbutils.record.amounts import measure
from nbutils.record.comparing import Checked, against_record, check
from nbutils.record.coverage import ALL, coverage, gaps, gaps_by_kind, uncovered
from nbutils.record.facts import BadRecord, Fact, Record, load_record
from nbutils.record.families import property_of, triggers

HEAD = "subject,aliases,property,value,unit,valid_from,valid_to,status,source"
ROWS = """
Harbour League,the League,founding date,1950-03-02,date,,,,a book
Harbour League,the League,number of member ports,9,ports,1990-01-01,2015-06-30,,a book
Harbour League,the League,number of member ports,11,ports,2015-07-01,,,a book
Harbour League,the League,seat,Oldmouth,,1950-03-02,,,a book
Harbour League,the League,secretary general,Ada Grey,,2010-01-01,2018-12-31,,a book
Harbour League,the League,secretary general,Ben Holt,,2019-01-01,,,a book
Pact of Marrow,Marrow Pact,date of signature,1961-05-04,date,,,,a book
Pact of Marrow,Marrow Pact,entry into force,1963-01-01,date,,,,a book
Norland,,League member since,1972-09-01,date,,,,a book
Quay Office,,founded,1970-06-01,date,,,contested,a book
Dredging Mission,Mission,start date,1981-02-03,date,,,,a book
Dredging Mission,Mission,end date,1999-10-01,date,,,,a book
Tide Code,,status,under negotiation,,2001-01-01,2009-05-05,,a book
Tide Code,,status,in force,,2009-05-05,,,a book
Great Crane,the crane,height,62,m,,,,a book
Great Crane,the crane,status as tallest crane in the region,yes,,1960-01-01,2011-04-04,,a book
Battle of Sandbank,,date,1844-07-09,date,,,,a book
"""
CHECKED = date(2020, 1, 1)


@cache
def general() -> Knowledge:
    """What is known without a pack."""
    return knowledge(())


@cache
def record() -> Record:
    """The invented record of these tests."""
    import tempfile

    path = Path(tempfile.mkdtemp()) / "facts.csv"
    path.write_text(f"{HEAD}\n{ROWS.strip()}\n", "utf-8")
    return load_record(path)


def passages_of(text: str, name: str = "a.txt") -> list[Passage]:
    """The passages of an article with a title and a first paragraph that names nothing."""
    article = read_article(Document(name, f"Harbours and their bodies\n\n{OPENING}\n\n{text}\n", "utf-8"))
    article.row["language"] = "en"  # a few words are too little to tell by
    said = assertions(article, general())
    tables = {"sentences": article.sentences, "blocks": article.blocks, "mentions": said.mentions, "claims": said.claims}
    return passages([article.row], tables)


OPENING = "Some opening words stand here, so that what follows is read as a paragraph of running text."


def checked(text: str, as_of: date = CHECKED, **options: Any) -> Checked:
    """What the invented record says of a text."""
    return check(passages_of(text), record(), general().registry, as_of, **options)


def found(text: str, **options: Any) -> set[tuple[str, str]]:
    """(status, value of the fact) of each finding of a text."""
    facts = {fact.id: fact.value for fact in record().facts}
    return {(row["status"], facts[row["evidence"][-1]["fact"]]) for row in checked(text, **options).rows}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Harbour League was founded in 1950.", ("record-supported", "1950-03-02")),
        ("The Harbour League was founded on 5 April 1957.", ("record-contradicted", "1950-03-02")),
        ("Founded in 1957 by nine ports, the Harbour League grew fast.", ("record-contradicted", "1950-03-02")),
        ("The ports established the Harbour League in 1957.", ("record-contradicted", "1950-03-02")),
        ("Since the founding of the Harbour League in 1957 much has changed.", ("record-contradicted", "1950-03-02")),
        ("The Harbour League is a body of ports. It came into being in 1957.", ("record-contradicted", "1950-03-02")),
        ("The Harbour League was founded in the early 1950s.", ("record-supported", "1950-03-02")),
        ("The Pact of Marrow, which was signed in 1961, is short.", ("record-supported", "1961-05-04")),
        ("The Pact of Marrow, which was signed in 1968, is short.", ("record-contradicted", "1961-05-04")),
        ("The rule comes from an agreement concluded at Marrow in 1968.", ("record-contradicted", "1961-05-04")),
        ("The Pact of Marrow was signed by nine ports and entered into force in 1966.", ("record-contradicted", "1963-01-01")),
        ("In force since 1967, the Pact of Marrow binds all.", ("record-contradicted", "1963-01-01")),
        ("The Harbour League is old. Norland joined the League in 1981.", ("record-contradicted", "1972-09-01")),
        ("The Battle of Sandbank in 1851 decided the matter.", ("record-contradicted", "1844-07-09")),
        ("Quay Office was founded in 1980.", ("contested", "1970-06-01")),
        ("The Harbour League has eleven member ports.", ("record-supported", "11")),
        ("The Harbour League has nine member ports.", ("outdated", "9")),
        ("The Harbour League has fourteen member ports.", ("record-contradicted", "11")),
        ("The Harbour League and its fourteen member ports trade freely.", ("record-contradicted", "11")),
        ("In 2003 the Harbour League had nine member ports.", ("record-supported", "9")),
        ("The Great Crane is 62 metres high.", ("record-supported", "62")),
        ("The Great Crane is 85 metres high.", ("record-contradicted", "62")),
        ("The Great Crane is 62 feet high.", ("record-contradicted", "62")),
        ("Membership of the Harbour League stands at 14 ports.", ("record-contradicted", "11")),
        ("With fourteen member ports, the Harbour League is large.", ("record-contradicted", "11")),
        ("The Harbour League consists of fourteen ports elected by lot.", ("record-contradicted", "11")),
        ("The headquarters of the Harbour League are located in Newmouth.", ("record-contradicted", "Oldmouth")),
        ("The Harbour League has been based in Newmouth since 1989.", ("record-contradicted", "Oldmouth")),
        ("The Harbour League, which has its seat in Newmouth, grows.", ("record-contradicted", "Oldmouth")),
        ("The Harbour League has its seat in Oldmouth.", ("record-supported", "Oldmouth")),
        ("The secretary general of the Harbour League is Ada Grey.", ("outdated", "Ada Grey")),
        ("The Tide Code is still being negotiated.", ("outdated", "under negotiation")),
        ("The Dredging Mission continues to clear the channel.", ("outdated", "1999-10-01")),
        ("The Great Crane remains the tallest crane in the region.", ("outdated", "yes")),
    ],
)  # fmt: skip
def test_what_the_record_says_of_a_passage(text: str, expected: tuple[str, str]) -> None:
    """The one finding, by status and value."""
    assert found(text) == {expected}


@pytest.mark.parametrize(
    "text",
    [
        # another subject
        "The Timber League was founded in 1957.",
        "The Harbour League Museum was founded in 1957.",
        "The harbour of Oldmouth, where the Harbour League meets, was opened in 1957.",
        "The secretariat of the Harbour League was established in 1957.",
        "The Harbour League established a training centre in 1957.",
        "A pact on fishing was signed at Oldmouth in 1968.",
        # another property, or the date of something else
        "The Harbour League published its first book in 1957.",
        "The Harbour League was founded after the storm of 1949 had passed.",
        "The Harbour League, founded by nine ports, met in 1957.",
        "Norland joined the Timber Union in 1981.",
        "The Dredging Mission was led from Oldmouth in 1985.",
        # parts, orders and other wholes
        "Only three member ports of the Harbour League voted against it.",
        "The first four member ports of the Harbour League are old.",
        "The Harbour League has four inland ports.",
        "The Timber League has fourteen member ports.",
        "In 1975 the Harbour League had six member ports.",
        "The mast of the Great Crane is 85 metres away from the gate.",
        # not asserted
        "Was the Harbour League founded in 1957?",
        "According to legend, the Harbour League was founded in 1957.",
        "The Harbour League was not founded in 1957.",
        "If the Pact of Marrow was signed in 1968, it binds nobody.",
        "The Harbour League may have been founded in 1957.",
        "The Harbour League was founded about 1952.",
        # true at its time, or no statement about now
        "The former secretary general of the Harbour League is Ada Grey.",
        "The Dredging Mission continues to inspire engineers.",
        "In 1995 the Dredging Mission was still clearing the channel.",
        "The Great Crane was the tallest crane in the region.",
        # a whole that holds the place, which is no other place
        "The Harbour League has its seat in Norway.",
    ],
)
def test_what_must_not_be_held_against_a_passage(text: str) -> None:
    """No finding but support."""
    assert {status for status, _ in found(text)} <= {"record-supported"}


def test_a_dated_article_speaks_of_its_own_day() -> None:
    """What held when an article was written is supported, whatever holds today."""
    text = "The Harbour League has nine member ports."
    assert found(text, spoken={"a.txt": "2012-04-01"}) == {("record-supported", "9")}
    assert found(text, spoken={"a.txt": "undated"}) == {("outdated", "9")}


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("The Harbour League has nine member ports.", "2015-06-30"),
        ("The Tide Code is still being negotiated.", "2009-05-05"),
        ("The Dredging Mission continues to clear the channel.", "1999-10-01"),
    ],
)
def test_what_an_undated_article_says_may_be_out_of_date(text: str, since: str) -> None:
    """It may have been written while it held: the reading says so, and firm findings stand above. A dated one knows its day."""
    day = record().checked
    (open_day,), (firm,) = checked(text, day).rows, checked(text, day, spoken={"a.txt": "2018-12"}).rows
    assert open_day["readings"] == [f"the article, which states no date, was written after {since}"]
    assert (open_day["severity"], firm["severity"], firm["readings"]) == (1, 2, [])
    assert "may be out of date" in open_day["summary"]
    assert "no longer holds as of 2018-12-31" in firm["summary"]


@pytest.mark.parametrize(
    ("source", "severity"),
    [
        ("own knowledge, unverified by look-up", 2), ("a list, not yet checked", 2), ("never looked up", 2),
        ("a book, checked in 2020", 3), ("looked up on the spot", 3), ("", 3),
    ],
)  # fmt: skip
def test_a_fact_that_was_not_looked_up_stands_below_the_others(source: str, severity: int) -> None:
    """What differs from it depends on it, and says so; what agrees is said as ever."""
    facts = (Fact(id="F", subject="Harbour League", property="founding date", value="1950-03-02", source=source),)
    mine = Record(facts, CHECKED)
    (row,) = against_record(passages_of("The Harbour League was founded in 1957."), mine, general().registry)
    assert row["severity"] == severity
    assert bool(row["readings"]) == (severity < 3)
    (same,) = against_record(passages_of("The Harbour League was founded in 1950."), mine, general().registry)
    assert (same["severity"], same["readings"]) == (0, [])


def test_labels_and_tables_are_read_under_their_heads() -> None:
    """A line under a heading is of the heading's subject, a cell of the row's."""
    assert found("## The Harbour League\n\n- Founded: 1957") == {("record-contradicted", "1950-03-02")}
    table = "| Name | Height |\n|---|---|\n| Great Crane | 85 m |\n| Small Crane | 12 m |"
    assert found(table) == {("record-contradicted", "62")}


def test_a_finding_has_both_sides_and_an_id_that_stays() -> None:
    """The passage's sentence is side a, the fact side b; other articles change nothing."""
    text = "The Harbour League was founded in 1957."
    (row,) = checked(text).rows
    assert re.fullmatch(r"f-[0-9a-f]{12}", row["finding"])
    assert (row["severity"], row["rule"]) == (3, "record: date")
    assert row["summary"] == (
        "The passage says “1957”, which differs from the record: it has 1950-03-02 under “founding date” of Harbour League."
    )
    passage, fact = row["evidence"]
    assert (passage["quote"], passage["side"], fact["side"]) == (text, "a", "b")
    assert fact["quote"] == "Harbour League – founding date: 1950-03-02"
    more = [*passages_of("The Timber Union is new.", "0.txt"), *passages_of(text)]
    rows = against_record(more, record(), general().registry)
    assert [each["finding"] for each in rows] == [row["finding"]]


def test_a_later_day_is_marked() -> None:
    """As of a day after the record was checked, a finding says so."""
    last = max(fact.valid_to or fact.valid_from for fact in record().facts)
    assert record().checked.isoformat() == last
    (row,) = checked("The Harbour League was founded in 1957.", date(2031, 1, 1)).rows
    assert row["readings"] == [f"not checked since {last}"]


def test_each_claim_gets_a_word_and_the_counts_add_up() -> None:
    """Claims that can be checked are met by the record or not in it; the others have no word."""
    text = "The Harbour League was founded in 1957. The Timber Union was founded in 1960. Harbours are lovely."
    given = passages_of(text)
    result = check(given, record(), general().registry, CHECKED)
    claims = pd.DataFrame([claim for passage in given for claim in passage.claims])
    words = {claim["text"]: result.in_record[claim["claim"]] for _, claim in claims.iterrows()}
    assert words["The Harbour League was founded in 1957."] == "contradicted"
    assert words["The Timber Union was founded in 1960."] == "not in the record"
    table = coverage(claims, result.in_record)
    assert table["article"].tolist() == ["a.txt", ALL]
    assert table.iloc[-1]["contradicted"] == 1
    assert (table["checkable"] == table.drop(columns=["article", "checkable"]).sum(axis=1)).all()


def test_what_no_article_mentions_is_a_gap() -> None:
    """A fact is mentioned where a passage speaks of its subject and has its value."""
    given = passages_of("The Harbour League was founded in 1950 and has its seat in Oldmouth.")
    missing = {(fact.subject, fact.value) for fact in uncovered(given, record())}
    assert ("Harbour League", "1950-03-02") not in missing
    assert ("Harbour League", "Oldmouth") not in missing
    assert ("Pact of Marrow", "1961-05-04") in missing
    table = gaps(given, record())
    assert len(table) == len(missing)
    assert gaps_by_kind(table, record())["not mentioned"].sum() == len(missing)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("subject,value\nA,1\n", 1, "no column property"),
        ("subject,property,value\nA,height,\n", 2, "value is empty"),
        ("subject,property,value\n\nA,height,1\n,height,2\n", 4, "subject is empty"),
        ("subject,property,value,unit\nA,opened,soon,date\n", 2, "is no date"),
        ("subject,property,value,valid_to\nA,seat,B,next year\n", 2, "is no date"),
        ("subject,property,value,status\nA,seat,B,maybe\n", 2, "status must be"),
        ("id,subject,property,value\n1,A,b,c\n1,A,b,d\n", 3, "stands on line 2 too"),
        ("subject,property,value\nA,seat,B,C\n", 2, "put a value that holds a comma in quotes"),
        ('subject,property,value\nA,seat,"B\n', 2, "close each quote"),
        ("subject,property,value,unit\nA,opened,1999-02-31,date\n", 2, "is no date"),
        ("subject,property,value,valid_from\nA,seat,B,1999-13\n", 2, "is no date"),
        ("", 1, "no column subject, property, value"),
    ],
)
def test_a_bad_row_is_told_by_file_and_line(tmp_path: Path, text: str, line: int, says: str) -> None:
    """One line: where, what, and what to do."""
    path = tmp_path / "facts.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(BadRecord) as error:
        load_record(path)
    assert str(error.value).startswith(f"{path}:{line}: ")
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_a_bad_file_beside_it_is_told_too(tmp_path: Path) -> None:
    """A misspelt key is refused with its line."""
    (tmp_path / "facts.csv").write_text("subject,property,value\nA,b,c\n", "utf-8")
    (tmp_path / "facts.yaml").write_text("title: T\ncheckd: 2020-01-01\n", "utf-8")
    with pytest.raises(BadRecord, match="checkd"):
        load_record(tmp_path / "facts.csv")
    with pytest.raises(BadRecord, match="cannot be read"):
        load_record(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (b"\xef\xbb\xbfsubject,property,value\r\nA,seat,B\r\n", "B"),
        ("subject,property,value\nA,seat,Orléans\n".encode("cp1252"), "Orléans"),
        (b"Subject , property,value,colour\n\n \nA,seat,B,red\n,,,\n", "B"),
    ],
)
def test_a_table_is_read_however_it_was_saved(tmp_path: Path, raw: bytes, value: str) -> None:
    """Marks, line ends, old encodings, empty lines and columns of one's own do no harm."""
    path = tmp_path / "facts.csv"
    path.write_bytes(raw)
    (fact,) = load_record(path).facts
    assert (fact.subject, fact.value) == ("A", value)


def test_the_file_beside_it_says_what_is_contested(tmp_path: Path) -> None:
    """It covers all rows of the pair; the day of checking is the declared one."""
    path = tmp_path / "mine.csv"
    path.write_text("subject,property,value\nA,seat,B\nA,seat,C\nA,name,D\n", "utf-8")
    (tmp_path / "mine.yaml").write_text(
        "title: Mine\nchecked: 2020-02-03\ncontested:\n  - {property: seat, subject: A, why: two books}\n", "utf-8"
    )
    mine = load_record(path)
    assert (mine.title, mine.checked) == ("Mine", date(2020, 2, 3))
    assert [mine.is_contested(fact) for fact in mine.facts] == [True, True, False]
    assert mine.why_contested(mine.facts[0]) == "two books"


@cache
def nato() -> Record:
    """The record that comes with the pack."""
    return load_record(PACKS / "nato" / "facts.csv")


def test_the_record_of_nato_loads() -> None:
    """Ids are unique, dates parse, and what the file beside it names stands in the table."""
    facts = nato().facts
    assert len({fact.id for fact in facts}) == len(facts) > 700
    assert all(bounds(value) for fact in facts for value in (fact.valid_from, fact.valid_to) if value)
    pairs = {(fact.subject, fact.property) for fact in facts}
    assert nato().complete <= pairs
    assert set(nato().contested) <= pairs


# Properties for which neither pack declares a relation.
WITHOUT = frozenset((
    "applied to join", "counts as", "enshrines", "first combat", "first mission beyond Europe", "first operation",
    "members in common with NATO", "readiness to support CSCE peacekeeping", "readiness to support UN peacekeeping",
    "recognised as a domain of operations", "returned to the integrated command",
))  # fmt: skip


def test_each_property_of_the_record_of_nato_is_understood() -> None:
    """It is of a family of dates, or a relation has its label, or it is known to have none."""
    known = knowledge((load_pack("nato"),)).registry
    properties = {fact.property for fact in nato().facts}
    told = {words for words in properties if property_of(words).family or known.of_label(words)}
    assert properties - told == WITHOUT


@pytest.mark.parametrize(
    ("family", "text", "never"),
    [
        (family, text, key == "never")
        for family, entry in data("record.yaml")["moments"].items()
        for key in ("examples", "never")
        for text in entry[key]
    ],
)
def test_the_words_of_a_family_are_found(family: str, text: str, never: bool) -> None:
    """Each example of the data has the family; a `never` row has it not."""
    assert any(trigger.family == family for trigger in triggers(text)) != never


@pytest.mark.parametrize(
    ("state", "text", "never"),
    [
        (state, text, key == "never")
        for state, entry in data("record.yaml")["states"].items()
        for key in ("examples", "never")
        for text in entry[key]
    ],
)
def test_the_words_of_a_state_are_found(state: str, text: str, never: bool) -> None:
    """Each example of the data says the state; a `never` row does not."""
    patterns = data("record.yaml")["states"][state]["said"]
    assert any(re.search(rf"(?<!\w)(?:{each})", text, re.IGNORECASE) for each in patterns) != never


def test_a_fact_reads_as_a_line() -> None:
    """Subject, property, value with its unit, and when it held."""
    fact = Fact(subject="Crane", property="height", value="62", unit="m", valid_from="1960", valid_to="2011-04")
    assert fact.words == "Crane – height: 62 m (1960–2011-04)"
    assert Fact(subject="Crane", property="opened", value="1960", unit="year").words == "Crane – opened: 1960"


@pytest.mark.parametrize(("value", "low", "high"), [("3-5", 3, 5), ("4-1", None, None), ("7", 7, 7), ("9" * 400, None, None)])
def test_a_score_or_an_endless_number_is_no_measure(value: str, low: float | None, high: float | None) -> None:
    """Only what says how much can differ from a passage."""
    found = measure(Fact(id="r", subject="A", property="number of goals", value=value))
    assert (found and found.amount.low, found and found.amount.high) == (low, high)

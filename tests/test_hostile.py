"""Whatever the input is, each stage keeps its contract (bench/contracts.py); and what the fuzzer found stays mended."""

import contracts
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SEPARATORS = ["\n", "\n\n", " ", ", ", ". ", "; ", "\t", " | ", "\r\n", "\u2028", "\x00", ""]
PIECES = [
    "The Harbour Board (HB) was founded in 1949 by twelve members.", "It has 30 members", "KFOR began in 1999",
    "Ada Cole said that", "# Title", "## 2.1 What?", "- ", "• ", "1.", "(iv)", "a)", "---",
    "===", "> quoted", "| a | b |", "IV", "MMXXIV", "```",
    "from 2041 to 2014", "31 February 1999", "December–January 1999", "year 99999", "0000-00-00",
    "99th century BC", "’90s",
    "5/0 of it", "0/0", "1,000,000,000,000,000,000,000,000,000,000,000,000 years ago", "9" * 400 + " trillion km", "1e99 euros",
    "$£€¥", "−5 °C", "10–5 m", "½ million", "٣٤ tons", "²³ m²", "-0", "1.2.3.4", "3 or 4 per cent per cent", "twenty-ninety",
    "((((", "))))", "[[[[", "“‘\"'", "…?!?!", "U.S. No. 5 e.g. i.e.", "a" * 3000, "word " * 300, "tr\u202ems", "\ufeff", "\u0301",
    "tramâ€™s", "👩\u200d🔬", "中文。日本語", "עברית", "\x1b[31m", "İıſK", "<script>", "&amp;", "http://a.b/c?d=e#f",
    "not", "may", "if", "because of", "which", "who", "and", "or", "of", "the",
]  # fmt: skip
WORDS = st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
TEXT = st.lists(st.tuples(WORDS, st.sampled_from(SEPARATORS)), max_size=25).map(
    lambda parts: "".join(word + separator for word, separator in parts)
)
ANY = TEXT.map(str.encode) | st.binary(max_size=200)
YAML = st.lists(
    st.sampled_from(
        ["- ", "\n", "\n  ", ": ", "[", "]", "{", "}", "&a ", "*a", "!!int ", "!!bool ", "!!timestamp ", "!!set ", "title",
         "id", "name", "date", "x", '"\\ud800"', "0x" + "f" * 4000, "1:2:3", "2001-99-99", ".inf", "null", "\t", "|\n", "---\n",
         "%", "@", "\x07"]
    ), max_size=20,
).map("".join)  # fmt: skip
ROWS = st.lists(
    st.sampled_from(
        ["subject,property,value,unit,valid_from,valid_to\n", "A,began,1999-02-31,date,,\n", "A,height,", "9" * 400, "1999",
         '"', ",", "\n", "1999-13", "1999-02-30/..", "0000", "9999-12-31", "m", "one|two", "\x00", "1e5", "-", "/",
         "2000/1999", "date"]
    ), max_size=12,
).map(lambda parts: ("subject,property,value,unit,valid_from\n" + "".join(parts)).encode())  # fmt: skip
CASES = {
    "decoding": (ANY, 150), "files": (ANY, 60), "layout": (ANY, 60), "mentioning": (ANY, 60), "claiming": (ANY, 40),
    "comparing": (ANY, 8), "auditing": (ANY, 4), "recording": (ANY | ROWS, 150), "packing": (ANY | YAML.map(str.encode), 100),
    "describing": (ANY | YAML.map(str.encode), 100), "judging": (ANY, 60),
}  # fmt: skip


def test_every_contract_is_driven() -> None:
    """A new one is not forgotten."""
    assert set(CASES) == set(contracts.HARNESSES)


@pytest.mark.parametrize("name", CASES)
def test_any_input_keeps_the_contract(name: str) -> None:
    """Never raises what is not declared; offsets are exact; rows are valid."""
    inputs, examples = CASES[name]

    @settings(max_examples=examples, suppress_health_check=list(HealthCheck))
    @given(inputs)
    def check(data: bytes) -> None:
        contracts.HARNESSES[name](data)

    check()

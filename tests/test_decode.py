"""Bytes to text, and the view of a text in which damage is mended."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbutils.corpus.decode import NotText, decode
from nbutils.corpus.readable import view

RUSSIAN = "Привет, мир: это довольно длинный русский текст. " * 3
ENGLISH = "The bridge opened in 1911 and closed in 1962."


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"plain words", "plain words", "utf-8"),
        ("naïve “words”".encode(), "naïve “words”", "utf-8"),
        (codecs.BOM_UTF8 + b"marked", "marked", "utf-8"),
        (b"caf\xe9 d\x92or \x93so\x94", "café d’or “so”", "cp1252"),
        (b"undefined \x81 in cp1252", "undefined \x81 in cp1252", "cp1252"),
        (ENGLISH.encode("utf-16"), ENGLISH, "utf-16-le"),
        (codecs.BOM_UTF16_BE + ENGLISH.encode("utf-16-be"), ENGLISH, "utf-16-be"),
        (ENGLISH.encode("utf-16-le"), ENGLISH, "utf-16-le"),
        (ENGLISH.encode("utf-16-be"), ENGLISH, "utf-16-be"),
        (ENGLISH.encode("utf-32"), ENGLISH, "utf-32-le"),
        (codecs.BOM_UTF8 + b"caf\xe9", "café", "cp1252"),
        (codecs.BOM_UTF16_LE + b"ASCII behind a wrong mark", "ASCII behind a wrong mark", "utf-8"),
        (RUSSIAN.encode("cp1251"), RUSSIAN, "cp1251"),
        ("é – “x” ".encode() * 4 + b"one bad byte \x92", "é – “x” " * 4 + "one bad byte ’", "utf-8"),
        (b"", "", "utf-8"),
    ],
)
def test_bytes_are_decoded_in_the_encoding_they_are_in(data: bytes, text: str, encoding: str) -> None:
    """Marks that agree with the bytes are believed, others are not."""
    decoded = decode(data)
    assert (decoded.text, decoded.encoding) == (text, encoding)


def test_plain_utf8_needs_no_repair() -> None:
    """Nothing is reported where nothing was done."""
    assert decode("naïve\n".encode()).repairs == ()


@pytest.mark.parametrize(
    "data",
    [codecs.BOM_UTF8 + b"x", b"caf\xe9", b"a\r\nb", b"a\rb", "x ".encode("utf-16"), codecs.BOM_UTF16_LE + b"plain"],
)
def test_every_step_beyond_utf8_is_reported(data: bytes) -> None:
    """The load report can say what was mended."""
    assert decode(data).repairs


def test_newlines_become_lf_and_other_separators_stay() -> None:
    """Only CR LF and CR are line ends of a file; a form feed or U+2028 is a character."""
    assert decode(b"a\r\nb\rc\x0cd").text == "a\nb\nc\x0cd"
    assert decode("a\u2028b".encode()).text == "a\u2028b"


def test_a_declared_encoding_is_tried_first() -> None:
    """An HTML page may name its own encoding; one that does not exist is passed over."""
    assert decode("дом".encode("koi8-r"), "koi8-r").text == "дом"
    assert decode(b"house", "no-such-codec").text == "house"


@pytest.mark.parametrize(
    "codec", ["unicode_escape", "raw_unicode_escape", "punycode", "idna", "undefined", "utf-7", "hex", "rot13"]
)
def test_an_encoding_that_only_python_knows_is_passed_over(codec: str) -> None:
    """Its escapes would change the text, or make of it what no file can hold."""
    assert decode(rb"A house \ud800 +AGE- xn--mnchen-3ya", codec).text == r"A house \ud800 +AGE- xn--mnchen-3ya"


@pytest.mark.parametrize("data", [bytes(range(32)) * 40, b"\x89PNG\r\n\x1a\n" + bytes(200), b"\x00" * 100])
def test_a_binary_file_is_not_text(data: bytes) -> None:
    """A picture with the ending .txt is refused, not read as noise."""
    with pytest.raises(NotText, match="binary"):
        decode(data)


@given(st.binary(max_size=300))
def test_decoding_never_raises_but_for_binary_files(data: bytes) -> None:
    """Any bytes give a text that fits into a file, or NotText."""
    try:
        text = decode(data).text
    except NotText:
        return
    assert "\r" not in text
    text.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Itâ€™s an â€œallianceâ€\x9d", "It’s an “alliance”"),
        ("a\x00b", "a\ufffdb"),
        ("ab\u202edc", "ab\ufffddc"),
        ("naïve “fine” – café", "naïve “fine” – café"),
        ("北约成立于1949年。", "北约成立于1949年。"),
        ("plain", "plain"),
    ],
)
def test_the_view_mends_damage_and_leaves_good_text_alone(text: str, shown: str) -> None:
    """Mojibake, NULs and bidirectional controls are mended in the view only."""
    assert view(text).text == shown


@pytest.mark.parametrize("blank", ["\u2028", "\u3000", "\u2003", "\xa0"])
def test_a_blank_beside_mended_signs_keeps_its_place(blank: str) -> None:
    """What ends a line is outside the run that is mended, so that the way back from it is exact."""
    seen = view(f"Â\x80{blank}")
    assert seen.text == f"€{blank}"
    assert [seen.back(1), seen.back(2)] == [2, 3]


@given(st.text(alphabet=st.sampled_from("ab â€™œ\x9d“é\x00\u202e\n"), max_size=60))
def test_the_way_back_from_the_view_is_monotonic_and_ends_at_the_ends(text: str) -> None:
    """Every offset of the view leads to one of the text, in order; unchanged stretches lead to the same words."""
    seen = view(text)
    offsets = [seen.back(i) for i in range(len(seen.text) + 1)]
    assert offsets == sorted(offsets)
    assert offsets[0] == 0
    assert offsets[-1] == len(text)

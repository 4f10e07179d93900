"""Bytes to text: the right codec, no byte order mark, newlines as LF, nothing else changed."""

import codecs
import re
from dataclasses import dataclass

import ftfy.bad_codecs  # noqa: F401  registers sloppy-windows-1252, cp1252 as browsers read it
from charset_normalizer import from_bytes

# The longer marks first: UTF-32's little-endian mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# A charset that a page declares in ASCII reads this as it stands; Python's own escapes (unicode_escape, punycode) do not.
_ASCII = rb"\u0041 +AGE- xn--mnchen-3ya"
_SAMPLE = 65_536  # bytes or characters that are looked at to tell what a file is


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, the encoding it was read in, and what had to be mended on the way, in words."""

    text: str
    encoding: str
    repairs: tuple[str, ...]


class NotText(ValueError):
    """The bytes are no text; the message says why, ready for the load report."""


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode bytes that may lie about their encoding.

    A byte order mark is believed if the bytes agree with it, then `declared` (an HTML page's own word),
    then UTF-16 by its pattern of zero bytes, then UTF-8; what is left is cp1252 or whatever
    charset-normalizer names. Every step that is not plain UTF-8 is listed in `repairs`.

    Raises NotText for a binary file.
    """
    repairs: list[str] = []
    text, encoding = _text(data, declared, repairs)
    if _is_binary(text):
        raise NotText("binary, not text")
    if "\r" in text:
        repairs.append("line ends turned into LF")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text, encoding, tuple(repairs))


def _text(data: bytes, declared: str | None, repairs: list[str]) -> tuple[str, str]:
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", ""))
    body = data[len(mark) :]
    if mark:
        text = None if _contradicted(body, encoding) else _strict(body, encoding)
        if text is not None:
            repairs.append(f"byte order mark of {encoding} removed")
            return text, encoding
        repairs.append(f"wrong byte order mark of {encoding} removed")
    declared = declared if declared and _strict(_ASCII, declared) == _ASCII.decode() else None
    for candidate in filter(None, (declared, _zero_byte_pattern(body), "utf-8")):
        text = _strict(body, candidate)
        if text is not None:
            if candidate != "utf-8":
                repairs.append(f"decoded from {candidate}")
            return text, candidate
    return _legacy(body, repairs)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _contradicted(body: bytes, encoding: str) -> bool:
    """A UTF-16 or UTF-32 mark before bytes that hold no zero and are good UTF-8: the mark is wrong."""
    return encoding != "utf-8" and bool(body) and 0 not in body and _strict(body, "utf-8") is not None


def _zero_byte_pattern(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte of Western text is zero, always the same one."""
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    for encoding, zeros, others in (
        ("utf-16-le", sample[1::2].count(0), sample[0::2].count(0)),
        ("utf-16-be", sample[0::2].count(0), sample[1::2].count(0)),
    ):
        if half and zeros > half * 0.4 and others < half * 0.05:
            return encoding
    return None


def _legacy(data: bytes, repairs: list[str]) -> tuple[str, str]:
    """Text that is not Unicode: damaged UTF-8, else cp1252 for Western text, else the best guess."""
    # A few bad bytes among many good multi-byte characters are damage, not another encoding.
    whole = data.decode("utf-8", "surrogateescape")
    bad = sum("\udc80" <= c <= "\udcff" for c in whole)
    good = sum(c > "\x7f" for c in whole) - bad
    if good > 3 * bad:
        repairs.append(f"{bad} bytes that are not UTF-8 read as cp1252")
        return _mend_bytes(whole), "utf-8"
    # Western text is mostly ASCII letters; where a third of the bytes is not, the script is another.
    if bad < len(data) / 3:
        repairs.append("decoded from cp1252")
        return data.decode("sloppy-windows-1252"), "cp1252"
    best = from_bytes(data[:_SAMPLE]).best()
    encoding = best.encoding if best else "cp1252"
    repairs.append(f"decoded from {encoding}, a guess")
    return data.decode("sloppy-windows-1252" if encoding == "cp1252" else encoding, "replace"), encoding


def _mend_bytes(text: str) -> str:
    return re.sub(
        "[\udc80-\udcff]+",
        lambda m: m[0].encode("utf-8", "surrogateescape").decode("sloppy-windows-1252"),
        text,
    )


def _is_binary(text: str) -> bool:
    """More than one control character in ten is no text; a few NULs in an article are damage."""
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) > len(sample) / 10

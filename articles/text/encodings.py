"""From bytes to text: which encoding a page is in."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import webencodings

from articles.text import detection, words

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:\-]+)|<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:\-]+)""",
    re.IGNORECASE,
)
_TO_JAPANESE = re.compile(rb"\x1b\$[@B][!-~\s]+?\x1b\([BJ]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_PUNCTUATION = re.compile("[ \n.,、。，．・]")
# Labels that mail programs write and browsers do not know.
_CODE_PAGES = {"cp932": "cp932", "cp936": "gbk", "cp949": "cp949", "cp950": "big5hkscs", "cp874": "cp874", "cp437": "cp437",
               "cp850": "cp850", "cp852": "cp852"}  # fmt: skip
DECLARED_WITHIN = 1024
ENOUGH_TO_JUDGE = 512
JUDGED = 64_000
DOUBTFUL_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was read in, and how many of its characters could not be read (U+FFFD)."""

    text: str
    encoding: str
    unreadable: int = 0

    @property
    def doubtful(self) -> bool:
        """Whether so much is unreadable that an editor should look."""
        return self.unreadable > DOUBTFUL_SHARE * max(len(self.text), 1)


def decode(data: bytes, header: str = "") -> Decoded:
    """The text of ``data``. ``header`` is the charset its HTTP header names, if any.

    In order: byte order mark, header, XML declaration or ``<meta>`` in the first 1,024 bytes, the marks of UTF-16 and
    ISO-2022-JP, UTF-8 (also with a few bad bytes in it), a detector where there are at least 512 bytes, windows-1252. Labels mean what the WHATWG
    Encoding Standard says, so "iso-8859-1" is windows-1252 and "gb2312" is gbk. Bytes beyond ASCII that make valid UTF-8
    are UTF-8 whatever is declared: no other encoding's text does that by chance. A declaration that leaves too much
    unreadable is plainly wrong: then the detector may do better. Never raises; what cannot be read becomes U+FFFD.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _read(data[len(bom) :], encoding)
    utf8 = _utf8(data)
    declared = (encoding_of(header) if data else "") or _declaration(data)
    if declared and (utf8 is None or data.isascii()):
        stated = _read(data, declared)
        wrong = len(data) >= ENOUGH_TO_JUDGE and _is_wrong(stated)
        return min(stated, _guessed(data), key=lambda one: one.unreadable) if wrong else stated
    if marked := _wide(data, utf8) or _escaped(data):
        return _read(data, marked)
    if utf8 is not None:
        return Decoded(utf8, "utf-8")
    damaged = _read(data, "utf-8")
    return damaged if damaged.unreadable < 0.2 * _beyond_ascii(damaged) else _guessed(data)


def _is_wrong(stated: Decoded) -> bool:
    """Whether a text is not in the encoding it states. Good UTF-8 among the bad is UTF-8 that was damaged."""
    return stated.unreadable > max(2, 0.5 * _beyond_ascii(stated)) or (stated.doubtful and stated.encoding != "utf-8")


def _beyond_ascii(decoded: Decoded) -> int:
    return len(_BEYOND_ASCII.findall(decoded.text))


def _guessed(data: bytes) -> Decoded:
    detected = detection.encoding_of_text(data) if len(data) >= ENOUGH_TO_JUDGE else ""
    return _read(data, detected if detected in detection.CODECS else encoding_of(detected) or "windows-1252")


def _escaped(data: bytes) -> str:
    """ISO-2022-JP says with escape sequences (RFC 1468) where Japanese begins, in bytes that are all ASCII."""
    return "iso2022_jp" if data.isascii() and _TO_JAPANESE.search(data[:JUDGED]) else ""


def _wide(data: bytes, utf8: str | None) -> str:
    """UTF-16 without a byte order mark: NUL bytes and other controls everywhere, and sound text in one byte order.

    A few NULs astray in a text that can be read without them make no UTF-16.
    """
    sample = data[:JUDGED]
    nuls = sample.count(0)
    if not nuls or (nuls < 0.2 * len(sample) and utf8 is not None and readable(utf8.replace("\0", ""))):
        return ""
    texts = {encoding: _strictly(sample, encoding) for encoding in ("utf-16-le", "utf-16-be")}
    marks = {encoding: len(_PUNCTUATION.findall(text)) for encoding, text in texts.items()}
    best = max(marks, key=lambda encoding: marks[encoding])
    return best if marks[best] > 0.01 * len(texts[best]) and readable(texts[best]) else ""


def _strictly(sample: bytes, encoding: str) -> str:
    """The sample, which may be cut inside a character, in an encoding; "" where it cannot be in it."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return ""


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def encoding_of(label: str) -> str:
    """The Python codec for a label such as "latin1"; "" for unknown labels and for UTF-7, which is never decoded."""
    label = label.strip(" \t\r\n\"'").lower()
    if label in _CODE_PAGES:
        return _CODE_PAGES[label]
    found = webencodings.lookup(label) if label and label.isascii() else None
    if found is None or found.name in {"replacement", "x-user-defined"}:
        return ""
    return found.codec_info.name


def _declaration(data: bytes) -> str:
    declared = _DECLARED.search(data[:DECLARED_WITHIN])
    if not declared:
        return ""
    label = (declared[1] or declared[2]).decode("ascii", "ignore")
    encoding = encoding_of(label)
    # A declaration that could be read as ASCII cannot stand in UTF-16 (HTML standard, 13.2.3.2).
    return "utf-8" if encoding.startswith("utf-16") else encoding


def _read(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    return Decoded(text.removeprefix("\ufeff"), encoding, text.count("\ufffd"))


def readable(text: str) -> bool:
    """Whether a decoded text is one at all: hardly any control characters among its first 4,000."""
    head = text[:4_000].replace("\r\n", "\n")
    return len(head) - len(words.scrub(head)) <= 0.02 * len(head)


def decode_start(head: bytes, header: str = "") -> Decoded:
    """:func:`decode` for the first bytes of a longer text, which may be cut inside a character."""
    for cut in range(min(4, len(head))):
        try:
            head[: len(head) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return decode(head[: len(head) - cut], header)
    return decode(head, header)

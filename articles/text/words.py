"""Cleaning, cutting and counting running text, in any script."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

# C0 and C1 controls but TAB and LF, noncharacters, zero-width fillers, bidirectional overrides and isolates, and the
# invisible "tag" characters. ZWJ and ZWNJ stay (Persian, Indic scripts, emoji), and so do the plain direction marks.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufdd0-\ufdef\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
# All that may have to go or change stands in runs of such characters; a return takes the line feed after it along.
_ODD_RUN = re.compile("[^\t\n -~]+\n?")
_SHORT_RUN = 3
_SURROGATE = re.compile("[\ud800-\udfff]")
# Most text holds nothing but these, and needs none of what follows. Counted as bytes: a tenth of a pattern's time.
_EVEN = bytes([9, 10, *range(32, 127)])
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Runs of spaces that are not one plain space, which is what nearly all of them are.
_SPACES = re.compile(
    " [ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+"
    "|[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000][ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]*"
)
# Ordering long runs of marks is quadratic in Unicode normalisation, so they are cut before it. No orthography
# stacks more than four on one letter.
_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_STACKED = re.compile(f"([{_MARKS}]{{4}})[{_MARKS}]+")
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_VISIBLE = re.compile(r"[^\s\u200c-\u200f\u115f\u1160\u3164\uffa0\u2800\ufe00-\ufe0f\u034f\u061c]")

_CJK = "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_WORD = re.compile(rf"[{_CJK}]|(?:(?![{_CJK}])\w)+(?:['’\-.](?:(?![{_CJK}])\w)+)*")

_ASCII_WORD = re.compile(r"\w++(?:['\-.]\w++)*+", re.ASCII)

_SENTENCE_END = re.compile(r"""[。！？｡]+[」』”’）)]*|(?:[.!?…]+|[।॥۔؟։።])["'”’»)\]]*(?=\s)""")
_ABBREVIATION = re.compile(
    r"""(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|St|Mt|Lt|Col|Gen|Maj|Capt|Sgt|Adm|Gov|Sen|Rep|Pres|Jr|Sr|No|Nos|vs|cf|al|ca|Inc|Ltd|Co|Corp
    |Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Abs|Art|Bd|bzw|Hr|Fr|Nr|Str|usw|Mme|Mlle|Sra?|Dña|Ing|Dott|Sig|
    e\.g|i\.e|z\.B|d\.h|a\.m|p\.m)|\b[^\W\d_]|(?:\b[^\W\d_]\.)+[^\W\d_])\.$""",
    re.VERBOSE,
)
_STARTS_LOWER = re.compile(r"""\s+["'“‘«(\[]*[a-zß-öø-ÿа-я]""")


def scrub(text: str) -> str:
    """Text without characters that no reader sees and that break databases, feeds or the order of a line.

    Line ends become LF, lone surrogates U+FFFD. Spaces, including no-break ones, stay as they are.
    """
    if is_even(text):
        return text
    return _ODD_RUN.sub(_scrubbed_run, text)


def _scrubbed_run(run: re.Match[str]) -> str:
    # A page has few different accented letters and marks, thousands of times each.
    return _scrubbed_short(run[0]) if run.end() - run.start() <= _SHORT_RUN else _scrubbed(run[0])


def _scrubbed(text: str) -> str:
    text = _SURROGATE.sub("\ufffd", _LINE_ENDS.sub("\n", text))
    return _STACKED.sub(r"\1", _UNWANTED.sub("", text))


_scrubbed_short = functools.lru_cache(maxsize=10_000)(_scrubbed)


def is_even(text: str) -> bool:
    """Whether a text holds only printable ASCII, tabs and line feeds: nothing to scrub, compose or fold."""
    return text.isascii() and not text.encode().translate(None, _EVEN)


def clean(text: str) -> str:
    """A field of one line: scrubbed, composed (NFC), every run of white space one space; "" if nothing is visible."""
    if is_even(text):
        return " ".join(text.split())
    text = " ".join(unicodedata.normalize("NFC", scrub(text)).split())
    return text if _VISIBLE.search(text) else ""


def clean_lines(text: str) -> str:
    """Running text: like :func:`clean`, but line ends stay and lines keep their indentation."""
    if is_even(text) and "  " not in text and "\t" not in text:
        return "\n".join(map(str.rstrip, text.split("\n"))) if " \n" in text else text.rstrip(" ")
    text = unicodedata.normalize("NFC", scrub(text))
    return "\n".join(_SPACES.sub(_plain_spaces, line).rstrip() for line in text.split("\n"))


def _plain_spaces(run: re.Match[str]) -> str:
    return " " * len(run[0].expandtabs(4)) if run.start() == 0 else " "


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, which are what blank lines part. Lines inside a paragraph stay lines."""
    cleaned = (
        "\n".join(line.strip() for line in part.split("\n")).strip() for part in _BLANK_LINE.split(clean_lines(text))
    )
    return [part for part in cleaned if part]


def excerpt(text: str, length: int = 300) -> str:
    """The beginning of a text on one line, at most ``length`` characters, cut between words and closed with "…"."""
    text = clean(text)
    if len(text) <= length:
        return text
    cut = text[: max(length - 1, 0)]
    space = cut.rfind(" ") if text[len(cut)] != " " else len(cut)
    if space > length // 2:
        cut = cut[:space]
    while cut and (unicodedata.combining(text[len(cut)]) or text[len(cut)] in "\u200d\ufe0f"):
        cut = cut[:-1]
    return cut.rstrip(" ,;:–—-、，；") + "…" if length > 0 else ""


def tokens(text: str) -> list[str]:
    """The words of a text; of Chinese and Japanese, which set no spaces, the characters."""
    return (_ASCII_WORD if text.isascii() else _WORD).findall(text)


def word_count(text: str) -> int:
    """How many words a text has; a Chinese or Japanese character counts as one."""
    return len(tokens(text))


def sentences(text: str) -> list[str]:
    """The sentences of a text in order, each on one line. A line end always ends a sentence."""
    return [sentence for line in text.splitlines() for sentence in sentences_of(line)]


def sentences_of(line: str, place: int = 0) -> Iterator[str]:
    """The sentences of one line, as far as they are asked for; from the one on in which ``place`` lies."""
    start = 0
    for end in _SENTENCE_END.finditer(line):
        tail = line[max(start, end.start() - 12) : end.start() + 1]
        if end[0].startswith(".") and (_ABBREVIATION.search(tail) or _STARTS_LOWER.match(line, end.end())):
            continue
        if end.end() > place and (sentence := clean(line[start : end.end()])):
            yield sentence
        start = end.end()
    if sentence := clean(line[start:]):
        yield sentence

"""Which encoding bytes are in that say nothing about it: a detector's guess, checked against the language of the text.

The detector (faust-cchardet) is good at scripts of their own and poor at Latin letters with few accents: a Spanish page
passes for Polish. Most of such a text is ASCII, so its language can be told first, and then which encodings it comes in.
"""

from __future__ import annotations

import re

import cchardet

from articles.text import languages

# What the detector calls an encoding that the Encoding Standard knows by another name, or not at all. KOI8-U is KOI8-R
# with Ukrainian letters for lines of boxes, which no story holds.
_CALLED = {"UHC": "cp949", "KOI8-R": "koi8-u"}
CODECS = frozenset({*_CALLED.values(), "mac-roman", "mac-cyrillic"})
"""Names among the answers that are Python's, not the Encoding Standard's."""

ENOUGH_BEYOND_ASCII = 100
JUDGED = 64_000
_FAMILIES = {
    "de en es fr it pt nl da sv no nb nn fi is ca gl eu af id ms sw tl sq": (
        "WINDOWS-1252",
        "ISO-8859-1",
        "ISO-8859-15",
    ),
    "pl cs sk hu sl hr bs ro": ("WINDOWS-1250", "ISO-8859-2", "ISO-8859-16"),
    "tr az ku": ("WINDOWS-1254", "ISO-8859-9", "ISO-8859-3"),
    "lt lv et": ("WINDOWS-1257", "ISO-8859-13", "ISO-8859-4", "ISO-8859-10"),
    "vi": ("WINDOWS-1258", "VISCII"),
}
_FAMILY_OF = {language: family for languages_, family in _FAMILIES.items() for language in languages_.split()}
_MARKUP = re.compile(rb"<(script|style)\b.*?(?:</\1\s*>|$)|<[^<>]*>", re.IGNORECASE | re.DOTALL)
_ASCII_WORD = re.compile(rb"[A-Za-z]{2,}")
_HIGH = re.compile(rb"[\x80-\xff]")
# "ą" and "ś" of ISO-8859-2, where Windows has signs; and what only Windows uses at all.
_LATIN_2 = re.compile(rb"[a-z][\xb1\xb6]|[\xb1\xb6][a-z]")
_C1 = re.compile(rb"[\x80-\x9f]")
_SMALL_ACCENT = re.compile(rb"[\xdf-\xff]")
# Not 0x91 to 0x97, the quotation marks and dashes of Windows, which stand between letters too; but Mac's apostrophe, 0xD5.
_MAC_ACCENT = re.compile(
    rb"(?<=[a-z])[\x81-\x84\x86-\x90\x98-\x9f]|[\x81-\x84\x86-\x90\x98-\x9f](?=[a-z])|(?<=[a-z])\xd5(?=[a-z]{1,2}\b)"
)
_MAC_CAPITAL = re.compile(rb"[\x80-\x9f](?=[\xe0-\xfe\xdf])")
_SMALL_RUN = re.compile(rb"[\xdf-\xfe]{6}")


def encoding_of_text(data: bytes) -> str:
    """The label of the encoding that bytes seem to be in; "" where nothing speaks for any."""
    read = _MARKUP.sub(b" ", data)
    # A page may hold hardly any text; then the strings in its scripts are what there is.
    text = _sample(read if len(_HIGH.findall(read)) >= ENOUGH_BEYOND_ASCII else data)
    found = cchardet.detect(text)["encoding"] or ""
    if found.upper() in {"UTF-8", "ASCII"}:
        found = ""
    if mostly_ascii := _is_mostly_ascii(text):
        family = _FAMILY_OF.get(languages.detect(" ".join(_sample(read).decode("latin-1").split())), ())
        if family and found.upper() not in family:
            found = family[0]
    if found.upper() == "WINDOWS-1250" and not _C1.search(text) and _LATIN_2.search(text):
        found = "ISO-8859-2"
    return _of_old_macs(text, mostly_ascii) or _CALLED.get(found, found)


def _sample(text: bytes) -> bytes:
    """From shortly before the first byte beyond ASCII on: a detector learns nothing from the rest."""
    first = _HIGH.search(text)
    start = max(0, first.start() - 1000) if first else 0
    return text[start : start + JUDGED]


def _is_mostly_ascii(text: bytes) -> bool:
    """Whether most letters are ASCII, as in every language in Latin script and in no other."""
    return 4 * len(_HIGH.findall(text)) < sum(map(len, _ASCII_WORD.findall(text)))


def _of_old_macs(text: bytes, mostly_ascii: bool) -> str:
    """The encodings of Mac OS before Unicode, which the detector takes for those of Windows.

    They keep letters where Windows keeps signs (0x80 to 0x9F). Accents there, and hardly any where Windows has them, are
    Mac Roman; only small Cyrillic letters where Windows has both, capitals there, and "я" at 0xDF, are Mac Cyrillic.
    """
    high = len(_HIGH.findall(text))
    if mostly_ascii:
        accents = len(_MAC_ACCENT.findall(text))
        return "mac-roman" if accents > 0.3 * high and len(_SMALL_ACCENT.findall(text)) < 0.1 * high else ""
    capitals = len(_MAC_CAPITAL.findall(text))
    elsewhere = sum(map(text.count, range(0xC0, 0xDF)))
    return "mac-cyrillic" if capitals > 10 * elsewhere and text.count(0xDF) and _SMALL_RUN.search(text) else ""

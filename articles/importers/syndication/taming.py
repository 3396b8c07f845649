"""What a feed has to be before feedparser may see it: bounded, and free of everything that could do harm.

feedparser is lenient where it pays with time: with the square of the attributes of a tag, with namespaces times tags,
with the square of the length of a byline (it looks for mail addresses in it), with every bare "&" by itself.
"""

from __future__ import annotations

import re
from html import escape
from itertools import islice

from articles.importers.formats import Unreadable

MOST_TAGS = 300_000
MOST_ATTRIBUTES = 200
MOST_NAMESPACES = 200
MOST_BARE = 100_000
MOST_FOR_BYLINES = 500_000_000
_DECLARATION = re.compile(r"\A[^<]*<\?xml\s[^>]*?\?>")
_DOCTYPE = re.compile(
    r"""<!DOCTYPE\s(?:[^\[>"']|"[^"]*+"|'[^']*+')*+(?:>|\[(?:[^\]"']|"[^"]*+"|'[^']*+')*+\]\s*>|\Z)?""", re.IGNORECASE
)
_DECLARED = re.compile(r"<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)\b[^>]*+>?", re.IGNORECASE)
_START = re.compile(r"<(?:rss|feed|(?:[\w.\-]+:)?RDF|channel)(?=[\s>])", re.IGNORECASE)
_LONG_TAG = re.compile(r"""<[A-Za-z](?:[^<>"']|"[^"<]*+"|'[^'<]*+'){400,}+""")
_HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[(.*?)(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
_BYLINE = re.compile(
    r"<((?:[\w.\-]+:)?(?:author|contributor|creator|publisher|webmaster|managingeditor|owner))(?:\s[^>]*)?/?>",
    re.IGNORECASE,
)
_NAMESPACE = re.compile(r"\sxmlns:([\w.\-]{1,100})\s*=")
_BARE = re.compile(r"&(?!#?\w{1,30};)")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,9}));")
# feedparser takes a picture's title and description for the entry's own.
_ABOUT_MEDIA = re.compile(r"(</?media:)(title|description)(?=[\s>/])")


def harmless(text: str) -> str:
    """The feed as feedparser may have it. Raises :class:`Unreadable` where it is too big to be read safely."""
    tame = _tame(text)
    if reason := _excess(tame):
        raise Unreadable(f"The feed is too big to be read safely. {reason}")
    return tame


def _excess(text: str) -> str:
    """What is too much about a feed, as words for the editor; "" where it can be parsed safely."""
    if text.count("<") > MOST_TAGS:
        return f"It has more than {MOST_TAGS:,} tags."
    if any(tag[0].count("=") > MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        return f"It has a tag with more than {MOST_ATTRIBUTES} attributes."
    if len({prefix[1] for prefix in _NAMESPACE.finditer(text)}) > MOST_NAMESPACES:
        return f"It has more than {MOST_NAMESPACES} namespaces."
    if sum(1 for _ in islice(_BARE.finditer(text), MOST_BARE + 1)) > MOST_BARE:
        return f"It has more than {MOST_BARE:,} ampersands that stand for nothing."
    if _bylines(text) > MOST_FOR_BYLINES:
        return "Its bylines are too long."
    return ""


def _tame(text: str) -> str:
    """The feed without declarations, characters XML does not allow, and references to such."""
    text = _HIDDEN.sub(_shown, _CONTROLS.sub("", _DECLARATION.sub("", text, count=1)))
    start = _START.search(text)
    place = start.start() if start else len(text)
    # Of what remains of a document type feedparser would make a table of entities.
    head = _DECLARED.sub("", _DOCTYPE.sub("", text[:place]))
    text = head + text[place:]
    return _ABOUT_MEDIA.sub(r"\1x\2", _REFERENCE.sub(_allowed, text)).lstrip()


def _shown(hidden: re.Match[str]) -> str:
    """A CDATA section as escaped text, which says the same; comments and instructions say nothing."""
    return escape(hidden[1], quote=False) if hidden[1] else ""


def _bylines(text: str) -> int:
    """What feedparser will spend on bylines: it looks for addresses in them in time that grows with the square."""
    spent = 0
    for start in _BYLINE.finditer(text):
        end = start.end() if start[0].endswith("/>") else text.find(f"</{start[1]}", start.end())
        spent += ((len(text) if end < 0 else end) - start.end()) ** 2
        if spent > MOST_FOR_BYLINES:
            break
    return spent


def _allowed(reference: re.Match[str]) -> str:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    lawful = code in {9, 10, 13} or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
    return reference[0] if lawful else "\ufffd"

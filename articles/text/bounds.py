"""How much markup a piece of HTML holds, judged before any parser builds a tree of it.

HTML5 tree builders take time that grows with the square of the nesting depth and of the attributes on one tag
(WHATWG html issues 2872 and 3732), so hostile input has to be turned away by a scan that is linear.
"""

from __future__ import annotations

import re
from collections import Counter

LARGEST = 5_000_000
DEEPEST = 256
MOST_TAGS = 50_000
MOST_ATTRIBUTES = 100
# A parser spends some four microseconds on each.
MOST_REFERENCES = 200_000
# Shapes of a drawing close themselves, unless the drawing has silently ended before them; so they are few, not free.
MOST_SHAPES = 5_000

_START = re.compile(r"<(?:!--|/?[a-zA-Z])")
# The tokeniser of the HTML standard (13.2.5) as one expression; possessive throughout, so that it never goes back.
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_TAG = re.compile(rf"<(/?)([a-zA-Z][^\s/>]*+)((?:{_ATTRIBUTE})*+)[\s/]*+>")
_ONE_ATTRIBUTE = re.compile(_ATTRIBUTE)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
# A new one of these closes the one before it, so their number says nothing about depth.
_SELF_CLOSING = frozenset(
    ["p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "dd", "dt", "option", "optgroup", "rp", "rt", "colgroup"]
)
_RAW = {
    name: re.compile(f"</{name}", re.IGNORECASE)
    for name in ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"]
}


def excess(html: str) -> str:
    """What is too much about a piece of HTML, as words for the editor; "" where it can be parsed safely."""
    if len(html) > LARGEST:
        return f"It is longer than {LARGEST // 1_000_000} million characters."
    if html.count("&") > MOST_REFERENCES:
        return f"It has more than {MOST_REFERENCES:,} ampersands."
    open_tags: Counter[str] = Counter()
    depth = tags = shapes = place = 0
    while start := _START.search(html, place):
        tags += 1
        if tags > MOST_TAGS:
            return f"It has more than {MOST_TAGS:,} tags."
        if start[0] == "<!--":
            place = html.find("-->", start.start() + 2) + 3
            if place == 2:
                break
            continue
        tag = _TAG.match(html, start.start())
        if tag is None:
            break  # The file ends inside a tag: parsers drop it.
        place = tag.end()
        name = tag[2].lower()
        if len(tag[3]) > 2 * MOST_ATTRIBUTES and _attributes(tag[3]) > MOST_ATTRIBUTES:
            return f"It has a tag with more than {MOST_ATTRIBUTES} attributes."
        if tag[1]:
            if open_tags[name]:
                open_tags[name] -= 1
                depth -= 1
        elif name in _RAW:
            closing = _RAW[name].search(html, place)
            if closing is None:
                break
            place = closing.start()
        elif tag[0].endswith("/>") and open_tags["svg"] + open_tags["math"] and shapes < MOST_SHAPES:
            shapes += 1
        elif name not in _VOID and name not in _SELF_CLOSING:
            open_tags[name] += 1
            depth += 1
            if depth > DEEPEST:
                return f"Its tags are nested more than {DEEPEST} deep."
    return ""


def _attributes(text: str) -> int:
    return sum(1 for _ in _ONE_ATTRIBUTE.finditer(text))

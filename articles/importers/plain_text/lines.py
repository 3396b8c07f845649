"""The lines of a copied page; those that a renderer wrapped at a fixed width are joined to paragraphs again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from articles.text import words

BULLET = re.compile(r"^(?:[*•●▪◦‣·+]|-(?=\s)|o(?=\s\s?\S)|\(?\d{1,3}[.)](?=\s|$))\s*")
NUMBER = re.compile(r"^\(?(\d{1,3})[.)](?:\s|$)")
HEADING = re.compile(r"^#{1,6}\s+")
WIDEST_WRAP = 132
NARROWEST_WRAP = 40
# A Chinese, Japanese or Korean character takes two columns of the width at which a renderer wraps.
_WIDE = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]")
# Scripts without spaces between words: a line may break anywhere, and closes up where it is joined.
_UNSPACED = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its indentation. ``width`` is its columns with it; ``gap``: an empty line stands above."""

    text: str
    indent: int
    gap: bool
    width: int


def paragraphs(text: str) -> Iterator[Line]:
    """The lines of a text, with what was wrapped in one again."""
    lines = list(_lines(text))
    width = _wrap_width(lines)
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and not (width and _continues(paragraph, line, width)):
            yield _joined(paragraph)
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield _joined(paragraph)


def _lines(text: str) -> Iterator[Line]:
    gap = True
    for raw in words.clean_lines(text).split("\n"):
        stripped = raw.strip()
        if not stripped:
            gap = True
            continue
        yield Line(stripped, len(raw) - len(raw.lstrip()), gap, _columns(raw))
        gap = False


def _columns(text: str) -> int:
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def _joined(lines: list[Line]) -> Line:
    """One line of the lines of a wrapped paragraph; what was broken at a hyphen closes up again."""
    parts = [lines[0].text]
    for above, line in pairwise(lines):
        hyphened = above.text.endswith("-") and line.text[:1].islower()
        closed = hyphened or (_UNSPACED.match(above.text[-1]) and _UNSPACED.match(line.text))
        parts += ["" if closed else " ", line.text]
    return replace(lines[0], text="".join(parts))


def _wrap_width(lines: list[Line]) -> int:
    """The column at which a renderer wrapped the text, or 0 where the lines are whole paragraphs.

    Wrapped text has many lines that end just short of one width and none beyond it but those of an address, which
    no renderer breaks.
    """
    widths = sorted(line.width for line in lines if "://" not in line.text)
    if len(widths) < 6:
        return 0
    widest = widths[max(0, len(widths) - 1 - max(len(widths) // 100, 2 if len(widths) > 60 else 0))]
    if not NARROWEST_WRAP <= widest <= WIDEST_WRAP:
        return 0
    near = sum(1 for width in widths if width >= widest - 14)
    follows = sum(1 for a, b in pairwise(lines) if not b.gap and a.width >= widest - 14)
    return widest if near >= 4 and follows >= max(3, near // 3) else 0


def _continues(paragraph: list[Line], line: Line, width: int) -> bool:
    """A break is a wrap where the next line's first word would not have fitted, and the text goes on."""
    above = paragraph[-1]
    if line.gap or HEADING.match(line.text) or _begins_item(paragraph[0], line):
        return False
    item = BULLET.match(above.text) or paragraph[0].indent < above.indent
    hanging = (
        0 < line.indent - above.indent <= 6 if item else 0 < above.indent - line.indent <= 4 and above is paragraph[0]
    )
    if line.indent != above.indent and not hanging:
        return False
    first = line.text[0] if _UNSPACED.match(line.text) else line.text.split(" ", 1)[0]
    space = 0 if _UNSPACED.match(line.text) else 1
    return above.width + space + _columns(first) > width - 1


def _begins_item(paragraph: Line, line: Line) -> bool:
    """Whether a line begins an item of a list, and is no wrapped "… on the / 15. of June"."""
    number = NUMBER.match(line.text)
    if not number:
        return bool(BULLET.match(line.text))
    before = NUMBER.match(paragraph.text)
    return int(number[1]) == 1 or (before is not None and int(number[1]) == int(before[1]) + 1)

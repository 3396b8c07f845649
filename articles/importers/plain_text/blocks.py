"""From the lines of a copied page to its blocks: paragraphs, headings, items of lists."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from articles.text import dates, words

_BULLET = re.compile(r"^(?:[*•●▪◦‣·+]|-(?=\s)|o(?=\s\s?\S)|\(?\d{1,3}[.)](?=\s|$))\s*")
_NUMBER = re.compile(r"^\(?\d{1,3}[.)](?:\s|$)")
_HEADING = re.compile(r"^#{1,6}\s+")
_MARKUP = re.compile(
    r"\*\*(?=\S)(.+?)(?<=\S)\*\*|(?<!\w)__(?=\S)(.+?)(?<=\S)__(?!\w)|\[([^\[\]]+)\]\(https?://[^()\s]*\)"
)
_PICTURE = re.compile(r"!\[[^\[\]]*\]\([^()\s]*\)|^\[[\w\s.-]{0,40}\]$|\((?:BUTTON|IMG)\)")
WIDEST_WRAP = 132
NARROWEST_WRAP = 40


@dataclass(slots=True)
class Block:
    """A paragraph of the copied text. ``level`` is the depth of a heading mark, 0 where there is none."""

    text: str
    indent: int = 0
    item: bool = False
    numbered: bool = False
    level: int = 0
    gap: bool = True
    words: int = field(init=False)

    def __post_init__(self) -> None:
        self.words = words.word_count(self.text)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    indent: int
    gap: bool
    length: int


def split_blocks(text: str) -> list[Block]:
    """The blocks of a text. Lines that a renderer wrapped at a fixed width are joined again."""
    lines = list(_lines(text))
    width = _wrap_width(lines)
    paragraphs: list[list[_Line]] = []
    for line in lines:
        if width and paragraphs and _continues(paragraphs[-1][-1], line, width):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return [_undoubled(block) for block in map(_block, map(_joined, paragraphs)) if block]


def _joined(lines: list[_Line]) -> _Line:
    """One line of the lines of a wrapped paragraph; what was broken at a hyphen closes up again."""
    parts = [lines[0].text]
    for above, line in pairwise(lines):
        parts += ["" if above.text.endswith("-") and line.text[:1].islower() else " ", line.text]
    return replace(lines[0], text="".join(parts))


def _lines(text: str) -> Iterator[_Line]:
    gap = True
    for raw in words.clean_lines(text).split("\n"):
        stripped = raw.strip()
        if not stripped:
            gap = True
            continue
        yield _Line(stripped, len(raw) - len(raw.lstrip()), gap, len(raw))
        gap = False


def _block(line: _Line) -> Block | None:
    text = _PICTURE.sub("", line.text).strip()
    numbered = bool(_NUMBER.match(text))
    item = bool(_BULLET.match(text)) and not (numbered and _is_day(text))
    body = _BULLET.sub("", text) if item else text
    mark = _HEADING.match(body)
    body = _MARKUP.sub(lambda found: found[1] or found[2] or found[3], body[mark.end() :] if mark else body)
    body = words.clean(body).strip("|>").strip() if not re.fullmatch(r"[\W_]*", body) else ""
    if not body:
        return None
    return Block(body, line.indent, item, numbered, mark[0].count("#") if mark else 0, line.gap)


def _is_day(text: str) -> bool:
    """Whether "25. März 2024" or "06. 01. 2026" begins here, and no item numbered 25."""
    return bool(re.match(r"\d{1,2}\.\s+\d{1,2}\.", text)) or any(found.start == 0 for found in dates.find(text[:40]))


def _wrap_width(lines: list[_Line]) -> int:
    """The column at which a renderer wrapped the text, or 0 where the lines are whole paragraphs.

    Wrapped text has many lines that end just short of one width and none beyond it.
    """
    lengths = sorted(line.length for line in lines)
    if len(lengths) < 6:
        return 0
    widest = lengths[max(0, len(lengths) - 1 - len(lengths) // 200)]
    if not NARROWEST_WRAP <= widest <= WIDEST_WRAP:
        return 0
    near = sum(1 for length in lengths if length >= widest - 14)
    follows = sum(1 for a, b in itertools.pairwise(lines) if not b.gap and a.length >= widest - 14)
    return widest if near >= 4 and follows >= max(3, near // 3) else 0


def _continues(previous: _Line, line: _Line, width: int) -> bool:
    """A break is a wrap where the next line's first word would not have fitted, and the text goes on."""
    if line.gap or not previous.text or _BULLET.match(line.text) or _HEADING.match(line.text):
        return False
    hanging = bool(_BULLET.match(previous.text))
    if line.indent != previous.indent and not (hanging and previous.indent < line.indent <= previous.indent + 6):
        return False
    first = line.text.split(" ", 1)[0]
    return previous.length + 1 + len(first) > width - 1


def _undoubled(block: Block) -> Block:
    """A teaser whose picture text and title are one after the other ("A story A story") said once, and an item."""
    text = block.text
    middle = len(text) // 2
    if len(text) > 16 and len(text) % 2 and text[middle] == " " and text[:middle] == text[middle + 1 :]:
        return Block(text[:middle], block.indent, True, block.numbered, block.level, block.gap)
    return block


def repeated(blocks: list[Block]) -> set[str]:
    """Texts that stand more than once on the page: teasers, breadcrumbs, captions beside their picture's text."""
    counted = Counter(block.text.casefold() for block in blocks if block.words > 1)
    return {text for text, times in counted.items() if times > 1}

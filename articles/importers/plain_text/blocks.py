"""From the lines of a copied page to its blocks: paragraphs, headings, items of lists."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from articles.importers.plain_text.lines import BULLET, HEADING, NUMBER, Line, paragraphs
from articles.text import dates, words

# Links and emphasis as text renderers write them: "[text](address)", "text <address>", "**text**", "_text_".
_ADDRESS = r"(?:https?:|mailto:|tel:|#|\.{0,2}/)[^()\s]*(?:\([^()\s]*\)[^()\s]*)?"
_IMAGE = re.compile(rf"!\[[^\[\]]*\]\(\s*{_ADDRESS}[^()]*\)")
_LINK = re.compile(rf"\[([^\[\]]*)\]\(\s*{_ADDRESS}(?:\s+\"[^\"]*\")?\s*\)|\s?<(?:https?:|mailto:)[^<>]*>")
_EMPHASIS = re.compile(
    r"\*\*(?=\S)(.+?)(?<=\S)\*\*|(?<!\w)__(?=\S)(.+?)(?<=\S)__(?!\w)|(?<![\w_/])_(?=[^\s_])([^_]+)(?<=\S)_(?![\w_])"
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>])")
_PLACEHOLDER = re.compile(r"^\[[\w\s.-]{0,40}\]$|\((?:BUTTON|IMG)\)")


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


def split_blocks(text: str) -> list[Block]:
    """The blocks of a text. Lines that a renderer wrapped at a fixed width are joined again."""
    return [_undoubled(block) for block in map(_block, paragraphs(text)) if block]


def _block(line: Line) -> Block | None:
    text = _PLACEHOLDER.sub("", _unlinked(line.text)).strip()
    numbered = bool(NUMBER.match(text))
    item = bool(BULLET.match(text)) and not (numbered and _is_day(text))
    body = BULLET.sub("", text) if item else text
    mark = HEADING.match(body)
    body = body[mark.end() :] if mark else body
    if "*" in body or "_" in body:
        body = _EMPHASIS.sub(lambda found: found[1] or found[2] or found[3], body)
    if "\\" in body:
        body = _ESCAPED.sub(r"\1", body)
    body = words.clean(body).strip("|>").strip() if not re.fullmatch(r"[\W_]*", body) else ""
    if not body:
        return None
    return Block(body, line.indent, item, numbered, mark[0].count("#") if mark else 0, line.gap)


def _unlinked(text: str) -> str:
    """A line without the addresses of its links and pictures."""
    if "](" in text:
        text = _IMAGE.sub("", text)
    if "](" in text or "<" in text:
        text = _LINK.sub(lambda found: found[1] or "", text)
    return text


def _is_day(text: str) -> bool:
    """Whether "25. März 2024" or "06. 01. 2026" begins here, and no item numbered 25."""
    return bool(re.match(r"\d{1,2}\.\s+\d{1,2}\.", text)) or any(found.start == 0 for found in dates.find(text[:40]))


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

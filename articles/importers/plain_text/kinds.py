"""What each block of a copied page is, judged by itself: prose, a rail's heading, a share bar, a byline …"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from articles.importers.plain_text import vocabulary
from articles.importers.plain_text.blocks import Block
from articles.importers.plain_text.datelines import DATELINE
from articles.text import dates, names


class Kind(StrEnum):
    """The kinds of blocks. LINE is any short text that is nothing else: a headline, a subheading, a link."""

    PROSE = "prose"
    LINE = "line"
    ITEM = "item"
    RAIL = "rail"
    ENDING = "ending"
    SHARE = "share bar"
    NOTICE = "notice"
    BYLINE = "byline"
    DATE = "date"
    CAPTION = "caption"
    CREDIT = "credit"
    TAGS = "tags"
    SECTION = "section"


_SENTENCE_END = re.compile(r"""[.!?…。！？؟।۔]["'”’»›)\]」』*]*$|[,，:;–—]["”»]?$|["”»]$""")
_FULL_STOP = re.compile(r"""[.…。।۔]["'”’»›)\]」』*]*$|[!?！？؟]["”’»」』]+$""")
_CUT_SHORT = re.compile(r"(?:\.\.\.|…)$")
_INNER_STOP = re.compile(r"""[^\W\d_]{2}[.!?]["'”’»)]*\s+["'“‘«„(]*[^\W\d_a-zà-öø-ÿа-я]|[。！？؟।۔]""")
_OWNER_AT_END = re.compile(r"""[^\W\d_][.!?]["'”’»)]*\s+\([A-Z][\w'’&-]*(?:[ /][A-Z][\w'’&-]*){0,3}\)$""")
_AGENCY_AT_END = re.compile(
    r"""[.!?]["'”’»)]*\s+\(?(?:AP|AFP|dpa|Reuters|EPA|PTI|ANSA|EFE|Getty|TT|NTB|IANS|ANI|Xinhua)\b.{0,40}$"""
)
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_GLUED_OPENER = re.compile(r"(?:By|Von|Par|Por)(?=[A-ZÀ-Þ][\w.’']+ [A-ZÀ-Þ])")
_STRIPPED = " \t.:;,…!»›>→↓▼▶|•·-–—【】[]()（）*"
_MEDIA = re.compile(r"(?:AUDIO|VIDEO|PODCAST)\s?:")
LONGEST_MARK = 100
# A line that stands this often on a page is the page's own.
_FURNITURE = 4


@dataclass(slots=True)
class Judged:
    """A block with its kind, the weight of its prose, and the dates in it where it is short."""

    block: Block
    kind: Kind
    dates: tuple[dates.Found, ...] = ()

    @property
    def text(self) -> str:
        return self.block.text

    @property
    def length(self) -> float:
        """Words, where two Chinese or Japanese characters count as one."""
        return self.block.words - len(_CJK.findall(self.block.text)) / 2


def judge(block: Block, language: str) -> Judged:
    """The kind of one block. ``language`` (of the page) decides dates such as 03/04/2024."""
    judged = Judged(block, Kind.LINE)
    if len(block.text) <= 3 * LONGEST_MARK and any(character.isdigit() for character in block.text):
        judged.dates = tuple(dates.find(block.text, language))
    judged.kind = _short_kind(judged) or (Kind.PROSE if _is_prose(judged) else Kind.ITEM if block.item else Kind.LINE)
    return judged


def judge_all(blocks: list[Block], language: str) -> list[Judged]:
    """The kinds of all blocks of a page. A text right above a picture's credit, with no gap between, is its caption."""
    page = [judge(block, language) for block in blocks]
    often = Counter(judged.text.casefold() for judged in page if judged.kind is not Kind.PROSE and judged.length <= 12)
    for judged in page:
        if (
            judged.kind in {Kind.LINE, Kind.ITEM}
            and often[judged.text.casefold()] >= _FURNITURE
            and judged.length >= 1.5
        ):
            judged.kind = Kind.NOTICE
    spaced = sum(block.gap for block in blocks) * 4 > len(blocks)
    for above, judged in itertools.pairwise(page):
        credited = judged.kind in {Kind.CAPTION, Kind.BYLINE} and vocabulary.PICTURE_CREDIT.match(judged.text)
        if (
            spaced
            and credited
            and not judged.block.gap
            and above.kind in {Kind.PROSE, Kind.LINE}
            and 5 <= above.length <= 60
        ):
            above.kind = judged.kind = Kind.CAPTION
    return page


def _short_kind(judged: Judged) -> Kind | None:
    text, length = judged.text, judged.length
    bare = text.strip(_STRIPPED)
    if len(text) > 500:
        return None
    if _is_share_bar(bare):
        return Kind.SHARE
    if judged.dates and names.opens_byline(bare) and length <= 30 and names.from_byline(text[: judged.dates[0].start]):
        return Kind.BYLINE
    if judged.dates and _mostly_date(judged):
        return Kind.DATE
    if len(text) <= LONGEST_MARK:
        if vocabulary.SECTIONS.match(bare) and not judged.block.level:
            return Kind.SECTION
        if length <= 9 and not _FULL_STOP.search(text) and vocabulary.RAILS.match(bare):
            return Kind.RAIL
        if vocabulary.TAGS.match(bare):
            return Kind.TAGS
    if length <= 45 and vocabulary.ENDINGS.match(bare):
        return Kind.ENDING
    if (vocabulary.CREDIT.fullmatch(text) and length <= 18) or (length <= 5 and _only_agencies(bare)):
        return Kind.CREDIT
    opened = names.opens_byline(bare) or _GLUED_OPENER.match(bare)
    if length <= 14 and not _FULL_STOP.search(text) and opened and names.from_byline(vocabulary.GOES_ON.sub("", bare)):
        return Kind.BYLINE
    if (
        length <= 40
        and (_MEDIA.match(text) or not DATELINE.match(text))
        and (
            (vocabulary.CAPTION.search(text) and not _is_speech(text))
            or _AGENCY_AT_END.search(text)
            or _OWNER_AT_END.search(text)
        )
    ):
        return Kind.CAPTION
    if (length <= 25 or judged.block.item) and vocabulary.NOTICES.search(text):
        return Kind.NOTICE
    if length <= 40 and not judged.block.level and vocabulary.ELSEWHERE.match(bare):
        return Kind.NOTICE
    if length <= 60 and not _is_speech(text) and vocabulary.LONG_NOTICES.search(text):
        return Kind.NOTICE
    return None


def _is_share_bar(text: str) -> bool:
    parts = re.split(r"[\s/|•·,]+", text)
    if len(parts) <= 30 and all(
        not part or vocabulary.SHARE.match(part.strip("()[]:.!0123456789")) or part.isdigit() for part in parts
    ):
        return any(not part.isdigit() for part in parts)
    return (
        len(text) <= 60
        and bool(vocabulary.SHARE_START.match(text))
        and not _SENTENCE_END.search(text)
        and len(parts) <= 8
    )


def _mostly_date(judged: Judged) -> bool:
    text = judged.text
    for found in reversed(judged.dates):
        text = text[: found.start] + " " + text[found.end :]
    text = vocabulary.UPDATED.sub(" ", vocabulary.PUBLISHED.sub(" ", text))
    return len(re.findall(r"[^\W\d_]{2,}", text)) <= 5 and len(text.strip()) <= 50


def _only_agencies(text: str) -> bool:
    return bool(names.agency(text)) or (bool(names.agencies(text)) and all(map(names.agency, names.from_byline(text))))


def _is_speech(text: str) -> bool:
    return text[0] in '"“„«‘「' and bool(_SENTENCE_END.search(text))


def _is_prose(judged: Judged) -> bool:
    text, length = judged.text, judged.length
    if judged.block.level:
        return length > 40 and bool(_FULL_STOP.search(text))
    if length >= 35 or (length >= 20 and _INNER_STOP.search(text)):
        return True
    if judged.block.item and _CUT_SHORT.search(text):
        return False
    if _FULL_STOP.search(text):
        return length >= (4 if not judged.block.item else 7)
    if _is_speech(text):
        return length >= 6
    return length >= 14 and bool(_SENTENCE_END.search(text))

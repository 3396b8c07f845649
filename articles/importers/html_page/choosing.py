"""Which blocks of a page are its story: what trafilatura takes for it, corrected by the page's own markup and words."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from articles.documents import Removed
from articles.importers.html_page.blocks import HEADINGS, Block, Kind, plain
from articles.importers.html_page.furniture import Box
from articles.importers.html_page.phrases import closes, credit, is_about, is_pointer, is_prose, told

_OF_TEXT = re.compile(r"body|text|content|article|story|paragraph", re.IGNORECASE)
_SHORT = 25
_ANCHOR = 40
_MAJORITY = 0.8
# Markup that would take this share of the story away means something else on its page.
_TOO_MUCH, _TOO_MUCH_EVEN_IF_FIRM = 0.25, 0.5
# Where less than this share of what was found remains, the rules do not fit the page.
_TOO_LITTLE = 0.2
_YARDSTICK = 400
_MOST_OPENING = 5
# How far above the text its first picture may stand where no headline is found between.
_HEAD = 12
_AROUND_PICTURES = frozenset({"head of the page", "box", "caption"})
# What the class of a paragraph itself may tell of it.
_OF_PARAGRAPHS = frozenset({"caption", "byline", "topics", "unseen", "date", "teaser"})
_LEAST_REMOVED = 12
_MOST_REMOVED = 400


@dataclass(frozen=True, slots=True)
class Stated:
    """What is known of the story before its text is: fields that are printed in places of their own."""

    headline: str = ""
    section: str = ""
    authors: tuple[str, ...] = ()
    body: str = ""


class Choice:
    """Which blocks of a page are its story."""

    def __init__(self, blocks: list[Block], texts: set[str], whole: str, stated: Stated) -> None:
        self.blocks = blocks
        self.stated = stated
        self.credit = ""
        self.reasons: dict[Block, str] = {}
        counts = Counter(block.plain for block in blocks)
        self.chosen = {
            block
            for block in blocks
            if block.plain and (block.plain in texts or (len(block.plain) >= _SHORT and block.plain in whole))
        }
        anchors = {block for block in self.chosen if len(block.plain) >= _ANCHOR} or self.chosen
        self.weights = {block: len(block.plain) / counts[block.plain] for block in anchors}
        self.weight = sum(self.weights.values())
        self.container = self._container()
        self.twins = _twins(self.container, blocks) if self.container is not None else []
        inside = {element for part in (self.container, *self.twins) if part is not None for element in part.iter()}
        self.inside = [block for block in blocks if block.element in inside]
        self.place = {block: place for place, block in enumerate(blocks)}
        self.place_inside = {block: place for place, block in enumerate(self.inside)}
        self.story = {block for block in self.chosen if block.element in inside}
        self.story |= {
            block
            for block in self.chosen - self.story
            if counts[block.plain] == 1 and is_prose(block) and self._opens_or_goes_on(block)
        }

    def _container(self) -> HtmlElement | None:
        """The smallest element that holds nearly all of what trafilatura found."""
        held: dict[HtmlElement, float] = defaultdict(float)
        for block, weight in self.weights.items():
            for element in (block.element, *block.element.iterancestors()):
                held[element] += weight
        enough = [element for element, weight in held.items() if weight >= _MAJORITY * self.weight]
        return max(enough, key=lambda element: sum(1 for _ in element.iterancestors()), default=None)

    def _opens_or_goes_on(self, block: Block) -> bool:
        """Whether a block outside the container stands before it, as a standfirst does, or is marked up like it."""
        if self.container is None or not self.inside:
            return False
        if self.place[block] < self.place[self.inside[0]]:
            return True
        parent = block.element.getparent()
        marked = self.container.get("class")
        return bool(marked) and parent is not None and parent.get("class") == marked

    def kept(self) -> list[Block]:
        """The story's blocks in the page's order."""
        return [block for block in self.blocks if block in self.story]

    def drop(self, block: Block, reason: str) -> None:
        self.story.discard(block)
        self.reasons[block] = reason

    def decide(self) -> None:
        """From what trafilatura found to the story; back to it where hardly anything would be left."""
        found = {block for block in self.story if block in self.place_inside}
        self.leave_out_boxes()
        self.leave_out_phrases()
        self.close_gaps()
        self.measure()
        self.trim()
        if sum(len(block.plain) for block in self.story) < _TOO_LITTLE * sum(len(block.plain) for block in found):
            self.story, self.reasons = found, {}

    def leave_out_boxes(self) -> None:
        """Boxes go, but markup that would take away a good part of the story says something else on this page."""
        held: Counter[str] = Counter()
        worded: Counter[str] = Counter()
        for block, weight in self.weights.items():
            for signature in {box.signature for box in block.boxes}:
                held[signature] += weight
            for word in {box.word for box in block.boxes}:
                worded[word] += weight
        self.void = {
            box
            for block in self.weights
            for box in block.boxes
            if held[box.signature] >= (_TOO_MUCH_EVEN_IF_FIRM if box.firm else _TOO_MUCH) * self.weight
            or worded[box.word] >= _TOO_MUCH_EVEN_IF_FIRM * self.weight
        }
        for block in list(self.story):
            if reason := self.boxed(block):
                self.drop(block, reason)

    def boxed(self, block: Block) -> str:
        """Why a block's place on the page takes it out of the story, or ""."""
        firm = (box.reason for box in block.boxes if box not in self.void and not self._is_own_word(box, block))
        return next(firm, "")

    def _is_own_word(self, box: Box, block: Block) -> bool:
        """Whether only a word in a paragraph's own class speaks against it, such as the place of the next advertisement."""
        return box.tag == "p" and box.reason not in _OF_PARAGRAPHS and block in self.chosen and is_prose(block)

    def leave_out_phrases(self) -> None:
        """Blocks go whose own words say that they are no part of the story, or that stand there twice."""
        elsewhere = {plain(self.stated.headline), plain(self.stated.section)} - {""}
        seen: set[str] = set()
        pointing = self._pointing_groups()
        for block in self.kept():
            if block.plain in elsewhere or (len(block.plain) > _ANCHOR and block.plain in seen):
                self.drop(block, "printed elsewhere")
            elif reason := told(block, self.heads_story(block)):
                self.drop(block, reason)
            elif line := credit(block):
                self.credit = self.credit or line
                self.drop(block, "credit")
            elif block.group in pointing if block.group is not None else is_pointer(block, self.heads_story(block)):
                self.drop(block, "other stories")
            else:
                seen.add(block.plain)

    def heads_story(self, block: Block) -> bool:
        """Whether a heading stands right above a paragraph of the story."""
        if block.kind not in HEADINGS:
            return False
        following = (other for other in self.below(block) if not self.boxed(other) and other.kind not in HEADINGS)
        after = next(following, None)
        return after is not None and after in self.story and (is_prose(after) or not is_pointer(after, False))

    def below(self, block: Block) -> Iterator[Block]:
        """The blocks with text that follow a block in the container."""
        start = self.place_inside.get(block, len(self.inside)) + 1
        return (other for other in itertools.islice(self.inside, start, None) if other.text)

    def heads_others(self, block: Block) -> bool:
        """Whether what stands right below a heading was left out as pointing elsewhere."""
        below = next(self.below(block), None)
        return below is not None and self.reasons.get(below) == "other stories"

    def _pointing_groups(self) -> set[HtmlElement]:
        """Lists of which nearly every item is a link to another page."""
        items: dict[HtmlElement, list[Block]] = defaultdict(list)
        for block in self.story:
            if block.group is not None:
                items[block.group].append(block)
        return {
            group
            for group, blocks in items.items()
            if sum(block.link_share > 0.5 and not is_prose(block) for block in blocks) > 0.7 * len(blocks)
        }

    def close_gaps(self) -> None:
        """What trafilatura missed between two paragraphs of the story, and belongs to their kin."""
        prose = [block for block in self.inside if block in self.story and is_prose(block)]
        if not prose:
            return
        kin = {_kin(block) for block in prose}
        parents = {block.element.getparent() for block in prose}
        first, last = self.place_inside[prose[0]], self.place_inside[prose[-1]]
        after = {element for twin in self.twins for element in twin.iter()}
        last = max([last, *(place + 1 for block, place in self.place_inside.items() if block.element in after)])
        for block in self.inside[first:last]:
            if block.kind is Kind.EMBED and not self.boxed(block):
                self.story.add(block)
            if block in self.story or block in self.reasons or self.boxed(block) or not block.text:
                continue
            heads = self.heads_story(block) and block.link_share < 0.5
            if block.card or told(block, heads) or credit(block) or is_pointer(block, heads):
                continue
            if block.element in after and is_prose(block):
                self.story.add(block)
            if heads or (block.link_share < 0.6 and (_kin(block) in kin or _is_beside(block, parents))):
                self.story.add(block)

    def measure(self) -> None:
        """Where the page states its story's text for machines, and that is nearly all of this, the rest goes."""
        yardstick = plain(self.stated.body)
        if len(yardstick) < _YARDSTICK:
            return
        kept = [block for block in self.kept() if len(block.plain) >= _ANCHOR]
        absent = [block for block in kept if block.plain not in yardstick]
        if sum(len(block.plain) for block in absent) > 0.2 * sum(len(block.plain) for block in kept):
            return
        for block in absent:
            if block.kind not in HEADINGS and block.kind is not Kind.TABLE:
                self.drop(block, "not in the page's data")

    def figures(self) -> Iterator[Block]:
        """The pictures from the story's head to its last paragraph."""
        kept = self.kept()
        if not kept:
            return
        heading = plain(self.stated.headline)
        first, last = self.place[kept[0]], self.place[kept[-1]]
        first = next(
            (place for place in range(first, -1, -1) if self.blocks[place].plain == heading), max(0, first - _HEAD)
        )
        for block in self.blocks[first:last]:
            boxed = any(box not in self.void and box.reason not in _AROUND_PICTURES for box in block.boxes)
            if block.kind is Kind.FIGURE and not block.card and not boxed:
                yield block

    def left_out(self, figures: tuple[Block, ...]) -> tuple[Removed, ...]:
        """The passages a reader sees on the page that became no part of the document, neighbours together."""
        stated = [plain(self.stated.headline), plain(self.stated.section), *map(plain, self.stated.authors)]
        held = {*filter(None, stated), *(block.plain for block in self.story), *(block.plain for block in figures)}
        removed: list[tuple[str, list[str]]] = []
        for block in self.blocks:
            if len(block.text) < _LEAST_REMOVED or block.plain in held:
                continue
            reason = self.reasons.get(block) or self.boxed(block) or "not part of the story"
            if removed and removed[-1][0] == reason:
                removed[-1][1].append(block.text)
            else:
                removed.append((reason, [block.text]))
        return tuple(Removed(reason, "\n".join(texts)) for reason, texts in removed[:_MOST_REMOVED])

    def trim(self) -> None:
        """Labels before the first sentence; headings that head nothing; and at the end, what is said of the author."""
        kept = self.kept()
        while kept and (kept[-1].kind in HEADINGS or is_about(kept[-1], self.stated.authors) or closes(kept[-1])):
            self.drop(kept.pop(), "foot of the story")
        for block in kept:
            if block.kind in HEADINGS and self.heads_others(block):
                self.drop(block, "other stories")
        kept = self.kept()
        kin = {_kin(block) for block in kept if is_prose(block)}
        first = next((place for place, block in enumerate(kept) if is_prose(block)), 0)
        for block in kept[: first if first <= _MOST_OPENING else 0]:
            if len(block.plain) < _SHORT and block.kind is Kind.PARAGRAPH and _kin(block) not in kin:
                self.drop(block, "label")


def _twins(container: HtmlElement, blocks: list[Block]) -> list[HtmlElement]:
    """Further containers marked up like the first: some pages cut a story into parts, around an appeal to subscribe.

    A headline between two of them begins another story.
    """
    names = (container.get("class") or "").split()[:2]
    if container.tag == "article" or not any(_OF_TEXT.search(name) for name in names):
        return []
    inside = set(container.iter())
    found: list[HtmlElement] = []
    passed = False
    for block in blocks:
        parent = block.element.getparent()
        if block.element in inside:
            passed = True
        elif not passed or parent is None:
            continue
        elif parent.tag == container.tag and (parent.get("class") or "").split()[:2] == names:
            found += [parent] if parent not in found else []
        elif block.element.tag in {"h1", "h2"}:
            break
    return found


def _is_beside(block: Block, parents: set[HtmlElement | None]) -> bool:
    """Whether sentences, quotes or items stand in an element that holds the story's paragraphs."""
    if not is_prose(block) and block.kind is not Kind.ITEM:
        return False
    outer = block.group if block.group is not None else block.element
    return outer in parents or outer.getparent() in parents or block.element.getparent() in parents


def _kin(block: Block) -> tuple[HtmlElement | None, str, str | None]:
    """What paragraphs of one text have in common: where they stand and how they are marked up."""
    element = block.element
    return element.getparent(), element.tag, element.get("class")

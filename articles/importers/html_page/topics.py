"""The topics that a page prints for its story, as links in a box of their own, beside its headline or below its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from articles.importers.html_page.blocks import HEADINGS, Block, plain
from articles.importers.html_page.furniture import Box
from articles.text import words

# A topic that is printed as a link is short: longer links lead to stories.
_LONGEST, _MOST_WORDS = 40, 5
_LONGEST_UNSPACED = 16
_LONGEST_BLOCK = 600
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_ENDS_SENTENCE = re.compile(r"[.?!。？！…:»”\"]$")
# Where links to everything about a topic lead, with or without a number before the topic's name.
_TOPIC_PATH = re.compile(
    r"/(?:tags?|topics?|keywords?|hashtag|subjects?|themen?|thema|schlagw\w+|stichwort|dossiers?|temas?|etiquetas?|sujets?|mots?-?cles?|"
    r"argoment[oi]|assuntos?|topicos?|amne|emne|aihe|temat|stitky|etiket\w*|konu|topik|label)s?/(?:[0-9a-z]{6,16}/)?[^/?#]+/?(?:[?#].*)?$",
    re.IGNORECASE,
)
_TAG_CLASS = re.compile(r"(?<![a-z])(?:tag|topic|keyword|hashtag)s?(?![a-z])|Tags?(?![a-z])", re.ASCII)
# Boxes of this kind that lead up from the story or through the whole site.
_NO_TOPICS = re.compile(r"crumb|categor|cat-links|tagcloud")
_SITE_WIDE = frozenset({"navigation", "foot of the page", "form", "comments", "head of the page"})
_ELSEWHERE = _SITE_WIDE | {"dialog", "other stories", "share bar", "unseen"}
# How many blocks above the headline and below the text a story's topics may stand.
_ABOVE, _BELOW = 15, 25
_NUMBERED = re.compile(r"^\d+[-_]|[-_,]\d+$|\.\w{3,5}$")
_SPELLINGS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Story:
    """Where a page's story stands: its headline as it reads, and the blocks its text begins and ends with."""

    headline: str
    first: Block | None
    last: Block | None


def printed(blocks: Sequence[Block], story: Story) -> list[str]:
    """The names of the topics, from the place that says most clearly that they are the story's.

    A box for topics; else links that lead to topics, both near the story where there are any; else a row of links
    below it whose addresses end in their own words.
    """
    return [name for link in _Search(blocks, story).topics() if (name := _name(link))]


class _Search:
    def __init__(self, blocks: Sequence[Block], story: Story) -> None:
        self.blocks = blocks
        place = {block: place for place, block in enumerate(blocks)}
        heading = plain(story.headline)
        headings = [block for block in blocks if block.element.tag == "h1" and block.plain == heading]
        self.first = place.get(story.first, 0) if story.first else 0
        self.last = place.get(story.last, -1) if story.last else -1
        # A box that holds the story as well says nothing of the topics in it.
        self.around = {
            box for block in (story.first, story.last, *headings) if block is not None for box in block.boxes
        }
        top = min([place[block] for block in headings if place[block] <= self.first], default=self.first)
        self.near = set(blocks[max(0, top - _ABOVE) : self.last + 1 + _BELOW])

    def topics(self) -> list[HtmlElement]:
        """The links to the story's topics."""
        boxed: list[Block] = []
        sheltered: dict[HtmlElement | None, list[Block]] = {}
        leading: list[Block] = []
        for block in self.blocks:
            if block.link_share < 0.6 or len(block.text) > _LONGEST_BLOCK or block.kind in HEADINGS:
                continue
            outer, own = self.boxes(block)
            if own and not outer & _SITE_WIDE:
                (sheltered.setdefault(_holder(block), []) if outer & _ELSEWHERE else boxed).append(block)
            elif not outer & _ELSEWHERE and any(map(_is_topic, _links(block))):
                leading.append(block)
        if not boxed and len(sheltered) == 1:
            boxed = next(iter(sheltered.values()))
        in_box = [link for block in self.nearest(boxed) for link in _links(block)]
        return (
            list(filter(_is_topic, in_box))
            or in_box
            or [link for block in self.nearest(leading) for link in _links(block) if _is_topic(link)]
            or self.row()
        )

    def nearest(self, found: list[Block]) -> list[Block]:
        return [block for block in found if block in self.near] or found

    def boxes(self, block: Block) -> tuple[set[str], bool]:
        """What the boxes around a block are, but for the story's own; and whether the innermost is one for topics."""
        boxes = [box for box in block.boxes if box not in self.around]
        crumbs = list(map(_leads_up, boxes))
        own = bool(boxes) and boxes[-1].reason == "topics" and not crumbs[-1]
        return {"navigation"} if any(crumbs) else {box.reason for box in boxes if box.reason != "topics"}, own

    def row(self) -> list[HtmlElement]:
        """The first row of links below the text that lead to pages named as the links are, where the text names one."""
        row: list[HtmlElement] = []
        for block in self.blocks[self.last + 1 : self.last + 1 + _BELOW] if self.last >= 0 else ():
            fits = (
                block.link_share > 0.9
                and block.kind not in HEADINGS
                and not self.boxes(block)[0] & _ELSEWHERE
                and all(map(_leads_to_its_name, _links(block)))
            )
            if row and not fits:
                break
            if fits:
                row += _links(block)
        told = "\n".join(block.plain for block in self.blocks[self.first : self.last + 1])
        return row if any(plain(link.text_content()) in told for link in row) else []


def _leads_up(box: Box) -> bool:
    """Whether a box holds the way from the front page to the story, or the topics of the whole site."""
    return box.reason == "topics" and bool(_NO_TOPICS.search(f"{box.word} {box.signature}".lower()))


def _holder(block: Block) -> HtmlElement | None:
    """The list or paragraph that a link stands in."""
    return block.group if block.group is not None else block.element.getparent() if block.card else block.element


def _leads_to_its_name(link: HtmlElement) -> bool:
    """Whether the address of a link ends in the link's own words ("/people/jane-doe" of "Jane Doe")."""
    path = unquote(urlsplit(link.get("href") or "").path.rstrip("/"))
    own = _NUMBERED.sub("", _NUMBERED.sub("", path.rpartition("/")[2])).casefold()
    text = words.clean(link.text_content()).casefold()
    return len(own) > 2 and bool(_name(link)) and plain(own) in {plain(text), plain(text.translate(_SPELLINGS))}


def _name(link: HtmlElement) -> str:
    """The topic that a link names, or "" where it is longer than one."""
    text = words.clean(link.text_content()).lstrip("#").strip()
    if len(text) > (_LONGEST_UNSPACED if _UNSPACED.search(text) else _LONGEST):
        return ""
    return "" if text.count(" ") >= _MOST_WORDS or _ENDS_SENTENCE.search(text) else text


def _links(block: Block) -> Iterator[HtmlElement]:
    if block.card:
        yield from (element for element in (block.element, *block.element.iterancestors("a")) if element.tag == "a")
    yield from (link for link in block.element.iter("a") if link is not block.element)


def _is_topic(link: HtmlElement) -> bool:
    """Whether a link says itself that it leads to a topic: by its relation, its address or its class."""
    if "tag" in (link.get("rel") or "").split() or _TOPIC_PATH.search(link.get("href") or ""):
        return True
    return any(_TAG_CLASS.search(element.get("class") or "") for element in (link, *link))

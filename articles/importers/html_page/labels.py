"""The topics that a page itself gives its story: in its data, or printed as links below it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml.html import HtmlElement

from articles.importers.html_page import structured
from articles.importers.html_page.blocks import Block, plain
from articles.importers.html_page.meta import LABELS, Meta
from articles.importers.plain_text import vocabulary
from articles.text import words

_MOST = 40
_LONGEST = 60
_PARTED = re.compile(r"\s*[,;、]\s*")
# Where links to everything about a topic lead.
_TOPIC_PATH = re.compile(
    r"/(?:tags?|topics?|keywords?|hashtag|subjects?|themen?|thema|schlagw\w+|stichwort|dossiers?|temas?|etiquetas?|sujets?|mots?-cles?|"
    r"argoment[oi]|assuntos?|topicos?|amne|emne|aihe|temat|stitky|etiket\w*|konu|topik|label)s?/[^/?#]+/?(?:[?#].*)?$",
    re.IGNORECASE,
)
# Keys and addresses that a site's machines tell its stories apart by.
_NO_LABEL = re.compile(r":|^[0-9a-f-]{12,}$|^\d+$|\w\.(?:com|net|org|de|fr|uk|es|it|ca)$|_")
_ELSEWHERE = frozenset(
    {"navigation", "foot of the page", "form", "dialog", "comments", "other stories", "share bar", "unseen"}
)


def labels(blocks: Sequence[Block], node: dict, meta: Meta, site: str) -> tuple[str, ...]:
    """The names of a story's topics as the page's data give them; those that it prints where the data give none."""
    stated = structured.texts(node.get("keywords"))
    if len(stated) < 3:
        stated = [part for text in stated or meta.all(LABELS) for part in _PARTED.split(text)]
    about = [name for key in ("about", "mentions") for name in structured.texts(node.get(key))]
    return _clean(stated, site) or _clean(printed(blocks), site) or _clean(about, site)


def printed(blocks: Sequence[Block]) -> Iterator[str]:
    """The links to topics that stand by themselves on the page, not in its navigation."""
    for block in blocks:
        if block.link_share < 0.6 or len(block.text) > 10 * _LONGEST:
            continue
        if any(box.reason in _ELSEWHERE for box in block.boxes):
            continue
        for link in _links(block):
            if _is_topic(link):
                yield words.clean(link.text_content()).lstrip("#").strip()


def _links(block: Block) -> Iterator[HtmlElement]:
    if block.card:
        yield from (element for element in (block.element, *block.element.iterancestors("a")) if element.tag == "a")
    yield from (link for link in block.element.iter("a") if link is not block.element)


def _is_topic(link: HtmlElement) -> bool:
    if "tag" in (link.get("rel") or "").split():
        return True
    return bool(_TOPIC_PATH.search(link.get("href") or ""))


def _clean(names: Iterable[str], site: str) -> tuple[str, ...]:
    kept = (words.clean(name) for name in names)
    named = {
        plain(name): name
        for name in kept
        if 2 <= len(name) <= _LONGEST
        and plain(name) != plain(site)
        and not _NO_LABEL.search(name)
        and not vocabulary.TAGS.match(name)
    }
    return tuple(name for key, name in named.items() if key)[:_MOST]

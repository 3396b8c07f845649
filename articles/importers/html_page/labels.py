"""The topics that a page itself gives its story: in its data, or printed as links around it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from urllib.parse import urlsplit

from articles.importers.html_page import structured
from articles.importers.html_page.blocks import Block, plain
from articles.importers.html_page.meta import LABELS, Meta
from articles.importers.html_page.topics import Story, printed
from articles.importers.plain_text import vocabulary
from articles.text import words

_MOST = 40
_LONGEST = 60
_PARTED = re.compile(r"\s*[,;、]\s*")
# Chinese and Japanese are written without spaces, so a space between two of their words parts two labels.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
# Lists of fewer labels than this are often a stopgap: the name of a desk, or all labels run together.
_ENOUGH = 3
# Two lists are the same where they share this part of their labels.
_ALIKE = 0.8
# So many labels that are all words of the page's address were cut out of it.
_CUT_OUT = 5
# Keys and addresses that a site's machines tell its stories apart by.
_NO_LABEL = re.compile(r":|^[@+]|^[0-9a-f-]{12,}$|^\d+$|\w\.(?:com|net|org|de|fr|uk|es|it|ca)$|_")
_COUNT = re.compile(r"^\(\d+\)\s*|\s*\(\d+\)$")


def labels(
    blocks: Sequence[Block], node: dict, meta: Meta, url: str, not_labels: Collection[str], story: Story
) -> tuple[str, ...]:
    """The names of a story's topics as the page's data give them; those that it prints where the data give one or none.

    ``not_labels`` are names that are no topics, such as the site's and the authors'; ``story`` says where on the page
    the text stands. Where a page has no topics but puts its story in several sections, those are taken.
    """
    known = {plain(name) for name in not_labels}
    stated = _stated(node, meta, known, url)
    if len(stated) > 1:
        return stated
    return (
        _clean([*stated, *printed(blocks, story)], known)
        or _clean((name for key in ("about", "mentions") for name in structured.texts(node.get(key))), known)
        or _sections(node, known)
    )


def _stated(node: dict, meta: Meta, known: set[str], url: str) -> tuple[str, ...]:
    """The labels of one of the places where the data give them.

    The list that two places give alike; else the first that is long enough to have been made for this story.
    """
    places = [structured.texts(node.get("keywords")), *(meta.values.get(name, []) for name in LABELS)]
    lists = [found for place in places if (found := _clean(_apart(place), known)) and not _is_slug(found, url)]
    for place, found in enumerate(lists):
        if len(found) > 1 and any(_same(found, other) for other in lists[place + 1 :]):
            return found
    return next((found for found in lists if len(found) >= _ENOUGH), lists[0] if lists else ())


def _is_slug(found: tuple[str, ...], url: str) -> bool:
    """Whether labels are nothing but the words of the page's own address, cut up by a machine."""
    own = urlsplit(url).path.casefold()
    return len(found) >= _CUT_OUT and all(name.isalpha() and name.casefold() in own for name in found)


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    a, b = set(map(plain, one)), set(map(plain, other))
    return len(a & b) >= _ALIKE * len(a | b)


def _apart(stated: list[str]) -> list[str]:
    """Labels one by one: a long list is given that way, a short one may hold several in each text."""
    if len(stated) >= _ENOUGH:
        return stated
    parts = [part for text in stated for part in _PARTED.split(text)]
    if len(parts) == 1:
        pieces = parts[0].split()
        if len(pieces) >= _ENOUGH and all(map(_UNSPACED.search, pieces)):
            return pieces
    return parts


def _sections(node: dict, known: set[str]) -> tuple[str, ...]:
    sections = _clean(structured.texts(node.get("articleSection")), known)
    return sections if len(sections) > 1 else ()


def _clean(names: Iterable[str], known: set[str]) -> tuple[str, ...]:
    """Labels without those that are none or come twice, as they are spelt first."""
    kept = (_COUNT.sub("", words.clean(name)).lstrip("#").strip() for name in names)
    named = {
        plain(name): name
        for name in reversed(list(kept))
        if 2 <= len(name) <= _LONGEST and not _NO_LABEL.search(name) and not vocabulary.TAGS.match(name)
    }
    return tuple(name for key, name in reversed(named.items()) if key and key not in known)[:_MOST]

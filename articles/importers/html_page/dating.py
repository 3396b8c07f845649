"""When a page's story was published and changed, as stated for machines and as printed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from htmldate import find_date
from lxml.html import HtmlElement

from articles.importers.html_page import structured
from articles.importers.html_page.blocks import HEADINGS, Block
from articles.importers.html_page.meta import PUBLISHED, UPDATED, Meta
from articles.importers.plain_text import vocabulary
from articles.text import dates
from articles.text.moments import Moment, Precision

# A date above the headline or between it and the text; further away it is the date of something else.
_ABOVE, _BELOW = 8, 30
_MOST_BLOCKS = 60
_LONGEST_LINE = 160
# Words around a date in a heading that is there for its date.
_LONGEST_LEAD = 24
_IN_ADDRESS = re.compile(r"[/\-_](20\d\d|19[89]\d)[/\-_]?(0[1-9]|1[0-2])[/\-_]?(0[1-9]|[12]\d|3[01])(?!\d)")


@dataclass(frozen=True, slots=True)
class Dating:
    """The moments of a page, where each was found, and dates of other days that it states as well."""

    published: Moment | None = None
    published_where: str = ""
    updated: Moment | None = None
    updated_where: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Printed:
    """A date as the page prints it near its headline, and whether a word beside it says what it is."""

    moment: Moment
    says_published: bool
    says_updated: bool


def find_dates(page: HtmlElement, head: Sequence[Block], node: dict, meta: Meta, language: str, url: str) -> Dating:
    """The dates of the page's story: structured data, then meta, then what is printed beside the headline.

    ``head`` are the blocks around the headline. A search through the whole page comes last, and counts only where
    the address or the head of the page says the same: a wrong date is worse than none.
    """
    printed = list(_printed(head, language))
    read = list(_moments(_published(page, node, meta), language))
    updated = next(_moments(_updated(node, meta), language), None)
    if not read and (found := _seen(page, printed, language, url)):
        read = [found]
    if not read:
        changed = updated or next(
            ((one.moment, "printed near the headline") for one in printed if one.says_updated), None
        )
        return Dating(updated=changed[0], updated_where=changed[1]) if changed else Dating()
    published, where = _most_agreed(read, printed)
    others = dict.fromkeys(moment.isoformat() for moment, _ in read if _apart(moment, published) > 1)
    as_printed = next((one.moment.printed for one in printed if _apart(one.moment, published) <= 1), "")
    changed = updated is not None and updated[0].isoformat() != published.isoformat()
    return Dating(
        replace(published, printed=as_printed),
        where,
        updated[0] if updated and changed else None,
        updated[1] if updated and changed else "",
        tuple(others),
    )


def _published(page: HtmlElement, node: dict, meta: Meta) -> Iterator[tuple[str, str]]:
    yield structured.first(node.get("datePublished")), "JSON-LD datePublished"
    for name in PUBLISHED:
        if values := meta.values.get(name):
            yield values[0], f"meta {name}"
    for element in page.iter("time"):
        if element.get("datetime"):
            yield element.get("datetime"), "time element"
            break


def _updated(node: dict, meta: Meta) -> Iterator[tuple[str, str]]:
    yield structured.first(node.get("dateModified")), "JSON-LD dateModified"
    for name in UPDATED:
        if values := meta.values.get(name):
            yield values[0], f"meta {name}"


def _moments(stated: Iterator[tuple[str, str]], language: str) -> Iterator[tuple[Moment, str]]:
    """Those of the stated dates that give a day."""
    for text, where in stated:
        moment = dates.parse(text, language) if text else None
        if moment and moment.precision not in {Precision.YEAR, Precision.MONTH} and moment.value.year > 1970:
            yield moment, where


def _most_agreed(read: list[tuple[Moment, str]], printed: list[_Printed]) -> tuple[Moment, str]:
    """The first, unless the page prints the day of another and not the first one's."""
    first = read[0]
    if any(_apart(one.moment, first[0]) <= 1 for one in printed):
        return first
    for moment, where in read[1:]:
        if any(_apart(one.moment, moment) == 0 and not one.says_updated for one in printed):
            return moment, f"{where}, as printed"
    return first


def _seen(page: HtmlElement, printed: list[_Printed], language: str, url: str) -> tuple[Moment, str] | None:
    """The date of a page that states none for machines."""
    of_story = [one for one in printed if one.says_published] or [one for one in printed if not one.says_updated]
    if of_story:
        return of_story[0].moment, "printed near the headline"
    in_address = _IN_ADDRESS.search(url)
    if in_address and (moment := dates.parse("-".join(in_address.groups()))):
        return moment, "address"
    # The upper end is only there because the library would ask the clock for it.
    found = find_date(page, original_date=True, extensive_search=True, url=url or None, max_date="2199-12-31")
    moment = dates.parse(found) if found else None
    if moment is None or (moment.value.month, moment.value.day) == (1, 1):
        return None  # A year in a notice of copyright gives the first of January.
    if any(one.says_updated and not _apart(one.moment, moment) for one in printed):
        return None  # The day of a change is not the day of publication.
    return moment, "htmldate"


def _printed(head: Sequence[Block], language: str) -> Iterator[_Printed]:
    before = ""
    for block in head:
        text = block.text
        if len(text) <= _LONGEST_LINE and any(character.isdigit() for character in text):
            start = 0
            for found in dates.find(text, language):
                lead = text[start : found.start] if start or found.start else before
                if block.kind in HEADINGS and len(text) - (found.end - found.start) > _LONGEST_LEAD:
                    continue  # What a headline tells happened then.
                yield _Printed(
                    found.moment, bool(vocabulary.PUBLISHED.search(lead)), bool(vocabulary.UPDATED.search(lead))
                )
                start = found.end
        before = text if len(text) <= 40 else ""


def around_headline(blocks: Sequence[Block], headline: str, first: Block | None) -> Sequence[Block]:
    """The blocks where a page prints its date: from a little above the headline to the text's beginning."""
    end = next((place for place, block in enumerate(blocks) if block is first), None)
    places = [place for place, block in enumerate(blocks) if block.plain == headline]
    if end is None:
        places = [place for place in places if blocks[place].element.tag == "h1"][-1:] or places
        return blocks[places[0] : places[0] + _BELOW] if places else blocks[:_MOST_BLOCKS]
    start = max((place for place in places if place <= end), default=end)
    return [*blocks[start : end + 1][-_MOST_BLOCKS:], *reversed(blocks[max(0, start - _ABOVE) : start])]


def _apart(one: Moment, other: Moment) -> int:
    return abs((_day(one) - _day(other)).days)


def _day(moment: Moment) -> dt.date:
    return moment.value.date()

"""When a page's story was published and changed, as stated for machines and as printed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from htmldate import find_date
from lxml.html import HtmlElement

from articles.importers.html_page import structured
from articles.importers.html_page.meta import PUBLISHED, UPDATED, Meta
from articles.importers.html_page.tree import visible_blocks
from articles.text import dates
from articles.text.moments import Moment, Precision

_SEEN_BLOCKS = 400
_LONGEST_DATE_LINE = 160


@dataclass(frozen=True, slots=True)
class Dating:
    """The moments of a page, where each was found, and dates of other days that it states as well."""

    published: Moment | None = None
    published_where: str = ""
    updated: Moment | None = None
    updated_where: str = ""
    others: tuple[str, ...] = ()


def find_dates(page: HtmlElement, node: dict, meta: Meta, language: str, url: str) -> Dating:
    """The dates of the page's story: structured data, then meta, then ``<time>``, then htmldate's search."""
    stated = [(structured.first(node.get("datePublished")), "JSON-LD datePublished")]
    stated += [(meta.values[name][0], f"meta {name}") for name in PUBLISHED if meta.values.get(name)]
    stated += [(element.get("datetime"), "time element") for element in page.iter("time") if element.get("datetime")][
        :1
    ]
    read = [
        (moment, where) for text, where in stated if text and (moment := dates.parse(text, language)) and _full(moment)
    ]
    changed = [(structured.first(node.get("dateModified")), "JSON-LD dateModified")]
    changed += [(meta.values[name][0], f"meta {name}") for name in UPDATED if meta.values.get(name)]
    updated = next(
        (
            (moment, where)
            for text, where in changed
            if text and (moment := dates.parse(text, language)) and _full(moment)
        ),
        None,
    )
    if not read and (guess := _guess(page, url)):
        read = [(guess, "htmldate")]
    if not read:
        return Dating()
    published, where = read[0]
    others = tuple(
        dict.fromkeys(other.isoformat() for other, _ in read[1:] if abs((_day(other) - _day(published)).days) > 1)
    )
    return Dating(
        replace(published, printed=_printed(page, published, language)),
        where,
        updated[0] if updated and updated[0].isoformat() != published.isoformat() else None,
        updated[1] if updated else "",
        others,
    )


def _full(moment: Moment) -> bool:
    return moment.precision not in {Precision.YEAR, Precision.MONTH} and moment.value.year > 1970


def _day(moment: Moment) -> dt.date:
    return moment.value.date()


def _guess(page: HtmlElement, url: str) -> Moment | None:
    # The upper end is only there because the library would ask the clock for it.
    found = find_date(page, original_date=True, extensive_search=True, url=url or None, max_date="2199-12-31")
    return dates.parse(found) if found else None


def _printed(page: HtmlElement, published: Moment, language: str) -> str:
    """The same day as the reader sees it printed; "" where the page prints it nowhere near its beginning."""
    for text in visible_blocks(page)[:_SEEN_BLOCKS]:
        if len(text) <= _LONGEST_DATE_LINE and any(character.isdigit() for character in text):
            for found in dates.find(text, language):
                if abs((found.moment.value.date() - _day(published)).days) <= 1:
                    return found.moment.printed
    return ""

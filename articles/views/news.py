"""Topics in the news: what the newest stories of the archive are mostly about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from articles.models import Tag
from articles.search import facet, ids, total
from articles.search.results import Results
from articles.selection import Selection
from articles.views.addresses import list_address

TOPICS = 4
HEADLINES = 3
FEWEST = 2
# An archive is not of today, and small ones have few stories a year: its news are those of the last months that
# it has, of as few months as hold so many stories.
MONTHS = (1, 3, 12, 36)
ENOUGH = 25


@dataclass(frozen=True, slots=True)
class InTheNews:
    """A topic with the number of its stories since a month (YYYY-MM), the list of them, and its newest stories."""

    tag: Tag
    count: int
    since: str
    url: str
    ids: list[int]


def in_the_news(results: Results, shown: Collection[int]) -> list[InTheNews]:
    """The topics of most stories in the last months of ``results``, the whole archive.

    A topic that has sub-topics in the news leaves it to them, and one whose stories are all ``shown`` already is left out.
    """
    if not results.archive or not results.archive.last:
        return []
    months = [month_before(results.archive.last, number) for number in MONTHS]
    since = next((month for month in months if total(Selection(since=month)) >= ENOUGH), months[-1])
    counts = {value.value: value.count for value in facet(Selection(since=since), "topic") if value.count >= FEWEST}
    topics = list(Tag.objects.topics().filter(slug__in=counts))
    wider = {tag.parent_id for tag in topics}
    chosen: list[InTheNews] = []
    for tag in sorted((tag for tag in topics if tag.pk not in wider), key=lambda tag: (-counts[tag.slug], tag.name)):
        of_late = Selection(topic=(tag.slug,), since=since)
        newest = [id for id in ids(of_late) if id not in shown][:HEADLINES]
        if newest:
            shown = {*shown, *newest}
            chosen.append(InTheNews(tag, counts[tag.slug], since, list_address(of_late), newest))
        if len(chosen) == TOPICS:
            break
    return chosen


def month_before(day: str, months: int) -> str:
    """The month (YYYY-MM) that lies ``months`` before that of ``day`` (YYYY-MM-DD); the first there is, at the earliest."""
    year, month, _ = (int(part) for part in day.split("-"))
    year, month = divmod(max(12, year * 12 + month - 1 - months), 12)
    return f"{year:04}-{month + 1:02}"

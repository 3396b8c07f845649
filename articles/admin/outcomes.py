"""What became of the items of an import: listed, counted, taken away as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from articles.exporters.delimited import cell
from articles.models import Article, Import, ImportItem

A_PAGE = 100
AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Tally:
    """How many items ended one way."""

    outcome: str
    label: str
    number: int


def tally(run: Import) -> list[Tally]:
    """The outcomes that occur, with their numbers."""
    labels = dict(ImportItem.Outcome.choices)
    return [Tally(outcome, labels[outcome], number) for outcome, number in run.counts().items() if number]


def items_of(run: Import, outcome: str = "") -> QuerySet:
    """The run's items in order, all or those that ended one way, with the stories they met."""
    items = run.items.select_related("file", "article")
    items = items.defer("edited", "article__body_html", "article__body_text")
    return items.filter(outcome=outcome) if outcome in ImportItem.Outcome.values else items


def made_by(run: Import) -> QuerySet:
    """The stories that the run made."""
    return Article.objects.filter(import_items__run=run, import_items__outcome=ImportItem.Outcome.CREATED)


def drafts_of(run: Import) -> list[int]:
    """The numbers of the drafts that the run made and that are drafts still."""
    return list(made_by(run).filter(status=Article.Status.DRAFT).order_by("pk").values_list("pk", flat=True))


def as_csv(items: QuerySet, absolute: Callable[[str], str]) -> Iterator[str]:
    """Lines of CSV with a header; ``absolute`` completes a story's address."""
    yield _line(["file", "item", "inside", "outcome", "reason", "headline", "story", "address", "traceback"])
    for item in items.iterator(chunk_size=AT_ONCE):
        story = item.article
        address = absolute(story.get_absolute_url()) if story else ""
        yield _line(
            [
                str(item.file),
                item.position + 1,
                item.member,
                item.outcome,
                item.reason,
                item.headline,
                story.pk if story else "",
                address,
                item.traceback,
            ]
        )


def _line(values: list[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow([cell(value) for value in values])
    return line.getvalue()

"""What importers made of a story and what others did to it since, from the record's own history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from articles.models import Article, ChangeSet


@dataclass(frozen=True, slots=True)
class Past:
    """``written`` gives for each column what the last import to change it made of it; ``touched`` when and in which
    change-set somebody else changed it last."""

    written: dict[str, Any]
    touched: dict[str, Touch]

    def is_own(self, name: str, now: Any) -> bool:
        """Whether a column is not as an import left it."""
        return name not in self.written or self.written[name] != plain(now)


@dataclass(frozen=True, slots=True)
class Touch:
    """A change by somebody who is no importer; ``changeset`` is None outside of any."""

    when: dt.datetime
    changeset: int | None


def past_of(story: Article, columns: Iterable[str]) -> Past:
    """The past of a story's columns.

    The last import's event alone does not tell: it holds the whole row, with what an editor had changed before.
    """
    columns = tuple(columns)
    events = list(story.events.order_by("pgh_id").values_list("pgh_changeset", "pgh_created_at", *columns))
    importers = by_importers(changeset for changeset, *_ in events)
    written: dict[str, Any] = {}
    touched: dict[str, Touch] = {}
    before: dict[str, Any] = {}
    for changeset, when, *values in events:
        now = {name: plain(value) for name, value in zip(columns, values, strict=True)}
        changed = {name: value for name, value in now.items() if not before or before[name] != value}
        if changeset in importers:
            written |= changed
        else:
            touched |= dict.fromkeys(changed, Touch(when, changeset))
        before = now
    return Past(written, touched)


@dataclass(frozen=True, slots=True)
class Parts:
    """The rows of one kind that hang on a story: as importers left them last (none before), as they are, when somebody
    else last touched them, and everything that ever hung there."""

    imported: list[Any]
    held: list[Any]
    touched: Touch | None
    ever: list[Any]


def parts_of(model: type[models.Model], story: int) -> Parts:
    """The past of the rows of ``model`` that hang on the story of that number, as events in the order of their places."""
    rows: dict[int, Any] = {}
    imported: dict[int, Any] = {}
    touched = None
    events = list(model.pgh_event_model.objects.filter(article_id=story).order_by("pgh_id"))
    importers = by_importers(event.pgh_changeset for event in events)
    for event in events:
        if event.pgh_label.startswith("delete"):
            rows.pop(event.id, None)
        else:
            rows[event.id] = event
        if event.pgh_changeset in importers:
            imported = dict(rows)
        else:
            touched = Touch(event.pgh_created_at, event.pgh_changeset)
    return Parts(_in_order(imported), _in_order(rows), touched, events)


def _in_order(rows: dict[int, Any]) -> list[Any]:
    return sorted(rows.values(), key=lambda row: (getattr(row, "position", 0), row.id))


def by_importers(changesets: Iterable[int | None]) -> set[int]:
    """Those of some change-sets in which importers wrote."""
    asked = set(changesets) - {None}
    wrote = ChangeSet.objects.filter(pk__in=asked, kind__in=ChangeSet.BY_IMPORTERS)
    return set(wrote.values_list("pk", flat=True))


def plain(value: Any) -> Any:
    """A column's value as it can be compared."""
    return bytes(value) if isinstance(value, memoryview) else value

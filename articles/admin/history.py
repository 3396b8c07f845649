"""A record's history in words: who changed it, when, and what changed, field by field."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils import formats, timezone

from articles.models import (
    Appearance,
    Article,
    ArticleCountry,
    ArticleTag,
    Byline,
    ChangeSet,
    Correction,
    FormerSlug,
    FrontPick,
    Image,
    KeyStory,
    Reprint,
    Tag,
)

MOST = 300
LONG = 200
NOTHING = "–"
WHEN = "j M Y, H:i"
# Follow from other columns, or say nothing to an editor.
DERIVED = {
    "id", "article", "added_by", "added_at", "body_text", "changed_at", "changeset", "excerpt", "height", "position",
    "text_digest", "url_digest", "version", "width", "word_count",
}  # fmt: skip
PARTS: dict[type[models.Model], dict[type[models.Model], str]] = {
    Article: {
        Byline: "author",
        ArticleTag: "tag",
        ArticleCountry: "country",
        Appearance: "where it ran",
        Image: "image",
        Reprint: "reprints",
        FrontPick: "front page",
        Correction: "correction",
    },
    Tag: {FormerSlug: "former address", KeyStory: "key story"},
}
NAMED_BY = {Byline: "author", ArticleTag: "tag", ArticleCountry: "country", Appearance: "outlet", KeyStory: "article"}


@dataclass(frozen=True, slots=True)
class Change:
    """One field: what it was and what it became, in words. ``passages`` are the lines of a long text that differ."""

    field: str
    before: str
    after: str
    passages: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """One act on a record."""

    when: dt.datetime
    changeset: ChangeSet | None
    changes: list[Change] = field(default_factory=list)


def history_of(thing: models.Model, most: int = MOST) -> list[Entry]:
    """What happened to ``thing`` and what hangs on it, newest first, from at most ``most`` events a table."""
    steps = list(_steps(type(thing), _events(type(thing), most, id=thing.pk)))
    column = type(thing)._meta.model_name
    for part in PARTS.get(type(thing), {}):
        steps += _steps(part, _events(part, most, **{f"{column}_id": thing.pk}))
    names = _names(step for step in steps)
    changesets = ChangeSet.objects.select_related("user").in_bulk(
        {event.pgh_changeset for _, _, event in steps} - {None}
    )
    entries: dict[Any, Entry] = {}
    for model, before, event in sorted(steps, key=lambda step: step[2].pgh_created_at):
        key = event.pgh_changeset or event.pgh_created_at.replace(microsecond=0)
        entry = entries.setdefault(key, Entry(event.pgh_created_at, changesets.get(event.pgh_changeset)))
        entry.changes += _changes(model, type(thing), before, event, names)
    return [entry for entry in reversed(entries.values()) if entry.changes]


def differences(before: Any, after: Any, model: type[models.Model]) -> list[Change]:
    """The fields in which two states of one record differ; either may be an event or a record."""
    names = _names([(model, before, after)])
    return list(_differing(model, before, after, names))


def _events(model: type[models.Model], most: int, **which: Any) -> list[Any]:
    return list(model.pgh_event_model.objects.filter(**which).order_by("-pgh_id")[:most])[::-1]


def _steps(model: type[models.Model], events: Sequence[Any]) -> Iterator[tuple[type[models.Model], Any, Any]]:
    """Model, state before (None for a first one) and event, for each event."""
    last: dict[int, Any] = {}
    for event in events:
        yield model, last.get(event.id), event
        last[event.id] = event


def _fields(model: type[models.Model]) -> list[models.Field]:
    return [column for column in model._meta.concrete_fields if column.name not in DERIVED]


def _names(steps: Iterable[tuple[type[models.Model], Any, Any]]) -> dict[tuple[type[models.Model], int], str]:
    """The names of everything that the states refer to, in one query a table."""
    wanted: dict[type[models.Model], set[int]] = {}
    for model, *states in steps:
        # What a part is named by counts even where it is the whole that the part hangs on elsewhere.
        naming = [model._meta.get_field(NAMED_BY[model])] if model in NAMED_BY else []
        for column in {*_fields(model), *naming}:
            if isinstance(column, models.ForeignKey):
                keys = {getattr(state, column.attname) for state in states if state is not None} - {None}
                wanted.setdefault(column.related_model, set()).update(keys)
    return {
        (model, row.pk): str(row)
        for model, keys in wanted.items()
        for row in model._default_manager.filter(pk__in=keys)
    }


def _changes(
    model: type[models.Model], whole: type[models.Model], before: Any, event: Any, names: dict
) -> Iterator[Change]:
    deleted = event.pgh_label.startswith("delete")
    if model is whole:
        if deleted:
            yield Change("Deleted", "", "")
        elif before is None and event.pgh_label.startswith("insert"):
            yield Change("Created", "", "")
        elif before is not None:
            yield from _differing(model, before, event, names)
        return
    label = PARTS[whole][model]
    if deleted:
        yield Change(f"{label.capitalize()} removed", _title(model, event, names), "")
    elif before is None or before.pgh_label.startswith("delete"):
        yield Change(f"{label.capitalize()} added", "", _title(model, event, names))
    else:
        for change in _differing(model, before, event, names):
            yield Change(f"{label.capitalize()}: {change.field}", change.before, change.after, change.passages)


def _title(model: type[models.Model], event: Any, names: dict) -> str:
    if model in NAMED_BY:
        column = model._meta.get_field(NAMED_BY[model])
        named = _said(column, getattr(event, column.attname), names)
        return f"{named} {event.url}".strip() if model is Appearance else named
    if model is FrontPick:
        return f"place {event.position}"
    if model is Correction:
        return event.text
    if model is Image:
        return event.caption or str(event.file) or event.source_url
    return str(getattr(event, "slug", event.id))


def _differing(model: type[models.Model], before: Any, after: Any, names: dict) -> Iterator[Change]:
    for column in _fields(model):
        old, new = getattr(before, column.attname), getattr(after, column.attname)
        if old == new or str(old) == str(new):
            continue
        label = column.verbose_name.capitalize()
        if isinstance(column, models.TextField) and max(len(old), len(new)) > LONG:
            yield Change(label, "", "", _passages(old, new))
        else:
            yield Change(label, _said(column, old, names), _said(column, new, names))


def _passages(before: str, after: str) -> list[tuple[str, str]]:
    """The paragraphs that went ("-") and came ("+")."""
    lines = [text.replace("</p>", "</p>\n").splitlines() for text in (before, after)]
    compared = difflib.unified_diff(*lines, n=0, lineterm="")
    return [(line[0], line[1:].strip()) for line in compared if line[0] in "+-" and not line.startswith(("+++", "---"))]


def _said(column: models.Field, value: Any, names: dict) -> str:
    """A value in words."""
    if value in (None, "", []):
        return NOTHING
    if isinstance(column, models.ForeignKey):
        return names.get((column.related_model, value), f"no. {value}, deleted since")
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return formats.date_format(timezone.localtime(value), WHEN)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

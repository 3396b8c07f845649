"""What several models share: history by triggers, the change log's triggers, slugs, common fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

import pghistory
import pghistory.models
import pgtrigger
from django.db import models
from django.db.models.functions import Cast, NullIf
from django.urls import reverse

from articles.speaking import spoken
from articles.text.slugs import LENGTH
from articles.text.slugs import make_slug as make_slug

M = TypeVar("M", bound=type[models.Model])

# A setting of the running transaction that names the change-set at work.
CHANGESET_SETTING = "newsarchive.changeset"


class Event(pghistory.models.Event):
    """A row's state after an insert or update, or before a delete, and the change-set that did it."""

    pgh_changeset = models.BigIntegerField(
        null=True,
        db_index=True,
        db_default=Cast(
            NullIf(
                models.Func(
                    models.Value(CHANGESET_SETTING),
                    models.Value(True),
                    function="current_setting",
                    output_field=models.TextField(),
                ),
                models.Value(""),
            ),
            models.BigIntegerField(),
        ),
    )

    class Meta:
        abstract = True


def page_of(route: str, slug: str) -> str:
    """The address of the page of a topic, a source … by its slug, in the language being spoken."""
    return _page_of(spoken(), route, slug)


@lru_cache(maxsize=10_000)
def _page_of(language: str, route: str, slug: str) -> str:
    # Remembered: a list names the same ones many times.
    return reverse(route, args=[slug])


def tracked(model: M) -> M:
    """Class decorator: keep every insert, update and delete of ``model`` in an event table, by triggers.

    No path into the table escapes it: forms, bulk updates, raw SQL and the shell are all recorded, and the
    event table itself refuses updates and deletes. The events of one change-set carry its id, which is what an
    undo reads; the database takes it from a setting of the transaction (``editing.history``).
    """
    track: Callable[[M], M] = pghistory.track(
        *(
            event(level=pgtrigger.Statement)
            for event in (pghistory.InsertEvent, pghistory.UpdateEvent, pghistory.DeleteEvent)
        ),
        base_model=Event,
        model_name=f"{model.__name__}Event",
        obj_field=pghistory.ObjForeignKey(related_name="events", related_query_name="event"),
        context_field=None,
        append_only=True,
    )
    return track(model)


def change_log(affected: str, *, operations: Iterable[str] = ("insert", "update", "delete")) -> list:
    """Triggers that note in the change log which articles a statement touched.

    ``affected`` is a SELECT that yields article ids from the transition table ``rows``. Statement triggers
    keep the cost of a bulk import to one INSERT per statement.
    """
    table = {"insert": "new", "update": "new", "delete": "old"}
    kinds = {"insert": pgtrigger.Insert, "update": pgtrigger.Update, "delete": pgtrigger.Delete}
    return [
        pgtrigger.Trigger(
            name=f"log_{operation}",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=kinds[operation],
            referencing=pgtrigger.Referencing(**{table[operation]: "rows"}),
            func=f"INSERT INTO articles_articlechange (article_id) {affected}; RETURN NULL;",
        )
        for operation in operations
    ]


def new_edition() -> pgtrigger.Trigger:
    """A trigger that makes a new edition when names come, change or go, though no story of the index does.

    Pages show those names, and keep their address and their cache entry until the edition changes.
    """
    return pgtrigger.Trigger(
        name="log_edition",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func="INSERT INTO articles_articlechange (article_id) VALUES (0); RETURN NULL;",
    )


def slug_field() -> models.SlugField:
    """The address part of a thing with a page: unique, in any script."""
    return models.SlugField(max_length=LENGTH, unique=True, allow_unicode=True)

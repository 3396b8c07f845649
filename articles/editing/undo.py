"""Taking a change-set back, from what the history's triggers recorded of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, connection, models
from django.db.models import Min, Q
from django.db.models.deletion import ProtectedError
from django.utils import timezone

from articles.editing import NotPossible, publishing, reprints
from articles.editing.history import change
from articles.models import (
    Appearance,
    Article,
    ArticleCountry,
    ArticleTag,
    Author,
    Byline,
    ChangeSet,
    Correction,
    Country,
    FormerSlug,
    FrontPick,
    Image,
    KeyStory,
    LastReading,
    Reprint,
    Section,
    Source,
    Tag,
    TagRule,
)
from articles.models.base import Event

OF_A_STORY = (Byline, ArticleTag, ArticleCountry, Appearance, Image, LastReading, Correction)
NAMED = (Tag, Author, Section, Source, Country)
# What nothing refers to, and is no edit of the story that it refers to.
FEATURED = (FrontPick, KeyStory)
APART = (FormerSlug, TagRule, *FEATURED)
BATCH = 2000
DESCRIBED = 20


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What an undo would do: how many rows it reverts, what was edited since, in words, and what readers lose.

    ``public`` is the number of stories that it made, and that readers have.
    """

    reverts: int
    conflicts: list[str]
    public: int = 0


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What an undo did, and what it left as it was, in words."""

    changeset: ChangeSet
    reverted: int
    kept: list[str] = field(default_factory=list)


def preview(changeset: ChangeSet) -> UndoPlan:
    """What ``undo`` would revert, and which stories or names somebody has edited since."""
    edited = _edited_since(changeset)
    reverts = sum(len(_touched(model, changeset, edited)) for model in (*NAMED, *APART, Article, *OF_A_STORY))
    gone = Article.objects.published().filter(pk__in=_made(changeset) - edited.get(Article, set()))
    places = _reprints(changeset).values("id").distinct().count()
    return UndoPlan(reverts + places, _describe(edited), gone.count())


def touched_rows(changeset: ChangeSet) -> int:
    """How many events the change-set left: about as many rows as its undo reverts, and quickly told."""
    return sum(_events(model, changeset).count() for model in (*NAMED, *APART, Article, *OF_A_STORY))


def undo(changeset: ChangeSet, user: Any | None, *, even_edited: bool = False) -> UndoReport:
    """Put every row the change-set touched back to how it was before, as a change-set of its own.

    Stories and names edited since are left alone and named in the report, unless ``even_edited``. Raises
    NotPossible, and changes nothing, where it was undone before or where what it would bring back collides with
    something new.
    """
    if changeset.is_undone:
        raise NotPossible("This change has already been undone.")
    if changeset.kind == ChangeSet.Kind.UNDO:
        raise NotPossible("An undo cannot be undone. Make the change again instead.")
    edited = {} if even_edited else _edited_since(changeset)
    try:
        with change(ChangeSet.Kind.UNDO, f"Undid: {changeset.title}", user) as undoing:
            undoing.undoes = changeset
            reprints.insist_alone()
            texts = _texts(changeset)
            groups = list(
                Reprint.objects.filter(article__in=texts, group__isnull=False).values_list("group", flat=True)
            )
            reverted, in_use = _revert(changeset, edited)
            publishing.rearm_none(
                Article.objects.filter(pk__in=_events(Article, changeset).values("id")), timezone.now()
            )
            placed = _revert_reprints(changeset)
            if changeset.kind != ChangeSet.Kind.REPRINT:
                reprints.find_again(placed | {id for id, text in _texts(changeset).items() if texts.get(id) != text})
            reprints.leave_no_single(groups)
            undoing.counts = {"rows": reverted}
            undoing.save(update_fields=["undoes", "counts"])
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except (IntegrityError, ProtectedError) as fault:
        raise NotPossible(f"Something that was made since stands in the way: {fault}".split("\n")[0]) from fault
    return UndoReport(undoing, reverted, _describe(edited) + in_use)


def _edited_since(changeset: ChangeSet) -> dict[type[models.Model], set[int]]:
    """Ids of stories and names which the change-set touched and something else touched later."""
    edited: dict[type[models.Model], set[int]] = {}
    stories = set(_events(Article, changeset).values_list("id", flat=True))
    for model in OF_A_STORY:
        stories |= set(_events(model, changeset).values_list("article_id", flat=True))
    # To publish a story is no edit of it: taken back is that there is such a story at all.
    made = _made(changeset)
    later = _later(Article, changeset, "id", made, but=ChangeSet.objects.filter(kind=ChangeSet.Kind.PUBLISH))
    later |= _later(Article, changeset, "id", stories - made)
    for model in OF_A_STORY:
        later |= _later(model, changeset, "article_id", stories)
    edited[Article] = later
    for model in (*NAMED, TagRule, *FEATURED):
        touched = set(_events(model, changeset).values_list("id", flat=True))
        edited[model] = _later(model, changeset, "id", touched)
    return {model: ids for model, ids in edited.items() if ids}


def _events(model: type[models.Model], changeset: ChangeSet) -> models.QuerySet:
    return model.pgh_event_model.objects.filter(pgh_changeset=changeset.pk)


def _made(changeset: ChangeSet) -> set[int]:
    """The stories that came to be by the change-set."""
    return set(_events(Article, changeset).filter(pgh_label__startswith="insert").values_list("id", flat=True))


def _later(
    model: type[models.Model],
    changeset: ChangeSet,
    column: str,
    ids: Iterable[int],
    but: models.QuerySet | None = None,
) -> set[int]:
    """Those of ``ids`` with an event by something else since; what was undone in the meantime does not count.

    Neither do the change-sets ``but``.
    """
    gone = ChangeSet.objects.filter(Q(undone_by__isnull=False) | Q(kind=ChangeSet.Kind.UNDO), pk__gt=changeset.pk)
    if but is not None:
        gone |= but.filter(pk__gt=changeset.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT DISTINCT {column} FROM {model.pgh_event_model._meta.db_table}
            WHERE (pgh_changeset > %s AND NOT pgh_changeset = ANY(%s) OR pgh_changeset IS NULL AND pgh_created_at > %s)
              AND {column} = ANY(%s)
            """,
            [changeset.pk, list(gone.values_list("pk", flat=True)), changeset.created_at, list(ids)],
        )
        return {key for (key,) in cursor.fetchall()}


def _touched(model: type[models.Model], changeset: ChangeSet, edited: dict) -> dict[int, int]:
    """Id of each row to revert, with the change-set's first event of it."""
    events = _events(model, changeset)
    if model in OF_A_STORY:
        events = events.exclude(article_id__in=list(edited.get(Article, ())))
    if model is FormerSlug:
        events = events.exclude(tag_id__in=list(edited.get(Tag, ())))
    rows = events.values("id").annotate(first=Min("pgh_id")).values_list("id", "first")
    return {key: first for key, first in rows if key not in edited.get(model, ())}


def _revert(changeset: ChangeSet, edited: dict) -> tuple[int, list[str]]:
    touched = {model: _touched(model, changeset, edited) for model in (*OF_A_STORY, Article, *APART, *NAMED)}
    before = {model: _states_before(model, rows) for model, rows in touched.items()}
    in_use: list[str] = []
    for model, rows in touched.items():
        new = [key for key in rows if key not in before[model]]
        if model in NAMED:
            new, kept = _unused(model, new)
            in_use += [
                f"{model._meta.verbose_name.capitalize()} “{name}” stays: other stories use it." for name in kept
            ]
        _delete(model, new)
    for model in (*NAMED, *APART, Article, *OF_A_STORY):
        _restore(model, list(before[model].values()))
    return sum(len(rows) for rows in touched.values()), in_use


def _texts(changeset: ChangeSet) -> dict[int, bytes]:
    """The fingerprints of the texts of those stories that the change-set touched."""
    touched = _events(Article, changeset).values("id")
    return {id: bytes(text) for id, text in Article.objects.filter(pk__in=touched).values_list("pk", "text_digest")}


def _reprints(changeset: ChangeSet) -> models.QuerySet:
    """The change-set's events of the places of stories among reprints that are to be reverted.

    A place given later stays. Places follow from the texts as well: to have been given one is no edit of a story, and
    keeps nothing else from being reverted.
    """
    held = Article.objects.filter(pk__in=_events(Reprint, changeset).values("article_id"))
    later = _later(Reprint, changeset, "article_id", held.values_list("pk", flat=True))
    return _events(Reprint, changeset).filter(article_id__in=held.exclude(pk__in=later))


def _revert_reprints(changeset: ChangeSet) -> set[int]:
    """Put stories back among the reprints where they were, and give their ids."""
    events = _reprints(changeset)
    stories = set(events.values_list("article_id", flat=True))
    rows = dict(events.values("id").annotate(first=Min("pgh_id")).values_list("id", "first"))
    before = _states_before(Reprint, rows)
    _delete(Reprint, [key for key in rows if key not in before])
    _restore(Reprint, list(before.values()))
    return stories


def _delete(model: type[models.Model], ids: list[int]) -> None:
    """Delete rows that did not exist before, with all that hangs on a story.

    Names go by plain SQL: they may refer to one another, which Django's protection would refuse.
    """
    if model is Tag:
        FormerSlug.objects.filter(tag__in=ids).delete()
    if model in NAMED:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE id = ANY(%s)", [ids])
        return
    for start in range(0, len(ids), BATCH):
        model.objects.filter(pk__in=ids[start : start + BATCH]).delete()


def _states_before(model: type[models.Model], rows: dict[int, int]) -> dict[int, int]:
    """Row id to the event that holds its state before; rows that did not exist before are left out."""
    if not rows:
        return {}
    event: type[Event] = model.pgh_event_model
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT DISTINCT ON (event.id) event.id, event.pgh_id, event.pgh_label
            FROM {event._meta.db_table} event
            JOIN unnest(%s::bigint[], %s::bigint[]) AS touched (id, first)
              ON touched.id = event.id AND event.pgh_id < touched.first
            WHERE event.pgh_obj_id = ANY(%s)
            ORDER BY event.id, event.pgh_id DESC
            """,
            [list(rows), list(rows.values()), list(rows)],
        )
        return {key: pgh_id for key, pgh_id, label in cursor.fetchall() if not label.startswith("delete")}


def _restore(model: type[models.Model], events: list[int]) -> None:
    """Write the rows as these events hold them, over what is there now or anew."""
    if not events:
        return
    columns = [f'"{column.column}"' for column in model._meta.concrete_fields]
    names = ", ".join(columns)
    changes = ", ".join(f"{column} = excluded.{column}" for column in columns if column != '"id"')
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO {model._meta.db_table} ({names})
            SELECT {names} FROM {model.pgh_event_model._meta.db_table} WHERE pgh_id = ANY(%s)
            ON CONFLICT (id) DO UPDATE SET {changes}
            """,
            [events],
        )


def _unused(model: type[models.Model], ids: list[int]) -> tuple[list[int], list[str]]:
    """Those of ``ids`` that nothing refers to, and the names of the others."""
    used: set[int] = set()
    for relation in model._meta.related_objects:
        if issubclass(relation.related_model, Event) or relation.many_to_many or not relation.field.db_constraint:
            continue
        if relation.related_model in (FormerSlug, model):
            continue
        column = relation.field.attname
        used |= set(relation.related_model.objects.filter(**{f"{column}__in": ids}).values_list(column, flat=True))
    kept = [str(thing) for thing in model.objects.filter(pk__in=used)]
    return [key for key in ids if key not in used], kept


def _describe(edited: dict[type[models.Model], set[int]]) -> list[str]:
    """A sentence for each of the first things of a kind, and how many more there are."""
    sentences = []
    for model, ids in edited.items():
        name = model._meta.verbose_name.capitalize()
        first = sorted(ids)[:DESCRIBED]
        sentences += [
            f"{name} “{thing}” was edited since." for thing in model.objects.filter(pk__in=first).order_by("pk")
        ]
        if more := len(ids) - len(first):
            sentences.append(f"{more:,} more of this kind were edited since.")
    return sentences

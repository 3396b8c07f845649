"""Groups of reprints: stories that prove to be one story in several printings are put together, at import and on edits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import OperationalError, connection, transaction
from psycopg.errors import LockNotAvailable

from articles.editing import NotPossible
from articles.editing.printings import Printing, note, pairs
from articles.models import Article, Reprint, Shingle

# The number of a PostgreSQL advisory lock: four letters as bytes.
LOCK = int.from_bytes(b"repr", "big")
# Less than a page may take, and more than a batch of an import does.
PATIENCE = "3s"
BATCH = 500


def find(stories: Sequence[Article]) -> dict[int, int]:
    """Find the reprints of stories that are new or whose text changed; gives, for each that has any, the likeliest."""
    return find_of({story.pk: Printing(story.body_text, story.published_at) for story in stories})


def find_of(printings: Mapping[int, Printing], certain: Iterable[tuple[int, int]] = ()) -> dict[int, int]:
    """The same, of stories as printings by their numbers. ``certain`` are pairs that are reprints whatever their texts say.

    Runs within a change-set, whose part the groups become. Where another import is at the same work, this waits
    until that one's batch is stored: two that did not see each other's stories would leave reprints unfound. Where
    that takes too long, the stories stay as they are and count as not looked at, for ``find_among_held``.
    """
    if not alone():
        Shingle.objects.filter(article_id__in=list(printings)).delete()
        return {}
    note(printings)
    found = [*certain, *pairs(printings)]
    placed = _group(list(printings), found)
    return {story: other for story, other in reversed(found) if story in placed}


def find_again(ids: Iterable[int]) -> None:
    """The same for stories by their numbers; those that are gone are passed over."""
    wanted = sorted(ids)
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        find(list(Article.objects.filter(pk__in=batch).only("body_text", "published_at")))


def alone() -> bool:
    """Let nobody else change groups until this transaction ends. False where somebody who does takes too long."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('lock_timeout'), set_config('lock_timeout', %s, true)", [PATIENCE])
            before, _ = cursor.fetchone()
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [before])
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            return False
        raise
    return True


def insist_alone() -> None:
    """The same for an editor's act. Raises NotPossible where somebody else takes too long."""
    if not alone():
        raise NotPossible("Another change of many stories is at work. Try again in a minute.")


def new_numbers(count: int) -> list[int]:
    """Numbers that no group has had."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('articles_reprint', 'id')) FROM generate_series(1, %s)", [count]
        )
        return [number for (number,) in cursor.fetchall()]


def leave_no_single(groups: Iterable[int]) -> None:
    """Dissolve those groups of which one story is left, unless an editor put it there."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM articles_reprint WHERE origin = %s AND "group" IN (
                SELECT "group" FROM articles_reprint WHERE "group" = ANY(%s) GROUP BY "group" HAVING count(*) = 1
            )
            """,
            [Reprint.Origin.TEXT, list(groups)],
        )


def _group(stories: Sequence[int], found: Sequence[tuple[int, int]]) -> set[int]:
    """Put each of ``stories`` where its reprints are; gives those that have any. An editor's word stays as it is."""
    rows = {
        row.article_id: row for row in Reprint.objects.filter(article__in={*stories, *(other for _, other in found)})
    }
    settled = {id: row for id, row in rows.items() if id not in stories or row.origin == Reprint.Origin.EDITOR}
    numbers = {row.group for row in settled.values() if row.group}
    decided = set(
        Reprint.objects.filter(group__in=numbers, origin=Reprint.Origin.EDITOR).values_list("group", flat=True)
    )
    circles = _circles(settled, decided, found)
    moving = {id: row.group for id, row in rows.items() if id not in settled}
    _keep_numbers([circle for circle in circles if not circle.groups], moving)
    new = iter(new_numbers(sum(not circle.groups for circle in circles)))
    place: dict[int, int] = {}
    for circle in circles:
        number = min(circle.groups & decided or circle.groups, default=None) or next(new)
        place |= dict.fromkeys(circle.stories, number)
        if united := circle.groups - {number}:
            Reprint.objects.filter(group__in=united).update(group=number)
    left = _write(place, {id: rows[id] for id in {*stories, *place} if id in rows and id not in settled}, stories)
    leave_no_single(left)
    return {id for id in stories if id in place}


@dataclass(slots=True)
class Circle:
    """Stories that are reprints of one another: groups that exist, and stories that join them."""

    groups: set[int]
    stories: set[int]


def _circles(settled: Mapping[int, Reprint], decided: set[int], found: Iterable[tuple[int, int]]) -> list[Circle]:
    """What the pairs found bring together. Two groups in which an editor had a say are never made one."""
    of: dict[tuple[str, int], Circle] = {}

    def circle(id: int) -> Circle:
        if id not in settled:
            return of.setdefault(("story", id), Circle(set(), {id}))
        return of.setdefault(("group", settled[id].group), Circle({settled[id].group}, set()))

    for story, other in found:
        if story in settled or (other in settled and settled[other].group is None):
            continue
        one, two = circle(story), circle(other)
        if one is two or (one.groups & decided and two.groups & decided):
            continue
        one.groups |= two.groups
        one.stories |= two.stories
        of |= dict.fromkeys([("group", number) for number in two.groups], one)
        of |= dict.fromkeys([("story", id) for id in two.stories], one)
    together = {id(one): one for one in of.values()}.values()
    return [one for one in together if one.groups or len(one.stories) > 1]


def _keep_numbers(circles: Iterable[Circle], moving: Mapping[int, int | None]) -> None:
    """Let stories that stay together keep their number, where nobody else has it; ``moving`` gives their groups."""
    if not moving:
        return
    others = Reprint.objects.filter(group__in=moving.values()).exclude(article__in=moving)
    taken = set(others.values_list("group", flat=True))
    for circle in circles:
        circle.groups = {min(own)} if (own := {moving[id] for id in circle.stories if id in moving} - taken) else set()
        taken |= circle.groups


def _write(place: Mapping[int, int], rows: Mapping[int, Reprint], stories: Iterable[int]) -> set[int]:
    """Bring the rows of the stories to where they belong; gives the groups that any of them left."""
    Reprint.objects.bulk_create(
        [Reprint(article_id=id, group=number) for id, number in place.items() if id not in rows]
    )
    moved = [row for id, row in rows.items() if id in place and row.group != place[id]]
    gone = [rows[id] for id in stories if id in rows and id not in place]
    left = {row.group for row in (*moved, *gone)}
    for row in moved:
        row.group = place[row.article_id]
    Reprint.objects.bulk_update(moved, ["group"])
    Reprint.objects.filter(pk__in=[row.pk for row in gone]).delete()
    return left

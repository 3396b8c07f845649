"""The change log of the database: which stories changed since an index read it, and how far behind it is.

Triggers note in the log which story a transaction touched, with the transaction's number. Numbers are given out in
one order and become visible in another, so whoever asked for "numbers above the last one" would lose stories. An
index remembers the snapshot it has read, and asks for the changes that are visible now and were not visible then. A
single statement reads both the changes and the snapshot that goes with them.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from articles.models import ArchiveIdentity
from articles.search import schema
from articles.search.generations import State, Unusable

KEPT_DAYS = 30
# An index that is further behind is built anew: the log it would need may be gone tomorrow.
FARTHEST_BEHIND = (KEPT_DAYS - 1) * 24 * 3600
# A transaction that touched more stories is an import, a topic that moved: it can wait for a single edit.
FEW = 500

# The archive's identity survives a restore from a backup, in which transactions count anew. The cluster, its
# timeline, the database and the very table of the log do not. A copy of the server's files that is put back has all
# of these; it lacks the newest entry of the log, or has another in its place.
PLACE = """
    SELECT concat_ws(
        '-', (SELECT identity FROM articles_archiveidentity),
        (SELECT system_identifier FROM pg_control_system()), (SELECT timeline_id FROM pg_control_checkpoint()),
        (SELECT oid FROM pg_database WHERE datname = current_database()), 'articles_articlechange'::regclass::oid
    ), pg_current_snapshot()::text, extract(epoch FROM clock_timestamp())::float8, coalesce((
        SELECT concat_ws('@', id, extract(epoch FROM logged_at)) FROM articles_articlechange ORDER BY id DESC LIMIT 1
    ), '')
"""
UNREAD = """
    FROM articles_articlechange
    WHERE transaction >= pg_snapshot_xmin(%(read)s::pg_snapshot)
      AND NOT pg_visible_in_snapshot(transaction, %(read)s::pg_snapshot)
"""
CHANGES = f"""
    WITH unread AS (SELECT transaction, article_id {UNREAD}),
    small AS (SELECT transaction FROM unread GROUP BY transaction HAVING count(DISTINCT article_id) <= %(few)s)
    {PLACE},
    ARRAY(SELECT DISTINCT article_id FROM unread WHERE transaction IN (SELECT transaction FROM small) ORDER BY 1),
    ARRAY(SELECT DISTINCT article_id FROM unread WHERE transaction NOT IN (SELECT transaction FROM small) ORDER BY 1),
    pg_snapshot_xmax(pg_current_snapshot()) < pg_snapshot_xmax(%(read)s::pg_snapshot)
    OR %(witness)s <> '' AND NOT EXISTS(
        SELECT FROM articles_articlechange WHERE id = nullif(split_part(%(witness)s, '@', 1), '')::bigint
        AND extract(epoch FROM logged_at)::text = split_part(%(witness)s, '@', 2)
    )
"""
# The log's order is not that of the commits, and near enough to say how long the first of them has waited.
OLDEST_UNREAD = (
    f"SELECT extract(epoch FROM clock_timestamp() - logged_at)::float8 {UNREAD} ORDER BY transaction LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Changes:
    """Stories that changed since a state, and the state of an index that has read them.

    ``ids`` are those that somebody changed alone or with few others, ``many`` those of transactions with more.
    """

    ids: list[int]
    many: list[int]
    state: State

    def __bool__(self) -> bool:
        return bool(self.ids or self.many)


def here() -> State:
    """The state of an index that is read from the database from now on."""
    ArchiveIdentity.objects.get_or_create()
    with connection.cursor() as cursor:
        cursor.execute(PLACE)
        return State(schema.basis(), *cursor.fetchone())


def changes_since(state: State) -> Changes:
    """What changed since ``state``. Raises Unusable where the log cannot say."""
    if state.basis != schema.basis():
        raise Unusable("the index was made by another version of the archive")
    with connection.cursor() as cursor:
        cursor.execute(CHANGES, {"read": state.snapshot, "witness": state.witness, "few": FEW})
        *place, ids, many, turned_back = cursor.fetchone()
    now = State(schema.basis(), *place)
    if now.database != state.database or turned_back:
        raise Unusable("the index was made from another database")
    if now.read_at - state.read_at > FARTHEST_BEHIND:
        raise Unusable("the index is too far behind for the change log")
    return Changes(ids, many, now)


def seconds_behind(state: State) -> float:
    """How long the oldest change that an index has not read has waited; 0 where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(OLDEST_UNREAD, {"read": state.snapshot})
        row = cursor.fetchone()
    return max(0.0, row[0]) if row else 0.0


def prune() -> int:
    """Forget the changes that every index has long read, and return how many.

    The newest of them stays: it may be the witness of an index in an archive where nothing has changed since.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH old AS (SELECT id FROM articles_articlechange WHERE logged_at < now() - make_interval(days => %s))
            DELETE FROM articles_articlechange USING old
            WHERE articles_articlechange.id = old.id AND old.id <> (SELECT max(id) FROM old)
            """,
            [KEPT_DAYS],
        )
        return cursor.rowcount

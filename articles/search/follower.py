"""Following the database: what an editor changes shows in the index within a second.

Triggers note in the change log which story a transaction touched, with the transaction's number. Numbers
are given out in one order and become visible in another, so a follower that asked for "numbers above the last
one" would lose stories. This one remembers the snapshot it has read, and asks for the changes that are visible
now and were not visible then. A single statement reads both the changes and the snapshot that goes with them.
The stories themselves are read afterwards: should one be newer than the snapshot, it will be read again.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from django.db import Error, connection

from articles.models import ArchiveIdentity
from articles.search import schema
from articles.search.generations import (
    Busy,
    State,
    Unusable,
    create,
    current,
    is_reported,
    lock,
    read_state,
    switch_to,
    write_state,
)
from articles.search.index import Writer
from articles.search.stories import BATCH, Hierarchy, published_ids, read

log = logging.getLogger(__name__)

POLL_SECONDS = 0.25
LONGEST_PAUSE = 30
HOUR = 3600
KEPT_DAYS = 30
# An index that is further behind is built anew: the log it would need may be gone tomorrow.
FARTHEST_BEHIND = (KEPT_DAYS - 1) * 24 * HOUR
STORIES_A_COMMIT = 20 * BATCH

# The archive's identity survives a restore from a backup, in which transactions count anew. The cluster, its
# timeline, the database and the very table of the log do not.
PLACE = """
    SELECT concat_ws(
        '-', (SELECT identity FROM articles_archiveidentity),
        (SELECT system_identifier FROM pg_control_system()), (SELECT timeline_id FROM pg_control_checkpoint()),
        (SELECT oid FROM pg_database WHERE datname = current_database()), 'articles_articlechange'::regclass::oid
    ), pg_current_snapshot()::text, extract(epoch FROM clock_timestamp())::float8
"""
CHANGES = f"""
    {PLACE}, ARRAY(
        SELECT DISTINCT article_id FROM articles_articlechange
        WHERE transaction >= pg_snapshot_xmin(%(read)s::pg_snapshot)
          AND NOT pg_visible_in_snapshot(transaction, %(read)s::pg_snapshot)
        ORDER BY article_id
    ), pg_snapshot_xmax(pg_current_snapshot()) < pg_snapshot_xmax(%(read)s::pg_snapshot)
"""


@dataclass(frozen=True, slots=True)
class Changes:
    """Stories that changed since a state, and the state of an index that has read them."""

    ids: list[int]
    state: State


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
        cursor.execute(CHANGES, {"read": state.snapshot})
        *place, ids, turned_back = cursor.fetchone()
    now = State(schema.basis(), *place)
    if now.database != state.database or turned_back:
        raise Unusable("the index was made from another database")
    if now.read_at - state.read_at > FARTHEST_BEHIND:
        raise Unusable("the index is too far behind for the change log")
    return Changes(ids, now)


def rebuild(progress: Callable[[int], None] | None = None) -> int:
    """Build a new generation beside the present one, put it in force, and return the number of stories.

    ``progress`` is told the number after each batch. Raises Busy where another process is building.
    """
    with lock("build"):
        state = here()
        hierarchy = Hierarchy.read()
        folder = create()
        writer = Writer.beginning(folder)
        number = 0
        for ids in published_ids():
            stories = read(ids, hierarchy)
            writer.add(stories)
            number += len(stories)
            if progress:
                progress(number)
        writer.commit(state)
        writer.finish()
        switch_to(folder)
    return number


def prune() -> int:
    """Forget the changes that every index has long read, and return how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM articles_articlechange WHERE logged_at < now() - make_interval(days => %s)", [KEPT_DAYS]
        )
        return cursor.rowcount


class Follower:
    """Keeps the index on this machine equal to the database. Use it with the ``follow`` lock held."""

    def __init__(self) -> None:
        self.writer: Writer | None = None
        self.state: State | None = None
        self.next_housekeeping = 0.0

    def poll(self) -> int:
        """Read what changed since the last time, and return the number of changed stories.

        Builds the index where there is none that can be followed. Raises Busy while another process builds it.
        """
        try:
            writer, state = self._in_force()
            changes = changes_since(state)
        except Unusable as reason:
            log.warning("Building a new index: %s.", reason)
            self.close()
            return rebuild()
        if changes.ids:
            self._apply(writer, changes)
        self.state = changes.state
        return len(changes.ids)

    def _in_force(self) -> tuple[Writer, State]:
        folder = current()
        if is_reported(folder) or not (folder / "meta.json").exists():
            raise Unusable("its files are damaged")
        if self.writer is None or self.state is None or self.writer.folder != folder:
            self.close()
            self.state = read_state(folder)
            self.writer = Writer(folder)
        return self.writer, self.state

    def _apply(self, writer: Writer, changes: Changes) -> None:
        hierarchy = Hierarchy.read()
        for start in range(0, len(changes.ids), BATCH):
            ids = changes.ids[start : start + BATCH]
            writer.replace(ids, read(ids, hierarchy))
            if start and start % STORIES_A_COMMIT == 0:
                writer.commit()
        writer.commit(changes.state)

    def keep_house(self) -> None:
        """Once an hour: forget old changes, and note that the index is up to date though nothing changed."""
        if time.monotonic() < self.next_housekeeping:
            return
        self.next_housekeeping = time.monotonic() + HOUR
        prune()
        if self.writer and self.state:
            write_state(self.writer.folder, self.state)

    def close(self) -> None:
        """Let go of the index and of the database."""
        self.writer = self.state = None


def follow() -> NoReturn:
    """Follow for ever. A database or disk that is away is tried again, at longer and longer intervals.

    Raises Busy where another process follows already.
    """
    with lock("follow"):
        follower = Follower()
        pause = 0
        while True:
            try:
                follower.poll()
                follower.keep_house()
                pause = 0
            except Busy:
                log.info("Another process is building the index.")
                pause = 1
            except (Error, OSError, ValueError) as error:
                # Tantivy says ValueError for whatever goes wrong on the disk.
                follower.close()
                connection.close()
                pause = min(pause * 2 or 1, LONGEST_PAUSE)
                log.error("The index cannot follow: %s. Trying again in %s s.", error, pause)
            time.sleep(pause or POLL_SECONDS)


def catch_up() -> None:
    """Bring the index to the present state of the database, building it where there is none.

    Raises Busy where a follower is at work, which will do the same by itself.
    """
    with lock("follow"):
        Follower().poll()

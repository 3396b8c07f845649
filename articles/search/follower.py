"""Following the database: what an editor changes shows in the index within a second.

The change log says which stories to read again. Should a story be newer than the log's snapshot when it is read, it
will be read once more. Many stories at once, an import or a topic that moves, wait in line and are taken in short
turns, so that an edit made meanwhile comes first; what is withdrawn never waits.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from django.db import Error, connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from articles.models import Article
from articles.search.audit import suspects
from articles.search.changelog import FEW, Changes, changes_since, here, prune
from articles.search.generations import (
    Busy,
    Lock,
    OutOfReach,
    State,
    Unusable,
    adopt,
    create,
    current,
    forget_report,
    is_reported,
    lock,
    read_state,
    remove_others,
    switch_to,
    write_state,
)
from articles.search.index import MEGABYTE, Writer
from articles.search.patience import Patience, is_passing
from articles.search.soundness import Inspection, check_opening
from articles.search.stories import BATCH, Hierarchy, published_ids, read

log = logging.getLogger(__name__)

POLL_SECONDS = 0.25
# How long stories that wait in line are worked at before the log is looked at again.
TURN_SECONDS = 0.25
# Of the index's files, read and compared with their sums at each look at the log.
INSPECTED_BYTES = 16 * MEGABYTE
HOUR = 3600


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


class Follower:
    """Keeps the index on this machine equal to the database. Use it with the ``follow`` lock held."""

    def __init__(self, beat: Callable[[], object] = lambda: None) -> None:
        """``beat`` is called now and then while an index is built, to show that the follower is alive."""
        self.beat = beat
        self.writer: Writer | None = None
        self.inspection: Inspection | None = None
        # How far the log is read.
        self.state: State | None = None
        # Stories in line; how far the log was read when they came; and those that came after them.
        self.waiting: list[int] = []
        self.goal: State | None = None
        self.later: set[int] = set()
        # After a failure all of its files are read before the index is used.
        self.is_wary = False
        self.next_housekeeping = 0.0

    def poll(self) -> int:
        """Read what changed since the last time, and return the number of stories brought up to date.

        ``waiting`` holds what is left to do. Builds the index where there is none that can be followed. Raises Busy
        while another process builds it, and OutOfReach, OSError or ValueError where it cannot be written for now.
        """
        try:
            writer, state = self._in_force()
            changes = changes_since(state)
        except OutOfReach:
            raise
        except Unusable as reason:
            return self.build(str(reason))
        number = self._apply(writer, changes)
        self.state = changes.state
        return number

    def build(self, reason: str) -> int:
        """Build the index anew, and return the number of its stories. Raises what ``poll`` raises."""
        log.warning("Building a new index: %s.", reason)
        self.close()
        self.is_wary = False
        try:
            return rebuild(lambda number: self.beat())
        except (OSError, ValueError):
            # What is not finished must not fill the disk while it waits for the next try.
            with suppress(Busy), lock("build"):
                remove_others()
            raise

    def _in_force(self) -> tuple[Writer, State]:
        folder = self._folder()
        is_new = self.writer is None or self.writer.folder != folder
        if is_new:
            self.close()
            self.state = read_state(folder)
            self.inspection = Inspection(folder)
        if is_new or is_reported(folder):
            check_opening(folder)
        if self.is_wary or is_reported(folder):
            self.inspection.finish()
            forget_report(folder)
            self.is_wary = False
            log.info("All files of the index were read, and are sound.")
        self.inspection.go_on(INSPECTED_BYTES)
        if is_new:
            self.writer = Writer(folder)
        return self.writer, self.state

    def _folder(self) -> Path:
        try:
            return current()
        except OutOfReach:
            raise
        except Unusable:
            with lock("build"):
                return adopt()

    def _apply(self, writer: Writer, changes: Changes) -> int:
        if not changes and not self.waiting:
            return 0
        hierarchy = Hierarchy.read()
        at_once, many = (changes.ids, changes.many) if len(changes.ids) <= FEW else ([], changes.ids + changes.many)
        if at_once:
            writer.replace(at_once, read(at_once, hierarchy))
            if self.waiting or many:
                writer.commit()
        if many:
            if gone := _unpublished(many):
                writer.replace(gone, [])
            self.later.update(set(many).difference(gone))
        if not self.waiting:
            self._line_up(changes.state)
        number = len(at_once)
        end = time.monotonic() + TURN_SECONDS
        # The newest first: they are what most lists begin with.
        while self.waiting:
            batch = self.waiting[-BATCH:]
            writer.replace(batch, read(batch, hierarchy))
            del self.waiting[-BATCH:]
            number += len(batch)
            if time.monotonic() > end:
                break
        if self.waiting:
            writer.commit()
        else:
            writer.commit(self.goal)
            self._line_up(changes.state)
        return number

    def _line_up(self, state: State) -> None:
        """Take those that came later into the line. Once it is done with, the index has read all up to ``state``."""
        self.waiting, self.goal, self.later = sorted(self.later), state, set()

    def keep_house(self) -> None:
        """Once an hour: forget old changes, count the stories, read the files again, note how far the log is read."""
        if self.writer is None or self.state is None or time.monotonic() < self.next_housekeeping:
            return
        prune()
        folder = self.writer.folder
        if not self.waiting:
            write_state(folder, self.state)
        self.inspection = Inspection(folder)
        # What the log tells meanwhile is no surprise.
        found = set(suspects(folder))
        news = changes_since(self.state)
        found = found.difference(self.waiting, self.later, news.ids, news.many)
        if found:
            log.warning("%s stories are not in the index, or should not be. They are read again.", f"{len(found):,}")
            self.later |= found
            if not self.waiting:
                self._line_up(self.state)
        self.next_housekeeping = time.monotonic() + HOUR

    def is_superseded(self) -> bool:
        """Whether another generation was put in force since this one was opened."""
        with suppress(Unusable):
            return self.writer is not None and self.writer.folder != current()
        return False

    def close(self) -> None:
        """Let go of the index. What was waiting is found in the log again."""
        if self.writer is not None:
            self.writer.close()
        self.writer = self.state = self.inspection = None
        self.waiting, self.goal, self.later = [], None, set()


def _unpublished(ids: list[int]) -> list[int]:
    """Those of ``ids`` that no reader may see."""
    # One array and not a parameter each: an import has a hundred thousand.
    among = RawSQL("articles_article.id = ANY(%s)", [ids], output_field=BooleanField())
    seen = set(Article.objects.published().filter(among).order_by().values_list("pk", flat=True))
    return [id for id in ids if id not in seen]


def follow() -> NoReturn:
    """Follow for ever. A database or disk that is away is tried again, at longer and longer intervals.

    Raises Busy where another process follows already.
    """
    while True:
        with lock("follow") as held:
            _follow_while(held)
        log.warning("The file of the follower's lock was removed. Taking it anew.")


def _follow_while(held: Lock) -> None:
    follower = Follower(held.beat)
    patience = Patience()
    try:
        while held.beat():
            pause = POLL_SECONDS
            try:
                if patience.is_exhausted:
                    follower.build("it could not be written, again and again")
                follower.poll()
                follower.keep_house()
                patience.renew()
                if follower.waiting:
                    pause = 0
            except Busy:
                log.info("Another process is at work on the index.")
                pause = 1
            except BaseException as fault:
                if not is_passing(fault):
                    raise
                connection.close()
                if follower.is_superseded():
                    follower.close()
                    continue
                pause = patience.after(fault)
                if not isinstance(fault, Error):
                    follower.close()
                    follower.is_wary = True
            time.sleep(pause)
    finally:
        follower.close()


def catch_up() -> None:
    """Bring the index to the present state of the database, building it where there is none.

    Raises Busy where a follower is at work, which will do the same by itself.
    """
    with lock("follow"):
        follower = Follower()
        try:
            follower.poll()
            while follower.waiting:
                follower.poll()
        finally:
            follower.close()

"""Reading and writing the index.

Any number of processes read; each looks at every question whether there is a newer commit or generation,
which costs two looks at the file system. One process writes: the follower.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tantivy import Index, IndexWriter, Query, Schema, Searcher

from articles.search import journal, schema
from articles.search.carrying import Kept
from articles.search.generations import (
    Busy,
    OtherVersion,
    OutOfReach,
    State,
    Unusable,
    current,
    read_state,
    report_damage,
    write_state,
)
from articles.search.journal import Journal
from articles.search.memory import Memory
from articles.search.names import Names
from articles.search.naming import NameBook
from articles.search.stories import Story
from articles.search.vocabulary import Vocabulary

MEGABYTE = 1_000_000
TRIES = 3


@dataclass(frozen=True, slots=True)
class Reader:
    """The index at one moment, and the names of that edition. What is asked of one reader agrees with itself."""

    searcher: Searcher
    schema: Schema
    edition: str
    names: Names = field(default_factory=Names)
    book: NameBook = field(default_factory=NameBook)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    memory: Memory = field(default_factory=Memory)
    # What later editions of the same index go on using, and what changed from each to the next.
    stamp: int = 0
    kept: Kept = field(default_factory=Kept)
    journal: Journal = field(default_factory=dict)

    def count(self, query: Query) -> int:
        """How many stories ``query`` finds."""
        return self.searcher.search(query, 1).count

    def counts(self, query: Query, request: dict[str, Any]) -> dict[str, Any]:
        """The engine's answer to a request for aggregations over what ``query`` finds."""
        return self.searcher.aggregate(query, request) if request else {}


@dataclass(frozen=True, slots=True)
class Opened:
    """An index that this process has open, and the commit it was last read at."""

    folder: Path
    commit: tuple[int, int]
    index: Index
    reader: Reader


_opened: Opened | None = None
_opening = threading.Lock()


def reader() -> Reader:
    """The newest state of the index. Raises Unusable where there is none to read."""
    global _opened
    opened = _opened
    folder = current()
    if opened and opened.folder == folder and opened.commit == _last_commit(folder):
        return opened.reader
    with _opening:
        try:
            _opened = _open(folder, _opened)
        except OtherVersion:
            # An upgrade is under way. Until this process ends it answers from what it has open.
            if _opened is None:
                raise
        return _opened.reader


def _open(folder: Path, before: Opened | None) -> Opened:
    failures = 0
    while failures < TRIES:
        try:
            return _refreshed(folder, before)
        except (OSError, ValueError, Unusable) as error:
            # The folder may have been replaced, or a commit have come between: look again before calling it damage.
            failure, before = error, None
            tried, folder = folder, current()
            if tried == folder:
                if isinstance(error, Unusable):
                    raise
                failures += 1
    report_damage(folder)
    raise Unusable("the index is damaged and is being built anew") from failure


def _refreshed(folder: Path, before: Opened | None) -> Opened:
    if before and before.folder == folder:
        index = before.index
    else:
        state = read_state(folder)
        if state.basis != schema.basis():
            raise OtherVersion("the index was made by another version of the archive and is being built anew")
        index = schema.with_analyzers(Index.open(str(folder)))
        index.config_reader("manual")
    stamp = None
    while stamp != (stamp := _stamp(folder)):
        # Read again until no commit came between: an edition must never name more than the reader has seen.
        commit = _last_commit(folder)
        index.reload()
    database = read_state(folder).database.partition("-")[0]
    edition = f"{database}-{folder.name}-{stamp}"
    kept = before.reader.kept if before and before.index is index else Kept()
    now = Reader(index.searcher(), index.schema, edition, stamp=stamp, kept=kept, journal=journal.read(folder))
    return Opened(folder, commit, index, now)


def _stamp(folder: Path) -> int:
    return int(json.loads((folder / "meta.json").read_bytes())["opstamp"])


def _last_commit(folder: Path) -> tuple[int, int]:
    try:
        stat = os.stat(folder / "meta.json")
    except FileNotFoundError:
        return (0, 0)
    return stat.st_mtime_ns, stat.st_ino


class Writer:
    """The one hand that writes to a generation."""

    def __init__(self, folder: Path, *, threads: int = 1, megabytes: int = 100) -> None:
        """Open ``folder``. Raises Unusable where its files cannot be opened, and Busy where another has it open."""
        self.folder = folder
        # What the next commit changes.
        self.changed: set[int] = set()
        try:
            index = schema.with_analyzers(Index.open(str(folder)))
            self.schema: Schema = index.schema
            self.index_writer: IndexWriter = index.writer(megabytes * MEGABYTE * threads, threads)
        except ValueError as error:
            if "LockBusy" in str(error):
                raise Busy("writer") from error
            # What the system refuses today it may grant tomorrow, and the files are what they were.
            kind = OutOfReach if "os error" in str(error) else Unusable
            raise kind(f"the index cannot be opened: {error}") from error

    @classmethod
    def beginning(cls, folder: Path) -> Writer:
        """A writer for a new, empty index in ``folder``, for bulk work."""
        Index(schema.build(), str(folder))
        return cls(folder, threads=2, megabytes=300)

    def add(self, stories: Iterable[Story]) -> None:
        """Add stories that the index does not hold."""
        for story in stories:
            self.index_writer.add_document(story.document(self.schema))

    def replace(self, ids: Iterable[int], stories: Iterable[Story]) -> None:
        """Forget the stories with ``ids`` and add the given ones."""
        # Not delete_documents_by_term: it takes the number for a signed one, and deletes nothing (tantivy 0.27.0).
        ids = list(ids)
        self.changed.update(ids)
        self.index_writer.delete_documents_by_query(Query.term_set_query(self.schema, "id", ids))
        self.add(stories)

    def commit(self, state: State | None = None) -> None:
        """Make it durable and visible; then note what it contains."""
        if self.changed:
            journal.note(self.folder, _stamp(self.folder), self.changed)
        self.index_writer.commit()
        self.changed = set()
        if state:
            write_state(self.folder, state)

    def finish(self) -> None:
        """Let the merging of small parts into large ones come to its end. The writer is used up."""
        self.index_writer.wait_merging_threads()

    def close(self) -> None:
        """Let go of the index at once; what was not committed is lost. The writer is used up."""
        # The engine holds its lock as long as the object lives, and a traceback may keep this one alive.
        del self.index_writer

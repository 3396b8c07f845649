"""Where the index lives: a folder for each generation, and a file that names the one in force.

    INDEX_ROOT/CURRENT          the name of the generation in force
    INDEX_ROOT/000007/          an index: Tantivy's files, and state.json
    INDEX_ROOT/000006.damaged   a note by a reader that could not read 000006
    INDEX_ROOT/*.lock           held by the follower, and by whoever builds a generation

``state.json`` says from which database the index was built and up to which snapshot it has read. It is
written after the index's own commit, of a new generation only when that is complete. If a crash comes between,
some changes are read once more, and reading a story twice does no harm.

There are two generations at most, and the older one only while the newer one is built: its readers keep the
removed files open until they are done.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from django.conf import settings


class Unusable(Exception):
    """There is no index that can be read. The message says why."""


class OutOfReach(Unusable):
    """The index may be sound, and cannot be read at this moment: no file handles left, a disk that is away."""


class OtherVersion(Unusable):
    """The index in force is made for another version of this code."""


class Busy(Exception):
    """Another process holds the lock."""


@dataclass(frozen=True, slots=True)
class State:
    """What an index was made of: its schema and zone, its database, the snapshot read, and when (seconds).

    ``witness`` is the newest entry of the change log in that snapshot: a database that lacks it was set back.
    """

    basis: str
    database: str
    snapshot: str
    read_at: float
    witness: str = ""


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock that this process holds, and its file."""

    path: Path
    file: IO[str]

    def beat(self) -> bool:
        """Show that the holder is alive. False where somebody removed the file, so that another may hold it now."""
        os.utime(self.file.fileno())
        return _is_at(self.path, self.file)


def root() -> Path:
    """The folder that holds it all."""
    return Path(settings.INDEX_ROOT)


def current() -> Path:
    """The folder of the generation in force. Raises Unusable where there is none."""
    name = _in_force()
    while not (root() / name).is_dir():
        # Another may have been put in force, and this one removed, since it was named.
        if name == (name := _in_force()):
            raise Unusable("the index folder is missing")
    return root() / name


def _in_force() -> str:
    try:
        name = (root() / "CURRENT").read_text().strip()
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError) as error:
        raise Unusable("no index has been built yet") from error
    except OSError as error:
        raise OutOfReach(f"the index folder cannot be read: {error.strerror}") from error
    if not name.isdecimal():
        raise Unusable("the index folder is missing")
    return name


def create() -> Path:
    """An empty folder for the next generation. Call it with the ``build`` lock held."""
    remove_others()
    numbers = [int(path.name) for path in root().iterdir() if path.name.isdecimal()]
    marks = [int(path.stem) for path in root().glob("*.damaged") if path.stem.isdecimal()]
    folder = root() / f"{max(numbers + marks, default=0) + 1:06}"
    folder.mkdir()
    return folder


def switch_to(folder: Path) -> None:
    """Put a finished generation in force, at one stroke, and remove the ones before it.

    Readers that are at work keep the removed files open until they are done.
    """
    _write(root() / "CURRENT", folder.name)
    for mark in root().glob("*.damaged"):
        mark.unlink(missing_ok=True)
    remove_others()


def adopt() -> Path:
    """Put the newest complete generation in force again where CURRENT was lost. Call it with the ``build`` lock held.

    Raises Unusable where there is none.
    """
    for folder in sorted(root().glob("[0-9]*[0-9]"), reverse=True):
        if folder.name.isdecimal() and (folder / "state.json").exists():
            read_state(folder)
            _write(root() / "CURRENT", folder.name)
            return folder
    raise Unusable("no index has been built yet")


def remove_others() -> None:
    """Remove every generation but the one in force: older ones, and what a killed build left behind."""
    try:
        keep = current().name
    except Unusable:
        keep = ""
    for path in root().iterdir():
        if path.is_dir() and path.name.isdecimal() and path.name != keep:
            shutil.rmtree(path, ignore_errors=True)


def read_state(folder: Path) -> State:
    """The state of a generation. Raises Unusable where it cannot be read."""
    try:
        values = json.loads((folder / "state.json").read_bytes())
        if values.pop("sum") != _sum(values):
            raise Unusable("the state of the index is damaged")
        return State(**values)
    except (FileNotFoundError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise Unusable("the state of the index cannot be read") from error
    except OSError as error:
        raise OutOfReach(f"the state of the index cannot be read: {error.strerror}") from error


def write_state(folder: Path, state: State) -> None:
    """Note the state of a generation; either the old one or the new one is there at any moment."""
    values = asdict(state)
    _write(folder / "state.json", json.dumps(values | {"sum": _sum(values)}))


def report_damage(folder: Path) -> None:
    """Ask the follower to look after this generation, because it could not be read."""
    try:
        folder.with_suffix(".damaged").touch()
    except OSError as error:
        raise Unusable("the index is damaged, and its folder cannot be written to") from error


def is_reported(folder: Path) -> bool:
    """Whether a reader could not read this generation."""
    return folder.with_suffix(".damaged").exists()


def forget_report(folder: Path) -> None:
    """Take back the note of a reader: the files are as they were written."""
    folder.with_suffix(".damaged").unlink(missing_ok=True)


@contextmanager
def lock(name: str) -> Iterator[Lock]:
    """Hold one of the index's locks. Raises Busy where another process has it; a killed process has none."""
    root().mkdir(parents=True, exist_ok=True)
    path = root() / f"{name}.lock"
    # Not "w": whoever only tries must not look like a beat of the holder.
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(name) from error
        if not _is_at(path, file):
            raise Busy(name)
        held = Lock(path, file)
        held.beat()
        yield held


def seconds_since_beat(name: str) -> float | None:
    """How long ago the holder of a lock last showed that it is alive; None where nobody ever held it."""
    try:
        return max(0.0, time.time() - (root() / f"{name}.lock").stat().st_mtime)
    except OSError:
        return None


def _is_at(path: Path, file: IO[str]) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


def _sum(values: dict[str, object]) -> int:
    return zlib.crc32(json.dumps(values, sort_keys=True).encode())


def _write(path: Path, text: str) -> None:
    temporary = path.with_suffix(".new")
    with temporary.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

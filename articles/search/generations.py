"""Where the index lives: a folder for each generation, and a file that names the one in force.

    INDEX_ROOT/CURRENT          the name of the generation in force
    INDEX_ROOT/000007/          an index: Tantivy's files, and state.json
    INDEX_ROOT/000006.damaged   a note by a reader that could not open 000006
    INDEX_ROOT/*.lock           held by the follower, and by whoever builds a generation

``state.json`` says from which database the index was built and up to which snapshot it has read. It is
written after the index's own commit. If a crash comes between, some changes are read once more, and reading a
story twice does no harm.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings


class Unusable(Exception):
    """There is no index that can be read. The message says why."""


class Busy(Exception):
    """Another process holds the lock."""


@dataclass(frozen=True, slots=True)
class State:
    """What an index was made of: its schema and zone, its database, the snapshot read, and when (seconds)."""

    basis: str
    database: str
    snapshot: str
    read_at: float


def root() -> Path:
    """The folder that holds it all."""
    return Path(settings.INDEX_ROOT)


def current() -> Path:
    """The folder of the generation in force. Raises Unusable where there is none."""
    try:
        name = (root() / "CURRENT").read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable("no index has been built yet") from error
    if not name.isdecimal() or not (root() / name).is_dir():
        raise Unusable("the index folder is missing")
    return root() / name


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
        return State(**json.loads((folder / "state.json").read_bytes()))
    except (OSError, ValueError, TypeError) as error:
        raise Unusable("the state of the index cannot be read") from error


def write_state(folder: Path, state: State) -> None:
    """Note the state of a generation; either the old one or the new one is there at any moment."""
    _write(folder / "state.json", json.dumps(asdict(state)))


def report_damage(folder: Path) -> None:
    """Ask the follower to build a new generation, because this one cannot be read."""
    try:
        folder.with_suffix(".damaged").touch()
    except OSError as error:
        raise Unusable("the index is damaged, and its folder cannot be written to") from error


def is_reported(folder: Path) -> bool:
    """Whether a reader found this generation damaged."""
    return folder.with_suffix(".damaged").exists()


@contextmanager
def lock(name: str) -> Iterator[None]:
    """Hold one of the index's locks. Raises Busy where another process has it; a killed process has none."""
    root().mkdir(parents=True, exist_ok=True)
    with (root() / f"{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(name) from error
        yield


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

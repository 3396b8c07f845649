"""Followers and readers of the index as processes of their own, which a test may kill."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.db import connection
from psycopg.conninfo import make_conninfo

from articles.search import checking, search
from articles.search.generations import Unusable
from articles.selection import Selection

ROOT = Path(__file__).parents[1]


def conninfo() -> str:
    """How another process or connection reaches the test's database."""
    given = connection.settings_dict
    keys = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return make_conninfo(**{key: given[name] for key, name in keys.items() if given[name]})


@contextmanager
def following(root: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that runs ``follow_index`` on the test's database, with the index in the folder ``root``."""
    command = [sys.executable, "manage.py", "follow_index"]
    with subprocess.Popen(command, cwd=ROOT, env=_place(root), stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


class Nursery:
    """A process that has everything loaded and has nothing open; its children begin at once."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def start(self, what: str, *words: object) -> int:
        """Begin ``follow``, or ``read`` until killed, and return the child's process id."""
        print(what, *words, file=self.process.stdin, flush=True)
        return int(self.process.stdout.readline())

    def ended(self, pid: int) -> int:
        """Wait for a child's end, and return its status: 0, or minus the signal that ended it."""
        print("wait", pid, file=self.process.stdin, flush=True)
        return int(self.process.stdout.readline())


@contextmanager
def nursery(root: Path, said: Path) -> Iterator[Nursery]:
    """A nursery on the test's database, with the index in the folder ``root``; its children write to ``said``."""
    command = [sys.executable, "-m", "tests.nursery"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with (
        said.open("w") as log,
        subprocess.Popen(command, cwd=ROOT, env=_place(root), stderr=log, **pipes) as process,
    ):
        try:
            yield Nursery(process)
        finally:
            process.stdin.close()
            process.wait(30)


def until(condition: Callable[[], object], seconds: float = 60) -> None:
    """Wait until ``condition`` holds. Raises TimeoutError where it does not in the time given."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"not within {seconds} s")
        time.sleep(0.005)


def agreed() -> bool:
    """Whether the index has read all that the database holds now."""
    with suppress(Unusable):
        return checking.wait(0)
    return False


class Answers:
    """What a thread that asks all the time was told, and what was wrong with it."""

    def __init__(self) -> None:
        self.totals: list[int] = []
        self.problems: list[str] = []


@contextmanager
def reading() -> Iterator[Answers]:
    """Ask for the whole list all the time, as web processes do."""
    answers = Answers()
    done = threading.Event()

    def ask() -> None:
        try:
            while not done.is_set():
                results = search(Selection())
                answers.totals.append(results.total)
                if not results.ready:
                    answers.problems.append("no index could be read")
        except Exception as fault:
            answers.problems.append(repr(fault))
        finally:
            connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield answers
    finally:
        done.set()
        thread.join(60)


def _place(root: Path) -> dict[str, str]:
    return os.environ | {"DATABASE_URL": conninfo(), "NEWSARCHIVE_VAR": str(root.parent)}

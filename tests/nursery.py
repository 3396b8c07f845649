"""``python -m tests.nursery``: starts followers and readers of the index, and imports, each a process of its own, at once.

Reads a command a line and answers each with a line: ``follow``, ``read PATH``, ``store ID`` and ``reread ID`` with the id of a new process,
``wait ID`` with the status of one that ended. It ends when its input does, and its children with it.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from pathlib import Path
from typing import NoReturn

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")

import django

django.setup()

from articles.ingest import batches, rereadings, runs  # noqa: E402
from articles.models import Import, Rereading  # noqa: E402
from articles.search import follower, search  # noqa: E402
from articles.selection import Selection  # noqa: E402


def read(path: str) -> NoReturn:
    """Ask for the whole list again and again, and note the edition and the total of each answer in a file."""
    with Path(path).open("a", buffering=1) as file:
        while True:
            answer = search(Selection())
            file.write(f"{answer.edition} {answer.total} {answer.ready}\n")


def store(id: str) -> NoReturn:
    """Run an import to its end, in small batches."""
    batches.BATCH = 60
    runs.execute(Import.objects.get(pk=id))
    os._exit(0)


def reread(id: str) -> NoReturn:
    """Apply a rereading to its end, in small batches."""
    rereadings.BATCH = 20
    rereadings.apply(Rereading.objects.get(pk=id))
    os._exit(0)


WORK = {"follow": follower.follow, "read": read, "store": store, "reread": reread}


def start(what: str, *words: str) -> int:
    """Begin a piece of work in a process of its own, and return its id."""
    pid = os.fork()
    if pid:
        return pid
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(2, 1)
    try:
        WORK[what](*words)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    os._exit(1)


def main() -> None:
    """Serve until the input ends."""
    children: set[int] = set()
    for line in sys.stdin:
        what, *words = line.split()
        if what == "wait":
            _, status = os.waitpid(int(words[0]), 0)
            children.discard(int(words[0]))
            answer = os.waitstatus_to_exitcode(status)
        else:
            children.add(answer := start(what, *words))
        print(answer, flush=True)
    for pid in children:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


if __name__ == "__main__":
    main()

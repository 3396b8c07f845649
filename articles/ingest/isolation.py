"""Has files read by processes of their own, and survives whatever becomes of those.

A reader that crashes, runs too long or takes too much memory is replaced. The new one goes on after the last item that
came back, one item at a time; the item at which a reader ends for the second time is set aside with the reason, and
the rest of the file is read without it.
"""

from __future__ import annotations

import atexit
import os
import pickle
import queue
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import BinaryIO

from articles import importers
from articles.ingest.reader import ITEM_SECONDS, PART, Order, Part, Unread, receive, send

# A reader that says nothing for so long is stuck, whatever it waits for.
SILENCE_SECONDS = 2 * ITEM_SECONDS
# How many parts may lie ready: enough to read on while a batch is stored, and no more in memory than that.
AHEAD = 40
# So many items in a row that no reader survives are no accident any more.
MOST_SET_ASIDE = 100
COMMAND = "from articles.ingest import reader; reader.main()"
# All that a reader is told of this process: it has no use for passwords.
ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR")

_idle: list[Reader] = []
_lock = threading.Lock()


class Ended(Exception):
    """A reader ended where it should not have. The message says how."""


class Reader:
    """A process that reads."""

    def __init__(self) -> None:
        self.connection, theirs = socket.socketpair()
        environment = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
        # Its own threads would make numpy slower here, and take address space that counts against its limit.
        environment |= {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OPENBLAS_NUM_THREADS": "1"}
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-c", COMMAND, str(theirs.fileno())],
                pass_fds=[theirs.fileno()], env=environment, stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip

    def read(self, file: int, order: Order) -> Iterator[Part]:
        """The parts of a file as they come. Raises Ended where the process ends before the last one."""
        waiting: queue.Queue[bytes | None] = queue.Queue(AHEAD)
        receiver = threading.Thread(target=self._receive, args=[waiting], daemon=True)
        whole = False
        try:
            socket.send_fds(self.connection, [b"\0"], [file])
            send(self.connection, order)
            receiver.start()
            while content := waiting.get(timeout=SILENCE_SECONDS):
                yield pickle.loads(content)
            if content is None:
                raise Ended(self._end())
            whole = True
        except queue.Empty:
            raise Ended(f"nothing came of it in {SILENCE_SECONDS} seconds") from None
        except OSError:
            raise Ended(self._end()) from None
        finally:
            if not whole:
                self.kill()
            while receiver.is_alive():
                with suppress(queue.Empty):
                    waiting.get(timeout=0.01)

    def _receive(self, waiting: queue.Queue[bytes | None]) -> None:
        """Take in what comes while the other thread is at work with what came before."""
        content: bytes | None = b"begin"
        while content:
            try:
                content = receive(self.connection)
            except OSError:
                content = None
            waiting.put(content)

    def _end(self) -> str:
        status = self.process.wait()
        match -status:
            case signal.SIGXCPU:
                return f"it took more than {ITEM_SECONDS} seconds of processor time"
            case signal.SIGKILL:
                return "the process that read it was killed, perhaps for want of memory"
            case number if number > 0:
                return f"the process that read it was ended by {signal.Signals(number).name}"
            case _:
                return f"the process that read it ended with status {status}"

    def is_alive(self) -> bool:
        """Whether the process runs."""
        return self.process.poll() is None

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.process.wait()
        self.connection.close()


def parts(file: BinaryIO, order: Order) -> Iterator[Part]:
    """The items of a file in parts, in order, each item once, whatever becomes of those who read it."""
    at, without, singly, left = order.start, set(order.without), False, order.most
    set_aside = 0
    while left is None or left > 0:
        most = PART if singly and (left is None or left > PART) else left
        given, fault, certain, format = 0, None, singly, ""
        asked = replace(order, start=at, without=frozenset(without), singly=singly, most=most)
        with _reader() as reader:
            try:
                for part in reader.read(file.fileno(), asked):
                    format, fault = part.format, part.fault
                    certain = certain or fault is not None
                    if part.items:
                        given += len(part.items)
                        at, set_aside = part.items[-1][0] + 1, 0
                        yield part
            except Ended as end:
                fault = Unread(f"This item could not be read: {end}.")
        left = None if left is None else left - given
        if fault is None and (given != most or not singly):
            return
        singly = fault is not None and not certain
        if fault is not None and certain:
            passes = bool(format) and importers.BY_NAME[format].passes_over
            set_aside += 1
            ends = not passes or set_aside > MOST_SET_ASIDE
            if ends:
                fault = replace(fault, reason=f"{fault.reason} The rest of the file was left.")
            yield Part([(at, fault)], 0, format or order.format)
            if ends:
                return
            without.add(at)
            at += 1


@contextmanager
def _reader() -> Iterator[Reader]:
    """A reader that nobody else uses: one that waits for work, or a new one."""
    with _lock:
        reader = _idle.pop() if _idle else None
    if reader is not None and not reader.is_alive():
        reader.kill()
        reader = None
    reader = reader or Reader()
    try:
        yield reader
    except BaseException:
        reader.kill()
        raise
    if reader.is_alive():
        with _lock:
            _idle.append(reader)


@atexit.register
def dismiss() -> None:
    """End the readers that wait for work."""
    with _lock:
        for reader in _idle:
            reader.kill()
        _idle.clear()

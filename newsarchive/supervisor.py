"""One process that serves the archive: web server, job worker and index follower, started and stopped together.

``python -m newsarchive.supervisor`` prepares the archive (database, migrations, sample on the first run) and keeps
the three alive until Ctrl-C or SIGTERM. A child that dies is started again, later each time.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import IO

from newsarchive.development import ROOT, database, var

GRACE_SECONDS = 15
LONGEST_PAUSE = 30
STEADY_SECONDS = 60
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """A process that is kept alive, and what is known of its lives."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 1.0
    due: float = 0.0

    def start(self) -> None:
        """Start it. It gets SIGTERM should the supervisor be killed."""
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, env=os.environ | self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=_die_with_parent,
        )  # fmt: skip
        self.started = time.monotonic()

    def died(self) -> None:
        """Note its death, and when it may start again: after 1, 2, 4 … 30 s, anew after a steady minute."""
        lived = time.monotonic() - self.started
        self.pause = 1.0 if lived > STEADY_SECONDS else min(self.pause * 2, LONGEST_PAUSE)
        self.due = time.monotonic() + self.pause
        self.process = None


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def children(address: str) -> list[Child]:
    """What serves the archive at ``host:port``."""
    python = sys.executable
    workers = os.environ.get("WEB_CONCURRENCY", "2")
    return [
        Child(
            "web",
            [python, "-m", "gunicorn", "newsarchive.wsgi", f"--bind={address}", f"--workers={workers}", "--threads=4",
             "--no-control-socket", "--forwarded-allow-ips=127.0.0.1", "--graceful-timeout=10", "--log-level=warning"],
            {"NEWSARCHIVE_ROLE": "web"},
        ),
        Child("jobs", [python, "manage.py", "procrastinate", "worker", "--shutdown-graceful-timeout=10"]),
        Child("index", [python, "manage.py", "follow_index"]),
    ]  # fmt: skip


class Supervisor:
    """Keeps children alive, passes on what they say, and stops them together."""

    def __init__(self, everyone: list[Child]) -> None:
        self.everyone = everyone
        self.stopping = False
        self.selector = selectors.DefaultSelector()

    def run(self) -> None:
        """Serve until told to stop by SIGINT or SIGTERM."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        try:
            for child in self.everyone:
                self._start(child)
            while not self.stopping:
                self._relay(timeout=0.5)
                self._revive()
        finally:
            self._end()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _start(self, child: Child) -> None:
        child.start()
        os.set_blocking(child.process.stdout.fileno(), False)
        self.selector.register(child.process.stdout, selectors.EVENT_READ, child)

    def _relay(self, timeout: float) -> None:
        for key, _ in self.selector.select(timeout):
            self._say(key.data, key.fileobj)

    def _say(self, child: Child, stream: IO[bytes]) -> None:
        text = stream.read()
        if not text:
            self.selector.unregister(stream)
            return
        for line in text.decode(errors="replace").splitlines():
            if line.strip():
                tell(f"{child.name:>5} | {line}")

    def _revive(self) -> None:
        for child in self.everyone:
            if child.process is not None and child.process.poll() is not None:
                self._forget(child)
                child.died()
                tell(f"{child.name:>5} | ended; it starts again in {child.pause:.0f} s")
            elif child.process is None and time.monotonic() >= child.due:
                self._start(child)

    def _forget(self, child: Child) -> None:
        if child.process.stdout in self.selector.get_map():
            self._say(child, child.process.stdout)
        if child.process.stdout in self.selector.get_map():
            self.selector.unregister(child.process.stdout)

    def _end(self) -> None:
        alive = [child.process for child in self.everyone if child.process is not None]
        for process in alive:
            process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for process in alive:
            try:
                process.wait(max(deadline - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def tell(text: str) -> None:
    """Say a line on standard output, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@contextmanager
def only_one(folder: Path, address: str) -> Iterator[None]:
    """Hold this folder's archive for the length of the block; leave with a sentence where somebody else does."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "serving", "a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            sys.exit(f"This archive is running already, at {file.read().strip() or 'an address not known yet'}. Nothing was started.")
        file.truncate(0)
        file.write(f"http://{address}/")
        file.flush()
        yield


def free_or_leave(host: str, port: int) -> None:
    """Leave with a sentence where another program has the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            sys.exit(f"Port {port} cannot be used: {fault.strerror}. Choose another one: make run PORT={port + 1}")


def main() -> None:
    """Serve the archive at 127.0.0.1 and the port of the environment."""
    host = os.environ.get("HOST", "127.0.0.1")
    port = os.environ.get("PORT", "8000")
    if not port.isdecimal() or not 0 < int(port) < 65536:
        sys.exit(f"PORT is {port!r}. Write a number from 1 to 65535.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")
    with only_one(var(), f"{host}:{port}"):
        free_or_leave(host, int(port))
        tell("Starting the database …")
        with database():
            if subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, check=False).returncode:
                sys.exit("The archive could not be prepared; see above.")
            tell(f"\n  The archive is at http://{host}:{port}/   (editors: http://{host}:{port}/admin/)   Ctrl-C stops it.\n")
            Supervisor(children(f"{host}:{port}")).run()
            tell("Stopping …")


if __name__ == "__main__":
    main()

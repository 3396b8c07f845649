"""One process that serves the archive: web server, job worker and index follower, started and stopped together.

``python -m newsarchive.supervisor`` prepares the archive (database, migrations, sample on the first run) and
keeps the three alive until Ctrl-C or SIGTERM. A child that dies is started again, later each time; so is the
embedded database. The database ends last.
"""

from __future__ import annotations

import fcntl
import http.client
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from django.core.exceptions import ImproperlyConfigured

from newsarchive import env
from newsarchive.child import LONGEST_PAUSE, Child
from newsarchive.development import database
from newsarchive.postgres import Server
from newsarchive.postgres_programs import NoServer

GRACE_SECONDS = 15
SLOW_SECONDS = 30


class Supervisor:
    """Keeps children alive, passes on what they say, and stops them together.

    ``trouble`` says what keeps the archive from answering, or nothing; once it is nothing, ``greeting`` is told.
    """

    def __init__(
        self, children: list[Child], server: Server | None = None, trouble: Callable[[], str] = str, greeting: str = ""
    ) -> None:
        self.children = children
        self.server = server
        self.trouble = trouble
        self.greeting = greeting
        self.signals = 0
        self.selector = selectors.DefaultSelector()
        self.began = time.monotonic()
        self.server_due = 0.0

    def run(self) -> None:
        """Serve until told to stop by SIGINT, SIGTERM or the end of the terminal; a second time, stop at once."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            # nohup ignores SIGHUP on purpose; that a shell ignores SIGINT for what it starts behind itself is no wish.
            if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._stop)
        try:
            while not self.signals:
                self._revive_server()
                self._revive_children()
                self._greet()
                self._relay(0.3)
        finally:
            self._end()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.signals += 1

    def _revive_server(self) -> None:
        if self.server is None or time.monotonic() < self.server_due or self.server.is_alive():
            return
        tell("database | ended; it starts again")
        try:
            self.server.revive()
        except NoServer as reason:
            tell(f"database | {reason}")
            self.server_due = time.monotonic() + LONGEST_PAUSE

    def _revive_children(self) -> None:
        for child in self.children:
            if child.process is not None and not child.is_alive():
                self._last_words(child)
                status = child.process.returncode
                child.bury()
                tell(f"{child.name:>8} | ended with status {status}; it starts again in {child.pause} s")
            elif child.process is None and time.monotonic() >= child.due:
                child.start()
                self.selector.register(child.process.stdout, selectors.EVENT_READ, child)

    def _greet(self) -> None:
        if not self.greeting:
            return
        trouble = self.trouble()
        if not trouble:
            tell(self.greeting)
            self.greeting = ""
        elif time.monotonic() - self.began > SLOW_SECONDS:
            tell(f"The archive does not answer yet: {trouble}")
            self.began = time.monotonic()

    def _relay(self, timeout: float) -> None:
        for key, _ in self.selector.select(timeout):
            self._say(key.data)

    def _say(self, child: Child) -> None:
        """Pass on the whole lines a child has written. One that has closed its output is not listened to any more."""
        said = child.process.stdout.read()
        if said == b"":
            self.selector.unregister(child.process.stdout)
            said = b"\n"
        *lines, child.unfinished = (child.unfinished + (said or b"")).split(b"\n")
        for line in lines:
            if line.strip():
                tell(f"{child.name:>8} | {line.decode(errors='replace').rstrip()}")

    def _last_words(self, child: Child) -> None:
        # What it had started may hold the pipe open; that is ended with it.
        child.kill()
        while child.process.stdout in self.selector.get_map():
            self._say(child)

    def _end(self) -> None:
        for child in self.children:
            if child.is_alive():
                child.process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        while any(child.is_alive() for child in self.children) and time.monotonic() < deadline and self.signals < 2:
            self._relay(0.1)
        for child in self.children:
            if child.process is not None:
                self._last_words(child)
                child.bury()
        self.selector.close()


def tell(text: str) -> None:
    """Say a line on standard output, at once; where nobody listens any more, to nobody."""
    try:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def serving(host: str, port: int) -> list[Child]:
    """What serves the archive there."""
    workers = env.number("WEB_CONCURRENCY", 2, least=1, most=64)
    proxies = ",".join(env.words("TRUSTED_PROXIES", "127.0.0.1"))
    # gunicorn's control socket would let whoever reaches it stop the server.
    web = [
        "-m", "gunicorn", "newsarchive.wsgi", f"--bind={host}:{port}", f"--workers={workers}", "--threads=4",
        "--preload", "--no-control-socket", f"--forwarded-allow-ips={proxies}", "--graceful-timeout=10", "--log-level=warning",
    ]  # fmt: skip
    return [
        # glibc keeps memory apart for each thread, eight times the cores, and is slow to give any of it back.
        Child("web", [sys.executable, *web], {"NEWSARCHIVE_ROLE": "web", "MALLOC_ARENA_MAX": "2"}),
        # Several at once: an import does not wait for a slow site.
        Child(
            "jobs",
            [
                sys.executable,
                "manage.py",
                "procrastinate",
                "worker",
                "--concurrency=3",
                "--shutdown-graceful-timeout=10",
            ],
        ),
        Child("index", [sys.executable, "manage.py", "follow_index"]),
    ]


def trouble_at(host: str, port: int) -> str:
    """What keeps the archive from answering there, or nothing."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    known_as = next(iter(env.words("ALLOWED_HOSTS")), host).removeprefix(".")
    try:
        connection.request("GET", "/readyz", headers={"Host": known_as})
        answer = connection.getresponse()
        return answer.read().decode(errors="replace") if answer.status >= 500 else ""
    except (OSError, http.client.HTTPException) as fault:
        return str(fault)
    finally:
        connection.close()


@contextmanager
def only_one(folder: Path, address: str) -> Iterator[None]:
    """Hold this folder's archive for the length of the block; leave with a sentence where somebody else does."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "serving", "a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            sys.exit(f"An archive is running from this folder already, at {file.read()}. Nothing was started.")
        file.truncate(0)
        file.write(address)
        file.flush()
        yield


def free_or_leave(host: str, port: int) -> None:
    """Leave with a sentence where the port cannot be had."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            sys.exit(f"Port {port} of {host} cannot be used: {fault.strerror}. Choose another one: make run PORT=8001")


def main() -> None:
    """Serve the archive at the address of the environment: LISTEN (127.0.0.1) and PORT (8000)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")
    host, port = env.text("LISTEN") or "127.0.0.1", env.number("PORT", 8000, least=1, most=65535)
    children = serving(host, port)
    shown = f"http://{host}:{port}/"
    greeting = f"\n  The archive is at {shown}   (editors: {shown}admin/)\n  Ctrl-C stops it.\n"
    with only_one(env.var(), shown):
        free_or_leave(host, port)
        tell("Starting the database …")
        with database() as server:
            sample = [] if env.is_production() else ["--with-sample"]
            prepare = [sys.executable, "manage.py", "prepare", *sample]
            if subprocess.run(prepare, cwd=env.ROOT, start_new_session=True, check=False).returncode:
                sys.exit("The archive could not be prepared; see above.")
            Supervisor(children, server, lambda: trouble_at(host, port), greeting).run()
            tell("Stopping the database …")
        tell("Stopped.")


if __name__ == "__main__":
    try:
        main()
    except ImproperlyConfigured as reason:
        sys.exit(f"The settings are not right. {reason}")
    except KeyboardInterrupt:
        sys.exit("Stopped.")

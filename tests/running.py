"""The sample archive as ``make run`` starts it, on a free port, for browsers and checkers to visit."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
SECONDS_TO_STOP = 60


class NotStarted(Exception):
    """The archive did not start; the message is what it said."""


@dataclass(frozen=True)
class Archive:
    """A running archive: its address without a last slash, who may edit it, and the folder that it keeps everything in."""

    address: str
    user: str
    password: str
    folder: Path

    def manage(self, *arguments: str, given: str = "") -> str:
        """What a management command prints; ``given`` is its standard input. Raises CalledProcessError."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=_environment(self.folder), input=given,
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    return kept | {"NEWSARCHIVE_VAR": str(folder)}


@contextmanager
def sample_archive(folder: Path, **settings: str) -> Iterator[Archive]:
    """The sample archive in an empty ``folder``, served by the supervisor. Raises NotStarted."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "newsarchive.supervisor"], cwd=ROOT,
        env=_environment(folder) | {"PORT": str(port)} | settings,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        said = ""
        for line in process.stdout:
            said += line
            if "The archive is at" in line:
                break
        else:
            raise NotStarted(said)
        user, password = re.search(r"user name: (\S+)", said)[1], re.search(r"Password: +(\S+)", said)[1]
        yield Archive(f"http://127.0.0.1:{port}", user, password, folder)
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=SECONDS_TO_STOP)

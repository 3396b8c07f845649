"""A process that is kept alive: how it is started, how it ends, and when it starts again."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field

from newsarchive import env

LONGEST_PAUSE = 30
STEADY_SECONDS = 60
# From linux/prctl.h: the signal a process gets when the one that started it is gone.
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """A process, and what is known of its lives. Its words come through a pipe that does not block."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: int = 0
    due: float = 0.0
    unfinished: bytes = b""

    def start(self) -> None:
        """Start it, in a process group of its own: Ctrl-C is for the supervisor, which ends its children in order."""
        self.process = subprocess.Popen(
            self.command, cwd=env.ROOT, env=os.environ | self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=_end_with_parent,
        )  # fmt: skip
        os.set_blocking(self.process.stdout.fileno(), False)
        self.started = time.monotonic()

    def is_alive(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        """End it and all it started, at once: a web server's workers would keep its port."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def bury(self) -> None:
        """Forget it, and note when it may start again: after 1, 2, 4 … 30 s, anew after a steady minute."""
        self.process.stdout.close()
        self.process = None
        steady = time.monotonic() - self.started > STEADY_SECONDS
        self.pause = 1 if steady else min(max(self.pause * 2, 1), LONGEST_PAUSE)
        self.due = time.monotonic() + self.pause


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)

"""The sample archive, started on a free port in a folder that is thrown away."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


@contextmanager
def origin() -> Iterator[str]:
    """The archive's address without a last slash: AUDIT_URL, or one started for the length of the block."""
    if given := os.environ.get("AUDIT_URL"):
        yield given.rstrip("/")
        return
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="newsarchive-audit-") as folder:
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment |= {"NEWSARCHIVE_VAR": folder, "PORT": str(port)}
        process = subprocess.Popen(
            [sys.executable, "-m", "newsarchive.supervisor"], cwd=ROOT, env=environment, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        try:
            said = ""
            for line in process.stdout:
                said += line
                if "The archive is at" in line:
                    break
            else:
                sys.exit(f"The archive did not start:\n{said}")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)

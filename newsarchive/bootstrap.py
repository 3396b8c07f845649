"""Makes the environment ``.venv`` with pip in it, also where Debian has split pip off from python3.

Run by ``make``, with whatever Python there is; needs nothing but the standard library.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile

FOLDER = ".venv"
PYTHON = os.path.join(FOLDER, "bin", "python")
# Where the package python3-pip-whl keeps pip.
WHEELS = "usr/share/python-wheels"
ADVICE = "On Debian: apt-get install python3-venv, and then the same command again."


def main() -> None:
    """Make the environment, or leave with a sentence that says what to do."""
    if sys.version_info < (3, 11):  # noqa: UP036 - it is run by whatever Python the machine has
        found = ".".join(map(str, sys.version_info[:2]))
        sys.exit(f"Python 3.11 or newer is needed, this is {found}. Name one: make run PYTHON=python3.12")
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", FOLDER], capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        return
    if "ensurepip" not in done.stdout + done.stderr:
        sys.exit(f"{done.stdout}{done.stderr}The environment {FOLDER} could not be made.")
    with tempfile.TemporaryDirectory() as scratch:
        wheel = find_wheel("/") or fetch_wheel(scratch)
        # A wheel of pip can be run where it lies, and so installs itself.
        pip = [PYTHON, os.path.join(wheel, "pip"), "install", "--quiet", "--no-index", "--no-deps", wheel]
        for command in ([sys.executable, "-m", "venv", "--clear", "--without-pip", FOLDER], pip):
            if subprocess.run(command, check=False).returncode:
                sys.exit(f"The environment {FOLDER} could not be made. {ADVICE}")


def find_wheel(root: str) -> str | None:
    """The wheel of pip under a root folder, or None."""
    folder = os.path.join(root, WHEELS)
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    return next((os.path.join(folder, name) for name in names if name.startswith("pip-")), None)


def fetch_wheel(scratch: str) -> str:
    """The wheel of pip from Debian's own archive, as this machine's apt knows it. Needs no rights, changes nothing."""
    if not shutil.which("apt-get"):
        sys.exit(f"Python's venv module is incomplete here. {ADVICE}")
    sys.stdout.write("Python comes without pip here; fetching it from Debian's archive …\n")
    sys.stdout.flush()
    for folder in ("state/lists/partial", "cache/archives/partial", "root"):
        os.makedirs(os.path.join(scratch, folder))
    apt = ["apt-get", "-qq", "-o", f"Dir::State={scratch}/state", "-o", f"Dir::Cache={scratch}/cache"]
    apt += ["-o", "APT::Sandbox::User="]
    for command in ([*apt, "update"], [*apt, "download", "python3-pip-whl"]):
        done = subprocess.run(command, cwd=scratch, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{done.stdout}{done.stderr}Python comes without pip here, and it could not be fetched. {ADVICE}")
    package = next(name for name in os.listdir(scratch) if name.endswith(".deb"))
    root = os.path.join(scratch, "root")
    subprocess.run(["dpkg-deb", "-x", os.path.join(scratch, package), root], check=True)
    return find_wheel(root) or sys.exit(f"Debian's package python3-pip-whl holds no pip. {ADVICE}")


if __name__ == "__main__":
    main()

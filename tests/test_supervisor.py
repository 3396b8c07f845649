"""The supervisor: everything starts together, a child that dies comes back, everything stops together."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).parent.parent
SUPERVISE = """
import sys
from newsarchive.supervisor import Child, Supervisor
sleeper = [sys.executable, "-c", "import time; print('awake', flush=True); time.sleep(600)"]
Supervisor([Child("one", sleeper), Child("two", sleeper)]).run()
"""


def until(condition, seconds=20):
    """Wait for a condition, in small steps, and say whether it came."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if result := condition():
            return result
        with contextlib.suppress(psutil.TimeoutExpired):
            psutil.Process().wait(0.05)
    return condition()


@pytest.fixture
def supervisor():
    process = psutil.Popen([sys.executable, "-c", SUPERVISE], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    for _ in range(2):
        assert "awake" in process.stdout.readline()
    yield process
    if process.is_running():
        process.kill()
    process.communicate()


def test_it_stops_everything_on_sigterm(supervisor):
    children = supervisor.children()
    assert len(children) == 2

    supervisor.terminate()
    assert supervisor.wait(20) == 0
    assert not any(child.is_running() for child in children)


def test_a_child_that_dies_is_started_again(supervisor):
    first = supervisor.children()[0]
    first.kill()

    assert "ended; it starts again" in supervisor.stdout.readline()
    assert "awake" in supervisor.stdout.readline()
    assert len(supervisor.children()) == 2


def test_children_end_with_a_supervisor_that_is_killed(supervisor):
    children = supervisor.children()
    supervisor.kill()
    supervisor.wait(10)

    assert psutil.wait_procs(children, timeout=10)[1] == []


def serve(tmp_path, **environment):
    return subprocess.run(
        [sys.executable, "-m", "newsarchive.supervisor"],
        cwd=ROOT, env=os.environ | {"NEWSARCHIVE_VAR": str(tmp_path)} | environment, capture_output=True, text=True, timeout=60,
    )  # fmt: skip


def test_a_second_one_says_where_the_first_is_and_starts_nothing(tmp_path):
    hold = "from newsarchive.supervisor import only_one\nimport sys, pathlib\n" + (
        f"with only_one(pathlib.Path({str(tmp_path)!r}), '127.0.0.1:8123'):\n    print('held', flush=True)\n    sys.stdin.read()"
    )
    first = subprocess.Popen([sys.executable, "-c", hold], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    first.stdout.readline()

    second = serve(tmp_path)
    first.communicate()

    assert second.returncode != 0
    assert "running already, at http://127.0.0.1:8123/" in second.stderr
    assert not (tmp_path / "postgres").exists()


def test_a_port_in_use_is_said_before_anything_starts(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = serve(tmp_path, PORT=str(taken.getsockname()[1]))
    assert done.returncode != 0
    assert "cannot be used" in done.stderr
    assert not (tmp_path / "postgres").exists()


@pytest.mark.parametrize("port", ["abc", "0", "70000"])
def test_a_wrong_port_is_named(tmp_path, port):
    done = serve(tmp_path, PORT=port)
    assert done.returncode != 0
    assert repr(port) in done.stderr

"""The supervisor: everything starts together, a child that dies comes back, everything stops together."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from newsarchive.postgres import Server

ROOT = Path(__file__).parent.parent
CALM = "import time; print('awake', flush=True); time.sleep(600)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('awake', flush=True); time.sleep(600)"
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {CALM!r}])"
# A test run under nohup hands its ignored signals on.
SUPERVISE = """
import signal, sys
signal.signal(signal.SIGHUP, signal.SIG_DFL)
from newsarchive.child import Child
from newsarchive.supervisor import Supervisor
children = [Child(f"child{n}", [sys.executable, "-c", code]) for n, code in enumerate(sys.argv[1:])]
answers = iter(["not yet", "not yet", ""])
Supervisor(children, trouble=lambda: next(answers), greeting="All is well.").run()
"""


@pytest.fixture
def supervise():
    """Call it with the code of some children: it gives their supervisor, once all have said a word."""
    started = []

    def start(*codes):
        command = [sys.executable, "-c", SUPERVISE, *codes]
        process = psutil.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        started.append(process)
        awake = [line_with(process, "awake") for _ in codes]
        assert {line.split("|")[0].strip() for line in awake} == {f"child{n}" for n in range(len(codes))}
        return process

    yield start
    for process in started:
        children = process.children(recursive=True) if process.is_running() else []
        for one in (*children, process):
            with suppress(psutil.NoSuchProcess):
                one.kill()
        process.communicate()


def line_with(process, words):
    """The next line of a process's output that holds these words. Fails at the end of the output."""
    for line in process.stdout:
        if words in line:
            return line
    raise AssertionError(f"{words!r} was never said")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_it_stops_everything_when_told_to(supervise, number):
    supervisor = supervise(CALM, CALM)
    children = supervisor.children()
    assert len(children) == 2

    supervisor.send_signal(number)
    assert supervisor.wait(20) == 0
    assert not any(child.is_running() for child in children)


def test_a_second_signal_ends_what_does_not_want_to_end(supervise):
    supervisor = supervise(DEAF)
    children = supervisor.children()

    supervisor.terminate()
    assert psutil.wait_procs(children, timeout=1)[1] == children
    supervisor.terminate()
    assert supervisor.wait(5) == 0
    assert not children[0].is_running()


def test_a_child_that_dies_is_started_again(supervise):
    supervisor = supervise(CALM, CALM)
    supervisor.children()[0].kill()

    assert "it starts again in 1 s" in line_with(supervisor, "ended with status -9")
    assert line_with(supervisor, "awake")
    assert len(supervisor.children()) == 2


def test_a_child_that_keeps_dying_is_started_later_each_time(supervise):
    supervisor = supervise("print('awake'); raise SystemExit(3)")

    pauses = [line_with(supervisor, "ended with status 3").split()[-2] for _ in range(3)]
    assert pauses == ["1", "2", "4"]


def test_what_a_dead_child_had_started_is_ended(supervise):
    supervisor = supervise(PARENT)
    child = supervisor.children()[0]
    grandchild = child.children()[0]
    child.kill()

    line_with(supervisor, "ended with status")
    assert psutil.wait_procs([grandchild], timeout=5)[1] == []


def test_children_end_with_a_supervisor_that_is_killed(supervise):
    supervisor = supervise(CALM, CALM)
    children = supervisor.children()
    supervisor.kill()
    supervisor.wait(10)

    assert psutil.wait_procs(children, timeout=10)[1] == []


def test_the_address_is_told_once_the_archive_answers(supervise):
    supervisor = supervise(CALM)
    assert line_with(supervisor, "All is well.")
    supervisor.terminate()
    assert "All is well." not in supervisor.stdout.read()


def test_a_database_that_dies_is_started_again_where_it_was(tmp_path):
    code = """
import sys
from pathlib import Path
from newsarchive.postgres import Server
from newsarchive.supervisor import Supervisor
server = Server(Path(sys.argv[1]))
with server.use() as url:
    print(url, flush=True)
    Supervisor([], server, lambda: "" if server.is_alive() else "gone", "All is well.").run()
"""
    server = Server(tmp_path / "postgres")
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(server.folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    url = process.stdout.readline().strip()
    line_with(process, "All is well.")
    os.kill(int((server.data / "postmaster.pid").read_text().splitlines()[0]), signal.SIGKILL)

    line_with(process, "ended; it starts again")
    with server.use() as same:
        assert same == url
        psycopg.connect(url).close()
    process.terminate()
    process.communicate(timeout=20)
    assert process.returncode == 0
    assert not server.is_alive()


def serve(tmp_path, **environment):
    return subprocess.run(
        [sys.executable, "-m", "newsarchive.supervisor"],
        cwd=ROOT, env=os.environ | {"NEWSARCHIVE_VAR": str(tmp_path)} | environment,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_a_second_one_says_where_the_first_is_and_starts_nothing(tmp_path):
    hold = "from newsarchive.supervisor import only_one\nimport sys, pathlib\n" + (
        f"with only_one(pathlib.Path({str(tmp_path)!r}), 'http://127.0.0.1:8123/'):\n"
        "    print('held', flush=True)\n    sys.stdin.read()"
    )
    first = subprocess.Popen(
        [sys.executable, "-c", hold], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    first.stdout.readline()

    second = serve(tmp_path, DATABASE_URL="")
    first.communicate()

    assert second.returncode != 0
    assert "running from this folder already, at http://127.0.0.1:8123/" in second.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["serving"]


def test_a_port_in_use_is_said_before_anything_starts(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = serve(tmp_path, PORT=str(taken.getsockname()[1]), DATABASE_URL="")
    assert done.returncode != 0
    assert "cannot be used: Address already in use" in done.stderr
    assert not (tmp_path / "postgres").exists()


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "abc"), ("PORT", "0"), ("PORT", "70000"), ("WEB_CONCURRENCY", "many")]
)
def test_a_wrong_value_is_named(tmp_path, name, value):
    done = serve(tmp_path, **{name: value})
    assert done.returncode != 0
    assert f"{name} is {value!r}" in done.stderr
    assert "Traceback" not in done.stderr

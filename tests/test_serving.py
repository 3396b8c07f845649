"""The archive as ``make run`` serves it: a first start, a second beside it, a kill, a later start, a clean end."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).parent.parent


class Archive:
    """An archive in a folder of its own, at a port of its own."""

    def __init__(self, var):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.var = var
        self.environment = os.environ | {"NEWSARCHIVE_VAR": str(var), "DATABASE_URL": "", "PORT": str(self.port)}
        self.process = None

    def manage(self, *command):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=self.environment, check=True)

    def start(self):
        self.process = psutil.Popen(
            [sys.executable, "-m", "newsarchive.supervisor"],
            cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    def words_until(self, end):
        """What it says up to the line that holds ``end``, or to its own end."""
        said = ""
        for line in self.process.stdout:
            said += line
            if end in line:
                break
        return said

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.body = answer.read().decode()
        connection.close()
        return answer

    def postmaster(self):
        return psutil.Process(int((self.var / "postgres" / "data" / "postmaster.pid").read_text().splitlines()[0]))


@pytest.fixture
def archive(tmp_path):
    archive = Archive(tmp_path / "var")
    yield archive
    for process in (*archive.process.children(recursive=True), archive.process) if archive.process.is_running() else ():
        with suppress(psutil.NoSuchProcess):
            process.kill()
    archive.process.communicate()
    if (archive.var / "postgres" / "data" / "postmaster.pid").exists():
        with suppress(psutil.NoSuchProcess):
            archive.postmaster().send_signal(signal.SIGINT)


def test_a_whole_life(archive):
    # Drawing the sample's maps takes longer than all the rest.
    archive.manage("migrate", "--verbosity=0")
    archive.manage("load_sample", "--no-maps")
    archive.start()
    said = archive.words_until("Ctrl-C stops it")
    assert re.search(r"user name: editor\n +Password: +\S{10,}\n", said)
    assert f"http://127.0.0.1:{archive.port}/" in said

    front = archive.get("/")
    assert front.status == 200
    assert "default-src 'none'" in front.headers["Content-Security-Policy"]
    style = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', front.body)
    assert "immutable" in archive.get(style[1]).headers["Cache-Control"]
    assert archive.get("/no-such-page/").status == 404

    beside = Archive(archive.var)
    beside.start()
    assert f"already, at http://127.0.0.1:{archive.port}/" in beside.words_until("already")
    assert beside.process.wait(30) == 1
    beside.process.communicate()

    everything = [archive.process, *archive.process.children(recursive=True), archive.postmaster()]
    for process in everything:
        process.kill()
    archive.process.communicate()

    archive.start()
    said = archive.words_until("Ctrl-C stops it")
    assert "Password" not in said
    assert archive.get("/articles/").status == 200

    everything = [*archive.process.children(recursive=True), archive.postmaster()]
    archive.process.send_signal(signal.SIGINT)
    assert "Stopped." in archive.words_until("Stopped.")
    assert archive.process.wait(30) == 0
    assert psutil.wait_procs(everything, timeout=10)[1] == []

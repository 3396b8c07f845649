"""The embedded PostgreSQL server: it starts, outlives its owners' deaths, and stops when the last one leaves."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psycopg
import pytest

from newsarchive.postgres import Server

ROOT = Path(__file__).parent.parent
HOLD = """
import sys
from pathlib import Path
from newsarchive.postgres import Server
with Server(Path(sys.argv[1])).use() as url:
    print(url, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path / "deep" / ("folder-" * 12) / "postgres")
    yield server
    with server.use():
        pass


def hold(server):
    """Another process that uses the server, and the address it was given."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(server.folder)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    return process, process.stdout.readline().strip()


def leave(process):
    process.communicate(timeout=60)


def postmaster(server):
    return int((server.data / "postmaster.pid").read_text().splitlines()[0])


def test_text_folds_and_compares_alike_in_every_script(server):
    with server.use() as url, psycopg.connect(url) as connection:
        row = connection.execute("SELECT lower('ÉCOLE'), lower('МОСКВА'), 'z' < 'é'").fetchone()
    assert row == ("école", "москва", True)


def test_the_last_one_out_stops_it(server):
    first, url = hold(server)
    second, _ = hold(server)

    leave(first)
    assert server.is_running()
    leave(second)
    assert not server.is_running()


def test_two_at_once_share_one_server(server):
    seen = []

    def use():
        process, url = hold(server)
        seen.append((url, postmaster(server)))
        leave(process)

    threads = [threading.Thread(target=use) for _ in range(3)]
    with server.use():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(set(seen)) == 1


def test_data_survive_a_kill_of_the_server_and_of_its_owner(server):
    owner, url = hold(server)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (what text)")
        connection.execute("INSERT INTO kept VALUES ('a story')")
    os.kill(postmaster(server), signal.SIGKILL)
    owner.kill()
    owner.communicate()

    with server.use() as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT what FROM kept").fetchone() == ("a story",)


def test_a_server_that_outlived_its_owner_is_used_and_then_stopped(server):
    owner, _ = hold(server)
    owner.kill()
    owner.communicate()
    orphan = postmaster(server)

    with server.use():
        assert postmaster(server) == orphan
    assert not server.is_running()


def test_a_half_made_cluster_is_made_anew(server):
    (server.folder / "fresh").mkdir(parents=True)
    (server.folder / "fresh" / "rubbish").write_text("left by a kill")

    with server.use() as url:
        psycopg.connect(url).close()


def test_only_its_owner_may_enter(server):
    with server.use() as url:
        assert server.socket.stat().st_mode & 0o077 == 0
        assert (server.folder / "password").stat().st_mode & 0o077 == 0
        wrong = url.replace((server.folder / "password").read_text(), "wrong")
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(wrong)

"""The embedded PostgreSQL server: it starts, outlives its owners' deaths, and stops when the last one leaves."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psycopg
import pytest

from newsarchive import postgres_programs
from newsarchive.postgres import Server
from newsarchive.postgres_programs import NoServer

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
    if server.folder.exists() and server.is_alive():
        with server.use():
            pass


@pytest.fixture
def holders():
    """Call it for another process that uses a server: it gives the process and the address it was given."""
    started = []

    def hold(server):
        command = [sys.executable, "-c", HOLD, str(server.folder)]
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        started.append(process)
        return process, process.stdout.readline().strip()

    yield hold
    for process in started:
        process.kill()
        process.communicate()


def leave(process):
    process.communicate(timeout=60)


def die(process):
    process.kill()
    process.communicate()


def postmaster(server):
    return int((server.data / "postmaster.pid").read_text().splitlines()[0])


def kept(url):
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT what FROM kept").fetchone()[0]


def keep(url):
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (what text)")
        connection.execute("INSERT INTO kept VALUES ('a story')")


def test_text_folds_and_compares_alike_in_every_script(server):
    with server.use() as url, psycopg.connect(url) as connection:
        row = connection.execute("SELECT lower('ÉCOLE'), lower('МОСКВА'), 'z' < 'é'").fetchone()
    assert row == ("école", "москва", True)


def test_the_last_one_out_stops_it_and_leaves_no_files_behind(server, holders):
    first, _ = holders(server)
    second, _ = holders(server)
    place = server.programs.place()

    leave(first)
    assert server.is_alive()
    leave(second)
    assert not server.is_alive()
    assert not place.exists()


def test_several_at_once_share_one_server(server, holders):
    seen = []

    def use():
        process, url = holders(server)
        seen.append((url, postmaster(server)))
        leave(process)

    threads = [threading.Thread(target=use) for _ in range(3)]
    with server.use():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(seen) == 3
    assert len(set(seen)) == 1


def test_several_may_start_it_at_once(server, holders):
    threads = [threading.Thread(target=lambda: leave(holders(server)[0])) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not server.is_alive()


def test_data_survive_a_kill_of_the_server_and_of_its_owner(server, holders):
    owner, url = holders(server)
    keep(url)
    os.kill(postmaster(server), signal.SIGKILL)
    die(owner)

    with server.use() as url:
        assert kept(url) == "a story"


def test_a_server_that_outlived_its_owner_is_used_and_then_stopped(server, holders):
    owner, _ = holders(server)
    die(owner)
    orphan = postmaster(server)

    with server.use():
        assert postmaster(server) == orphan
    assert not server.is_alive()


def test_a_pid_file_that_names_a_living_process_of_another_kind_is_not_believed(server, holders):
    owner, url = holders(server)
    keep(url)
    remains = (server.data / "postmaster.pid").read_text().splitlines()
    os.kill(postmaster(server), signal.SIGKILL)
    die(owner)
    # In a container the next start often meets the old number again.
    bystander = subprocess.Popen(
        ["sleep", "600"],
        **({} if os.geteuid() else dict(zip(("user", "group"), server.programs.account(), strict=True))),
    )
    try:
        (server.data / "postmaster.pid").write_text("\n".join([str(bystander.pid), *remains[1:]]))
        with server.use() as url:
            assert kept(url) == "a story"
    finally:
        die(bystander)


def test_it_is_revived_at_the_same_address_where_it_died_under_its_users(server):
    with server.use() as url:
        keep(url)
        os.kill(postmaster(server), signal.SIGKILL)
        server.revive()
        assert kept(url) == "a story"


def test_it_is_started_anew_where_its_socket_was_cleaned_away(server, holders):
    owner, url = holders(server)
    keep(url)
    shutil.rmtree(server.programs.place())
    die(owner)

    with server.use() as url:
        assert kept(url) == "a story"


def test_a_copy_of_a_running_archive_is_an_archive_of_its_own(server, holders, tmp_path):
    holders(server)
    copy = Server(tmp_path / "copy")
    shutil.copytree(server.folder, copy.folder)
    for path in (copy.data, *copy.data.rglob("*")):
        copy.programs.give(path)
    owner = postmaster(server)

    with copy.use() as url, psycopg.connect(url) as connection:
        connection.execute("SELECT 1")
        assert copy.url != server.url
    assert postmaster(server) == owner
    assert server.is_alive()


def test_a_half_made_cluster_is_made_anew(server):
    (server.folder / "fresh").mkdir(parents=True)
    (server.folder / "fresh" / "rubbish").write_text("left by a kill")

    with server.use() as url:
        psycopg.connect(url).close()


def test_nobody_else_may_enter(server):
    with server.use() as url:
        assert server.programs.place().stat().st_mode & 0o077 == 0
        assert server.data.stat().st_mode & 0o077 == 0
        assert (server.folder / "password").stat().st_mode & 0o077 == 0
        wrong = url.replace((server.folder / "password").read_text(), "wrong")
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(wrong)


def test_a_private_folder_that_others_may_enter_is_not_used(server):
    with server.use():
        place = server.programs.place()
    place.mkdir(mode=0o777)
    place.chmod(0o777)
    with server.use():
        assert server.programs.place() != place
    place.rmdir()


def test_data_of_another_release_are_left_alone(server):
    server.data.mkdir(parents=True)
    (server.data / "PG_VERSION").write_text("9\n")
    with pytest.raises(NoServer, match="holds data of PostgreSQL 9"), server.use():
        pass
    assert [path.name for path in server.data.iterdir()] == ["PG_VERSION"]


def test_a_broken_cluster_is_told_with_the_servers_own_words(server):
    with server.use():
        pass
    (server.data / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(NoServer, match=r"(?s)ended at once.*no_such_setting"), server.use():
        pass
    with pytest.raises(FileNotFoundError):
        server.programs.place()


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(NoServer, match=r"file/postgres cannot be used: Not a directory"):
        Server(tmp_path / "file" / "postgres").use().__enter__()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs it under another account")
def test_root_can_run_it_from_packages_that_only_root_may_read(server, tmp_path, monkeypatch):
    original = postgres_programs.installed()
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    for part in (postgres_programs.SOFTWARE, postgres_programs.LIBRARIES):
        shutil.copytree(original / part, closed / part)
    monkeypatch.setattr(postgres_programs, "installed", lambda: closed)
    with server.use() as url:
        psycopg.connect(url).close()
        copied = server.programs.place()
        assert (copied / "software").exists()
    assert not copied.exists()
    assert json.loads((server.folder / "place").read_text())["folder"] == str(copied)

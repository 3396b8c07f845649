"""Killed at any moment, followers and readers leave an index that goes on where it was."""

from __future__ import annotations

import os
import random
import shutil
import signal
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connection

from articles.models import Article
from articles.search import checking, follower, search
from articles.search.generations import current, seconds_since_beat
from articles.selection import Selection
from tests.editors import Editors, import_pairs
from tests.factories import make_article, make_tag
from tests.following import agreed, following, nursery, reading, until

pytestmark = pytest.mark.usefixtures("committed")

# More of it, where somebody wants to know: seconds that followers are killed for.
SECONDS = float(os.environ.get("NEWSARCHIVE_KILLING_SECONDS", "8"))


def total(**conditions: object) -> int:
    return search(Selection(**conditions), facets=False, timeline=False).total


def moments(chance: random.Random, root: Path) -> Iterator[Callable[[], object]]:
    """Moments to kill a follower at: some time after it began, or right when it does something to its files."""
    while True:
        end = time.monotonic() + chance.uniform(0.02, 0.6)
        files = len(list(root.glob("*/*")))
        yield chance.choice(
            (
                lambda end=end: time.monotonic() > end,
                lambda: list(root.glob("*/state.new")),
                lambda: list(root.glob("*/.tmp*")),
                lambda files=files: len(list(root.glob("*/*"))) > files + 3,
            )
        )


class TestKilled:
    def test_followers_killed_again_and_again(self, index_root: Path, tmp_path: Path) -> None:
        chance = random.Random(2024)
        follower.catch_up()
        tag = make_tag("Bases")
        end = None
        kills = 0
        with nursery(index_root, tmp_path / "said") as children, Editors(1, tag.pk) as editors, reading() as answers:
            for moment in moments(chance, index_root):
                pid = children.start("follow")
                # The first one begins when the nursery has loaded everything.
                end = end or time.monotonic() + SECONDS
                with suppress(TimeoutError):
                    until(moment, 0.6)
                os.kill(pid, signal.SIGKILL)
                assert children.ended(pid) == -signal.SIGKILL, (tmp_path / "said").read_text()
                kills += 1
                if time.monotonic() > end:
                    break
        with nursery(index_root, tmp_path / "said after") as children:
            children.start("follow")
            until(agreed, 60)
        assert list(checking.differences()) == []
        assert total() == Article.objects.published().count()
        assert kills >= 3
        assert editors.transactions > 3
        assert answers.problems == []
        # None of it was a reason to read the whole archive again, or to doubt the log.
        assert current().name == "000001"
        said = (tmp_path / "said").read_text() + (tmp_path / "said after").read_text()
        assert "Building" not in said
        assert "read again" not in said

    def test_builders_killed_again_and_again(self, index_root: Path, tmp_path: Path) -> None:
        chance = random.Random(7)
        import_pairs(1500)
        with nursery(index_root, tmp_path / "said") as children:
            for _ in range(15):
                pid = children.start("follow")
                end = time.monotonic() + chance.uniform(0.01, 0.5)
                until(lambda end=end: time.monotonic() > end)
                os.kill(pid, signal.SIGKILL)
                children.ended(pid)
            children.start("follow")
            until(agreed, 60)
            assert len([path for path in index_root.iterdir() if path.is_dir()]) == 1
        assert list(checking.differences()) == []


class TestProcess:
    def test_sigterm_ends_it_cleanly(self, index_root: Path) -> None:
        make_article("Harbour opens")
        with following(index_root) as process:
            until(agreed)
            process.terminate()
            assert process.wait(5) == 0

    def test_edits_show_within_a_second(self, index_root: Path, tmp_path: Path) -> None:
        story = make_article("Harbour opens")
        with nursery(index_root, tmp_path / "said") as children:
            children.start("follow")
            until(agreed)
            delays = []
            for number in range(10):
                Article.objects.filter(pk=story.pk).update(headline=f"Edition {number} of it")
                begin = time.monotonic()
                until(lambda number=number: total(q=f'"edition {number}"'))
                delays.append(time.monotonic() - begin)
        # A machine that is busy with other tests may take longer now and then.
        assert statistics.median(delays) < 1

    def test_a_second_one_waits_until_the_first_is_gone(self, index_root: Path) -> None:
        make_article()
        with following(index_root) as first:
            until(agreed)
            with following(index_root) as second:
                assert "Waiting for it to end" in next(iter(second.stderr))
                first.kill()
                first.wait()
                make_article()
                until(agreed)

    def test_the_folder_removed_under_it_comes_back(self, index_root: Path, tmp_path: Path) -> None:
        make_article()
        with nursery(index_root, tmp_path / "said") as children:
            children.start("follow")
            until(agreed)
            shutil.rmtree(index_root, ignore_errors=True)
            make_article()
            until(lambda: agreed() and total() == 2)
            # It holds a lock that others can see, again.
            until(lambda: (seconds_since_beat("follow") or 99) < 2)
            with pytest.raises(follower.Busy):
                follower.catch_up()
        assert list(checking.differences()) == []


class TestDatabaseAway:
    def test_it_goes_on_when_it_is_back_and_builds_nothing(self, index_root: Path, tmp_path: Path) -> None:
        make_article("Harbour opens")
        with nursery(index_root, tmp_path / "said") as children:
            children.start("follow")
            until(agreed)
            for _ in range(3):
                _cut_off_all_others()
                Article.objects.update(headline="Railway opens")
                until(agreed)
            assert total(q="railway") == 1
        said = (tmp_path / "said").read_text()
        assert "cannot follow" in said
        assert said.count("Building") == 1
        assert current().name == "000001"


def _cut_off_all_others() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert cursor.fetchone() != (0,)

"""Readers read on while the index is written and built; processes share it, and machines have their own."""

from __future__ import annotations

import os
import random
import shutil
import signal
import threading
import time
from pathlib import Path

import pytest

from articles.models import Article
from articles.search import checking, follower, generations, schema, search, trouble
from articles.search import index as opening
from articles.selection import Selection
from tests.editors import Editors, import_pairs
from tests.factories import make_article, make_tag
from tests.following import agreed, nursery, reading, until

pytestmark = pytest.mark.usefixtures("committed")


def total(**conditions: object) -> int:
    return search(Selection(**conditions), facets=False, timeline=False).total


class TestUpgrade:
    def test_the_old_version_answers_until_it_ends_and_the_new_one_from_the_first_moment(
        self, index_root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make_article()
        follower.catch_up()
        assert total() == 1
        make_article()
        with monkeypatch.context() as upgrade:
            upgrade.setattr(schema, "VERSION", schema.VERSION + 1)
            follower.rebuild()
        assert (total(), trouble()) == (1, "")
        monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
        assert (total(), trouble()) == (2, "")

    def test_a_process_of_the_old_version_that_begins_then_says_so(
        self, index_root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as upgrade:
            upgrade.setattr(schema, "VERSION", schema.VERSION + 1)
            follower.catch_up()
        monkeypatch.setattr(opening, "_opened", None)
        assert "another version" in trouble()


class TestSeveralReaders:
    def test_processes_share_one_index_and_see_the_same(self, index_root: Path, tmp_path: Path) -> None:
        make_article()
        files = [tmp_path / "one", tmp_path / "other"]
        with nursery(index_root, tmp_path / "said") as children, Editors(4, make_tag("Bases").pk):
            children.start("follow")
            until(lambda: not trouble())
            for file in files:
                children.start("read", file)
            until(lambda: all(file.exists() and len(_editions(file)) > 5 for file in files))
        seen, other = (_editions(file) for file in files)
        common = seen.keys() & other.keys()
        assert common
        assert {edition: seen[edition] for edition in common} == {edition: other[edition] for edition in common}

    def test_a_second_machine_has_an_index_of_its_own(self, index_root: Path, tmp_path: Path, settings) -> None:
        second = tmp_path / "machine" / "index"
        with (
            nursery(index_root, tmp_path / "said") as here,
            nursery(second, tmp_path / "said there") as there,
            Editors(6, make_tag("Bases").pk) as editors,
        ):
            here.start("follow")
            there.start("follow")
            until(lambda: editors.transactions > 30)
            editors.done.set()
            editors.thread.join(60)
            for root in (index_root, second):
                settings.INDEX_ROOT = root
                until(agreed)
                assert list(checking.differences()) == []
                assert total() == Article.objects.published().count()


class TestReadingGoesOn:
    def test_readers_killed_at_work_hold_up_nothing(self, index_root: Path, tmp_path: Path) -> None:
        make_article()
        with nursery(index_root, tmp_path / "said") as children, Editors(3, make_tag("Bases").pk):
            children.start("follow")
            until(lambda: not trouble())
            chance = random.Random(5)
            for _ in range(10):
                pid = children.start("read", tmp_path / "answers")
                end = time.monotonic() + chance.uniform(0.05, 0.2)
                until(lambda end=end: time.monotonic() > end)
                os.kill(pid, signal.SIGKILL)
                children.ended(pid)
        follower.catch_up()
        assert list(checking.differences()) == []
        assert (tmp_path / "said").read_text().count("Building") == 1

    def test_while_an_index_is_built(self, index_root: Path) -> None:
        import_pairs(300)
        follower.catch_up()
        with reading() as answers:
            for _ in range(4):
                follower.rebuild()
                import_pairs(1)
                follower.catch_up()
        assert answers.problems == []
        assert answers.totals == sorted(answers.totals)
        assert set(answers.totals) <= {600, 602, 604, 606, 608}
        assert len(answers.totals) > 20

    def test_while_one_index_after_another_takes_its_place(self, index_root: Path, tmp_path: Path) -> None:
        make_article()
        follower.catch_up()
        copy = tmp_path / "copy"
        shutil.copytree(generations.current(), copy)

        def build() -> None:
            for _ in range(120):
                folder = generations.create()
                shutil.copytree(copy, folder, dirs_exist_ok=True)
                generations.switch_to(folder)

        builder = threading.Thread(target=build)
        builder.start()
        seen = set()
        while builder.is_alive():
            now = opening.reader()
            seen.add(now.edition)
            assert now.searcher.num_docs == 1
        builder.join()
        assert len(seen) > 20
        assert not list(index_root.glob("*.damaged"))


def _editions(file: Path) -> dict[str, str]:
    """The total that was read in each edition, of the lines that are complete."""
    lines = [line.split() for line in file.read_text().splitlines(keepends=True) if line.endswith("\n")]
    return {edition: number for edition, number, _ in lines}

"""Whatever happens to a file of the index, the index heals by itself, and is not built anew without need."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from articles.models import Article
from articles.search import audit, changelog, checking, follower, search, trouble
from articles.search import index as opening
from articles.search.generations import (
    OutOfReach,
    Unusable,
    current,
    is_reported,
    lock,
    read_state,
    report_damage,
    seconds_since_beat,
)
from articles.search.index import Writer
from articles.search.soundness import KINDS, Inspection
from articles.selection import Selection
from tests.factories import make_article

STORIES = 60
FOOTER = 100
# The files of an index, by what they end in.
FILES = ("meta.json", ".managed.json", "state.json", "CURRENT", ".del", *KINDS)


@pytest.fixture
def heals(index_root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Call it once the index is damaged: it is brought up to date, and says what the database says."""

    def check() -> None:
        # As a process would that opens it for the first time.
        monkeypatch.setattr(opening, "_opened", None)
        follower.catch_up()
        assert trouble() == ""
        assert list(checking.differences()) == []
        assert search(Selection()).total == Article.objects.published().count()
        assert not list(index_root.glob("*.damaged"))

    return check


@pytest.fixture
def sound(committed: None, index_root: Path, tmp_path: Path) -> Path:
    """A copy of an index of several parts, with stories that were taken out of it."""
    for number in range(STORIES):
        make_article(f"Story {number} of the harbour")
        if number % 20 == 19:
            follower.catch_up()
    Article.objects.filter(headline__contains="7").update(status="draft")
    follower.catch_up()
    return shutil.copytree(index_root, tmp_path / "sound")


def restore(sound: Path, root: Path) -> None:
    shutil.rmtree(root)
    shutil.copytree(sound, root)


def files_like(ending: str, root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.name.endswith(ending))


def flip(path: Path, chance: random.Random) -> None:
    """Change one bit before the footer, in place: an index that has the file open sees it as well."""
    with path.open("r+b") as file:
        place = chance.randrange(max(1, path.stat().st_size - FOOTER))
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ 1 << chance.randrange(8)]))


def scramble(path: Path, chance: random.Random) -> None:
    path.write_bytes(chance.randbytes(path.stat().st_size))


DAMAGES: dict[str, Callable[[Path, random.Random], object]] = {
    "a bit flipped": flip,
    "cut short": lambda path, chance: os.truncate(path, chance.randrange(path.stat().st_size)),
    "removed": lambda path, chance: path.unlink(),
    "overwritten": scramble,
}


class TestOneFile:
    @pytest.mark.parametrize("ending", FILES)
    def test_it_heals_by_itself(self, sound: Path, index_root: Path, heals: Callable[[], None], ending: str) -> None:
        chance = random.Random(ending)
        for damage in DAMAGES.values():
            restore(sound, index_root)
            damage(chance.choice(files_like(ending, index_root)), chance)
            heals()

    @pytest.mark.parametrize("seed", range(3))
    def test_no_flipped_bit_of_a_segment_goes_unnoticed(self, sound: Path, index_root: Path, seed: int) -> None:
        chance = random.Random(seed)
        for ending in (".del", *KINDS):
            restore(sound, index_root)
            flip(chance.choice(files_like(ending, index_root)), chance)
            with pytest.raises(Unusable, match=r"damaged|do not agree"):
                Inspection(current()).finish()

    def test_a_wrong_number_of_stories_in_the_list_of_files_is_noticed(self, sound: Path, index_root: Path) -> None:
        path = current() / "meta.json"
        before, _, rest = path.read_text().rpartition('"max_doc": ')
        path.write_text(f'{before}"max_doc": 1{rest}')
        with pytest.raises(Unusable, match="do not agree"):
            Inspection(current()).finish()

    def test_a_reader_over_whom_the_engine_gives_up_says_so_and_has_it_mended(
        self, sound: Path, heals: Callable[[], None], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        path = current() / "meta.json"
        path.write_text(re.sub(r'"max_doc": \d+', '"max_doc": 9300', path.read_text()))
        monkeypatch.setattr(opening, "_opened", None)
        answer = search(Selection())
        assert (answer.ready, answer.total) == (False, 0)
        assert "The index cannot be read: index out of bounds" in caplog.text
        assert is_reported(current())
        heals()

    def test_damage_while_it_is_followed_is_found_without_a_reader(self, sound: Path, index_root: Path) -> None:
        at_work = follower.Follower()
        at_work.poll()
        before = current()
        flip(files_like(".idx", index_root)[0], random.Random(1))
        at_work.poll()
        assert current() != before
        at_work.close()
        assert list(checking.differences()) == []


class TestTheFolder:
    def test_deleted_while_it_is_followed(self, sound: Path, index_root: Path) -> None:
        at_work = follower.Follower()
        at_work.poll()
        shutil.rmtree(index_root)
        make_article()
        at_work.poll()
        at_work.close()
        assert list(checking.differences()) == []

    def test_a_lock_whose_file_is_gone_is_not_held_any_more(self, index_root: Path) -> None:
        with lock("follow") as held:
            assert held.beat()
            held.path.unlink()
            assert not held.beat()
            with lock("follow") as another:
                assert another.beat()

    def test_locks_that_were_damaged_do_no_harm(self, sound: Path, index_root: Path, heals: Callable[[], None]) -> None:
        chance = random.Random(1)
        locks = files_like(".lock", index_root)
        assert len(locks) >= 3
        for path in locks:
            path.write_bytes(chance.randbytes(100))
        before = current()
        heals()
        assert current() == before


class TestNoNeedToBuild:
    """A million stories are not read again because of something that passes."""

    def test_a_lost_current_is_written_again(self, sound: Path, index_root: Path, heals: Callable[[], None]) -> None:
        before = current()
        (index_root / "CURRENT").write_text("000099")
        heals()
        assert current() == before

    def test_an_unfinished_generation_is_not_taken_for_a_finished_one(self, sound: Path, index_root: Path) -> None:
        before = current()
        (index_root / "CURRENT").unlink()
        (index_root / "000099").mkdir()
        follower.catch_up()
        assert current() == before

    def test_a_second_follower_in_one_process_finds_the_index_free(self, sound: Path) -> None:
        before = current()
        first = follower.Follower()
        first.poll()
        # As a traceback would, which is kept for a message.
        kept = first.writer
        first.close()
        follower.catch_up()
        assert (current(), kept.folder) == (before, before)

    def test_an_index_that_another_process_writes_is_waited_for(self, sound: Path) -> None:
        before = current()
        other = Writer(before)
        with pytest.raises(follower.Busy):
            follower.catch_up()
        other.close()
        follower.catch_up()
        assert current() == before

    def test_the_report_of_a_reader_is_looked_into(self, sound: Path, index_root: Path) -> None:
        before = current()
        report_damage(before)
        follower.catch_up()
        assert (current(), is_reported(before)) == (before, False)

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_a_folder_that_cannot_be_read_now_is_tried_again(self, sound: Path, index_root: Path) -> None:
        before = current()
        before.joinpath("state.json").chmod(0)
        with pytest.raises(OutOfReach):
            follower.catch_up()
        before.joinpath("state.json").chmod(0o600)
        follower.catch_up()
        assert current() == before

    def test_a_folder_in_the_place_of_a_file_is_out_of_reach(self, sound: Path, index_root: Path) -> None:
        before = current()
        (index_root / "CURRENT").rename(index_root / "kept")
        (index_root / "CURRENT").mkdir()
        with pytest.raises(OutOfReach):
            follower.catch_up()
        assert not search(Selection()).ready
        (index_root / "CURRENT").rmdir()
        (index_root / "kept").rename(index_root / "CURRENT")
        follower.catch_up()
        assert current() == before


class TestOtherDatabase:
    def test_a_database_that_was_set_back_is_recognised(self, sound: Path) -> None:
        """As a copy of the server's files would be: all its numbers fit, and its newest changes are others."""
        state = read_state(current())
        number, _, _ = state.witness.partition("@")
        assert not changelog.changes_since(state)
        with pytest.raises(Unusable, match="another database"):
            changelog.changes_since(_with(state, witness=f"{number}@1700000000.000000"))
        with pytest.raises(Unusable, match="another database"):
            changelog.changes_since(_with(state, witness=f"{int(number) + 1000}@1700000000.000000"))

    def test_stories_that_came_or_went_without_the_log_are_found(self, sound: Path) -> None:
        new = make_article("Past the triggers")
        gone = Article.objects.published().last()
        Article.objects.filter(pk=gone.pk).update(status="draft")
        assert audit.suspects(current()) == [gone.pk, new.pk]
        follower.catch_up()
        assert audit.suspects(current()) == []

    def test_a_follower_that_begins_reads_such_stories_again(self, sound: Path) -> None:
        at_work = follower.Follower()
        at_work.poll()
        new = make_article("Past the triggers")
        at_work.state = changelog.here()
        at_work.keep_house()
        assert at_work.waiting == [new.pk]
        at_work.poll()
        at_work.close()
        assert list(checking.differences()) == []


def test_a_holder_shows_that_it_is_alive(index_root: Path) -> None:
    assert seconds_since_beat("follow") is None
    with lock("follow") as held:
        os.utime(held.path, (1, 1))
        with pytest.raises(follower.Busy), lock("follow"):
            pass
        assert seconds_since_beat("follow") > 1000
        held.beat()
        assert seconds_since_beat("follow") < 1000


def _with(state: object, **values: object) -> object:
    return type(state)(**{name: values.get(name, getattr(state, name)) for name in state.__slots__})

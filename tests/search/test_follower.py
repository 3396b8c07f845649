"""The index follows the database, whatever the order of commits and whatever breaks."""

from __future__ import annotations

import datetime as dt
import os
import random
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from psycopg.conninfo import make_conninfo
from tantivy import Query

from articles.models import ArchiveIdentity, Article, ArticleChange, ArticleTag, Author, Tag
from articles.search import checking, follower, search, trouble
from articles.search import index as opening
from articles.search.generations import Busy, State, current, lock, read_state, write_state
from articles.search.index import reader
from articles.selection import Selection
from tests.factories import make_article, make_tag

ROOT = Path(__file__).parents[2]
committed = pytest.mark.usefixtures("committed")


def differences() -> list[str]:
    return list(checking.differences())


def total(**conditions: Any) -> int:
    return search(Selection(**conditions), facets=False, timeline=False).total


def conninfo() -> str:
    """How another process or connection reaches the test's database."""
    given = connection.settings_dict
    keys = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return make_conninfo(**{key: given[name] for key, name in keys.items() if given[name]})


@contextmanager
def following(root: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that runs ``follow_index`` on the test's database and index."""
    environment = os.environ | {"DATABASE_URL": conninfo(), "NEWSARCHIVE_VAR": str(root.parent)}
    command = [sys.executable, "manage.py", "follow_index"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


class TestEdits:
    """What an editor does shows in lists, counts and the timeline."""

    def test_only_published_stories_are_found(self, index: Callable[[], None]) -> None:
        story = make_article("Harbour opens")
        make_article("Draft of a plan", status="draft")
        index()
        assert total() == 1
        Article.objects.filter(pk=story.pk).update(status="withdrawn", withdrawn_reason="Wrong.")
        index()
        assert total() == 0

    def test_a_story_is_found_by_its_new_words_and_not_by_its_old_ones(self, index: Callable[[], None]) -> None:
        make_article("Harbour opens", body_html="<p>Nothing else.</p>")
        index()
        Article.objects.update(headline="Railway opens")
        index()
        assert (total(q="harbour"), total(q="railway"), total()) == (0, 1, 1)

    def test_a_topic_that_moves_takes_its_stories_along(self, index: Callable[[], None]) -> None:
        old, new = make_tag("Old"), make_tag("New")
        below = make_tag("Below", parent=make_tag("Between", parent=old))
        make_article(tags=[below])
        index()
        assert (total(topic=("old",)), total(topic=("new",))) == (1, 0)
        Tag.objects.filter(slug="between").update(parent=new)
        index()
        assert (total(topic=("old",)), total(topic=("new",))) == (0, 1)

    def test_a_tag_taken_off_and_an_author_renamed_are_noticed(self, index: Callable[[], None]) -> None:
        make_article(tags=[make_tag("Bases")], authors=["Ana Reyes"])
        index()
        ArticleTag.objects.all().delete()
        Author.objects.update(name="Ana Lind")
        index()
        assert (total(topic=("bases",)), total(q="byline:reyes"), total(q="byline:lind")) == (0, 0, 1)

    def test_a_deleted_story_is_gone(self, index: Callable[[], None]) -> None:
        make_article()
        index()
        Article.objects.all().delete()
        index()
        assert total() == 0

    def test_every_change_makes_a_new_edition(self, index: Callable[[], None]) -> None:
        make_article()
        index()
        before = reader().edition
        make_article()
        index()
        assert reader().edition != before


@committed
class TestOrderOfCommits:
    def test_a_transaction_that_began_first_and_ends_last_is_not_lost(self, index_root: Path) -> None:
        early, late = make_article("Early"), make_article("Late")
        follower.catch_up()
        with psycopg.connect(conninfo()) as slow:
            slow.execute("UPDATE articles_article SET headline = 'Earliest' WHERE id = %s", [early.pk])
            Article.objects.filter(pk=late.pk).update(headline="Latest")
            follower.catch_up()
            assert (total(q="latest"), total(q="earliest")) == (1, 0)
            slow.commit()
        follower.catch_up()
        assert (total(q="latest"), total(q="earliest")) == (1, 1)
        assert differences() == []

    @pytest.mark.parametrize("seed", range(4))
    def test_random_edits_in_crossing_transactions_all_arrive(self, index_root: Path, seed: int) -> None:
        chance = random.Random(seed)
        stories = [make_article(f"Story {number}").pk for number in range(30)]
        tag = make_tag("Bases")
        open_connections: list[psycopg.Connection] = []
        for step in range(60):
            act = chance.random()
            if act < 0.3 and len(open_connections) < 4:
                open_connections.append(psycopg.connect(conninfo()))
            elif act < 0.75 and open_connections:
                # Each connection edits stories of its own, or one would wait for the other.
                which = chance.randrange(len(open_connections))
                mine = [id for id in stories if id % 4 == which]
                _edit(open_connections[which], chance.choice(mine), tag.pk, step)
            elif act < 0.9 and open_connections:
                done = open_connections.pop()
                chance.choice((done.commit, done.rollback))()
                done.close()
            else:
                follower.catch_up()
        for one in open_connections:
            one.commit()
            one.close()
        follower.catch_up()
        assert differences() == []
        assert total() == Article.objects.published().count()

    def test_nothing_is_read_twice_when_nothing_is_open(self, index_root: Path) -> None:
        make_article()
        one = follower.Follower()
        one.poll()
        one.poll()
        make_article()
        assert one.poll() == 1
        assert one.poll() == 0


def _edit(where: psycopg.Connection, story: int, tag: int, step: int) -> None:
    statements = (
        "UPDATE articles_article SET headline = 'Headline ' || %(step)s WHERE id = %(story)s",
        "UPDATE articles_article SET status = 'draft' WHERE id = %(story)s",
        "INSERT INTO articles_articletag (article_id, tag_id, origin, evidence)"
        " VALUES (%(story)s, %(tag)s, 'editor', '') ON CONFLICT DO NOTHING",
        "DELETE FROM articles_articletag WHERE article_id = %(story)s",
    )
    where.execute(statements[step % len(statements)], {"story": story, "tag": tag, "step": str(step)})


def _cut_segment(folder: Path) -> None:
    largest = max(folder.glob("*.idx"), key=lambda path: path.stat().st_size)
    os.truncate(largest, largest.stat().st_size // 2)


def _changed(**values: Any) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        state = read_state(folder)
        old = {name: getattr(state, name) for name in ("basis", "database", "snapshot", "read_at")}
        write_state(folder, State(**old | values))

    return change


BREAKAGES: dict[str, Callable[[Path], object]] = {
    "no meta.json": lambda folder: (folder / "meta.json").unlink(),
    "a broken meta.json": lambda folder: (folder / "meta.json").write_text("{"),
    "a segment that is gone": lambda folder: next(folder.glob("*.term")).unlink(),
    "a segment cut in half": _cut_segment,
    "no state.json": lambda folder: (folder / "state.json").unlink(),
    "a broken state.json": lambda folder: (folder / "state.json").write_bytes(b"\xff\x00"),
    "no CURRENT": lambda folder: (folder.parent / "CURRENT").unlink(),
    "a broken CURRENT": lambda folder: (folder.parent / "CURRENT").write_bytes(b"../\xff"),
    "a CURRENT that names nothing": lambda folder: (folder.parent / "CURRENT").write_text("000099"),
    "another version of the schema": _changed(basis="0 UTC"),
    "another database": _changed(database="an-other-one"),
    "a snapshot of the future": _changed(snapshot="999999999:999999999:"),
    "a log that may have been pruned": _changed(read_at=0.0),
}


class TestDamage:
    @pytest.mark.parametrize("breakage", BREAKAGES)
    def test_it_heals_by_itself(self, index: Callable[[], None], index_root: Path, breakage: str) -> None:
        for _ in range(5):
            make_article()
        index()
        BREAKAGES[breakage](current())
        # A web process says what is the matter, or answers from what it has open: it never fails.
        assert total() in (0, 5)
        index()
        assert (total(), trouble()) == (5, "")
        assert differences() == []

    def test_a_process_that_finds_damage_asks_for_a_new_index(
        self, index: Callable[[], None], index_root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make_article()
        index()
        os.truncate(next(current().glob("*.idx")), 10)
        # A process that has not opened the index yet:
        monkeypatch.setattr(opening, "_opened", None)
        assert not search(Selection()).ready
        assert [path.name for path in index_root.glob("*.damaged")] == ["000001.damaged"]
        index()
        assert search(Selection()).total == 1
        assert not list(index_root.glob("*.damaged"))

    def test_another_archive_in_the_same_place_is_not_mixed_in(self, index: Callable[[], None]) -> None:
        make_article()
        index()
        ArchiveIdentity.objects.update(identity="00000000-0000-4000-8000-000000000000")
        index()
        assert read_state(current()).database.startswith("00000000")

    def test_before_the_first_index_a_search_says_so(self, db: None, index_root: Path) -> None:
        results = search(Selection(q="harbour"))
        assert (results.total, results.ids, results.ready, results.edition) == (0, (), False, "")
        assert "being built" in results.notes[0]


class TestRebuilding:
    def test_reading_goes_on_and_the_new_index_takes_over_at_one_stroke(self, index: Callable[[], None]) -> None:
        for _ in range(10):
            make_article()
        index()
        before = current()
        seen = []
        follower.rebuild(lambda number: seen.append((total(), current() == before)))
        assert seen == [(10, True)]
        assert current() != before
        assert not before.exists()
        assert total() == 10

    def test_a_reader_at_work_keeps_what_it_reads(self, index: Callable[[], None]) -> None:
        make_article()
        index()
        at_work = reader()
        follower.rebuild()
        make_article()
        index()
        hits = at_work.searcher.search(Query.all_query(), 10).hits
        assert len(at_work.searcher.fast_field_values("id", [address for _, address in hits])) == 1

    def test_what_a_killed_build_left_is_cleared_away(self, index: Callable[[], None], index_root: Path) -> None:
        make_article()
        index()
        (index_root / "000099").mkdir()
        (index_root / "000099" / "meta.json").write_text("{")
        follower.rebuild()
        assert [path for path in index_root.iterdir() if path.is_dir()] == [current()]
        assert total() == 1

    def test_one_process_builds_and_one_follows(self, db: None, index_root: Path) -> None:
        with lock("build"), pytest.raises(Busy):
            follower.rebuild()
        with lock("follow"), pytest.raises(Busy):
            follower.catch_up()


class TestCommands:
    def test_check_index_agrees_and_disagrees(self, index: Callable[[], None], capsys: pytest.CaptureFixture) -> None:
        kept, changed, lost, hidden = (make_article(f"Story {number}") for number in range(4))
        Article.objects.filter(pk=lost.pk).update(status="draft")
        index()
        call_command("check_index")
        Article.objects.filter(pk=changed.pk).update(headline="Changed")
        Article.objects.filter(pk=lost.pk).update(status="published")
        Article.objects.filter(pk=hidden.pk).update(status="draft")
        ArticleTag.objects.create(article=kept, tag=make_tag("Bases"))
        with pytest.raises(CommandError, match="4 differences"):
            call_command("check_index")
        assert capsys.readouterr().out.splitlines()[1:] == [
            f"story {kept.pk}: other tags, countries, names or words in the index",
            f"story {changed.pk}: version 1 in the index, 2 in the database",
            f"story {lost.pk}: not in the index",
            f"story {hidden.pk}: in the index, but not published",
        ]

    def test_check_index_without_an_index_says_so(self, db: None, index_root: Path) -> None:
        with pytest.raises(CommandError, match="no index has been built yet"):
            call_command("check_index")

    def test_rebuild_index_says_how_many(self, db: None, index_root: Path, capsys: pytest.CaptureFixture) -> None:
        make_article()
        call_command("rebuild_index")
        assert capsys.readouterr().out.startswith("1 stories indexed in ")
        assert total() == 1

    def test_changes_of_a_month_ago_are_forgotten_and_later_ones_kept(self, db: None) -> None:
        story = make_article()
        now = ArticleChange.objects.get(article_id=story.pk)
        old = ArticleChange.objects.create(article_id=1, logged_at=now.logged_at - dt.timedelta(days=31))
        assert follower.prune() == 1
        assert not ArticleChange.objects.filter(pk=old.pk).exists()
        assert ArticleChange.objects.filter(pk=now.pk).exists()


@committed
class TestProcess:
    def test_an_edit_shows_within_a_second_and_sigterm_ends_it_cleanly(self, index_root: Path) -> None:
        make_article("Harbour opens")
        with following(index_root) as process:
            assert checking.wait(30)
            Article.objects.update(headline="Railway opens")
            assert checking.wait(1)
            assert total(q="railway") == 1
            process.terminate()
            assert process.wait(5) == 0

    def test_it_outlives_the_loss_of_its_database(self, index_root: Path) -> None:
        make_article("Harbour opens")
        with following(index_root) as process:
            assert checking.wait(30)
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
                assert cursor.fetchone() != (0,)
            Article.objects.update(headline="Railway opens")
            assert checking.wait(10)
            assert process.poll() is None

    def test_a_second_one_waits_until_the_first_is_gone(self, index_root: Path) -> None:
        make_article()
        with following(index_root) as first:
            assert checking.wait(30)
            with following(index_root) as second:
                assert "Waiting for it to end" in next(iter(second.stderr))
                first.kill()
                first.wait()
                make_article()
                assert checking.wait(30)

    def test_killed_at_any_moment_it_goes_on_where_it_was(self, index_root: Path) -> None:
        chance = random.Random()
        done = threading.Event()
        make_article()
        edits = threading.Thread(target=_edit_until, args=(done, chance.random()))
        edits.start()
        try:
            for _ in range(6):
                with following(index_root) as process, suppress(subprocess.TimeoutExpired):
                    process.wait(chance.uniform(0.6, 2.0))
        finally:
            done.set()
            edits.join()
        with following(index_root):
            assert checking.wait(60)
        assert differences() == []
        assert total() == Article.objects.published().count()


def _edit_until(done: threading.Event, seed: float) -> None:
    """Publish, change and withdraw stories on a connection of its own, in transactions of every size."""
    chance = random.Random(seed)
    with psycopg.connect(conninfo(), autocommit=True) as where:
        while not done.is_set():
            where.execute(
                "INSERT INTO articles_article (status, kind, slug, headline, standfirst, dateline, body_html,"
                " body_text, credit, language, published_at, published_precision, published_zone, published_printed,"
                " withdrawn_reason, guid, text_digest, word_count, excerpt)"
                " SELECT 'published', 'news', 's', 'Story ' || n, '', '', '', repeat('harbour ', 50), '', 'en',"
                " now() - n * interval '1 hour', 'minute', '', '', '', '', '', 50, '' FROM generate_series(1, %s) n",
                [chance.choice((1, 20, 400))],
            )
            where.execute(
                "UPDATE articles_article SET headline = headline || '.' WHERE id %% 7 = %s", [chance.randrange(7)]
            )
            where.execute("UPDATE articles_article SET status = 'draft' WHERE id %% 31 = %s", [chance.randrange(31)])

"""Imports that run at the same moment, in transactions that really are committed."""

import threading
from collections import Counter

import psycopg
import pytest
from django.db import connection

from articles.editing import NotPossible, reprinting, reprints
from articles.editing.held import find_among_held
from articles.ingest import runs
from articles.models import Article, Reprint, Shingle
from tests.factories import make_article
from tests.reprints import OTHER, STORY, edited

PLACES = ("north", "south", "east", "west", "inner", "outer")


def test_two_imports_at_once_miss_none_of_their_reprints(committed):
    """Each stores, one by one, printings of the six stories that the other one stores in the same moment."""
    stories = [f"{STORY} {OTHER}".replace(" the ", f" the {place} ") for place in PLACES]
    gate = threading.Barrier(2, timeout=30)
    faults = []

    def work(edit):
        try:
            gate.wait()
            for story in stories:
                line = f'{{"headline": "One", "body": "{edit(story)}"}}'
                run = runs.open_import([runs.Handed("one.jsonl", line.encode())], user=None)
                runs.confirm(run)
                runs.execute(run)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    workers = [threading.Thread(target=work, args=[edit]) for edit in (edited, lambda text: f"AFP reports. {text}")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)

    assert faults == []
    sizes = Counter(Reprint.objects.values_list("group", flat=True))
    assert sorted(sizes.values()) == [2] * len(stories)


def lock_timeout():
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        return cursor.fetchone()


def import_of(text):
    line = f'{{"headline": "One", "body": "{text}"}}'
    run = runs.open_import([runs.Handed("one.jsonl", line.encode())], user=None)
    runs.confirm(run)
    return runs.execute(run)


def test_where_another_change_takes_too_long_stories_come_in_and_are_looked_at_later(committed, monkeypatch):
    monkeypatch.setattr(reprints, "PATIENCE", "50ms")
    held = make_article(body_html=f"<p>{STORY}</p>")
    before = lock_timeout()
    keys = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    with psycopg.connect(**{key: connection.settings_dict[name] or None for key, name in keys.items()}) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [reprints.LOCK])
        assert import_of(edited(STORY)).counts()["created"] == 1
        with pytest.raises(NotPossible, match="Try again"):
            reprinting.take_out(Article.objects.all(), None)
    assert lock_timeout() == before
    assert not Reprint.objects.exists()
    assert not Shingle.objects.exists()
    assert find_among_held() == 2
    assert Reprint.objects.get(article=held).group == Reprint.objects.exclude(article=held).get().group

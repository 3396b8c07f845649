"""Imports that run at the same moment, in transactions that really are committed."""

import threading
from collections import Counter

from django.db import connection

from articles.ingest import runs
from articles.models import Reprint
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

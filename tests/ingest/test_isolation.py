"""Files are read by processes of their own: whatever becomes of those, every other item comes in."""

import json
import os

import pytest

from articles.ingest import isolation, runs
from articles.models import Article

pytestmark = pytest.mark.django_db


@pytest.fixture
def faulty(monkeypatch, tmp_path):
    """Readers whose parser has faults."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(isolation, "COMMAND", "from tests import faulty_reader; faulty_reader.main()")
    isolation.dismiss()
    yield
    isolation.dismiss()


def stories(*headlines):
    return "\n".join(json.dumps({"id": f"x:{n}", "headline": one}) for n, one in enumerate(headlines)).encode()


def imported(content, name="stories.jsonl"):
    run = runs.open_import([runs.Handed(name, content)], user=None)
    runs.confirm(run)
    return runs.execute(run)


def outcomes(run):
    return list(run.items.values_list("outcome", flat=True))


@pytest.mark.parametrize(
    ("fault", "said"),
    [("Crash", "SIGSEGV"), ("Spin", "processor time"), ("Swell", "memory"), ("Raise", "a fault of the parser")],
)
def test_an_item_that_ends_its_reader_is_set_aside_and_the_others_come_in(faulty, fault, said):
    run = imported(stories("One", fault, "Three", "Four"))

    assert outcomes(run) == ["created", "rejected", "created", "created"]
    assert said in run.items.get(outcome="rejected").reason


def test_a_fault_of_the_program_is_kept_with_its_traceback(faulty):
    run = imported(stories("One", "Raise"))

    assert "faulty_reader.py" in run.items.get(outcome="rejected").traceback
    assert "ZeroDivisionError" in run.items.get(outcome="rejected").traceback


def test_several_of_them_stop_nothing(faulty):
    headlines = ["Raise" if n % 40 == 7 else "Crash" if n % 40 == 8 else f"Story {n}" for n in range(200)]
    run = imported(stories(*headlines))

    assert run.counts()["rejected"] == 10
    assert Article.objects.count() == 190
    assert [item.position for item in run.items.filter(outcome="rejected")] == [
        n for n in range(200) if n % 40 in (7, 8)
    ]


def test_a_reader_that_somebody_kills_loses_nothing(faulty):
    run = imported(stories(*(f"Story {n}" for n in range(70)), "Crash once", "Last"))

    assert run.counts()["created"] == 72


def test_a_preview_shows_what_cannot_be_read(faulty):
    run = runs.open_import([runs.Handed("a.jsonl", stories("One", "Crash", "Three"))], user=None)

    first, second, third = runs.preview(run)
    assert (first.entry.document.headline, third.entry.document.headline) == ("One", "Three")
    assert "could not be read" in second.reading.problem.message


def test_a_reader_is_used_again_and_knows_no_secrets():
    imported(stories("One"))
    (reader,) = isolation._idle
    imported(stories("One", "Two"))

    assert isolation._idle == [reader]
    with open(f"/proc/{reader.process.pid}/environ") as environ:
        assert "DATABASE_URL" not in environ.read()
    with open(f"/proc/{reader.process.pid}/limits") as limits:
        assert "Max address space        unlimited" not in " ".join(limits.read().split("  "))
    assert os.getpgid(reader.process.pid) != os.getpgid(0)

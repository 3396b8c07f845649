"""The command that reads originals again."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, ChangeSet, Rereading
from tests.rereading import PAGE, imported, reading_as

pytestmark = pytest.mark.django_db
LINE = '{"id": "x:1", "headline": "Ferry sails", "body": "It sailed at noon.", "credit": "New"}'


def read_again(capsys, *words: str) -> tuple[dict, str]:
    call_command("read_again", *words)
    *listed, last = capsys.readouterr().out.strip().split("\n")
    return json.loads(last), "\n".join(listed)


@pytest.fixture
def read_before(db):
    """A page and a record that importers of before read."""
    with reading_as(1, authors=[]):
        imported(("ferry.html", PAGE))
    with reading_as(1, format="json", credit="Old"):
        imported(("ferry.jsonl", LINE))


def test_it_lists_what_differs_and_changes_nothing(read_before, capsys):
    counts, listed = read_again(capsys)
    assert (counts["differs"], counts["changeset"]) == (2, None)
    assert "ferry line: Byline" in listed and "Ferry sails: Credit" in listed
    assert "0 unchanged, 2 differ (2 can be applied), 0 failed" in listed
    assert not ChangeSet.objects.filter(kind="reread").exists()


def test_with_apply_it_brings_stories_up_to_date_as_one_change_set(read_before, capsys):
    counts, _ = read_again(capsys, "--apply")
    assert counts["applied"] == 2
    assert ChangeSet.objects.get(pk=counts["changeset"]).title == "Read again with importers html 2, json 1: 2 stories"
    counts, _ = read_again(capsys, "--apply")
    assert (counts["unchanged"], counts["changeset"]) == (2, None)


def test_it_reads_only_what_an_importer_reads(read_before, capsys):
    counts, listed = read_again(capsys, "--importer", "html")
    assert counts["differs"] == 1 and "Byline" in listed
    # Of items from before importers were noted, it shows when they are read.
    Rereading.objects.all().delete()
    for story in Article.objects.all():
        story.import_items.update(importer="", importer_version=0)
    counts, listed = read_again(capsys, "--importer", "json")
    assert counts["differs"] == 1 and "Credit" in listed


def test_it_reads_only_what_came_in_since_a_day(read_before, capsys):
    with pytest.raises(CommandError, match="no original to read again"):
        read_again(capsys, "--since", "2150-01-01")
    assert read_again(capsys, "--since", "2020-01-01")[0]["differs"] == 2
    with pytest.raises(CommandError, match="invalid day value"):
        read_again(capsys, "--since", "yesterday")


def test_an_original_that_cannot_be_read_makes_the_command_fail_in_the_end(read_before, capsys):
    Article.objects.first().import_items.get().file.original.parts.all().delete()
    with pytest.raises(SystemExit) as end:
        read_again(capsys)
    assert end.value.code == 3 and "failed: The original is no longer kept." in capsys.readouterr().out


def test_it_goes_on_with_one_that_was_interrupted(read_before, capsys):
    run = Rereading.objects.create(title="Again", status="running")
    for story in Article.objects.all():
        run.items.create(article=story, item=story.import_items.get())
    counts, _ = read_again(capsys, "--resume", str(run.pk))
    assert (counts["rereading"], counts["differs"]) == (run.pk, 2)
    with pytest.raises(CommandError, match="no rereading 99999999"):
        read_again(capsys, "--resume", "99999999")

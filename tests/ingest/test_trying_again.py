"""Items of an import that came to nothing, tried once more."""

import pytest

from articles.editing import undo
from articles.ingest import runs
from articles.models import Article, Import
from tests.ingest.test_runs import outcomes, rows, run_import

pytestmark = pytest.mark.django_db


def test_what_stood_in_the_way_is_gone():
    run_import(rows({"headline": "Held", "url": "https://a.example.org/1"}))
    run = run_import(rows({"headline": "Two", "body": "", "id": "x:2"}, {"headline": "Again"}, {"headline": "Last"}))
    assert outcomes(run) == ["created", "duplicate", "duplicate"]
    Article.objects.get(headline="Held").delete()

    assert runs.try_again(run, run.items.filter(position=1)) == 1
    run = runs.execute(run)

    assert outcomes(run) == ["created", "created", "duplicate"]
    assert run.status == Import.Status.DONE
    assert run.changeset.counts["created"] == 2


def test_what_came_in_is_not_tried_again():
    run = run_import(rows({"headline": "One"}))
    assert runs.try_again(run, run.items.all()) == 0


def test_an_undone_import_is_not_tried_again():
    run = run_import(rows({"headline": "One"}, {}))
    undo.undo(run.changeset, None)
    with pytest.raises(runs.Refused, match="undone"):
        runs.try_again(run, run.items.all())

"""``manage.py import_stories``: files and folders become stories, the last line says what became of them."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, ChangeSet, Import
from articles.text.links import canonical
from tests.website import story

pytestmark = pytest.mark.django_db

PAGE = """News

Ferry line between the two ports opens again

By Hana Sample

12 March 2019 09:15

The ferry line between the two northern ports opened again on Tuesday after a break of eleven years, with two ships that
will sail three times a week.

The mayors of both towns were on board of the first crossing and spoke of a new beginning for traders on both coasts.
"""


def import_stories(*arguments):
    """The command's last line as an object, and its exit code."""
    out = StringIO()
    try:
        call_command("import_stories", *map(str, arguments), stdout=out, stderr=StringIO())
        code = 0
    except SystemExit as leaving:
        code = leaving.code
    return json.loads(out.getvalue().splitlines()[-1]), code


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "ferry.txt"
    path.write_text(PAGE)
    return path


def test_it_says_what_became_of_the_items(page):
    counts, code = import_stories(page)

    assert counts == {
        "changeset": ChangeSet.objects.get().pk, "created": 1, "updated": 0, "unchanged": 0, "duplicate": 0, "rejected": 0,
    }  # fmt: skip
    assert code == 0
    story = Article.objects.get()
    assert (story.headline, story.status) == ("Ferry line between the two ports opens again", "draft")


def test_it_publishes_when_told_to(page):
    import_stories(page, "--publish", "--source", "Example Times")

    story = Article.objects.get()
    assert story.is_published
    assert story.source.name == "Example Times"


def test_a_rejected_item_makes_exit_code_3(tmp_path, page):
    (tmp_path / "broken.jsonl").write_text('{"headline": "Whole", "body": "A whole story."}\n{broken\n')

    counts, code = import_stories(tmp_path)

    assert (counts["created"], counts["rejected"], code) == (2, 1, 3)


def test_a_dry_run_stores_nothing(page):
    counts, _ = import_stories(page, "--dry-run")

    assert (counts["created"], counts["changeset"]) == (1, None)
    assert not Article.objects.exists()
    assert not Import.objects.exists()


def test_addresses_are_fetched(page, website, settings):
    settings.FETCH_ALLOW = frozenset({website.place})
    urls = [website.page(f"/{number}", story(f"Ferry number {number} sails", paragraphs=number)) for number in (3, 9)]

    counts, code = import_stories(page, *urls)

    assert (counts["created"], code) == (3, 0)
    assert set(map(canonical, urls)) <= set(Article.objects.values_list("appearances__url", flat=True))
    assert sum("/robots.txt" in head for head in website.asked) == 1


def test_an_address_that_cannot_be_had_stops_before_anything_is_stored(page, website, settings):
    settings.FETCH_ALLOW = frozenset({website.place})

    with pytest.raises(CommandError, match=r"/missing: The server answered 404"):
        call_command("import_stories", page, website.url("/missing"))
    assert not Import.objects.exists()


@pytest.mark.parametrize("path", ["nowhere.txt", "https://127.0.0.1/1", "HTTP://user@news.example/"])
def test_what_cannot_be_read_is_named(path):
    with pytest.raises(CommandError, match=path):
        call_command("import_stories", path)

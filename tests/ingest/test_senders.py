"""What a wire says of its stories is done: kills, older versions, embargoes."""

import json

import pytest

from articles.editing import undo
from articles.editing.history import change
from articles.models import Article, Author, Byline, ChangeSet
from tests.factories import make_article
from tests.ingest.test_runs import BODY, outcomes, run_import

pytestmark = pytest.mark.django_db

ITEM = {
    "uri": "urn:courier:1",
    "headline": "Pilots to be shared",
    "byline": "Ines Muster",
    "firstcreated": "2024-03-25T10:00:00Z",
    "versioncreated": "2024-03-25T10:00:00Z",
    "pubstatus": "usable",
    "body_text": BODY,
}


def wire(**changes):
    """Import the item with changes, as ninjs, to be published; gives the run's only item."""
    stated = {name: value for name, value in (ITEM | changes).items() if value is not None}
    return run_import(json.dumps(stated).encode(), name="wire.json", publish=True).items.get()


@pytest.mark.parametrize("status", ["canceled", "withheld"])
@pytest.mark.parametrize("bare", [False, True])
def test_a_story_that_is_called_off_is_withdrawn_and_kept(status, bare):
    wire()
    away = dict.fromkeys(ITEM.keys() - {"uri"}) if bare else {}
    item = wire(**away | {"pubstatus": status})

    assert (item.outcome, item.reason) == ("updated", f"Its sender has {status} it: withdrawn.")
    story = Article.objects.get()
    assert (story.status, story.headline) == ("withdrawn", "Pilots to be shared")
    assert story.withdrawn_reason == f"Its sender has {status} this story."
    assert not Article.objects.published().exists()

    again = wire(pubstatus=status)
    assert (again.outcome, again.reason) == ("unchanged", f"Its sender has {status} it; readers do not see it.")


def test_a_kill_can_be_undone():
    wire()
    item = wire(pubstatus="canceled")
    undo.undo(item.run.changeset, None)
    story = Article.objects.get()
    assert (story.status, story.withdrawn_reason) == ("published", "")


def test_a_kill_of_a_story_that_never_came_in_says_so():
    item = wire(**dict.fromkeys(ITEM.keys() - {"uri"}) | {"pubstatus": "canceled"})
    assert (item.outcome, item.reason) == (
        "rejected", "Its sender has canceled it; the archive holds no such story.",
    )  # fmt: skip
    assert not Article.objects.exists()


def test_a_kill_reaches_the_story_of_that_identifier_alone():
    other = make_article("Another", body_html=f"<p>{BODY}</p>")
    wire(**dict.fromkeys(ITEM.keys() - {"uri"}) | {"pubstatus": "canceled"})
    other.refresh_from_db()
    assert other.status == "published"


def test_a_newer_version_updates_and_an_older_one_that_comes_late_changes_nothing():
    wire(headline="First", versioncreated="2024-03-25T11:00:00Z")
    assert wire(headline="Third", versioncreated="2024-03-25T13:00:00Z").outcome == "updated"
    late = wire(headline="Second", versioncreated="2024-03-25T12:00:00Z")

    assert late.outcome == "unchanged"
    assert late.reason == (
        "Same identifier, an older version, of 25 March 2024, 12:00 UTC; the archive has that of 25 March 2024, 13:00 UTC."
    )
    assert Article.objects.get().headline == "Third"
    assert wire(headline="Third", versioncreated="2024-03-25T13:00:00Z").outcome == "unchanged"


@pytest.mark.parametrize(
    ("stated", "why"),
    [
        ({"pubstatus": "withheld"}, "Kept as a draft: its sender has withheld it."),
        ({"embargoed": "2190-01-01T00:00:00+01:00"}, "Kept as a draft: it is under embargo until 31 December 2189, 23:00 UTC; it is published then."),
    ],
)  # fmt: skip
def test_what_is_held_back_stays_a_draft_and_says_why(stated, why):
    item = wire(**stated)
    assert (item.outcome, item.reason) == ("created", why)
    assert Article.objects.get().status == "draft"


def test_an_editors_byline_stays():
    wire()
    story = Article.objects.get()
    with change(ChangeSet.Kind.EDIT, "Byline", None):
        Byline.objects.filter(article=story).delete()
        Byline.objects.create(article=story, author=Author.objects.create(name="Ada Test", slug="ada-test"), position=0)
    wire(byline="Somebody Else", versioncreated="2024-03-25T12:00:00Z")
    assert [author.name for author in story.authors.all()] == ["Ada Test"]


def test_a_byline_that_only_imports_wrote_is_brought_up_to_date():
    wire()
    wire(byline="Somebody Else", versioncreated="2024-03-25T12:00:00Z")
    assert [author.name for author in Article.objects.get().authors.all()] == ["Somebody Else"]


def test_a_reading_without_a_date_leaves_the_date():
    wire()
    item = wire(headline="Renamed", firstcreated=None, versioncreated=None)
    story = Article.objects.get()
    assert (item.outcome, story.headline, story.status) == ("updated", "Renamed", "published")
    assert story.published_at.isoformat() == "2024-03-25T10:00:00+00:00"


def test_items_of_a_batch_go_each_their_way():
    wire()
    rows = [
        {"uri": "urn:courier:1", "pubstatus": "canceled"},
        {"uri": "urn:courier:2", "pubstatus": "canceled"},
        ITEM | {"uri": "urn:courier:3"},
    ]
    run = run_import("\n".join(map(json.dumps, rows)).encode(), name="wire.json", publish=True)
    assert outcomes(run) == ["updated", "rejected", "created"]

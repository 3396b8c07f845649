"""Imports from start to finish."""

import json

import pytest
from django.db import connection

from articles.editing import undo
from articles.editing.history import change
from articles.ingest import batches, entries, runs
from articles.models import Article, ArticleTag, ChangeSet, Import, Source, Tag
from tests.factories import make_article, make_tag

pytestmark = pytest.mark.django_db

BODY = (
    "The harbour masters of two towns agreed on Tuesday to share their pilots. The agreement runs for five years and "
    "may be renewed. Officials called it a modest step that had taken eleven rounds of talks to reach."
)


def rows(*stories):
    return "\n".join(json.dumps({"published": "2024-03-25", "body": BODY} | story) for story in stories).encode()


def run_import(content, name="stories.jsonl", **options):
    """Import bytes to the end."""
    run = runs.open_import([runs.Handed(name, content)], user=None, **options)
    runs.confirm(run)
    return runs.execute(run)


def outcomes(run):
    return list(run.items.values_list("outcome", flat=True))


def test_a_story_comes_out_with_everything_its_source_states():
    run = run_import(
        rows(
            {
                "id": "x:1", "headline": "Harbour pilots to be shared", "standfirst": "A modest step.", "section": "News",
                "authors": ["Hana Sample", "Tomas Beispiel"], "source": "AFP", "published": "2024-03-25T13:19+09:00",
                "topics": ["Harbours"], "people": ["Ines Muster"], "countries": ["JP", "us"], "language": "en",
                "url": "https://news.example.org/harbour?utm_source=x", "site_name": "Example Times", "credit": "AFP",
            }
        ),
        publish=True,
    )  # fmt: skip

    story = Article.objects.get()
    assert outcomes(run) == ["created"]
    assert story.is_published
    assert story.published_at.isoformat() == "2024-03-25T04:19:00+00:00"
    assert story.author_names == ["Hana Sample", "Tomas Beispiel"]
    assert (story.source.name, story.source.kind, story.section.name) == ("AFP", "agency", "News")
    assert sorted(story.tags.values_list("kind", "name")) == [("person", "Ines Muster"), ("topic", "Harbours")]
    assert sorted(country.code for country in story.countries.all()) == ["JP", "US"]
    assert story.appearances.get().outlet.name == "Example Times"
    assert "utm_source" not in story.appearances.get().url
    assert story.changeset == run.changeset


def test_the_same_file_twice_gives_all_unchanged():
    content = rows({"id": "x:1", "headline": "One"}, {"id": "x:2", "headline": "Two", "topics": ["Harbours"]})
    run_import(content)

    assert outcomes(run_import(content)) == ["unchanged", "unchanged"]
    assert Article.objects.count() == 2


def test_a_changed_item_updates_its_story_and_says_what_changed():
    run_import(rows({"id": "x:1", "headline": "One"}))
    run = run_import(rows({"id": "x:1", "headline": "One, corrected"}))

    assert run.items.get().outcome == "updated"
    assert run.items.get().reason == "Changed: headline"
    assert Article.objects.get().headline == "One, corrected"


def test_an_editors_own_change_is_not_written_over():
    run_import(rows({"id": "x:1", "headline": "One", "standfirst": "First."}))
    with change(ChangeSet.Kind.EDIT, "Edited", None):
        Article.objects.update(headline="The editor's headline")

    run_import(rows({"id": "x:1", "headline": "One, anew", "standfirst": "Second."}))

    story = Article.objects.get()
    assert (story.headline, story.standfirst) == ("The editor's headline", "Second.")


def test_the_same_address_is_the_same_story_whatever_was_added_to_it():
    run_import(rows({"headline": "One", "url": "https://news.example.org/one"}))
    run = run_import(rows({"headline": "One", "url": "http://news.example.org/one/?utm_medium=mail#top"}))

    assert outcomes(run) == ["unchanged"]


def test_the_same_text_elsewhere_is_a_duplicate_and_names_its_story():
    held = make_article("Held", body_html=f"<p>{BODY}</p>")
    run = run_import(rows({"headline": "Another headline", "url": "https://other.example.org/1"}))

    item = run.items.get()
    assert (item.outcome, item.article) == ("duplicate", held)
    assert str(held.pk) in item.reason


def test_two_items_with_identifiers_of_their_own_are_two_stories():
    run = run_import(
        rows({"id": "1", "headline": "Dividend"}, {"id": "2", "headline": "Dividend"}), defaults={"source": "Reuters"}
    )

    assert outcomes(run) == ["created", "created"]
    assert set(Article.objects.values_list("guid", flat=True)) == {"reuters:1", "reuters:2"}


def test_a_repeat_within_one_file_meets_its_first():
    run = run_import(
        rows(
            {"headline": "One", "url": "https://a.example.org/1"}, {"headline": "One", "url": "https://a.example.org/1"}
        )
    )

    assert outcomes(run) == ["created", "unchanged"]


def test_one_bad_line_is_rejected_with_its_reason_and_the_rest_come_in():
    content = rows({"headline": "One", "id": "x:1"}) + b"\n{broken\n" + rows({"headline": "Two", "id": "x:2"})
    run = run_import(content)

    assert outcomes(run) == ["created", "rejected", "created"]
    assert run.items.get(outcome="rejected").reason


def test_a_story_without_a_headline_is_rejected():
    run = run_import(rows({"id": "x:1"}))

    assert run.items.get().reason == "No headline was found."


def test_a_story_without_a_date_stays_a_draft_and_says_so():
    run = run_import(rows({"headline": "One", "published": ""}), publish=True)

    assert Article.objects.get().status == "draft"
    assert "no date" in run.items.get().reason


def test_a_default_fills_only_what_is_not_stated():
    run_import(
        rows({"headline": "One", "source": "AFP"}, {"headline": "Two", "body": ""}), defaults={"source": "Kyodo News"}
    )

    assert dict(Article.objects.values_list("headline", "source__name")) == {
        "One": "AFP",
        "Two": Source.objects.exclude(name="AFP").get().name,
    }


def test_labels_become_tags_once_whatever_their_case():
    make_tag("US-Japan relations", aliases=["Japan-US ties"])
    run_import(
        rows({"headline": "One", "id": "x:1", "topics": ["us-japan RELATIONS", "Japan–US ties", "Japan-US ties"]})
    )

    assert sorted(Tag.objects.values_list("name", flat=True))[-1] == "US-Japan relations"
    assert ArticleTag.objects.filter(tag__name="US-Japan relations").count() == 1


def test_labels_of_a_page_do_not_become_tags():
    page = f"<html><head><title>Pilots shared</title><meta name=keywords content='harbour, pilots'></head><body><article><h1>Pilots shared</h1><p>{BODY}</p></article></body></html>"
    run_import(page.encode(), name="page.html")

    assert Article.objects.count() == 1
    assert not Tag.objects.exists()


def test_a_label_is_shown_with_the_sentence_that_names_it():
    run_import(
        rows({"headline": "One", "topics": ["Pilots"], "body": "Rain fell. The pilots went home early. Nobody minded."})
    )

    assert ArticleTag.objects.get().evidence == "The pilots went home early."
    assert ArticleTag.objects.get().origin == "source"


def test_an_import_can_be_undone_as_if_it_had_never_been():
    make_article("Held before", tags=[make_tag("Harbours")])
    run = run_import(
        rows(
            {
                "id": "x:1",
                "headline": "One",
                "authors": ["Hana Sample"],
                "topics": ["Harbours", "Pilots"],
                "url": "https://a.example.org/1",
            }
        )
    )

    undo.undo(run.changeset, None)

    assert [story.headline for story in Article.objects.all()] == ["Held before"]
    assert [tag.name for tag in Tag.objects.all()] == ["Harbours"]
    run.items.get()


def test_an_undone_update_brings_the_first_reading_back():
    run_import(rows({"id": "x:1", "headline": "One", "authors": ["Hana Sample"]}))
    run = run_import(rows({"id": "x:1", "headline": "Changed", "authors": ["Tomas Beispiel"]}))

    undo.undo(run.changeset, None)

    story = Article.objects.get()
    assert (story.headline, story.author_names) == ("One", ["Hana Sample"])


def test_it_resumes_after_a_stop_and_stores_each_item_once():
    content = rows(
        *({"id": f"x:{number}", "headline": f"Story {number}", "body": ""} for number in range(batches.BATCH * 2 + 7))
    )
    run = runs.open_import([runs.Handed("stories.jsonl", content)], user=None)
    runs.confirm(run)
    stopped = runs.execute(run, should_stop=lambda: True)
    assert (stopped.status, Article.objects.count()) == (Import.Status.RUNNING, batches.BATCH)

    finished = runs.execute(run)

    assert finished.status == Import.Status.DONE
    assert finished.counts()["created"] == Article.objects.count() == batches.BATCH * 2 + 7
    assert runs.progress(finished).done == finished.total


def test_a_cancelled_run_stops_after_the_batch_at_work():
    content = rows(
        *({"id": f"x:{number}", "headline": f"Story {number}", "body": ""} for number in range(batches.BATCH + 1))
    )
    run = runs.open_import([runs.Handed("stories.jsonl", content)], user=None)
    runs.confirm(run)
    Import.objects.update(status="running")
    runs.cancel(run)

    assert runs.execute(run).status == Import.Status.CANCELLED
    assert Article.objects.count() == batches.BATCH


def test_an_item_the_database_refuses_is_set_aside_and_the_rest_come_in():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_article ADD CONSTRAINT no_seven CHECK (headline <> 'Story 7')")
    run = run_import(rows(*({"id": f"x:{number}", "headline": f"Story {number}"} for number in range(10))))

    assert run.counts()["created"] == 9
    assert "fault" in run.items.get(outcome="rejected").reason


def test_the_preview_shows_what_the_archive_says_to_an_item():
    make_tag("Harbours", aliases=["harbour masters"])
    held = make_article("Held", body_html=f"<p>{BODY}</p>")
    run = runs.open_import(
        [runs.Handed("a.jsonl", rows({"headline": "Pilots of Japan", "id": "x:1", "url": "https://a.example.org/1"}))],
        user=None,
    )

    (one,) = runs.preview(run)

    assert [suggestion.thing.name for suggestion in one.suggestions.tags] == ["Harbours"]
    assert one.suggestions.tags[0].evidence.startswith("The harbour masters of two towns")
    assert [suggestion.thing.code for suggestion in one.suggestions.countries] == ["JP"]
    assert [match.article for match in one.duplicates] == [held]
    assert Article.objects.count() == 1


def test_what_the_editor_left_in_the_preview_is_what_is_stored():
    tag = make_tag("Harbours")
    run = runs.open_import([runs.Handed("a.jsonl", rows({"headline": "Read", "topics": ["Noise"]}))], user=None)
    (one,) = runs.preview(run)
    edited = entries.to_json(one.entry) | {
        "headline": "Edited", "published": "2024-03-26 08:30", "published_zone": "", "tags": [tag.pk],
        "new_tags": [["event", "Pilot accord"]], "countries": ["PH"], "evidence": {"country:PH": "Manila agreed."},
    }  # fmt: skip
    one.item.edited = edited
    one.item.save()
    runs.confirm(run)
    runs.execute(run)

    story = Article.objects.get()
    assert (story.headline, f"{story.published_at:%F %R}") == ("Edited", "2024-03-26 08:30")
    assert sorted(story.tags.values_list("name", flat=True)) == ["Harbours", "Pilot accord"]
    link = story.article_countries.get()
    assert (link.country.code, link.origin, link.evidence) == ("PH", "name", "Manila agreed.")


def test_an_item_left_out_by_the_editor_is_not_stored():
    run = runs.open_import(
        [runs.Handed("a.jsonl", rows({"headline": "One"}, {"headline": "Two", "body": ""}))], user=None
    )
    run.items.filter(headline="One").update(skipped=True)
    runs.confirm(run)
    runs.execute(run)

    assert [story.headline for story in Article.objects.all()] == ["Two"]


@pytest.mark.parametrize("handed", [[], [runs.Handed("empty.txt", b"  \n")]])
def test_nothing_at_all_is_refused_and_leaves_no_trace(handed):
    with pytest.raises(runs.Refused):
        runs.open_import(handed, user=None)
    assert not Import.objects.exists()


@pytest.mark.parametrize("text", ["yesterday", "2024-02-30", "25/03/2024"])
def test_a_date_that_is_none_is_named_with_its_field(text):
    with pytest.raises(entries.Malformed) as caught:
        entries.moment("published", text)
    assert caught.value.field == "published"
    assert text in str(caught.value)


def test_a_date_without_an_hour_keeps_its_day_in_every_zone(settings):
    run_import(rows({"headline": "One", "published": "2024-03-25"}))
    assert Article.objects.get().published_on.isoformat() == "2024-03-25"


def test_a_time_without_a_zone_is_read_in_its_sources_zone():
    Source.objects.create(name="Karachi Post", slug="karachi-post", time_zone="Asia/Karachi")
    run_import(rows({"headline": "One", "source": "Karachi Post", "published": "2024-03-25T00:30"}))

    assert Article.objects.get().published_at.isoformat() == "2024-03-24T19:30:00+00:00"


class TestDuplicates:
    """The same text under another address: what becomes of it is the editor's choice."""

    def again(self, duplicates):
        run_import(rows({"headline": "First", "url": "https://a.example.org/1"}))
        return run_import(
            rows({"headline": "Second", "url": "https://b.example.org/2"}), duplicates=duplicates
        ).items.get()

    def test_it_is_left_out(self):
        assert self.again("skip").outcome == "duplicate"
        assert [story.headline for story in Article.objects.all()] == ["First"]

    def test_it_brings_its_story_up_to_date(self):
        item = self.again("update")

        assert (item.outcome, item.reason) == ("updated", "Changed: headline, where it ran")
        story = Article.objects.get()
        assert story.headline == "Second"
        assert story.appearances.count() == 2

    def test_it_is_stored_as_another_printing(self):
        item = self.again("add")

        first, second = Article.objects.order_by("pk")
        assert (item.outcome, item.article) == ("created", second)
        assert first.reprint.group == second.reprint.group
        assert f"Another printing of story {first.pk}." in item.reason


def test_what_an_editor_changed_stays_whatever_imports_change_beside_it():
    run_import(rows({"headline": "One", "id": "x:1", "standfirst": "First."}))
    with change(ChangeSet.Kind.EDIT, "Edited", None):
        Article.objects.update(headline="The editor's headline")

    for standfirst in ("Second.", "Third."):
        run_import(rows({"headline": "One, anew", "id": "x:1", "standfirst": standfirst}))

    story = Article.objects.get()
    assert (story.headline, story.standfirst) == ("The editor's headline", "Third.")


@pytest.mark.parametrize(
    ("stated", "published"),
    [
        ({}, True), ({"pubstatus": "usable"}, True), ({"pubstatus": "withheld"}, False), ({"pubstatus": "canceled"}, False),
        ({"pubstatus": "unheard of"}, False), ({"embargoed": "2020-01-01T00:00:00Z"}, True), ({"embargoed": "2190-01-01T00:00:00Z"}, False),
        ({"embargoed": "soon"}, False),
    ],
)  # fmt: skip
def test_what_its_sender_holds_back_is_not_published(stated, published):
    item = {
        "uri": "urn:a:1",
        "headline": "Pilots to be shared",
        "versioncreated": "2024-03-25T10:00:00Z",
        "body_text": BODY,
    }
    run_import(json.dumps(item | stated).encode(), name="wire.json", publish=True)
    assert Article.objects.get().is_published is published

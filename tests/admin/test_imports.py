"""Bringing stories in at the desk: paste or upload, look through, confirm, see what became of each."""

from __future__ import annotations

import gzip
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Article, ColumnMapping, Import, ImportItem
from tests.factories import make_article, make_tag
from tests.importers import packing
from tests.ingest.test_runs import rows, run_import

pytestmark = pytest.mark.django_db

PAGE = """Home
News
Sport

News

Ferry line to Palau begins in June

By Ana Poe
25 March 2024 13:19

The first ferry to Palau leaves the harbour in June, the port authority said on Monday. It will sail twice a week.

Japan paid for the ship, and the harbours are ready. Tickets go on sale in May at both ports of the line.

Share on Facebook
Most Read
Pier closes for a week
"""
LINES = [
    {"headline": f"Ferry {number} sails", "body": f"Ferry number {number} left the pier in the morning.", "published": "2024-03-25",
     "topics": ["Ferries"]}
    for number in range(3)
]  # fmt: skip
TABLE = (
    "Titel,Text,When\nFerry sails,It left the pier at noon.,2024-03-25\nPier shut,Nobody came to the pier.,2024-03-26\n"
)


def hand_in(client, pasted: str = "", files=(), **values):
    data = {"pasted": pasted, "format": "auto", "files": list(files)} | values
    return client.post(reverse("admin:articles_import_add"), data)


def handed_in(client, *args, **values) -> Import:
    answer = hand_in(client, *args, **values)
    assert answer.status_code == 302, answer.context["form"].errors
    return Import.objects.get()


def file(name: str, content: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode())


def lines() -> SimpleUploadedFile:
    return file("ferries.jsonl", "\n".join(map(json.dumps, LINES)))


def item_page(item: ImportItem) -> str:
    return reverse("admin:articles_import_item", args=[item.run_id, item.pk])


def posted(form) -> dict:
    """The item's form as a browser would send it back."""
    data = {name: form[name].value() for name in form.fields}
    data["authors"] = "\n".join(data["authors"])
    data["new_topics"] = "\n".join(data.get("new_topics") or [])
    data["more_countries"] = [country.pk for country in data["more_countries"]]
    return {name: value for name, value in data.items() if value not in (None, False)}


def test_a_pasted_page_is_looked_through_and_stored(at_desk, editor):
    ports = make_tag("Ferry line")
    run = handed_in(at_desk, PAGE)
    item = run.items.get()
    page = at_desk.get(run.get_absolute_url(), follow=True)
    form = page.context["form"]
    assert page.redirect_chain[-1][0] == item_page(item)
    assert form["headline"].value() == "Ferry line to Palau begins in June"
    assert form["published"].value() == "2024-03-25T13:19"
    assert "Most Read" in page.content.decode()
    assert {"country:PW", f"tag:{ports.pk}"} <= set(form.ticked)
    answer = at_desk.post(item_page(item), posted(form) | {"headline": "Ferry to Palau", "confirm": "yes"})
    assert answer.status_code == 302
    story = Article.objects.get()
    assert (story.headline, story.status, story.added_by) == ("Ferry to Palau", "draft", editor)
    assert "PW" in story.countries.values_list("code", flat=True)
    assert list(story.tags.all()) == [ports]
    assert story.article_tags.get().evidence


def test_an_empty_hand_is_told_so(at_desk):
    assert "Paste a story here" in hand_in(at_desk, "   ").content.decode()


def test_a_mistake_keeps_what_was_typed(at_desk):
    item = handed_in(at_desk, PAGE).items.get()
    form = at_desk.get(item_page(item)).context["form"]
    answer = at_desk.post(
        item_page(item), posted(form) | {"published": "last Monday", "standfirst": "Mine.", "confirm": "yes"}
    )
    page = answer.content.decode()
    assert "is not a date" in page and "Mine." in page and "last Monday" in page
    assert not Article.objects.exists()


def test_publishing_at_once_is_an_editors_choice(at_desk):
    item = handed_in(at_desk, PAGE).items.get()
    form = at_desk.get(item_page(item)).context["form"]
    at_desk.post(item_page(item), posted(form) | {"confirm": "yes", "publish": "yes"})
    assert Article.objects.get().status == "published"


def test_a_contributor_imports_drafts_only(contributor, desk_of):
    client = desk_of(contributor)
    item = handed_in(client, PAGE, publish="yes").items.get()
    form = client.get(item_page(item)).context["form"]
    client.post(item_page(item), posted(form) | {"confirm": "yes", "publish": "yes"})
    assert Article.objects.get().status == "draft"


def test_a_contributor_changes_no_published_story_by_importing(contributor, desk_of, at_desk):
    editors, own = (
        file("a.jsonl", json.dumps(LINES[0] | {"guid": "urn:x:1"})),
        file("b.jsonl", json.dumps(LINES[1] | {"guid": "urn:x:1"})),
    )
    run = handed_in(at_desk, files=[editors])
    at_desk.post(reverse("admin:articles_import_confirm", args=[run.pk]), {"publish": "yes"})
    client = desk_of(contributor)
    hand_in(client, files=[own])
    run = Import.objects.get(user=contributor)
    client.post(reverse("admin:articles_import_confirm", args=[run.pk]))
    assert Article.objects.get().headline == "Ferry 0 sails"


def test_several_items_are_listed_and_one_is_left_out(at_desk):
    run = handed_in(at_desk, files=[lines()])
    page = at_desk.get(run.get_absolute_url())
    items = [preview.item for preview in page.context["previews"]]
    assert len(items) == 3
    data = {"shown": [item.pk for item in items], "skip": [items[1].pk]}
    at_desk.post(reverse("admin:articles_import_confirm", args=[run.pk]), data)
    assert sorted(Article.objects.values_list("headline", flat=True)) == ["Ferry 0 sails", "Ferry 2 sails"]
    outcome = at_desk.get(run.get_absolute_url())
    assert [(one.outcome, one.number) for one in outcome.context["outcomes"]] == [("created", 2), ("rejected", 1)]
    assert "Left out by the editor." in at_desk.get(f"{run.get_absolute_url()}?outcome=rejected").content.decode()


def test_confirming_twice_stores_once(at_desk):
    run = handed_in(at_desk, files=[lines()])
    for _ in range(2):
        at_desk.post(reverse("admin:articles_import_confirm", args=[run.pk]))
    assert Article.objects.count() == 3


@pytest.mark.parametrize("act", ["confirm", "cancel"])
def test_nothing_happens_by_following_a_link(at_desk, act):
    run = handed_in(at_desk, files=[lines()])
    assert at_desk.get(reverse(f"admin:articles_import_{act}", args=[run.pk])).status_code == 405
    assert Import.objects.get().status == "preview"


def test_a_discarded_import_is_gone(at_desk):
    run = handed_in(at_desk, files=[lines()])
    at_desk.post(reverse("admin:articles_import_cancel", args=[run.pk]))
    assert not Import.objects.exists()


def test_the_columns_of_a_table_can_be_changed_and_saved(at_desk):
    run = handed_in(at_desk, files=[file("ferries.csv", TABLE)])
    address = reverse("admin:articles_import_columns", args=[run.pk])
    form = at_desk.get(address).context["form"]
    assert next(column.samples for column, _ in form.rows()) == ["Ferry sails", "Pier shut"]
    data = {"column_0": "headline", "column_1": "body", "column_2": "published", "save_as": "Harbour paper"}
    assert at_desk.post(address, data).status_code == 302
    previews = at_desk.get(run.get_absolute_url()).context["previews"]
    assert previews[0].entry.document.published is not None
    assert ColumnMapping.objects.get(name="Harbour paper").columns["When"] == "published"


def test_one_field_comes_from_one_column(at_desk):
    run = handed_in(at_desk, files=[file("ferries.csv", TABLE)])
    answer = at_desk.post(
        reverse("admin:articles_import_columns", args=[run.pk]), {"column_0": "headline", "column_1": "headline"}
    )
    assert "Chosen for two columns" in answer.content.decode()


def test_what_cannot_be_read_says_why(at_desk):
    run = handed_in(at_desk, files=[SimpleUploadedFile("paper.pdf", b"%PDF-1.7 and so on")])
    assert "This is a PDF file" in at_desk.get(run.get_absolute_url()).content.decode()


def test_probable_duplicates_are_named(at_desk):
    held = make_article("Ferry line to Palau begins in June")
    item = handed_in(at_desk, PAGE).items.get()
    page = at_desk.get(item_page(item)).content.decode()
    assert "Same headline" in page and reverse("admin:articles_article_change", args=[held.pk]) in page


def test_a_long_import_is_watched_and_stopped(at_desk):
    run = handed_in(
        at_desk,
        files=[file("many.jsonl", "\n".join(json.dumps(LINES[0] | {"headline": f"Ferry {n}"}) for n in range(60)))],
    )
    at_desk.post(reverse("admin:articles_import_confirm", args=[run.pk]))
    assert "data-progress" in at_desk.get(run.get_absolute_url()).content.decode()
    now = at_desk.get(reverse("admin:articles_import_progress", args=[run.pk])).json()
    assert (now["status"], now["ended"], now["done"], now["total"]) == ("queued", False, 0, 60)
    at_desk.post(reverse("admin:articles_import_cancel", args=[run.pk]))
    assert Import.objects.get().cancel_requested


def test_outcomes_are_taken_away_as_csv(at_desk):
    run = handed_in(at_desk, files=[lines()])
    at_desk.post(reverse("admin:articles_import_confirm", args=[run.pk]))
    text = b"".join(at_desk.get(reverse("admin:articles_import_outcomes", args=[run.pk]))).decode()
    assert text.splitlines()[0] == "file,item,inside,outcome,reason,headline,story,address,traceback"
    assert text.count(",created,") == 3 and "http://testserver/a" in text


def test_a_whole_import_is_undone(at_desk):
    run = handed_in(at_desk, files=[lines()])
    at_desk.post(reverse("admin:articles_import_confirm", args=[run.pk]))
    run.refresh_from_db()
    at_desk.post(reverse("admin:articles_changeset_undo", args=[run.changeset_id]))
    assert not Article.objects.exists()


def test_an_import_is_its_contributors_own(contributor, editor, desk_of, at_desk):
    run = handed_in(at_desk, files=[lines()])
    client = desk_of(contributor)
    assert client.get(run.get_absolute_url()).status_code == 404
    assert client.post(reverse("admin:articles_import_confirm", args=[run.pk])).status_code == 404


def test_importing_needs_the_right(desk_of, django_user_model):
    client = desk_of(django_user_model.objects.create_user("nora", is_staff=True))
    assert hand_in(client, PAGE).status_code == 403


def test_the_columns_of_a_packed_table_and_of_a_workbook_are_offered(at_desk):
    rows = [line.split(",") for line in TABLE.splitlines()]
    for name, content in (("t.csv.gz", gzip.compress(TABLE.encode())), ("t.xlsx", packing.workbook(A=rows))):
        Import.objects.all().delete()
        run = handed_in(at_desk, files=[SimpleUploadedFile(name, content)])
        form = at_desk.get(reverse("admin:articles_import_columns", args=[run.pk])).context["form"]
        assert [column.name for column, _ in form.rows()] == ["Titel", "Text", "When"]
        assert next(column.samples for column, _ in form.rows()) == ["Ferry sails", "Pier shut"]


def test_items_of_an_archive_are_named_by_their_place_in_it(at_desk):
    data = packing.zipped({"may/01.html": packing.page("A"), "may/02.pdf": b"%PDF-1.7"})
    run = handed_in(at_desk, files=[SimpleUploadedFile("reports.zip", data)])
    answer = at_desk.get(run.get_absolute_url()).content.decode()
    assert "reports.zip › may/01.html" in answer
    assert "reports.zip › may/02.pdf" in answer

    at_desk.post(reverse("admin:articles_import_confirm", args=[run.pk]))
    outcome = at_desk.get(run.get_absolute_url()).content.decode()
    table = b"".join(at_desk.get(reverse("admin:articles_import_outcomes", args=[run.pk]))).decode()
    assert dict(run.items.values_list("member", "outcome")) == {
        "reports.zip › may/01.html": "created", "reports.zip › may/02.pdf": "rejected",
    }  # fmt: skip
    assert all(told.count("may/02.pdf") == 1 for told in (outcome, table))


def test_items_that_came_to_nothing_are_tried_again(at_desk):
    make_article("Held", body_html=f"<p>{PAGE}</p>")
    story = json.dumps({"headline": "The same text", "body": PAGE, "published": "2024-03-25"})
    run = handed_in(at_desk, story)
    at_desk.post(reverse("admin:articles_import_confirm", args=[run.pk]), {"duplicates": "skip"})
    assert "Try the ticked items again" in at_desk.get(f"{run.get_absolute_url()}?outcome=duplicate").content.decode()

    at_desk.post(reverse("admin:articles_import_again", args=[run.pk]), {"outcome": "duplicate", "duplicates": "add"})

    assert run.items.get().outcome == "created"
    assert Article.objects.count() == 2


def test_a_fault_is_shown_and_exported_with_its_traceback(at_desk):
    run = handed_in(at_desk, files=[lines()])
    at_desk.post(reverse("admin:articles_import_confirm", args=[run.pk]))
    ImportItem.objects.filter(run=run, position=0).update(
        outcome="rejected", reason="A fault.", traceback="line 7, in read"
    )

    assert "line 7, in read" in at_desk.get(run.get_absolute_url()).content.decode()
    csv = b"".join(at_desk.get(reverse("admin:articles_import_outcomes", args=[run.pk])).streaming_content)
    assert b"line 7, in read" in csv


def test_the_drafts_of_an_import_are_published_from_its_outcome_after_a_preview(at_desk, contributor, desk_of):
    make_article("Another draft", status="draft")
    run = run_import(rows({"headline": "One", "body": "", "id": "x:1"}, {"headline": "Two", "body": "", "id": "x:2"}))
    page = at_desk.get(run.get_absolute_url())
    assert "Publish 2 drafts" in page.content.decode()
    action = re.search(r'action="([^"]*status__exact=draft)"', page.content.decode())[1].replace("&amp;", "&")
    form = {"action": "publish", "index": "0", "select_across": "1", "_selected_action": page.context["drafts"][0]}
    preview = at_desk.post(action, form)
    assert preview.context["effect"].lines[0] == "2 stories will be visible to readers."
    at_desk.post(action, form | {"step": "confirm", "seen": preview.context["seen"]})
    assert set(Article.objects.published().values_list("headline", flat=True)) == {"One", "Two"}
    assert "Publish" not in at_desk.get(run.get_absolute_url()).content.decode().partition("Download as CSV")[2][:600]
    assert "Publish 2" not in desk_of(contributor).get(run.get_absolute_url()).content.decode()

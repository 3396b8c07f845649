"""Looking through the items of an import: what wants an eye first, one after the other, published one by one."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Article, Import
from tests.admin.test_imports import file, handed_in, item_page, posted
from tests.factories import make_article

pytestmark = pytest.mark.django_db

BODY = "The harbour masters of both towns met on Monday to speak about the ferry and its pilots, and about the winter."


def of(*stories: dict) -> SimpleUploadedFile:
    return file("stories.jsonl", "\n".join(json.dumps({"body": BODY, **one}) for one in stories))


def dated(*headlines: str) -> SimpleUploadedFile:
    return of(
        *({"headline": one, "published": "2024-03-25", "body": f"{one}, said the pilot at noon."} for one in headlines)
    )


def listed(client, run: Import, page: int = 1) -> list[str]:
    answer = client.get(f"{run.get_absolute_url()}?page={page}")
    return [preview.item.headline for preview in answer.context["previews"]]


def save(client, item, **pressed):
    form = client.get(item_page(item)).context["form"]
    return client.post(item_page(item), posted(form) | pressed)


def test_what_wants_an_eye_comes_first(at_desk):
    make_article("Held", body_html=f"<p>{BODY} {BODY}</p>")
    run = handed_in(
        at_desk,
        files=[
            of(
                {"headline": "Whole", "published": "2024-03-25", "body": "Whole, said the pilot."},
                {"headline": "Undated"},
                {"headline": "Held again", "published": "2024-03-25", "body": f"{BODY} {BODY}"},
                {"headline": "Whole as well", "published": "2024-03-25", "body": "Whole too, said the pilot."},
            )
        ],
    )
    assert listed(at_desk, run) == ["Undated", "Held again", "Whole", "Whole as well"]


def test_every_listed_item_is_on_some_page_of_the_list(at_desk):
    run = handed_in(at_desk, files=[dated(*(f"Ferry {number}" for number in range(45)))])
    pages = [listed(at_desk, run, page) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert len({headline for page in pages for headline in page}) == 45


def test_turning_the_page_keeps_what_is_to_be_left_out(at_desk):
    run = handed_in(at_desk, files=[dated(*(f"Ferry {number}" for number in range(25)))])
    items = list(run.items.all())
    shown = [item.pk for item in items[:20]]
    answer = at_desk.post(run.get_absolute_url(), {"shown": shown, "skip": [shown[3]], "page": "2"})
    assert answer.url == f"{run.get_absolute_url()}?page=2"
    assert list(run.items.filter(skipped=True)) == [items[3]]


def test_how_many_are_checked_is_shown(at_desk):
    run = handed_in(at_desk, files=[dated("One", "Two", "Three")])
    first, second, _ = run.items.all()
    save(at_desk, first, next="yes")
    assert "1 of 3 checked" in at_desk.get(item_page(second)).content.decode()
    save(at_desk, second, next="skip")
    assert "2 of 3 checked" in at_desk.get(run.get_absolute_url()).content.decode()


def test_the_next_is_one_that_nobody_has_checked(at_desk):
    run = handed_in(at_desk, files=[dated("One", "Two", "Three")])
    first, second, third = run.items.all()
    assert save(at_desk, second, next="yes").url == item_page(third)
    assert save(at_desk, third, next="yes").url == item_page(first)
    assert save(at_desk, first, next="yes").url == run.get_absolute_url()


def test_one_turns_to_the_item_before_and_behind(at_desk):
    run = handed_in(at_desk, files=[dated("One", "Two", "Three")])
    first, second, third = run.items.all()
    page = at_desk.get(item_page(second))
    assert (page.context["before"], page.context["after"]) == (first, third)
    assert at_desk.get(item_page(first)).context["before"] is None
    assert at_desk.get(item_page(third)).context["after"] is None


def test_an_item_is_left_out_though_it_lacks_a_headline(at_desk):
    run = handed_in(at_desk, files=[of({"headline": ""}, {"headline": "Whole", "published": "2024-03-25"})])
    item = run.items.get(position=0)
    assert save(at_desk, item, next="skip").status_code == 302
    item.refresh_from_db()
    assert item.skipped


def test_publish_and_next_publishes_this_one_and_no_other(at_desk):
    run = handed_in(at_desk, files=[dated("Wanted", "Unwanted", "Unseen")])
    wanted, unwanted, _ = run.items.all()
    save(at_desk, wanted, next="publish")
    save(at_desk, unwanted, next="publish")
    save(at_desk, unwanted, next="yes")
    assert not Article.objects.exists()
    at_desk.post(reverse("admin:articles_import_confirm", args=[run.pk]))
    assert dict(Article.objects.values_list("headline", "status")) == {
        "Wanted": "published", "Unwanted": "draft", "Unseen": "draft",
    }  # fmt: skip


def test_saving_for_the_list_leaves_a_mark_as_it_was(at_desk):
    run = handed_in(at_desk, files=[dated("One", "Two")])
    item = run.items.first()
    save(at_desk, item, next="publish")
    save(at_desk, item)
    item.refresh_from_db()
    assert item.edited["publish"]


def test_an_undated_item_marked_to_be_published_says_why_it_is_a_draft(at_desk):
    run = handed_in(at_desk, files=[of({"headline": "Undated"}, {"headline": "Other", "published": "2024-03-25"})])
    save(at_desk, run.items.get(position=0), next="publish")
    at_desk.post(reverse("admin:articles_import_confirm", args=[run.pk]))
    assert Article.objects.get(headline="Undated").status == Article.Status.DRAFT
    assert run.items.get(position=0).reason == "Kept as a draft: it has no date."


def test_a_contributor_marks_nothing_to_be_published(contributor, desk_of):
    client = desk_of(contributor)
    run = handed_in(client, files=[dated("One", "Two")])
    item = run.items.first()
    assert "Publish and next" not in client.get(item_page(item)).content.decode()
    save(client, item, next="publish")
    client.post(reverse("admin:articles_import_confirm", args=[run.pk]), {"publish": "yes"})
    assert set(Article.objects.values_list("status", flat=True)) == {"draft"}


def test_what_could_not_be_read_comes_before_what_wants_an_eye(at_desk):
    whole = {"headline": "Whole", "published": "2024-03-25", "body": "Whole, said the pilot."}
    lines = "\n".join([json.dumps(whole), json.dumps({"headline": "Undated", "body": BODY}), "{broken"])
    run = handed_in(at_desk, files=[file("stories.jsonl", lines)])
    assert listed(at_desk, run) == ["", "Undated", "Whole"]

"""A story's original beside its reading: shown harmlessly, downloaded exactly, to those who may see it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.admin import originals
from articles.models import Article, Import
from tests.admin.test_imports import file, handed_in, item_page, posted
from tests.importers import packing
from tests.rereading import PAGE, imported, reading_as

pytestmark = pytest.mark.django_db


def address(name: str, story: Article) -> str:
    return reverse(f"admin:articles_article_{name}", args=[story.pk])


def story_of(run: Import) -> Article:
    return run.items.get().article


def test_the_form_of_a_story_leads_to_both(at_desk):
    story = story_of(imported(("ferry.html", PAGE)))
    form = at_desk.get(address("change", story)).content.decode()
    assert f'<a href="{address("original", story)}">Original and reading</a>' in form


def test_each_field_is_shown_with_where_it_was_read(at_desk):
    story = story_of(imported(("ferry.html", PAGE)))
    fields = {field.label: field for field in at_desk.get(address("original", story)).context["fields"]}
    assert (fields["Byline"].value, fields["Byline"].evidence.where) == ("Ana Poe", "meta author")
    assert fields["Section"].value == "Transport"


def test_where_the_page_came_from_is_told(at_desk):
    run = imported(("ferry.html", PAGE))
    run.files.update(
        url="https://post.example/a", final_url="https://post.example/b", fetched_at=timezone.now(),
        headers={"Last-Modified": "Mon, 25 Mar 2024"},
    )  # fmt: skip
    page = at_desk.get(address("original", story_of(run))).content.decode()
    for told in ("https://post.example/a", "https://post.example/b", "Last-Modified", "read with html 2"):
        assert told in page
    assert bytes(run.files.get().original.digest).hex() in page


def test_the_page_in_the_frame_may_do_nothing(at_desk):
    hostile = PAGE.replace("<head>", "<head><link rel=preconnect href=//x.example><base href=//x.example>")
    hostile = hostile.replace("<body>", "<body><META http-equiv=refresh content=0><iframe src=//x.example></iframe>")
    answer = at_desk.get(address("original_page", story_of(imported(("ferry.html", hostile)))))
    policy = answer["Content-Security-Policy"]
    assert {"default-src 'none'", "style-src 'unsafe-inline'", "img-src data:", "sandbox"} <= set(policy.split("; "))
    assert "allow-" not in policy and "script" not in policy
    assert (answer["X-Frame-Options"], answer["Content-Type"]) == ("SAMEORIGIN", "text/html; charset=utf-8")
    text = answer.content.decode().lower()
    assert not any(tag in text for tag in ("<link", "<base ", "<meta", "<iframe"))
    around = at_desk.get(address("original", story_of(Import.objects.get())))
    assert "frame-src 'self'" in around["Content-Security-Policy"] and "<iframe" in around.content.decode()


def test_what_is_no_page_is_shown_as_text(at_desk):
    line = '{"id": "x:1", "headline": "Ferry sails", "body": "It <b>sailed</b>.", "note": "<script>alert(1)</script>"}'
    story = story_of(imported(("ferry.jsonl", line)))
    page = at_desk.get(address("original", story)).content.decode()
    assert "&lt;script&gt;alert(1)" in page and "<iframe" not in page
    assert at_desk.get(address("original_page", story)).status_code == 404


def test_of_a_container_the_member_is_shown_and_all_of_it_downloaded(at_desk):
    other = PAGE.replace("Two harbours", "Three mountains").replace("the", "a")
    content = packing.zipped({"may/01.html": PAGE.encode(), "may/02.html": other.encode()})
    run = Import.objects.get(pk=handed_in(at_desk, files=[packing_file("pages.zip", content)]).pk)
    at_desk.post(reverse("admin:articles_import_confirm", args=[run.pk]))
    story = Article.objects.get(headline__startswith="Three")
    page = at_desk.get(address("original", story)).content.decode()
    assert "may/02.html" in page and "html 2" in page
    assert "Three mountains" in at_desk.get(address("original_page", story)).content.decode()
    answer = at_desk.get(address("original_file", story))
    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Disposition"] == 'attachment; filename="pages.zip"'


def packing_file(name: str, content: bytes):
    upload = file(name, "")
    upload.file.write(content)
    upload.file.seek(0)
    upload.size = len(content)
    return upload


def test_a_huge_original_is_cut_with_a_note(at_desk, monkeypatch):
    monkeypatch.setattr(originals, "MOST_SHOWN", 500)
    story = story_of(imported(("ferry.html", PAGE)))
    assert "Only its first 500 characters are shown" in at_desk.get(address("original", story)).content.decode()
    assert len(at_desk.get(address("original_page", story)).content) <= 600


@pytest.mark.parametrize("name", ["../../etc/passwd", 'a"b\r\nX: y.html', "日本.html", "…"])
def test_the_name_of_a_download_is_harmless(at_desk, name):
    run = imported(("ferry.html", PAGE))
    run.files.update(name=name)
    said = at_desk.get(address("original_file", story_of(run)))["Content-Disposition"]
    told = said.removeprefix('attachment; filename="').removesuffix('"')
    assert told and all(letter.isascii() and (letter.isalnum() or letter in "._-") for letter in told)


def test_who_may_not_see_the_import_sees_no_original(contributor, desk_of):
    story = story_of(imported(("ferry.html", PAGE)))
    client = desk_of(contributor)
    for name in ("original", "original_page", "original_file", "again"):
        assert client.get(address(name, story)).status_code == 403
    assert "Original and reading" not in client.get(address("change", story)).content.decode()


def test_nobody_reads_anything_without_signing_in(client):
    story = story_of(imported(("ferry.html", PAGE)))
    for name in ("original", "original_page", "original_file", "again"):
        assert client.get(address(name, story)).status_code == 302


def test_what_was_put_right_in_the_preview_is_an_editors_own(at_desk):
    with reading_as(1, headline="Wrongly read", authors=[]):
        run = handed_in(at_desk, files=[file("ferry.html", PAGE)])
        item = run.items.get()
        data = posted(at_desk.get(item_page(item)).context["form"])
        at_desk.post(item_page(item), data | {"headline": "Put right", "confirm": "yes"})
        story = Article.objects.get()
        page = at_desk.get(address("again", story))
        # Read as it was read then, it is no news.
        assert page.context["rows"] == [] and page.context["compared"].kept == ["Headline"]
    rows = {row.difference.name: row.difference for row in at_desk.get(address("again", story)).context["rows"]}
    assert rows["headline"].kept == "An editor changed this before it was imported: kept."
    assert rows["headline"].imported == "Wrongly read"
    assert rows["byline"].ticked

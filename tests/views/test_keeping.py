"""The reading list: exactly the stories of its address, as a page and as files."""

from __future__ import annotations

import csv
import io

import pytest

from articles.models import Article
from tests.factories import make_article
from tests.views.pages import headlines, read


@pytest.fixture
def three(index):
    made = [make_article(f"Story {word}", on=f"2024-03-0{day}") for day, word in enumerate(("one", "two", "three"), 1)]
    make_article("Story beside")
    index()
    return made


def address(*ids: object, form: str = "") -> str:
    return f"/reading-list{f'.{form}' if form else '/'}?{'&'.join(f'id={id}' for id in ids)}"


def test_it_shows_the_stories_of_its_address_in_its_order(client, three):
    one, two, three_ = (story.pk for story in three)
    assert headlines(client, address(two, three_, one)) == ["Story two", "Story three", "Story one"]


def test_without_numbers_it_says_what_it_is(client, index):
    page = read(client, "/reading-list/")
    assert "Nothing is kept yet." in page
    assert "Keeping stories needs JavaScript." in page


def test_a_number_given_twice_is_one_story(client, three):
    assert headlines(client, address(three[0].pk, three[0].pk)) == ["Story one"]


@pytest.mark.parametrize("form", ["ris", "bib", "csv", "jsonl"])
def test_the_same_stories_can_be_taken_away(client, three, form):
    response = client.get(address(three[2].pk, three[0].pk, form=form))
    assert response["Content-Disposition"] == f'attachment; filename="reading-list.{form}"'
    text = response.getvalue().decode()
    assert text.index("Story three") < text.index("Story one")
    assert "Story two" not in text and "Story beside" not in text


def test_a_csv_file_can_begin_with_a_mark(client, three):
    text = client.get(f"{address(three[0].pk, form='csv')}&bom=1").getvalue().decode()
    assert text.startswith("\ufeff")
    assert [row["headline"] for row in csv.DictReader(io.StringIO(text[1:]))] == ["Story one"]


def test_the_page_leads_to_files_of_exactly_these_stories(client, three):
    html = client.get(address(three[1].pk, three[0].pk)).content.decode()
    for form in ("ris", "bib", "csv"):
        assert f'href="/reading-list.{form}?id={three[1].pk}&amp;id={three[0].pk}"' in html


def test_a_withdrawn_story_is_named_with_its_reason(client, three):
    story = three[0]
    Article.objects.filter(pk=story.pk).update(status="withdrawn", withdrawn_reason="The figures <b>were</b> wrong.")
    page = read(client, address(story.pk, three[1].pk))
    assert f"Story {story.pk}, published 1 March 2024, was withdrawn" in page
    assert "The figures <b>were</b> wrong." in page
    assert "Story one" not in page
    assert "Story one" not in client.get(address(story.pk, form="ris")).getvalue().decode()


def test_a_merged_story_is_shown_as_the_one_it_became_part_of(client, three):
    one, two, _ = three
    Article.objects.filter(pk=one.pk).update(status="withdrawn", withdrawn_reason="The same.", merged_into=two)
    assert headlines(client, address(one.pk, two.pk)) == ["Story two"]
    assert f"Story {one.pk} became part of Story two." in read(client, address(one.pk))
    assert "Story two" in client.get(address(one.pk, form="ris")).getvalue().decode()


@pytest.mark.parametrize("status", ["draft", "review"])
def test_a_draft_is_as_unknown_as_a_number_never_given(client, three, status):
    draft = make_article("Not yet", status=status)
    page = read(client, address(draft.pk, 999_999_999))
    assert f"There is no story {draft.pk}." in page
    assert "There is no story 999999999." in page
    assert "Not yet" not in page
    assert "Not yet" not in client.get(address(draft.pk, form="ris")).getvalue().decode()


@pytest.mark.parametrize("value", ["x", "-1", "1.5", "%00", "<script>", "٣", "9" * 30, "1,2"])
def test_what_is_no_number_is_named_and_the_rest_is_shown(client, three, value):
    page = read(client, f"{address(three[0].pk)}&id={value}")
    assert "is not the number of a story." in page
    assert "Story one" in page
    assert "<script>" not in client.get(address(value)).content.decode().replace('<script type="module"', "")
    response = client.get(address(three[0].pk, value, form="ris"))
    assert response.status_code == 400
    assert "is not the number of a story." in response.content.decode()


def test_files_of_no_story_are_refused(client, index):
    assert client.get("/reading-list.ris").status_code == 400


def test_it_has_room_for_two_hundred(client, index):
    stories = [make_article(f"Story number {number}") for number in range(201)]
    ids = [story.pk for story in stories]
    page = client.get(address(*ids)).content.decode()
    assert "has room for 200 stories" in page
    assert "Story number 199" in page and "Story number 200" not in page
    assert client.get(address(*ids[:200], form="ris")).getvalue().decode().count("TY  - ") == 200


def test_a_long_list_costs_no_more_queries(client, index, django_assert_max_num_queries):
    ids = [make_article(authors=["Ana Reyes"], section="World").pk for _ in range(60)]
    index()
    with django_assert_max_num_queries(4):
        client.get(address(*ids))


def test_it_is_found_by_no_search_engine(client, index):
    assert '<meta name="robots" content="noindex">' in client.get("/reading-list/").content.decode()


def test_a_change_of_a_story_is_a_new_page(client, three):
    place = address(three[0].pk)
    etag = client.get(place)["ETag"]
    assert client.get(place, headers={"If-None-Match": etag}).status_code == 304
    Article.objects.filter(pk=three[0].pk).update(status="withdrawn", withdrawn_reason="Wrong.")
    assert client.get(place, headers={"If-None-Match": etag}).status_code == 200


def test_the_offline_page_and_the_worker_need_no_database(client):
    assert "cannot be reached" in read(client, "/offline/")
    response = client.get("/worker.js")
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert 'const OFFLINE = "/offline/";' in response.content.decode().replace(r"\u002D", "-")

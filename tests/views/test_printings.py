"""The page of a story's printings, and two of them word by word."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Appearance, Article, Reprint, Source
from tests.factories import make_article
from tests.reprints import OTHER, STORY, cut
from tests.views.pages import read

pytestmark = pytest.mark.django_db

SENTENCES = STORY.split(". ")
BODY = "".join(f"<p>{sentence.rstrip('.')}.</p>" for sentence in SENTENCES)


def group(*stories: Article, number: int = 9) -> None:
    Reprint.objects.bulk_create([Reprint(article=story, group=number) for story in stories])


@pytest.fixture
def printings() -> list[Article]:
    """One story as an agency sent it, as a paper cut it, and as another one wrote it on."""
    stories = [
        make_article("Strait opened to boats", source="AFP", on="2024-03-24T06:30+00:00", body_html=BODY),
        make_article(
            "Boats may use strait", source="Example Times", on="2024-03-24T11:45+00:00", authors=["Ana Reyes"],
            body_html=f"<p>{cut(STORY)}</p>",
        ),
        make_article(
            "Strait opens", source="Harbour Post", on="2024-03-25", published_precision="day",
            body_html=f"{BODY}<p>{OTHER[:200]}</p><p>{OTHER[200:400]}</p>",
        ),
    ]  # fmt: skip
    group(*stories)
    return stories


def page_of(story: Article) -> str:
    return reverse("printings", args=[story.pk])


def pair(one: Article, other: Article) -> str:
    return reverse("comparison", args=[one.pk, other.pk])


def gone(story: Article, **values: object) -> None:
    Article.objects.filter(pk=story.pk).update(**({"status": "withdrawn", "withdrawn_reason": "An error."} | values))


# The page of the group


def test_it_tells_all_printings_in_order_of_time_with_the_earliest_and_the_fullest(client: Client, printings):
    page = read(client, page_of(printings[0]))
    assert "One story, three printings" in page
    assert "The earliest printing the archive holds is that of AFP. The fullest is that of Harbour Post, with" in page
    places = [
        page.index(text)
        for text in ("AFP 24 March 2024, 06:30 UTC Earliest", "Example Times 24 March", "25 March 2024 Fullest")
    ]
    assert places == sorted(places)
    assert "By Ana Reyes" in page
    assert "% of the fullest text" in page
    assert "Compare with the earliest" in page and "Compare with the fullest" in page


def test_each_printing_leads_to_the_page_of_the_earliest(client: Client, printings):
    for story in printings[1:]:
        answer = client.get(page_of(story))
        assert (answer.status_code, answer["Location"]) == (301, page_of(printings[0]))
    assert (
        f'<link rel="canonical" href="http://testserver{page_of(printings[0])}">'
        in client.get(page_of(printings[0])).content.decode()
    )


def test_a_story_with_one_printing_has_no_such_page(client: Client, printings):
    alone = make_article("Crane collapses")
    shunned = make_article("Budget passed")
    Reprint.objects.create(article=shunned, group=None, origin="editor")
    for story in (alone, shunned):
        assert client.get(page_of(story)).status_code == 404
    assert client.get("/articles/999999/printings/").status_code == 404


@pytest.mark.parametrize(
    "values", [{"status": "draft"}, {"status": "review"}, {"status": "withdrawn", "withdrawn_reason": "An error."}]
)
def test_a_printing_that_readers_may_not_see_is_shown_nowhere(client: Client, printings, values):
    seen = client.get(page_of(printings[0]))["ETag"]
    gone(printings[1], **values)
    answer = client.get(page_of(printings[0]), headers={"If-None-Match": seen})
    assert answer.status_code == 200
    assert "Example Times" not in answer.content.decode()
    gone(printings[2], **values)
    assert client.get(page_of(printings[0])).status_code == 404


def test_the_address_of_a_withdrawn_printing_leads_to_the_others_and_that_of_a_draft_nowhere(client: Client, printings):
    gone(printings[0])
    for asked in (page_of(printings[0]), pair(printings[0], printings[1]), pair(printings[1], printings[0])):
        answer = client.get(asked)
        assert (answer.status_code, answer["Location"]) == (301, page_of(printings[1]))
    gone(printings[0], status="draft")
    assert client.get(page_of(printings[0])).status_code == 404


def test_a_merged_printing_leads_to_the_group_of_its_story(client: Client, printings):
    twin = make_article("Strait opened to boats, twin")
    gone(twin, merged_into=printings[1])
    assert client.get(page_of(twin))["Location"] == page_of(printings[0])


def test_dates_that_do_not_tell_the_earliest_are_said_not_to(client: Client):
    stories = [
        make_article("Pact signed", source="AFP", on="2024-03-24T08:00+00:00"),
        make_article("Pact is signed", source="Bay Post", on="2024-03-24", published_precision="day"),
    ]
    group(*stories)
    page = read(client, page_of(stories[0]))
    assert "Which printing was the earliest, the dates do not tell." in page
    assert page.count("Perhaps the earliest") == 2


def test_an_outlet_is_where_a_story_ran_and_the_agency_its_credit(client: Client, printings):
    Source.objects.create(name="Bay Post", slug="bay-post")
    Appearance.objects.create(article=printings[0], outlet=Source.objects.get(slug="bay-post"))
    page = read(client, page_of(printings[0]))
    assert "that of Bay Post" in page
    assert "Strait opened to boats AFP" in page


def test_two_printings_of_one_outlet_are_told_apart(client: Client):
    stories = [
        make_article("Pact signed", source="AFP", on=on)
        for on in ("2024-03-24T08:00+00:00", "2024-03-24T09:10+00:00", "2024-03-25T09:10+00:00")
    ]
    group(*stories)
    page = read(client, pair(stories[0], stories[1]))
    assert "AFP, 24 March 2024, 08:00 and AFP, 24 March 2024, 09:10" in page
    assert "AFP, 25 March 2024 –" in page


def test_the_line_of_time_is_drawn_where_there_is_time_between(client: Client, printings):
    assert client.get(page_of(printings[0])).content.decode().count('class="tick"') == 3
    Article.objects.filter(pk__in=[story.pk for story in printings]).update(published_at=printings[0].published_at)
    assert 'class="spread"' not in client.get(page_of(printings[0])).content.decode()


def test_a_fixed_number_of_queries(client: Client, printings):
    with CaptureQueriesContext(connection) as few:
        client.get(page_of(printings[0]))
    group(*(make_article(f"Strait {number}", source=f"Paper {number}", authors=["Ana Reyes"]) for number in range(12)))
    with CaptureQueriesContext(connection) as many:
        client.get(page_of(printings[0]))
    assert len(few) == len(many) <= 5


# Two of them


def test_two_printings_are_compared_in_words_and_in_sentences(client: Client, printings):
    page = read(client, pair(printings[0], printings[2]))
    assert "AFP and Harbour Post" in page
    assert "100 % of the words of AFP stand in Harbour Post, and" in page
    assert "Harbour Post adds two paragraphs at the end." in page
    assert "Strait [left out: opened to boats] [added: opens]" in page
    html = client.get(pair(printings[0], printings[2])).content.decode()
    assert '<meta name="robots" content="noindex">' in html
    assert f'<link rel="canonical" href="http://testserver{pair(printings[0], printings[2])}">' in html


def test_turned_round_it_has_the_same_canonical_address(client: Client, printings):
    html = client.get(pair(printings[2], printings[0])).content.decode()
    assert f'<link rel="canonical" href="http://testserver{pair(printings[0], printings[2])}">' in html
    assert f'href="{pair(printings[0], printings[2])}"' in html
    assert "leaves out two paragraphs at the end" in read(client, pair(printings[2], printings[0]))


def test_the_same_text_is_said_to_be(client: Client, printings):
    twin = make_article("Strait opened to boats", source="Bay Post", body_html=BODY)
    group(twin)
    assert "The texts are the same, word for word." in read(client, pair(printings[0], twin))


def test_stories_that_are_no_printings_of_one_are_not_compared(client: Client, printings):
    other = make_article("Crane collapses")
    assert client.get(pair(printings[0], other)).status_code == 404
    assert client.get(pair(other, printings[0])).status_code == 404
    assert client.get(pair(printings[1], printings[1]))["Location"] == page_of(printings[0])


def test_the_form_leads_to_any_pair(client: Client, printings):
    answer = client.get(page_of(printings[0]), {"one": printings[2].pk, "other": printings[1].pk})
    assert (answer.status_code, answer["Location"]) == (302, pair(printings[2], printings[1]))


@pytest.mark.parametrize("other", ["", "x", "9" * 30, "²", "0"])
def test_the_form_says_what_it_cannot_compare(client: Client, printings, other):
    answer = client.get(page_of(printings[0]), {"one": printings[0].pk, "other": other})
    assert "Choose two printings that are not the same one." in answer.content.decode()


def test_what_a_story_holds_is_never_markup(client: Client, printings):
    Article.objects.filter(pk=printings[1].pk).update(
        headline="<script>x()</script> & <del>", body_text="<img src=x onerror=x()> & more", standfirst="</ins><b>"
    )
    for where in (page_of(printings[0]), pair(printings[0], printings[1]), pair(printings[1], printings[0])):
        html = client.get(where).content.decode()
        assert "<script>x" not in html and "<img src" not in html and "<b>" not in html
        assert "&lt;script&gt;x()" in html


# What caches keep, and what leads here


def test_a_page_is_kept_until_a_printing_changes(client: Client, printings):
    for where in (page_of(printings[0]), pair(printings[0], printings[1])):
        tag = client.get(where)["ETag"]
        assert client.get(where, headers={"If-None-Match": tag}).status_code == 304
        Article.objects.filter(pk=printings[1].pk).update(headline=f"Boats may use it, {len(where)}")
        assert client.get(where, headers={"If-None-Match": tag}).status_code == 200
        tag = client.get(where)["ETag"]
        Source.objects.filter(articles=printings[1]).update(name=f"Times {len(where)}")
        assert client.get(where, headers={"If-None-Match": tag}).status_code == 200


def test_a_story_and_the_row_of_a_collapsed_list_lead_here(client: Client, printings, index):
    index()
    story = client.get(printings[1].get_absolute_url()).content.decode()
    assert f'<a href="{page_of(printings[1])}">Compare the 3 printings</a>' in story
    assert f'href="{page_of(printings[2])}"' in client.get("/articles/?reprints=collapsed").content.decode()


def test_the_api_names_the_printings_of_a_story(client: Client, printings):
    gone(printings[2])
    story = client.get(f"/api/v1/articles/{printings[0].pk}/").json()
    assert story["printings_url"] == f"http://testserver{page_of(printings[0])}"
    assert story["printings"] == [
        {
            "url": f"http://testserver{printings[1].get_absolute_url()}",
            "id": printings[1].pk,
            "headline": "Boats may use strait",
            "source": "Example Times",
            "published_at": "2024-03-24T11:45:00Z",
            "word_count": printings[1].word_count,
            "comparison_url": f"http://testserver{pair(printings[0], printings[1])}",
        }
    ]
    alone = client.get(f"/api/v1/articles/{make_article().pk}/").json()
    assert (alone["printings"], alone["printings_url"]) == ([], None)


# At the desk


@pytest.fixture
def at_desk(client: Client, django_user_model) -> Client:
    user = django_user_model.objects.create_user("ed", password="x", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="articles"))
    client.force_login(user)
    return client


def test_an_editor_compares_a_draft_with_what_is_held(at_desk: Client, printings):
    gone(printings[1], status="draft")
    answer = at_desk.get(pair(printings[0], printings[1]))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert "Draft: only editors see this printing." in at_desk.get(page_of(printings[0])).content.decode()
    gone(printings[0], status="draft")
    moved = at_desk.get(page_of(printings[1]))
    assert (moved.status_code, moved["Cache-Control"]) == (301, "private, no-store")


def test_the_form_of_a_story_leads_to_the_comparison_and_that_to_taking_one_out(at_desk: Client, printings):
    form = at_desk.get(reverse("admin:articles_article_change", args=[printings[0].pk])).content.decode()
    assert f'<a href="{pair(printings[0], printings[1])}">compare</a>' in form

    html = at_desk.get(pair(printings[0], printings[1])).content.decode()
    assert f'name="_selected_action" value="{printings[1].pk}"' in html
    preview = at_desk.post(
        reverse("admin:articles_article_changelist"),
        {"action": "take_out", "index": 0, "select_across": 0, "_selected_action": printings[1].pk},
    ).content.decode()
    assert "1 story will no longer count as printings of others." in preview

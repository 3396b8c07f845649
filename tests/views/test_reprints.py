"""What readers see of reprints: collapsed lists, the sentence with both numbers, and “Also ran in”."""

import csv

import pytest
from django.test import Client

from articles.models import Article, Reprint
from tests.factories import make_article
from tests.views.pages import headlines, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def printings(index):
    """One story as three outlets printed it, and two other stories."""
    stories = [
        make_article("Strait opened to boats", source="AFP", on="2024-03-25"),
        make_article("Boats may use strait", source="Example Times", on="2024-03-24"),
        make_article("Fishing pact signed", source="Harbour Post", on="2024-03-23"),
    ]
    Reprint.objects.bulk_create([Reprint(article=story, group=9) for story in stories])
    make_article("Crane collapses", source="AFP", on="2024-03-22")
    make_article("Budget passed", source="AFP", on="2024-03-21")
    index()
    return stories


def test_a_list_says_both_numbers_and_leads_to_the_collapsed_one(client: Client, printings):
    page = read(client, "/articles/")
    assert "5 stories, 3 after collapsing reprints" in page
    assert "1–5 of 5" in page
    assert 'href="/articles/?reprints=collapsed"' in client.get("/articles/").content.decode()


def test_a_collapsed_list_has_one_row_for_all_printings_and_names_the_others(client: Client, printings):
    address = "/articles/?reprints=collapsed"
    assert headlines(client, address) == ["Strait opened to boats", "Crane collapses", "Budget passed"]

    page = read(client, address)
    assert "5 stories, 3 after collapsing reprints" in page
    assert "1–3 of 3" in page
    assert "Also ran in: Example Times, 24 March 2024; Harbour Post, 23 March 2024" in page
    assert "count stories, every printing by itself" in page
    assert "Show every printing" in page
    assert f'href="{printings[1].get_absolute_url()}"' in client.get(address).content.decode()


def test_the_order_decides_which_printing_stands_for_the_others(client: Client, printings):
    assert headlines(client, "/articles/?reprints=collapsed&sort=oldest")[-1] == "Fishing pact signed"


def test_only_printings_of_the_selection_are_named(client: Client, printings):
    page = read(client, "/articles/?source=afp&source=harbour-post&reprints=collapsed")
    assert "Also ran in: Harbour Post, 23 March 2024" in page
    assert "Example Times, 24" not in page


def test_a_list_without_reprints_speaks_of_none(client: Client, printings):
    page = read(client, "/articles/?source=afp")
    assert "reprints" not in page
    assert "printing" not in page


def test_the_form_keeps_the_list_collapsed(client: Client, printings):
    page = client.get("/articles/?reprints=collapsed").content.decode()
    assert '<input type="hidden" name="reprints" value="collapsed">' in page


def test_what_is_not_known_of_reprints_is_named(client: Client, printings):
    assert "“maybe” is not known of reprints" in read(client, "/articles/?reprints=maybe")
    assert client.get("/articles.csv?reprints=maybe").status_code == 400


def test_feeds_exports_and_the_api_collapse_as_the_list_does(client: Client, printings):
    wanted = ["Strait opened to boats", "Crane collapses", "Budget passed"]
    feed = client.get("/articles.feed.json?reprints=collapsed").json()
    assert [item["title"] for item in feed["items"]] == wanted

    export = b"".join(client.get("/articles.csv?reprints=collapsed").streaming_content).decode("utf-8-sig")
    assert [row["headline"] for row in csv.DictReader(export.splitlines())] == wanted

    answer = client.get("/api/v1/articles/?reprints=collapsed").json()
    assert [row["headline"] for row in answer["results"]] == wanted
    assert (answer["count"], answer["collapsed"]) == (5, 3)
    assert answer["results"][0]["reprints"] == [printings[1].pk, printings[2].pk]


def test_a_story_names_its_other_printings(client: Client, printings):
    page = read(client, printings[1].get_absolute_url())
    assert "Also ran in AFP, 25 March 2024, as “Strait opened to boats”" in page
    assert "Harbour Post, 23 March 2024" in page


@pytest.mark.parametrize(
    "values", [{"status": "draft"}, {"status": "review"}, {"status": "withdrawn", "withdrawn_reason": "An error."}]
)
def test_a_printing_that_readers_may_not_see_is_named_nowhere(client: Client, printings, index, values):
    address = printings[0].get_absolute_url()
    seen = client.get(address)["ETag"]
    Article.objects.filter(pk=printings[1].pk).update(**values)
    # The row and the story's page say so at once, before the index has followed.
    for where in (address, "/articles/?reprints=collapsed"):
        assert "Example Times, 24" not in read(client, where)
    assert client.get(address, headers={"If-None-Match": seen}).status_code == 200

    index()
    assert "4 stories, 3 after collapsing reprints" in read(client, "/articles/")
    assert "Example Times, 24" not in read(client, "/articles/?reprints=collapsed")


def test_a_merged_printing_is_named_nowhere(client: Client, printings, index):
    Article.objects.filter(pk=printings[1].pk).update(
        status="withdrawn", withdrawn_reason="Merged.", merged_into=printings[0]
    )
    index()
    assert "Example Times, 24" not in read(client, printings[0].get_absolute_url())


def test_a_story_shows_related_stories_but_none_of_its_printings(client: Client, printings, index):
    body = "<p>Trawlers and the fishery commission quarrel over cod quotas in the northern strait.</p>"
    story, like = (make_article(headline, body_html=body) for headline in ("Cod quotas cut", "Trawlers blockade port"))
    for number in range(12):
        make_article(f"Parliament votes, night {number}", body_html="<p>Parliament passed schools and pensions.</p>")
    index()
    page = read(client, story.get_absolute_url())
    assert "Related stories Trawlers blockade port" in page
    assert "Related stories Cod quotas cut" in read(client, like.get_absolute_url())

    Reprint.objects.bulk_create([Reprint(article=one, group=3) for one in (story, like)])
    index()
    page = read(client, story.get_absolute_url())
    assert "as “Trawlers blockade port”" in page
    assert "Trawlers" not in page.partition("Related stories")[2]

"""Citing a story from its page, the files of its citation, and what its page says to machines."""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import json
import re
from urllib.parse import parse_qs

import pytest
from django.core.files.base import ContentFile

from articles.models import Appearance, ArticleTag, Image, Source
from tests.factories import make_article, make_tag
from tests.views.pages import PIXEL, read


@pytest.fixture
def story(index):
    """A story of an agency that ran in a newspaper."""
    above = make_tag("Alliances")
    topic = make_tag("Harbour alliance", parent=above)
    story = make_article(
        "Harbour ministers weigh a joint office",
        on="2024-03-25T08:19+00:00",
        section="News",
        source="Bay Wire",
        authors=["Ana Reyes", "News Desk"],
        tags=[topic],
        countries=["JP"],
        dateline="NORTH PORT, March 25",
        updated_at=dt.datetime(2024, 3, 25, 12, tzinfo=dt.UTC),
    )
    ArticleTag.objects.create(article=story, tag=make_tag("Mina Sato", kind="person"))
    outlet = Source.objects.create(name="The Post", slug="the-post", home_page="https://post.example/")
    Appearance.objects.create(
        article=story, outlet=outlet, headline="Ministers may share", url="https://post.example/1",
        url_digest=hashlib.sha256(b"1").digest(),
    )  # fmt: skip
    image = Image(article=story, caption="The two harbours", credit="Bay Pictures")
    image.file.save("harbour.png", ContentFile(PIXEL))
    index()
    return story


def page(client, story) -> str:
    return client.get(story.get_absolute_url()).content.decode()


def structured(client, story) -> list[dict]:
    """The blocks of structured data on a story's page."""
    return [json.loads(block) for block in re.findall(r'ld\+json">(.*?)</script>', page(client, story))]


def test_every_style_is_on_the_page_and_one_is_chosen(client, story):
    shown = page(client, story)
    assert re.findall(r'name="cite-style"\s+value="([^"]+)"', shown) == [
        "apa", "mla", "chicago", "chicago-note", "harvard",
    ]  # fmt: skip
    assert len(re.findall(r'value="[a-z-]+"\s+checked', shown)) == 1
    assert "Reyes, Ana, and News Desk. “Harbour Ministers Weigh a Joint Office.” <i>Post</i>, March 25, 2024." in shown


def test_the_page_names_the_archives_address_and_the_original(client, story):
    said = read(client, story.get_absolute_url())
    assert f"The address is this archive’s own: http://testserver/a/{story.pk}. The original is at The Post." in said
    assert 'href="https://post.example/1"' in page(client, story)


def test_a_story_that_ran_nowhere_known_names_no_original(client, index):
    said = read(client, make_article("Talks").get_absolute_url())
    assert "It does not change." in said
    assert "The original is" not in said


def test_a_headline_is_no_markup_in_a_citation(client, index):
    shown = page(client, make_article('<img src=x onerror="alert(1)"> & <i>talks</i>'))
    assert "<img src=x" not in shown
    assert "<i>talks" not in shown


@pytest.mark.parametrize(
    ("extension", "content_type", "piece"),
    [
        ("ris", "application/x-research-info-systems", "TI  - Harbour ministers weigh a joint office\r\n"),
        ("bib", "application/x-bibtex", "title = {{Harbour ministers weigh a joint office}}"),
        ("json", "application/vnd.citationstyles.csl+json", '"title": "Harbour ministers weigh a joint office"'),
    ],
)
def test_its_citation_is_a_file(client, story, extension, content_type, piece):
    (link,) = re.findall(rf'href="(/a/{story.pk}/cite\.{extension})"', page(client, story))
    response = client.get(link)
    assert response["Content-Type"] == f"{content_type}; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="newsarchive-{story.pk}.{extension}"'
    assert piece in response.content.decode()
    assert client.get(link, headers={"if-none-match": response["ETag"]}).status_code == 304


@pytest.mark.parametrize("what", ["cite.ris", "cite.json", "card.png"])
def test_only_a_published_story_has_one(client, index, what):
    kept = make_article("Kept")
    gone = make_article("Gone", status="withdrawn", withdrawn_reason="Wrong.")
    merged = make_article("Merged", status="withdrawn", withdrawn_reason="The same.", merged_into=kept)
    draft = make_article("Not yet", status="draft")
    assert client.get(f"/a/{kept.pk}/{what}").status_code == 200
    assert client.get(f"/a/{gone.pk}/{what}").status_code == 410
    assert client.get(f"/a/{merged.pk}/{what}").status_code == 301
    assert client.get(f"/a/{draft.pk}/{what}").status_code == 404
    assert client.get(f"/a/999999/{what}").status_code == 404


@pytest.mark.parametrize("address", ["cite.doc", "cite.", "cite.csl.json"])
def test_there_is_no_other_file(client, story, address):
    assert client.get(f"/a/{story.pk}/{address}").status_code == 404


def test_a_corrected_headline_is_in_the_file_at_once(client, story):
    client.get(f"/a/{story.pk}/cite.ris")
    story.headline = "Harbour ministers weigh two offices"
    story.save()
    assert "two offices" in client.get(f"/a/{story.pk}/cite.ris").content.decode()


def test_structured_data_tells_people_from_bodies_and_topics_from_mentions(client, story):
    data, _ = structured(client, story)
    assert [(one["@type"], one["name"]) for one in data["author"]] == [
        ("Person", "Ana Reyes"), ("Organization", "News Desk"),
    ]  # fmt: skip
    assert [one["name"] for one in data["about"]] == ["Harbour alliance"]
    assert [(one["@type"], one["name"]) for one in data["mentions"]] == [("Person", "Mina Sato"), ("Country", "Japan")]


def test_structured_data_says_who_printed_it_and_where_it_stands(client, story):
    data, _ = structured(client, story)
    assert data["publisher"] == {"@type": "NewsMediaOrganization", "name": "The Post", "url": "https://post.example/"}
    assert data["sourceOrganization"]["name"] == "Bay Wire"
    assert data["isBasedOn"] == ["https://post.example/1"]
    assert data["archivedAt"] == f"http://testserver/a/{story.pk}"
    assert data["alternativeHeadline"] == "Ministers may share"
    assert data["image"][0]["caption"] == "The two harbours"
    assert data["dateModified"] == "2024-03-25T12:00:00+00:00"


@pytest.mark.parametrize(("precision", "day"), [("year", "1952"), ("month", "1952-04"), ("day", "1952-04-28")])
def test_structured_data_has_no_finer_date_than_is_known(client, index, precision, day):
    data, _ = structured(client, make_article("Treaty", on="1952-04-28", published_precision=precision))
    assert data["datePublished"] == day
    assert "dateModified" not in data


def test_breadcrumbs_lead_through_the_topic(client, story):
    _, crumbs = structured(client, story)
    assert crumbs["@type"] == "BreadcrumbList"
    assert [(one["position"], one["name"]) for one in crumbs["itemListElement"]] == [
        (1, "Newsarchive"), (2, "Topics"), (3, "Alliances"), (4, "Harbour alliance"), (5, story.headline),
    ]  # fmt: skip
    for one in crumbs["itemListElement"]:
        assert client.get(one["item"].removeprefix("http://testserver")).status_code == 200


def test_breadcrumbs_of_a_story_without_topic_lead_through_its_section(client, index):
    _, crumbs = structured(client, make_article("Talks", section="World"))
    assert [one["name"] for one in crumbs["itemListElement"]] == ["Newsarchive", "World", "Talks"]


def test_social_sites_get_the_card_before_the_picture(client, story):
    pictures = re.findall(r'property="og:image"\s+content="([^"]*)"', page(client, story))
    assert pictures[0] == f"http://testserver/a/{story.pk}/card.png"
    assert "/media/images/harbour" in pictures[1]
    assert '<meta name="twitter:card" content="summary_large_image">' in page(client, story)


def test_rows_of_lists_carry_what_reference_managers_find(client, index):
    story = make_article('“A & B” says "no"', on="2024-03-25", source="Bay Wire", authors=["Ana Reyes", "Bo Lind"])
    make_article("Treaty", on="1952-04-01", published_precision="month")
    index()
    spans = re.findall(r'class="Z3988" title="([^"]*)"', client.get("/articles/").content.decode())
    newest, oldest = [parse_qs(html.unescape(span), strict_parsing=True) for span in spans]
    assert newest == {
        "ctx_ver": ["Z39.88-2004"],
        "rft_val_fmt": ["info:ofi/fmt:kev:mtx:journal"],
        "rft.genre": ["article"],
        "rft.atitle": [story.headline],
        "rft.jtitle": ["Bay Wire"],
        "rft.date": ["2024-03-25"],
        "rft.au": ["Ana Reyes", "Bo Lind"],
        "rft_id": [f"http://testserver/a/{story.pk}"],
    }
    assert oldest["rft.date"] == ["1952-04"]


@pytest.mark.parametrize("headline", ["Talks: 50% & more? “Yes” #1", "会談", "محادثات"])
def test_share_links_carry_the_whole_headline(client, index, headline):
    shown = page(client, make_article(headline))
    (x,) = re.findall(r'href="https://x\.com/intent/post\?([^"]*)"', shown)
    assert parse_qs(html.unescape(x))["text"] == [headline]
    (mail,) = re.findall(r'href="mailto:\?([^"]*)"', shown)
    assert "\n" not in mail
    assert parse_qs(html.unescape(mail))["subject"] == [headline]

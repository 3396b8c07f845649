"""What a story's page adds for reading: its age and length, the evidence of its tags, the stories beside it."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.utils import timezone

from articles.models import ArticleCountry, ArticleTag, Correction, Country
from tests.factories import make_article, make_tag
from tests.views.pages import read

WORDS = "Nine ships came in before noon and left again at night. "


@pytest.mark.parametrize(
    ("body", "language", "said"),
    [
        ("<p>It is open.</p>", "en", "Less than a minute to read"),
        (f"<p>{WORDS * 22}</p>", "en", "1 minute to read"),
        (f"<p>{WORDS * 1000}</p>", "en", "46 minutes to read"),
        (f"<p>{'港の会談。' * 500}</p>", "ja", "6 minutes to read"),
    ],
)
def test_it_says_how_long_it_takes_to_read(client, index, body, language, said):
    story = make_article("Quay opens", body_html=body, language=language)
    assert said in read(client, story.get_absolute_url())


def test_a_story_without_a_text_takes_no_time(client, index):
    assert "to read" not in read(client, make_article("Quay opens", body_html="").get_absolute_url())


def test_a_long_text_is_there_whole(client, index):
    body = "".join(f"<p>Day {number}. {WORDS * 10}</p>" for number in range(100))
    page = read(client, make_article("Log of the quay", body_html=body).get_absolute_url())
    assert "Day 0." in page and "Day 99." in page


def html(client, story) -> str:
    return client.get(story.get_absolute_url()).content.decode()


def test_the_age_of_a_young_story_is_left_to_a_script(client, index):
    now = timezone.now().replace(microsecond=0)
    young = make_article("Young", on=(now - dt.timedelta(hours=3)).isoformat())
    assert 'data-age="' in html(client, young)
    old = make_article("Old", on=(now - dt.timedelta(days=800)).isoformat())
    assert 'data-age="' not in html(client, old)
    assert "This story is 2 years old." in read(client, old.get_absolute_url())


@pytest.mark.parametrize(("precision", "is_told"), [("year", False), ("month", True), ("day", True)])
def test_an_age_is_told_no_older_than_is_certain(client, index, precision, is_told):
    last_year = timezone.localdate().year - 1
    if timezone.localdate().month < 3:
        pytest.skip("A story of last January is not a year old yet.")
    story = make_article("Treaty", on=f"{last_year}-01-01", published_precision=precision)
    assert ("This story is 1 year old." in read(client, story.get_absolute_url())) is is_told


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        ("editor", "put there by an editor"),
        ("source", "a label of the source itself"),
        ("name", "named in the text"),
        ("rule", "found by a rule that an editor wrote"),
        ("model", "suggested by what earlier stories taught the archive"),
    ],
)
def test_it_says_who_or_what_gave_a_tag(client, index, origin, said):
    story = make_article("Quay opens")
    ArticleTag.objects.create(article=story, tag=make_tag("Harbours"), origin=origin, evidence="Nine ships came.")
    page = read(client, story.get_absolute_url())
    assert f"Harbours {said}, {timezone.localdate().day} " in page
    assert "Nine ships came." in page


def test_evidence_stands_in_the_order_of_the_tags(client, index):
    story = make_article("Quay opens")
    for name, kind in (("Ana Reyes", "person"), ("Zoning", "topic")):
        ArticleTag.objects.create(article=story, tag=make_tag(name, kind=kind))
    ArticleCountry.objects.create(article=story, country=Country.objects.get(code="JP"))
    evidence = html(client, story).partition('class="evidence"')[2]
    assert evidence.index("Zoning") < evidence.index("Ana Reyes") < evidence.index("Japan")


def test_its_neighbours_are_those_of_its_narrowest_topic(client, index):
    wide = make_tag("Asia")
    narrow = make_tag("Zoning of harbours", parent=wide)
    story = make_article("Quay opens", on="2024-03-10", tags=[wide, narrow])
    make_article("Wide but nearer", on="2024-03-11", tags=[wide])
    make_article("Narrow", on="2024-03-20", tags=[narrow])
    index()
    page = read(client, story.get_absolute_url())
    assert "Earlier and later in Zoning of harbours" in page
    assert "Later, 20 March 2024 Narrow" in page


def test_it_has_neighbours_on_a_day_of_many_stories(client, index):
    topic = make_tag("Harbours")
    stories = [make_article(f"Ship {number}", on="2024-03-10", tags=[topic]) for number in range(40)]
    index()
    for number in (24, 25, 30):
        page = read(client, stories[number].get_absolute_url())
        assert f"Earlier, 10 March 2024 Ship {number - 1}" in page
        assert f"Later, 10 March 2024 Ship {number + 1}" in page


def test_a_neighbour_is_not_named_twice(client, index):
    topic = make_tag("Harbours")
    text = "<p>Quay walls crack when the ground sinks below the basin, engineers of the harbour said.</p>"
    story, *_ = [
        make_article(f"Quay walls crack {n}", on=f"2024-03-0{n}", tags=[topic], body_html=text) for n in (2, 3, 4)
    ]
    index()
    assert html(client, story).count("Quay walls crack 3</a>") == 1


def test_a_draft_without_a_headline_has_a_name(client, index, admin_client):
    story = make_article("x", status="draft")
    type(story).objects.filter(pk=story.pk).update(headline="")
    story.refresh_from_db()
    assert f"Untitled story {story.pk}" in admin_client.get(story.get_absolute_url()).content.decode()


def test_a_story_can_be_kept_by_its_number(client, index):
    story = make_article("Quay opens")
    assert f'data-keep="{story.pk}"' in html(client, story)


def test_corrections_stand_with_the_story_and_are_announced_at_its_head(client, index):
    story = make_article("Quay opens", on="2024-03-25")
    for day, text in ((3, "The quay has nine berths, not eight."), (5, "It <b>opened</b> on a Monday.")):
        made = dt.datetime(2024, 4, day, 12, tzinfo=dt.UTC)
        Correction.objects.create(article=story, text=text, made_at=made)
    page = read(client, story.get_absolute_url())
    assert "Corrected on 5 April 2024. What was corrected" in page
    assert (
        "Corrections 3 April 2024 The quay has nine berths, not eight. 5 April 2024 It <b>opened</b> on a Monday."
        in page
    )
    source = html(client, story)
    assert "&lt;b&gt;opened" in source
    data = json.loads(source.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert [one["text"] for one in data["correction"]] == [
        "The quay has nine berths, not eight.", "It <b>opened</b> on a Monday.",
    ]  # fmt: skip


def test_a_correction_shows_at_once(client, index):
    story = make_article("Quay opens")
    index()
    assert "Correct" not in read(client, story.get_absolute_url())
    Correction.objects.create(article=story, text="Nine berths, not eight.")
    index()
    assert "Nine berths" in read(client, story.get_absolute_url())


def test_many_topics_are_folded_and_all_there(client, index):
    story = make_article(tags=[make_tag(f"Topic {number:02}") for number in range(30)])
    source = html(client, story)
    folded = source.partition('<details class="more-names">')[2].partition("</details>")[0]
    assert "All 30" in folded
    assert [f"Topic {n:02}<" in folded for n in range(30)] == [False] * 12 + [True] * 18
    few = html(client, make_article(tags=[make_tag(f"Other {number}") for number in range(12)]))
    assert "more-names" not in few

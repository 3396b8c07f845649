"""The sample archive: whole, honest, and something for every filter."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from articles.models import Article, Country, FrontPick, Import, KeyStory, Tag

SAMPLE = Path(__file__).parents[2] / "articles" / "data" / "sample"
STORIES = [json.loads(line) for file in sorted(SAMPLE.glob("*.jsonl")) for line in file.read_text().splitlines()]
UNPARTED = {"ja", "zh", "ko"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def sample(db):
    call_command("load_sample", "--no-maps", stdout=StringIO(), stderr=StringIO())


def test_every_story_comes_in_and_is_published(sample):
    assert Import.objects.get().counts() == {
        "created": len(STORIES), "updated": 0, "unchanged": 0, "duplicate": 0, "rejected": 0,
    }  # fmt: skip
    assert Article.objects.published().count() == len(STORIES) >= 150


def test_every_story_says_that_it_was_written_for_this_archive(sample):
    assert set(Article.objects.values_list("credit", flat=True)) == {
        "Summary written for this archive from public facts"
    }
    for story in Article.objects.opinion():
        assert "sample" in f"{story.standfirst} {story.author_names}".lower()


def test_it_holds_at_least_sixty_stories_on_us_japan_relations(sample):
    root = Tag.objects.get(name="US-Japan relations")
    below = {root.pk}
    while more := set(Tag.objects.filter(parent__in=below).values_list("pk", flat=True)) - below:
        below |= more
    assert Article.objects.filter(tags__in=below).distinct().count() >= 60


def test_every_decade_and_forty_countries_have_something_to_show(sample):
    decades = {day.year // 10 * 10 for day in Article.objects.dates("published_at", "year")}
    assert decades == set(range(1940, 2030, 10))
    assert Country.objects.filter(articles__isnull=False).distinct().count() >= 40


def test_every_topic_has_an_introduction_and_a_story_at_or_below_it(sample):
    for topic in Tag.objects.topics():
        assert topic.introduction, topic
    used = set(Tag.objects.topics().filter(articles__isnull=False).values_list("pk", flat=True))
    parents = set(Tag.objects.filter(pk__in=used).values_list("parent", flat=True))
    assert set(Tag.objects.topics().values_list("pk", flat=True)) <= used | parents


def test_the_front_page_and_some_topics_have_stories_that_were_chosen(sample):
    assert FrontPick.objects.count() == 4
    assert KeyStory.objects.values("tag").distinct().count() >= 5
    for key in KeyStory.objects.select_related("tag"):
        line = {key.tag_id, *Tag.objects.filter(parent=key.tag).values_list("pk", flat=True)}
        line |= set(Tag.objects.filter(parent__in=line).values_list("pk", flat=True))
        assert key.article.tags.filter(pk__in=line).exists(), key


def test_a_second_time_loads_nothing(sample):
    call_command("load_sample", stdout=StringIO())
    assert Article.objects.count() == len(STORIES)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["id"])
def test_a_story_has_the_length_of_a_summary(story):
    if story["language"] not in UNPARTED:
        assert 90 <= len(story["body"].split()) <= 400


def test_stories_with_a_map_get_it_as_their_lead_image(db, settings):
    call_command("load_sample", stdout=StringIO(), stderr=StringIO())
    mapped = [story for story in STORIES if story.get("map")]
    with_image = Article.objects.filter(images__isnull=False)
    assert with_image.count() == len(mapped)
    image = with_image.first().images.get()
    assert image.alt and image.caption.startswith("Locator map") and "Natural Earth" in image.credit
    assert (image.width, image.height) == (1200, 675)

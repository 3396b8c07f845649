"""Related stories: about the same thing, never the story itself or its reprints, never what readers may not see."""

import pytest

from articles.models import Article, Reprint
from articles.search import Likeable, related
from tests.factories import make_article, make_tag

pytestmark = pytest.mark.django_db

FISHERY = "<p>Trawlers and the fishery commission quarrel over cod quotas in the northern strait.</p>"
CRANE = "<p>The harbour crane collapsed and the inspectors had signed off its rusty cable.</p>"
BUDGET = "<p>Parliament passed the budget after a night of votes on schools and pensions.</p>"


def likeable(story):
    tags = tuple(story.article_tags.values_list("tag_id", flat=True))
    return Likeable(story.pk, story.headline, story.standfirst, story.body_text, tags, story.reprint_group)


@pytest.fixture
def noise():
    for number in range(12):
        make_article(f"Parliament votes again, night {number}", body_html=BUDGET)


def test_it_finds_what_is_about_the_same_and_nothing_else(noise, index):
    story = make_article("Cod quotas cut", body_html=FISHERY)
    like = make_article("Trawlers protest against cod quotas", body_html=FISHERY.replace("quarrel", "argue"))
    make_article("Crane falls", body_html=CRANE)
    index()
    assert related(likeable(story)) == (like.pk,)


def test_a_shared_topic_of_few_stories_counts(noise, index):
    topic = make_tag("Straits")
    story = make_article("Cod quotas cut", body_html=FISHERY, tags=[topic])
    like = make_article("Survey of the seabed begins", body_html=CRANE, tags=[topic])
    index()
    assert like.pk in related(likeable(story))


def test_its_reprints_are_no_relations(noise, index):
    story, reprint, like = (make_article("Cod quotas cut", body_html=FISHERY) for _ in range(3))
    Reprint.objects.bulk_create([Reprint(article=one, group=5) for one in (story, reprint)])
    index()
    assert related(likeable(Article.objects.get(pk=story.pk))) == (like.pk,)


def test_of_the_printings_of_another_story_one_is_named(noise, index):
    story, *printings = (make_article("Cod quotas cut", body_html=FISHERY) for _ in range(4))
    Reprint.objects.bulk_create([Reprint(article=one, group=5) for one in printings])
    index()
    assert len(related(likeable(story))) == 1


def test_what_is_not_published_is_no_relation(noise, index):
    story = make_article("Cod quotas cut", body_html=FISHERY)
    make_article("Cod quotas cut", body_html=FISHERY, status="draft")
    make_article("Cod quotas cut", body_html=FISHERY, status="withdrawn", withdrawn_reason="An error.")
    index()
    assert related(likeable(story)) == ()


def test_of_two_alike_the_nearer_in_time_comes_first(noise, index):
    story = make_article("Cod quotas cut", body_html=FISHERY, on="1976-05-01")
    late, near = (make_article("Cod quotas cut", body_html=FISHERY, on=day) for day in ("2023-05-01", "1975-05-01"))
    index()
    assert related(likeable(story)) == (near.pk, late.pk)


def test_there_are_at_most_as_many_as_asked(noise, index):
    stories = [make_article("Cod quotas cut", body_html=FISHERY) for _ in range(9)]
    for number in range(12):
        make_article(f"Budget passed, night {number}", body_html=BUDGET)
    index()
    assert len(related(likeable(stories[0]))) == 6
    assert len(related(likeable(stories[0]), limit=2)) == 2


@pytest.mark.parametrize("text", ["", "<p>and the of</p>", '<p>\U0001f600 ()" OR -</p>'])
def test_a_story_that_says_nothing_has_no_relations(noise, index, text):
    story = make_article("Is it?", body_html=text)
    index()
    assert related(likeable(story)) == ()


def test_without_an_index_there_are_none(index_root):
    assert related(Likeable(1, "Cod quotas cut", "", "Trawlers", (), None)) == ()

"""Adding and removing tags and countries on any number of stories."""

import pytest

from articles.editing import tagging
from articles.models import Article, ArticleTag, Country
from tests.factories import make_article, make_tag

pytestmark = pytest.mark.django_db


def test_a_story_that_has_the_tag_keeps_it_with_its_evidence():
    quad = make_tag("Quad")
    story = make_article(tags=[quad])
    ArticleTag.objects.update(evidence="The Quad met in Tokyo.")
    make_article()

    changeset = tagging.add_tags(Article.objects.all(), [quad], None)

    assert changeset.counts == {"stories": 1, "added": 1}
    assert ArticleTag.objects.get(article=story).evidence == "The Quad met in Tokyo."


def test_removing_touches_only_the_selection():
    quad = make_tag("Quad")
    kept, stripped = make_article(tags=[quad]), make_article(tags=[quad])

    changeset = tagging.remove_tags(Article.objects.filter(pk=stripped.pk), [quad], None)

    assert changeset.counts == {"stories": 1, "removed": 1}
    assert list(ArticleTag.objects.values_list("article", flat=True)) == [kept.pk]


def test_countries_go_on_and_off_alike():
    make_article(countries=["JP"])
    both = list(Country.objects.filter(code__in=["JP", "US"]))

    assert tagging.add_countries(Article.objects.all(), both, None).counts["added"] == 1
    assert tagging.remove_countries(Article.objects.all(), both, None).counts["removed"] == 2


def test_the_selection_may_depend_on_what_changes():
    quad = make_tag("Quad")
    make_article(tags=[quad])

    tagging.remove_tags(Article.objects.filter(tags=quad), [quad], None)

    assert not ArticleTag.objects.exists()

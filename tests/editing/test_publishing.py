"""Publishing and withdrawing."""

import pytest

from articles.editing import NotPossible, publishing
from articles.models import Article
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_it_publishes_drafts_and_leaves_the_rest_alone():
    draft, published = make_article(status="draft"), make_article()
    version = published.version

    changeset = publishing.publish(Article.objects.all(), None)

    draft.refresh_from_db()
    published.refresh_from_db()
    assert draft.is_published
    assert published.version == version
    assert changeset.counts == {"stories": 1}


def test_it_refuses_a_story_without_a_date_and_publishes_none():
    make_article(status="draft")
    make_article(status="draft", published_at=None)

    with pytest.raises(NotPossible, match="1 story cannot be published"):
        publishing.publish(Article.objects.all(), None)

    assert not Article.objects.published().exists()


def test_withdrawing_needs_a_reason():
    make_article()

    with pytest.raises(NotPossible, match="Say why"):
        publishing.withdraw(Article.objects.all(), "  ", None)

    assert Article.objects.published().count() == 1


def test_a_withdrawn_story_can_be_published_again():
    make_article()
    publishing.withdraw(Article.objects.all(), "Under review.", None)

    publishing.publish(Article.objects.all(), None)

    story = Article.objects.get()
    assert (story.status, story.withdrawn_reason) == ("published", "")

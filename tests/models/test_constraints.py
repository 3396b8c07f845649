"""What the database itself refuses, by whatever path it comes."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from articles.models import Appearance, Article, ArticleTag, FormerSlug, Tag
from articles.models.base import make_slug
from tests.factories import make_article, make_tag

pytestmark = pytest.mark.django_db


def refused(**values):
    """Whether an update of every story is refused."""
    try:
        with transaction.atomic():
            Article.objects.update(**values)
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    "values",
    [
        {"headline": ""},
        {"published_at": None},
        {"published_at": dt.datetime(1, 1, 1, tzinfo=dt.UTC)},
        {"published_at": dt.datetime(9999, 1, 1, tzinfo=dt.UTC)},
        {"status": "withdrawn"},
        {"status": "deleted"},
        {"kind": "gossip"},
        {"slug": ""},
    ],
)
def test_a_published_story_cannot_become_unreadable(values):
    make_article()
    assert refused(**values)


def test_infinity_is_no_date():
    make_article()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE articles_article SET published_at = 'infinity'")


def test_an_address_belongs_to_one_story():
    digest = b"\x01" * 32
    Appearance.objects.create(article=make_article(), url="https://a.example.org/", url_digest=digest)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appearance.objects.create(article=make_article(), url="https://a.example.org/", url_digest=digest)


def test_a_tag_is_on_a_story_once():
    quad = make_tag("Quad")
    story = make_article(tags=[quad])
    with pytest.raises(IntegrityError), transaction.atomic():
        ArticleTag.objects.create(article=story, tag=quad)


def test_a_name_is_given_once_a_kind_whatever_its_case():
    make_tag("Quad")
    make_tag("Quad", kind="organisation", slug="quad-organisation")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_tag("QUAD", slug="quad-2")


def test_a_tag_cannot_stand_above_itself():
    wide = make_tag("Wide")
    narrow = make_tag("Narrow", parent=wide)
    wide.parent = narrow
    with pytest.raises(IntegrityError, match="above itself"), transaction.atomic():
        wide.save()


def test_a_renamed_tag_keeps_its_former_addresses():
    tag = make_tag("One")
    for slug in ("two", "three", "one"):
        Tag.objects.filter(pk=tag.pk).update(slug=slug)

    assert sorted(FormerSlug.objects.values_list("slug", flat=True)) == ["three", "two"]


def test_history_cannot_be_rewritten():
    make_article()
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        Article.pgh_event_model.objects.update(headline="Never was")


def test_every_path_into_a_story_leaves_history_and_a_new_version():
    story = make_article("One")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_article SET headline = 'Two'")
    Article.objects.bulk_update([Article(pk=story.pk, headline="Three")], ["headline"])
    Article.objects.filter(pk=story.pk).update(headline="Three")

    assert list(story.events.order_by("pgh_id").values_list("headline", flat=True)) == ["One", "Two", "Three"]
    story.refresh_from_db()
    assert story.version == 3


@pytest.mark.parametrize(
    ("text", "slug"),
    [("Ökonomie & Recht", "okonomie-recht"), ("日米関係", "日米関係"), ("word " * 40, "-".join(["word"] * 16))],
)
def test_a_slug_is_readable(text, slug):
    assert make_slug(text) == slug


def test_a_text_without_letters_gets_a_slug_of_its_own():
    assert make_slug("🔥🔥") != make_slug("...")
    assert make_slug("🔥🔥").startswith("story-")

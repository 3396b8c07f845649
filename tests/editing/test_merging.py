"""Merging tags."""

import pytest

from articles.editing import NotPossible, merging
from articles.models import FormerSlug, Subscription, Tag
from tests.factories import make_article, make_tag

pytestmark = pytest.mark.django_db


def test_a_tag_is_not_merged_into_itself_or_into_its_own_sub_tag():
    wide = make_tag("Alliances")
    narrow = make_tag("Treaties", parent=wide)

    with pytest.raises(NotPossible, match="itself"):
        merging.merge_tags(wide, wide, None)
    with pytest.raises(NotPossible, match="stands below"):
        merging.merge_tags(wide, narrow, None)


def test_names_and_every_former_address_go_along():
    old, new = make_tag("Treaties", aliases=["Pacts"]), make_tag("Alliances")
    old.slug = "all-treaties"
    old.save()

    merging.merge_tags(old, new, None)

    assert Tag.objects.get().aliases == ["Treaties", "Pacts"]
    assert dict(FormerSlug.objects.values_list("slug", "tag__name")) == {
        "treaties": "Alliances",
        "all-treaties": "Alliances",
    }


def test_it_counts_the_stories_that_had_both():
    old, new = make_tag("Treaties"), make_tag("Alliances")
    make_article(tags=[old, new])
    make_article(tags=[old])

    changeset = merging.merge_tags(old, new, None)

    assert changeset.counts == {"stories": 2, "moved": 1, "had both": 1, "sub-tags": 0}


def test_subscriptions_put_the_other_topic_on_their_stories():
    subscription = Subscription.objects.create(name="Daily Wharf", address="https://news.example/feed")
    ports, harbours = make_tag("Ports"), make_tag("Harbours")
    subscription.topics.add(ports)
    merging.merge_tags(ports, harbours, None)
    assert list(subscription.topics.all()) == [harbours]

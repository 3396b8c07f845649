"""What the archive does by itself, by the clock."""

import pytest

from articles.jobs import upkeep
from articles.models import ChangeSet, Reprint
from tests.factories import make_article
from tests.reprints import STORY, edited

pytestmark = pytest.mark.django_db


def test_reprints_are_found_of_stories_that_came_in_past_the_importers():
    one, two = (make_article(body_html=f"<p>{text}</p>") for text in (STORY, edited(STORY)))
    upkeep.find_reprints(timestamp=0)
    assert set(Reprint.objects.values_list("article", flat=True)) == {one.pk, two.pk}

    upkeep.find_reprints(timestamp=0)
    assert ChangeSet.objects.count() == 1

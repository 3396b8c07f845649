"""Tags and countries that are offered, for an item of an import and for a story that is held."""

from __future__ import annotations

import json

import pytest

from articles.ingest import runs
from articles.models import Country, TagRule
from articles.tagging.offers import Offer, offers_for, offers_for_stories
from tests.factories import make_article, make_tag

pytestmark = pytest.mark.django_db

BODY = "The day began quietly. Two herring boats were late on Tuesday. Fishing is a trade like others."


def offered(story: dict[str, object]) -> dict[str, Offer]:
    content = json.dumps({"published": "2024-03-25", "body": BODY, "language": "en"} | story).encode()
    run = runs.open_import([runs.Handed("s.jsonl", content)], user=None)
    return {offer.label: offer for offer in offers_for(runs.preview_item(run.items.get()))}


def test_one_tag_is_one_offer_with_all_its_reasons_and_the_first_ones_sentence():
    fishing = make_tag("Fishing")
    TagRule.objects.create(query='"herring boats"', tag=fishing)
    only = offered({"headline": "Late again", "topics": ["Fishing"]})["Fishing"]
    assert only.why == 'the source’s own label; named once; rule “"herring boats"”'
    assert (only.evidence, only.origin, only.ticked) == ("Fishing is a trade like others.", "source", True)


def test_a_rule_offers_its_tag_ticked_with_its_sentence():
    TagRule.objects.create(query='"herring boats"', tag=make_tag("Delays"))
    TagRule.objects.create(query="headline:boats", tag=make_tag("Not in the headline"))
    TagRule.objects.create(query="herring", tag=make_tag("Switched off"), active=False)
    TagRule.objects.create(query="tuesday", country=Country.objects.get(code="NO"))
    offers = offered({"headline": "Late again"})
    assert set(offers) == {"Delays", "Norway"}
    assert (offers["Delays"].why, offers["Delays"].origin, offers["Delays"].ticked) == (
        "rule “\"herring boats\"”", "rule", True,
    )  # fmt: skip
    assert offers["Delays"].evidence == "Two herring boats were late on Tuesday."


def test_a_rule_sees_an_item_as_the_archive_will():
    tag = make_tag("Seen")
    make_article("An older one", source="Agence France-Presse", section="Sea", authors=["Ines Muster"])
    queries = [
        "byline:muster", "source:agence", "section:Sea", "country:Norway", "topic:Fishing", "after:2024-03-01",
        "on:2024-03-25", "standfirst:pier", "body:boat", "herr*", '"boats late"~3',
    ]  # fmt: skip
    make_tag("Fishing")
    for query in queries:
        TagRule.objects.create(query=query, tag=tag)
    TagRule.objects.create(query="before:2024-03-01 herring", tag=make_tag("Unseen"))
    offers = offered(
        {
            "headline": "Late again", "authors": ["Ines Muster"], "source": "Agence France-Presse", "section": "sea",
            "countries": ["NO"], "topics": ["Fishing"], "standfirst": "At the pier.",
        }
    )  # fmt: skip
    assert offers["Seen"].reasons == [f"rule “{query}”" for query in queries]
    assert "Unseen" not in offers


def test_a_story_is_offered_what_it_has_not_got():
    fishing = make_tag("Fishing")
    TagRule.objects.create(query="herring", tag=make_tag("Herring"))
    TagRule.objects.create(query="boats", tag=fishing)
    narrow = make_tag("Sea fishing", parent=fishing)
    body = f"<p>{BODY} Norway was not concerned.</p>"
    bare = make_article("Late again", body_html=body, status="draft", published_at=None)
    told = {offer.label: (offer.why, offer.ticked) for offer in offers_for_stories([bare])[bare.pk]}
    assert told == {
        "Fishing": ("named once; rule “boats”", True),
        "Herring": ("named once; rule “herring”", True),
        "Norway": ("named once", False),
    }
    tagged = make_article("Late again", body_html=body, tags=[narrow], countries=["NO"])
    assert [offer.label for offer in offers_for_stories([tagged])[tagged.pk]] == ["Herring"]

"""What the API says of stories, and of what they can be selected by.

The keys that lists, exports and ``extract`` share mean the same here: names of authors, source and section as one
reads them, topics by slug and countries by code.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from articles.exporters.records import moment
from articles.models import Article, Image


class Linked(serializers.Serializer):
    """Something with a page of its own."""

    url = serializers.SerializerMethodField(help_text="The address of its page.")

    def get_url(self, thing: Any) -> str:
        return self.context["request"].build_absolute_uri(thing.get_absolute_url())


class ImageSerializer(serializers.Serializer):
    """A picture. ``url`` is null where the archive holds only its caption and the address it came from."""

    url = serializers.SerializerMethodField()
    width = serializers.IntegerField(allow_null=True)
    height = serializers.IntegerField(allow_null=True)
    caption = serializers.CharField()
    credit = serializers.CharField()
    alt = serializers.CharField()
    source_url = serializers.CharField(help_text="The address it came from.")

    def get_url(self, image: Image) -> str | None:
        return self.context["request"].build_absolute_uri(image.file.url) if image.file else None


class StoryLineSerializer(Linked):
    """A story as a list shows it."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(Article.Kind.choices)
    headline = serializers.CharField()
    standfirst = serializers.CharField()
    excerpt = serializers.CharField(help_text="The beginning of the story, where it has no standfirst.")
    snippet = serializers.SerializerMethodField(help_text="HTML: the passage that answers the words, with <mark>.")
    published = serializers.SerializerMethodField(
        help_text="ISO 8601 as the source states it: with an offset where it states a zone, the day alone where it "
        "states no hour."
    )
    published_at = serializers.DateTimeField(help_text="The instant that the archive sorts by.")
    published_precision = serializers.ChoiceField(Article.Precision.choices)
    authors = serializers.ListField(source="author_names", child=serializers.CharField())
    source = serializers.CharField(source="source.name", default=None, allow_null=True)
    section = serializers.CharField(source="section.name", default=None, allow_null=True)
    topics = serializers.SerializerMethodField(help_text="Slugs.")
    countries = serializers.SerializerMethodField(help_text="Codes: ISO 3166-1, and ISO 3166-3 for former countries.")
    language = serializers.CharField(help_text="BCP 47.")
    reprints = serializers.SerializerMethodField(help_text="Ids of the printings that this one stands for.")
    word_count = serializers.IntegerField()
    image = ImageSerializer(source="lead_image", allow_null=True)

    def get_snippet(self, story: Article) -> str:
        return self.context.get("snippets", {}).get(story.pk, "")

    def get_reprints(self, story: Article) -> list[int]:
        return list(self.context.get("others", {}).get(story.pk, ()))

    def get_published(self, story: Article) -> str:
        return moment(story).isoformat()

    def get_topics(self, story: Article) -> list[str]:
        return [tag.slug for tag in story.topics]

    def get_countries(self, story: Article) -> list[str]:
        return sorted(link.country.code for link in story.article_countries.all())


class TagOfStorySerializer(serializers.Serializer):
    """A tag on a story: who or what put it there, and the sentence that shows it."""

    slug = serializers.CharField(source="tag.slug")
    name = serializers.CharField(source="tag.name")
    kind = serializers.CharField(source="tag.kind")
    origin = serializers.CharField()
    evidence = serializers.CharField()


class CountryOfStorySerializer(serializers.Serializer):
    """A country on a story, likewise."""

    code = serializers.CharField(source="country.code")
    name = serializers.CharField(source="country.name")
    origin = serializers.CharField()
    evidence = serializers.CharField()


class AppearanceSerializer(serializers.Serializer):
    """Where a story ran."""

    outlet = serializers.CharField(source="outlet.name", default=None, allow_null=True)
    url = serializers.CharField()
    headline = serializers.CharField()
    published_at = serializers.DateTimeField(allow_null=True)


class PrintingSerializer(Linked):
    """Another printing of a story. ``comparison_url`` leads to both, word by word."""

    id = serializers.IntegerField()
    headline = serializers.CharField()
    source = serializers.CharField(source="source.name", default=None, allow_null=True)
    published_at = serializers.DateTimeField()
    word_count = serializers.IntegerField()
    comparison_url = serializers.SerializerMethodField()

    def get_comparison_url(self, story: Article) -> str:
        address = reverse("comparison", args=[self.context["story"], story.pk])
        return self.context["request"].build_absolute_uri(address)


class CorrectionSerializer(serializers.Serializer):
    """What a story said wrongly, and what is right."""

    text = serializers.CharField()
    made_at = serializers.DateTimeField()


class StorySerializer(StoryLineSerializer):
    """A whole story."""

    snippet = None
    reprints = None
    dateline = serializers.CharField()
    body = serializers.CharField(source="body_text", help_text="Paragraphs with a blank line between them.")
    body_html = serializers.CharField()
    credit = serializers.CharField()
    published_zone = serializers.CharField(help_text="As stated; empty where the page states none.")
    published_printed = serializers.CharField(help_text="The date as printed.")
    updated_at = serializers.DateTimeField(allow_null=True)
    tags = TagOfStorySerializer(source="article_tags", many=True)
    places = CountryOfStorySerializer(source="article_countries", many=True)
    appearances = AppearanceSerializer(many=True)
    images = ImageSerializer(many=True)
    corrections = CorrectionSerializer(many=True)
    printings = serializers.SerializerMethodField(help_text="The other printings of the story, the earliest first.")
    printings_url = serializers.SerializerMethodField(help_text="The page of all its printings; null where it has one.")
    version = serializers.IntegerField(help_text="Counts the changes of the story.")

    @extend_schema_field(PrintingSerializer(many=True))
    def get_printings(self, story: Article) -> list[dict[str, Any]]:
        context = {"request": self.context["request"], "story": story.pk}
        return PrintingSerializer(self.context["printings"], many=True, context=context).data

    def get_printings_url(self, story: Article) -> str | None:
        if not self.context["printings"]:
            return None
        return self.context["request"].build_absolute_uri(reverse("printings", args=[story.pk]))


class FacetValueSerializer(serializers.Serializer):
    """``count`` is the number of stories one gets by adding ``value`` to the parameter that the facet is named for."""

    value = serializers.CharField()
    label = serializers.CharField()
    count = serializers.IntegerField()
    selected = serializers.BooleanField()


class BarSerializer(serializers.Serializer):
    """A year, month or day of the timeline."""

    period = serializers.CharField(help_text="YYYY, YYYY-MM or YYYY-MM-DD.")
    count = serializers.IntegerField()
    held = serializers.BooleanField(help_text="False where the archive has no story at all from then.")


class CoverageSerializer(serializers.Serializer):
    """What stories rest on."""

    stories = serializers.IntegerField()
    sources = serializers.IntegerField(help_text="How many sources they are from.")
    first = serializers.CharField(help_text="The first day, YYYY-MM-DD; empty where there is no story.")
    last = serializers.CharField(help_text="The last day, YYYY-MM-DD; empty where there is no story.")


class StoryListSerializer(serializers.Serializer):
    """One page of a selection."""

    count = serializers.IntegerField(help_text="All stories of the selection; facets and timeline count these.")
    collapsed = serializers.IntegerField(help_text="How many remain where reprints are collapsed.")
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    edition = serializers.CharField(help_text="The state of the index that all of it was answered from.")
    notes = serializers.ListField(child=serializers.CharField(), help_text="How the words were read, where it matters.")
    facets = serializers.DictField(child=FacetValueSerializer(many=True))
    timeline = BarSerializer(many=True)
    coverage = CoverageSerializer(help_text="Of the stories of the selection.")
    archive = CoverageSerializer(help_text="Of all that the archive holds.")
    results = StoryLineSerializer(many=True)


class ProblemsSerializer(serializers.Serializer):
    """What was not understood."""

    detail = serializers.CharField()
    problems = serializers.ListField(child=serializers.CharField())


class DetailSerializer(serializers.Serializer):
    """Why there is nothing to give."""

    detail = serializers.CharField()


class Counted(Linked):
    """Something stories are selected by. ``count`` is the number of published stories."""

    count = serializers.SerializerMethodField()

    def get_count(self, thing: Any) -> int:
        return self.context["counts"].get(getattr(thing, self.context["column"]), 0)


class TopicSerializer(Counted):
    """A topic. Its sub-topics' stories are its own."""

    slug = serializers.CharField()
    name = serializers.CharField()
    aliases = serializers.ListField(child=serializers.CharField())
    parent = serializers.CharField(source="parent.slug", default=None, allow_null=True)
    introduction = serializers.CharField()


class CountrySerializer(Counted):
    """A country; a former one has the year of its end."""

    code = serializers.CharField()
    name = serializers.CharField()
    region = serializers.CharField()
    from_year = serializers.IntegerField(allow_null=True)
    to_year = serializers.IntegerField(allow_null=True)


class SourceSerializer(Counted):
    """An agency or publication."""

    slug = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()

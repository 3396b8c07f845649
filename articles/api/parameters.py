"""The parameters of a selection, for the API's description of itself."""

from __future__ import annotations

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from articles.filters import MOST_VALUES
from articles.models import Article
from articles.search.query_language import MAX_LENGTH, MAX_TERMS
from articles.selection import PAGE_SIZE, Reprints, Sort


def _many(name: str, meaning: str, values: list[str] | None = None) -> OpenApiParameter:
    description = f"{meaning} May be repeated, up to {MOST_VALUES} times."
    return OpenApiParameter(name, str, many=True, explode=True, description=description, enum=values)


SELECTION = [
    OpenApiParameter(
        "q",
        str,
        description=f"Words, all of them; “phrases”, OR, -not, (groups), begin*, headline:, topic:, country:, source:, after: … At most {MAX_LENGTH} "
        f"characters and {MAX_TERMS} words.",
    ),
    _many("topic", "Slugs of topics: stories about all of them. A topic includes its sub-topics."),
    _many("topic_any", "Slugs of topics: stories about at least one."),
    _many("topic_not", "Slugs of topics: stories about none."),
    _many("country", "Codes of countries: stories about all of them."),
    _many("country_any", "Codes of countries: stories about at least one."),
    _many("country_not", "Codes of countries: stories about none."),
    _many("source", "Slugs of sources: any of them."),
    _many("author", "Slugs of authors: any of them."),
    _many("section", "Slugs of sections: any of them."),
    _many("kind", "Kinds of story: any of them.", list(Article.Kind.values)),
    _many("language", "Language tags (BCP 47): any of them."),
    OpenApiParameter("from", str, description="First day: YYYY, YYYY-MM or YYYY-MM-DD, in the archive's time zone."),
    OpenApiParameter("to", str, description="Last day, likewise; it is included."),
    OpenApiParameter(
        "reprints", str, enum=list(Reprints), description="collapsed: the first of a story's printings stands for all."
    ),
    OpenApiParameter("sort", str, enum=list(Sort), description="newest; with words, relevance is the default."),
    OpenApiParameter("page", OpenApiTypes.INT, description=f"From 1; {PAGE_SIZE} stories a page."),
]

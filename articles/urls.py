"""The addresses of the public site: a table of contents."""

from __future__ import annotations

from django.urls import include, path, re_path, register_converter

from articles import feeds, sitemaps
from articles.exporters import EXPORTS
from articles.views import (
    atlas,
    authors,
    calendars,
    cards,
    chronology,
    citation_files,
    countries,
    coverage,
    dates,
    exports,
    front,
    keeping,
    listing,
    media,
    offline,
    operators,
    printing,
    printings,
    reads,
    searching,
    sections,
    sources,
    stories,
    suggesting,
    topic_index,
    topics,
    values,
    versions,
)


class Slug:
    """The address part of a topic, source, author or section: letters of any script, digits, - and _."""

    regex = r"[-\w]{1,80}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Digits:
    """A year of four digits, or with ``regex`` replaced a month or day of two; kept as text."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class TwoDigits(Digits):
    """A month or a day."""

    regex = "[0-9]{2}"


class StoryId:
    """A story's number. Eighteen digits fit into the column, so none is an error of the database."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int | str) -> str:
        return str(value)


class CountryCode:
    """A country's code of two or four letters, in any case."""

    regex = "[A-Za-z]{2}|[A-Za-z]{4}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Slug, "name")
register_converter(Digits, "yyyy")
register_converter(TwoDigits, "mm")
register_converter(StoryId, "story")
register_converter(CountryCode, "code")

FEED = "|".join(extension.replace(".", r"\.") for extension in feeds.FEEDS)
EXPORT = "|".join(extension.replace(".", r"\.") for extension in EXPORTS)

# For people, in each language.
pages = [
    path("", front.front, name="home"),
    path("articles/", listing.articles, name="article-list"),
    path("articles/<yyyy:year>/<mm:month>/<mm:day>/<name:slug>-<story:id>/", stories.article, name="article"),
    path("articles/print/", printing.bibliography, name="article-print"),
    path("articles/<story:id>/printings/", printings.printings, name="printings"),
    path("articles/<story:id>/printings/<story:other>/", printings.comparison, name="comparison"),
    path("articles/<story:id>/versions/", versions.versions, name="versions"),
    path("topics/", topic_index.index, name="topic-list"),
    path("topics/<name:slug>/", topics.topic, name="topic"),
    path("topics/<name:slug>/chronology/", chronology.chronology, name="topic-chronology"),
    path("countries/", countries.index, name="country-list"),
    path("countries/matrix/", atlas.matrix, name="country-matrix"),
    path("map/", atlas.world_map, name="world-map"),
    path("countries/<code:code>/", countries.country, name="country"),
    path("countries/<code:one>/<code:other>/", countries.pair, name="country-pair"),
    path("sources/", sources.index, name="source-list"),
    path("sources/<name:slug>/", sources.source, name="source"),
    path("authors/", authors.index, name="author-list"),
    path("authors/<name:slug>/", authors.author, name="author"),
    path("sections/", sections.index, name="section-list"),
    path("sections/<name:slug>/", sections.section, name="section"),
    path("suggest/", suggesting.names, name="suggest"),
    path("suggest/add/", suggesting.add, name="add-name"),
    path("values/<name:parameter>/", values.values, name="facet-values"),
    path("dates/", calendars.index, name="dates"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("reading-list/", keeping.reading_list, name="reading-list"),
    path("offline/", offline.page, name="offline"),
    path("how-to-search/", searching.guide, name="search-guide"),
    path("<yyyy:year>/", dates.year, name="year"),
    path("<yyyy:year>/<mm:month>/", dates.month, name="month"),
    path("<yyyy:year>/<mm:month>/<mm:day>/", dates.day, name="day"),
]

# For programs, and what is to stay: one address whatever the language.
programs = [
    path("a/<story:id>", stories.article_by_id, name="article-by-id"),
    path("a/<story:id>/read", reads.read, name="read"),
    path("a/<story:id>/cite.<name:extension>", citation_files.cite, name="cite"),
    path("a/<story:id>/card.png", cards.card, name="card"),
    re_path(rf"^articles\.({FEED})$", feeds.feed, name="article-feed"),
    re_path(rf"^articles\.({EXPORT})$", exports.export, name="article-export"),
    re_path(rf"^reading-list\.({EXPORT})$", keeping.export, name="reading-list-export"),
    path("worker.js", offline.worker, name="worker"),
    path("countries/<code:one>/map.svg", countries.locator, name="country-map"),
    path("countries/<code:one>/<code:other>/map.svg", countries.locator, name="country-pair-map"),
    path("media/<path:name>", media.media, name="media"),
    path("api/v1/imports/", include("articles.intake.urls")),
    path("api/v1/", include("articles.api.urls")),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap/<name:part>.xml", sitemaps.part, name="sitemap-part"),
    path("robots.txt", operators.robots, name="robots"),
    path("opensearch.xml", operators.opensearch, name="opensearch"),
    path("site.webmanifest", operators.manifest, name="manifest"),
    path("healthz", operators.healthz, name="healthz"),
    path("readyz", operators.readyz, name="readyz"),
]

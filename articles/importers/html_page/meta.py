"""The ``<meta>`` and ``<link>`` elements of a page's head, and the addresses they give."""

from __future__ import annotations

from collections import defaultdict

from lxml.html import HtmlElement

from articles.text import links, words

PUBLISHED = (
    "article:published_time", "og:published_time", "article:published", "datepublished", "parsely-pub-date", "sailthru.date", "publish-date",
    "publishdate", "publication_date", "pubdate", "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "date", "article.published",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "og:article:published_time", "article_date_original", "originalpublicationdate",
    "citation_publication_date", "rnews:datepublished", "last-publish-date", "created",
)  # fmt: skip
UPDATED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
)
AUTHORS = ("parsely-author", "article:author_name", "articleauthor", "author", "byl", "dc.creator", "dcterms.creator", "sailthru.author", "article:author",
           "cxenseparse:author", "citation_author", "twitter:data1")  # fmt: skip
SECTIONS = (
    "article:section",
    "parsely-section",
    "og:article:section",
    "cxenseparse:section",
    "section",
    "category",
)
LABELS = (
    "article:tag",
    "parsely-tags",
    "news_keywords",
    "og:article:tag",
    "keywords",
    "sailthru.tags",
    "cxenseparse:keyword",
    "article:tags",
)
SITES = (
    "og:site_name",
    "application-name",
    "al:ios:app_name",
    "twitter:app:name:iphone",
    "apple-mobile-web-app-title",
    "dc.publisher",
    "copyright",
)
HEADLINES = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "title")
DESCRIPTIONS = ("og:description", "description", "twitter:description")
IMAGES = (
    "og:image",
    "og:image:secure_url",
    "og:image:url",
    "twitter:image",
    "twitter:image:src",
    "parsely-image-url",
    "thumbnail",
)


class Meta:
    """The page's ``<meta>`` values by name, and its links."""

    def __init__(self, page: HtmlElement) -> None:
        self.values: dict[str, list[str]] = defaultdict(list)
        self.link: dict[str, str] = {}
        for element in page.iter("meta"):
            name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
            if name and (value := words.clean(element.get("content") or "")):
                self.values[name].append(value)
        for element in page.iter("link"):
            relation = (element.get("rel") or "").strip().lower()
            if relation and element.get("href"):
                self.link.setdefault(relation, element.get("href").strip())

    def first(self, names: tuple[str, ...]) -> tuple[str, str]:
        """Value and name of the first of ``names`` that the page has; ("", "") without."""
        return next(((self.values[name][0], name) for name in names if self.values.get(name)), ("", ""))

    def all(self, names: tuple[str, ...]) -> list[str]:
        """All values of the first of ``names`` that the page has."""
        return next((self.values[name] for name in names if self.values.get(name)), [])

    def canonical(self, base: str) -> str:
        """The address the page calls its own."""
        return links.absolute(self.link.get("canonical") or self.first(("og:url",))[0], base)

"""The fixed list of selections that the benchmark asks: words of every frequency, every filter, combinations.

Words and names are looked up by how often the archive has them, so that the list means the same for ten thousand
stories and for a million.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Model
from django.http import QueryDict

from articles.filters import ArticleFilter
from articles.models import Article, ArticleCountry, ArticleTag, Author, Byline, Country, Section, Source, Tag
from articles.selection import Selection
from tests.benchmarks.bare import Engine

DEEP_PAGE = "40"
SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: what it is called, and its query string.

    ``tsquery`` says in PostgreSQL's language what ``websearch_to_tsquery`` cannot read.
    """

    name: str
    query: dict[str, str]
    tsquery: str = ""

    @property
    def address(self) -> str:
        """Where its list is."""
        return f"/articles/?{urlencode(self.query)}" if self.query else "/articles/"

    @property
    def selection(self) -> Selection:
        """The same as the archive understands it. Raises ValueError where it does not."""
        read = ArticleFilter(QueryDict(urlencode(self.query)))
        if read.problems:
            raise ValueError("; ".join(read.problems))
        return read.selection


def asks(engine: Engine) -> list[Ask]:
    """The list, for the archive that is open."""
    middling, rare = _word(engine, 1 / 60), _word(engine, 1 / 2500)
    leaf, other_leaf, parent = _topics()
    countries = _frequent(Country, ArticleCountry, "country", "code")
    country, other = countries[2].code, countries[5].code
    source, section = (
        _frequent(model, Article, name)[0].slug for model, name in ((Source, "source"), (Section, "section"))
    )
    author = _frequent(Author, Byline, "author")[0].slug
    language = Article.objects.published().exclude(language="en").values_list("language", flat=True)[0]
    return [
        Ask("everything", {}),
        Ask("everything, oldest first", {"sort": "oldest"}),
        Ask("everything, page 40", {"page": DEEP_PAGE}),
        Ask("very broad word", {"q": "said"}),
        Ask("broad word", {"q": "government"}),
        Ask("broad word, newest first", {"q": "government", "sort": "newest"}),
        Ask("broad word, page 40", {"q": "government", "page": DEEP_PAGE}),
        Ask("middling word", {"q": middling}),
        Ask("rare word", {"q": rare}),
        Ask("three words", {"q": f"government security {middling}"}),
        Ask("phrase", {"q": '"security state"'}),
        Ask("proximity", {"q": '"nuclear treaty"~5'}, "nuclear <5> treati"),
        Ask("beginning of a word", {"q": f"{middling[:4]}*"}, f"{middling[:4]}:*"),
        Ask("either word", {"q": f"semiconductor OR {middling}"}),
        Ask("a word, not another", {"q": "government -minister"}),
        Ask("word of the headline", {"q": "headline:summit"}, "summit:A"),
        Ask("topic", {"topic": leaf}),
        Ask("topic with those below", {"topic": parent}),
        Ask("any of one, none of another", {"topic_any": leaf, "topic_not": other_leaf}),
        Ask("country", {"country": country}),
        Ask("source", {"source": source}),
        Ask("author", {"author": author}),
        Ask("section", {"section": section}),
        Ask("kind", {"kind": "opinion"}),
        Ask("language", {"language": language}),
        Ask("year", {"from": "2019", "to": "2019"}),
        Ask("month", {"from": "2023-03", "to": "2023-03"}),
        Ask("topic, country", {"topic": leaf, "country": country}),
        Ask("topic, country, two years", {"topic": parent, "country": country, "from": "2018", "to": "2019"}),
        Ask("broad word, topic", {"q": "government", "topic": parent}),
        Ask("broad word, country, year", {"q": "government", "country": other, "from": "2019", "to": "2019"}),
        Ask("middling word, source, section", {"q": middling, "source": source, "section": section}),
    ]


def _word(engine: Engine, share: float) -> str:
    """The word of some length that stands in about this share of the bodies."""
    wanted = share * engine.searcher.num_docs
    words = [(count, word) for word, count in engine.searcher.terms_with_prefix("body", "") if len(word) >= SHORTEST]
    return min(words, key=lambda one: (abs(one[0] - wanted), one[1]))[1]


def _frequent(model: type[Model], link: type[Model], name: str, order: str = "slug") -> list[Model]:
    """What the most stories have, from the most frequent on."""
    counts = dict(link.objects.exclude(**{name: None}).values_list(name).annotate(Count("pk")))
    return sorted(model.objects.filter(pk__in=counts), key=lambda one: (-counts[one.pk], getattr(one, order)))


def _topics() -> tuple[str, str, str]:
    """Two frequent topics with none below them, and a frequent one with some."""
    found = _frequent(Tag, ArticleTag, "tag")
    above = set(Tag.objects.exclude(parent=None).values_list("parent", flat=True))
    leaves = [tag.slug for tag in found if tag.pk not in above]
    return leaves[0], leaves[1], next(tag.slug for tag in found if tag.pk in above)

"""A generated archive for benchmarks: invented stories whose words, topics and dates are spread as in real ones.

The same seed gives the same stories. Word frequencies follow Zipf's law over a vocabulary that begins with real
English words, so that a benchmark can ask for a broad one and a rare one.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from articles.documents import Precision
from articles.models import Article, ArticleCountry, ArticleTag, Author, Byline, Country, Section, Source, Tag
from articles.models.base import make_slug
from articles.models.links import Attachment

COMMON = (
    "the of to and in a for that on said with is as at by from was has have it be its an will not who are were "
    "government minister talks president country trade security state officials after year would economic new japan "
    "china defence treaty united alliance military summit election market foreign policy between over under first "
    "nuclear energy border climate court human rights aid exports budget semiconductor harbour philippines"
).split()
SYLLABLES = [a + b for a in ("b d f g h k l m n p r s t v z br dr gr kl pr st tr").split() for b in "a e i o u".split()]
VOCABULARY = 60_000
SENTENCE = 18
SENTENCES_A_PARAGRAPH = 4
FIRST_DAY = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
SPAN = dt.timedelta(days=26 * 365)

COUNTS = {"roots": 50, "topics": 500, "sources": 60, "sections": 12, "authors": 400}
LANGUAGES = ("en",) * 18 + ("fr", "es")
KINDS = ("news",) * 16 + ("analysis", "analysis", "opinion", "feature")


class Spread:
    """Choices by Zipf's law: the second is half as frequent as the first, the third a third."""

    def __init__(self, population: Sequence[Any]) -> None:
        self.population = population
        self.weights = list(itertools.accumulate(1 / rank for rank in range(1, len(population) + 1)))

    def choose(self, chance: random.Random, number: int) -> list[Any]:
        return chance.choices(self.population, cum_weights=self.weights, k=number)

    def few(self, chance: random.Random, most: int) -> set[Any]:
        """From one to ``most`` different ones."""
        return set(self.choose(chance, chance.randint(1, most)))


@dataclass(frozen=True, slots=True)
class World:
    """What the stories are about and who wrote them: ids of rows that are there."""

    words: Spread
    topics: Spread
    countries: Spread
    sources: Spread
    sections: Spread
    authors: Spread


def vocabulary(chance: random.Random) -> list[str]:
    """Common English words, then invented ones."""
    words = dict.fromkeys(COMMON)
    while len(words) < VOCABULARY:
        words["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))] = None
    return list(words)


def settle(chance: random.Random) -> World:
    """Make the topics, sources, sections and authors that are not there yet."""
    words = vocabulary(chance)
    name = iter(words[len(COMMON) :])
    names = {kind: [next(name).capitalize() for _ in range(number)] for kind, number in COUNTS.items()}
    roots = [_tag(f"{one} affairs", None) for one in names["roots"]]
    below = list(roots)
    for one in names["topics"][: COUNTS["topics"] - len(roots)]:
        below.append(_tag(f"{one} question", chance.choice(below)))
    rows = {
        model: [model.objects.get_or_create(slug=make_slug(one), defaults={"name": one})[0].pk for one in wanted]
        for model, wanted in (
            (Source, [f"{one} Wire" for one in names["sources"]]),
            (Section, [f"{one} pages" for one in names["sections"]]),
            (Author, [f"{one} {next(name).capitalize()}" for one in names["authors"]]),
        )
    }
    countries = list(Country.objects.order_by("-code").values_list("pk", flat=True))
    chance.shuffle(countries)
    return World(
        words=Spread(words),
        topics=Spread([tag.pk for tag in chance.sample(below, len(below))]),
        countries=Spread(countries),
        sources=Spread(rows[Source]),
        sections=Spread(rows[Section]),
        authors=Spread(rows[Author]),
    )


def _tag(name: str, parent: Tag | None) -> Tag:
    return Tag.objects.get_or_create(slug=make_slug(name), defaults={"name": name, "parent": parent})[0]


def write(world: World, chance: random.Random, number: int, length: int, changeset: int) -> None:
    """Store ``number`` published stories of about ``length`` words, in one COPY for each table."""
    ids = _reserve(number)
    stories = [_story(world, chance, id, length, changeset) for id in ids]
    _copy(Article, stories)
    origin = {"origin": Attachment.Origin.SOURCE, "evidence": "", "changeset_id": changeset}
    _copy(ArticleTag, [{"article_id": id, "tag_id": tag} | origin for id in ids for tag in world.topics.few(chance, 4)])
    _copy(
        ArticleCountry,
        [{"article_id": id, "country_id": one} | origin for id in ids for one in world.countries.few(chance, 3)],
    )
    _copy(
        Byline,
        [
            {"article_id": id, "author_id": author, "position": position}
            for id in ids
            for position, author in enumerate(world.authors.few(chance, 2))
        ],
    )


def _story(world: World, chance: random.Random, id: int, length: int, changeset: int) -> dict[str, Any]:
    headline = " ".join(world.words.choose(chance, 8)).capitalize()
    paragraphs = list(_paragraphs(world.words.choose(chance, chance.randint(length // 2, length * 3 // 2))))
    text = "\n\n".join(paragraphs)
    digest = hashlib.sha256(text.encode()).digest()
    return {
        "id": id,
        "status": Article.Status.PUBLISHED,
        "kind": chance.choice(KINDS),
        "slug": make_slug(headline),
        "headline": headline,
        "standfirst": " ".join(world.words.choose(chance, 20)).capitalize() + ".",
        "body_html": "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
        "body_text": text,
        "language": chance.choice(LANGUAGES),
        "published_at": FIRST_DAY + SPAN * chance.random(),
        "published_precision": Precision.MINUTE,
        "source_id": world.sources.choose(chance, 1)[0],
        "section_id": world.sections.choose(chance, 1)[0],
        "text_digest": digest,
        "word_count": len(text.split()),
        "excerpt": text[:200],
        "changeset_id": changeset,
    } | dict.fromkeys(("dateline", "credit", "published_zone", "published_printed", "withdrawn_reason", "guid"), "")


def _paragraphs(words: list[str]) -> Iterator[str]:
    for start in range(0, len(words), SENTENCE * SENTENCES_A_PARAGRAPH):
        part = words[start : start + SENTENCE * SENTENCES_A_PARAGRAPH]
        sentences = (" ".join(part[at : at + SENTENCE]).capitalize() for at in range(0, len(part), SENTENCE))
        yield ". ".join(sentences) + "."


def _reserve(number: int) -> range:
    """Ids for ``number`` stories, which nobody else gets."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('articles_article', 'id'), nextval("
            "pg_get_serial_sequence('articles_article', 'id')) + %s)",
            [number],
        )
        (last,) = cursor.fetchone()
    return range(last - number + 1, last + 1)


def _copy(model: Any, rows: list[dict[str, Any]]) -> None:
    columns = list(rows[0])
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {model._meta.db_table} ({', '.join(columns)}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(tuple(row.values()))

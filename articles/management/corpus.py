"""A generated archive for benchmarks: invented stories whose words, topics and dates are spread as in real ones.

The same seed gives the same stories. Some run twice: a reprint in another source, a few words shorter, which is
what agencies' stories do in newspapers.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from articles.management.prose import Prose, Spread, Text, invented_words
from articles.models import Author, Country, Section, Source, Tag
from articles.models.base import make_slug

FIRST_DAY = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
DAYS = 26 * 365.25
MINUTES_A_DAY = 24 * 60
# An archive holds more of last year than of long ago: below 1, the smaller, the more so.
TOWARDS_TODAY = 0.55

COUNTS = {"roots": 50, "topics": 500, "sources": 60, "sections": 30, "authors": 3000}
COUNTRIES = 195
LANGUAGES = ("en",) * 34 + ("fr", "fr", "es", "es", "de", "de")
KINDS = ("news",) * 16 + ("analysis",) * 2 + ("opinion", "feature")
# Words, at most.
HEADLINE, STANDFIRST = 11, 20

REPRINTED = 0.02
REPRINTED_WITHIN = dt.timedelta(days=2)
SHORTEST_REPRINTED = 100
# Words that a reprint lacks at the end.
CUT = 5


@dataclass(frozen=True, slots=True)
class World:
    """What the stories are about, who wrote them, and the prose of each language. Things go by their ids."""

    chance: random.Random
    prose: dict[str, Prose]
    topics: Spread
    countries: Spread
    sources: Spread
    sections: Spread
    authors: Spread


class Made(NamedTuple):
    """A generated story: the columns that differ from story to story, what is tied to it, and whether it is a reprint
    of the one before it."""

    kind: str
    headline: str
    standfirst: str
    text: Text
    language: str
    published_at: dt.datetime
    source: int
    section: int
    tags: list[int]
    countries: list[int]
    authors: list[int]
    reprint: bool = False

    @property
    def text_digest(self) -> bytes:
        """As ``articles.text.fingerprints`` has it: its words are these."""
        return hashlib.sha256(" ".join(self.text.words).encode()).digest()


def settle(chance: random.Random) -> World:
    """Make the topics, sources, sections and authors that are not there yet."""
    invented = invented_words(chance)
    # Names are taken from the rare end, so that a topic's name does not stand in every story.
    name = map(str.capitalize, reversed(invented))
    roots = [_tag(f"{next(name)} affairs", None) for _ in range(COUNTS["roots"])]
    below = list(roots)
    while len(below) < COUNTS["topics"]:
        below.append(_tag(f"{next(name)} question", chance.choice(below)))
    rows = {
        model: [model.objects.get_or_create(slug=make_slug(one), defaults={"name": one})[0].pk for one in wanted]
        for model, wanted in (
            (Source, [f"{next(name)} Wire" for _ in range(COUNTS["sources"])]),
            (Section, [f"{next(name)} pages" for _ in range(COUNTS["sections"])]),
        )
    }
    authors = {make_slug(one): one for one in (f"{next(name)} {next(name)}" for _ in range(COUNTS["authors"]))}
    Author.objects.bulk_create(
        [Author(slug=slug, name=one) for slug, one in authors.items()], batch_size=500, ignore_conflicts=True
    )
    countries = list(Country.objects.current().order_by("code").values_list("pk", flat=True))
    return World(
        chance=chance,
        prose={language: Prose(chance, language, invented) for language in dict.fromkeys(LANGUAGES)},
        topics=Spread([tag.pk for tag in chance.sample(below, len(below))]),
        countries=Spread(chance.sample(countries, COUNTRIES)),
        sources=Spread(rows[Source]),
        sections=Spread(rows[Section]),
        authors=Spread(list(Author.objects.filter(slug__in=authors).order_by("slug").values_list("pk", flat=True)), 20),
    )


def _tag(name: str, parent: Tag | None) -> Tag:
    return Tag.objects.get_or_create(slug=make_slug(name), defaults={"name": name, "parent": parent})[0]


def stories(world: World, number: int, length: int) -> Iterator[Made]:
    """``number`` stories of about ``length`` words; a reprint comes right after what it reprints."""
    chance = world.chance
    made = 0
    while made < number:
        story = _story(world, length)
        reprinted = chance.random() < REPRINTED and made + 2 <= number and len(story.text.words) >= SHORTEST_REPRINTED
        yield story
        made += 1
        if reprinted:
            yield _reprint(world, story)
            made += 1


def _story(world: World, length: int) -> Made:
    chance = world.chance
    language = LANGUAGES[int(chance.random() * len(LANGUAGES))]
    prose = world.prose[language]
    words = prose.words(HEADLINE + STANDFIRST)
    headline = HEADLINE - int(chance.random() * 5)
    day = int(DAYS * chance.random() ** TOWARDS_TODAY)
    return Made(
        kind=KINDS[int(chance.random() * len(KINDS))],
        headline=" ".join(words[:headline]).capitalize(),
        standfirst=" ".join(words[HEADLINE:]).capitalize() + ".",
        text=prose.text(length // 2 + int(chance.random() * (length + 1))),
        language=language,
        published_at=FIRST_DAY + dt.timedelta(days=day, minutes=int(chance.random() * MINUTES_A_DAY)),
        source=world.sources.one(chance),
        section=world.sections.one(chance),
        tags=world.topics.few(chance, 4),
        countries=world.countries.few(chance, 3),
        authors=world.authors.few(chance, 2),
    )


def _reprint(world: World, story: Made) -> Made:
    """The story in another source, cut at the end."""
    shorter = "\n\n".join(story.text.paragraphs).rsplit(maxsplit=CUT)[0].rstrip(".") + "."
    text = Text(story.text.words[:-CUT], shorter.split("\n\n"))
    others = [source for source in world.sources.population if source != story.source]
    return story._replace(
        text=text,
        source=world.chance.choice(others),
        published_at=story.published_at + REPRINTED_WITHIN * world.chance.random(),
        reprint=True,
    )

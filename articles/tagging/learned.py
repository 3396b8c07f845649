"""What the trained model makes of a text. Whoever needs the model loads it, and loads it anew when there is a newer one."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from articles.learning import Lesson, Model, Scored, sentence_for
from articles.models import ArticleCountry, ArticleTag, Country, FormerSlug, SuggestionModel, Tag

logger = logging.getLogger(__name__)

_loading = threading.Lock()
_loaded: tuple[int, Model | None] | None = None


@dataclass(frozen=True, slots=True)
class Learned:
    """A tag or country that the model suggests, how sure it is (0 to 1), how many stories have it, and the sentence."""

    thing: Tag | Country
    score: float
    stories: int
    evidence: str

    @property
    def why(self) -> str:
        """Where it comes from, in words."""
        return (
            f"by the model, {self.score:.2f}: like {self.stories:,} stor{'y' if self.stories == 1 else 'ies'} tagged so"
        )


def newest() -> Model | None:
    """The newest trained model; None where there is none, or where it cannot be read any more."""
    global _loaded
    held = SuggestionModel.objects.usable().values_list("pk", flat=True).first()
    if held is None:
        return None
    with _loading:
        if _loaded is None or _loaded[0] != held:
            content = SuggestionModel.objects.filter(pk=held).values_list("content", flat=True).first()
            try:
                model = Model.from_bytes(bytes(content or b""))
            except ValueError:
                logger.exception("the model of training %s cannot be read; a new training mends that", held)
                model = None
            _loaded = (held, model)
        return _loaded[1]


def learned_of(headline: str, dateline: str, body: str) -> list[Learned]:
    """What the newest model suggests for a text (plain), the surest first; nothing where there is no model."""
    model = newest()
    if model is None:
        return []
    (suggested,) = model.suggest([Lesson(headline=headline, dateline=dateline, body=body)])
    topics = [one for one in suggested.topics if one.suggested]
    countries = [one for one in suggested.countries if one.suggested]
    return [
        *_told(topics, _tags(one.label for one in topics), headline, body),
        *_told(countries, _countries(one.label for one in countries), headline, body),
    ]


def _tags(slugs: Iterable[str]) -> dict[str, Tag]:
    """The tags of these slugs, by slug; one that was renamed or merged since is found by its former slug."""
    wanted = list(slugs)
    former = FormerSlug.objects.filter(slug__in=wanted).select_related("tag")
    return {one.slug: one.tag for one in former} | {tag.slug: tag for tag in Tag.objects.filter(slug__in=wanted)}


def _countries(codes: Iterable[str]) -> dict[str, Country]:
    return {country.code: country for country in Country.objects.filter(code__in=list(codes))}


def _told(scored: Iterable[Scored], things: Mapping[str, Tag | Country], headline: str, body: str) -> Iterator[Learned]:
    """Suggestions for which the archive still has the tag or country."""
    for one in scored:
        if thing := things.get(one.label):
            yield Learned(thing, one.score, _held(thing), sentence_for(one, headline, body))


def _held(thing: Tag | Country) -> int:
    """How many stories have a tag or country."""
    if isinstance(thing, Country):
        return ArticleCountry.objects.filter(country=thing).count()
    return ArticleTag.objects.filter(tag=thing).count()

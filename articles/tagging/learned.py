"""What the trained model makes of a text. Whoever needs the model loads it, and loads it anew when there is a newer one."""

from __future__ import annotations

import importlib
import logging
import threading
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from articles.models import ArticleCountry, ArticleTag, Country, SuggestionModel, Tag
from articles.models.links import Attachment

logger = logging.getLogger(__name__)

_loading = threading.Lock()
_loaded: tuple[int, Any] | None = None


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


def learning() -> ModuleType:
    """The code that learns.

    It brings scikit-learn, which takes two seconds and a hundred megabytes: a process that never asks for suggestions
    (a command, an import, most web servers' workers) goes without it.
    """
    return importlib.import_module("articles.learning")


def newest() -> Any | None:
    """The newest trained model; None where there is none, or where it cannot be read any more."""
    global _loaded
    held = SuggestionModel.objects.usable().values_list("pk", flat=True).first()
    if held is None:
        return None
    with _loading:
        if _loaded is None or _loaded[0] != held:
            content = SuggestionModel.objects.filter(pk=held).values_list("content", flat=True).first()
            try:
                model = learning().Model.from_bytes(zlib.decompress(content or b""))
            except (ValueError, zlib.error):
                logger.exception("the model of training %s cannot be read; a new training mends that", held)
                model = None
            _loaded = (held, model)
        return _loaded[1]


def learned_of(headline: str, dateline: str, body: str) -> list[Learned]:
    """What the newest model suggests for a text (plain), the surest first; nothing where there is no model."""
    model = newest()
    if model is None:
        return []
    lesson = learning().Lesson(headline=headline, dateline=dateline, body=body)
    (suggested,) = model.suggest([lesson])
    tags = {str(tag.pk): tag for tag in Tag.objects.filter(pk__in=[int(one.label) for one in suggested.topics])}
    countries = {one.code: one for one in Country.objects.filter(code__in=[one.label for one in suggested.countries])}
    return [
        *_told(suggested.topics, tags, held_by(ArticleTag, "tag", tags.values()), headline, body),
        *_told(suggested.countries, countries, held_by(ArticleCountry, "country", countries.values()), headline, body),
    ]


def held_by(links: type[Attachment], name: str, things: Iterable[Tag | Country]) -> dict[int, int]:
    """How many stories have each of the things, by its number."""
    wanted = [thing.pk for thing in things]
    return {key: links.objects.filter(**{name: key}).count() for key in wanted}


def _told(
    scored: Iterable[Any], things: dict[str, Any], held: dict[int, int], headline: str, body: str
) -> Iterable[Learned]:
    """Suggestions for which the archive still has the tag or country."""
    for one in scored:
        if thing := things.get(one.label):
            yield Learned(thing, one.score, held[thing.pk], learning().sentence_for(one, headline, body))

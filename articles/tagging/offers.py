"""Tags and countries offered for a story, each once with all that speaks for it.

They come from the source's labels, from names in the text, from editors' rules, and from what the trained model makes
of the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from articles.documents import Label
from articles.editing.tagging import Found
from articles.ingest.entries import Entry
from articles.ingest.resolving import Resolver
from articles.ingest.runs import Preview
from articles.ingest.suggesting import Names, Suggestion, Suggestions
from articles.ingest.writing import evidence_key
from articles.models import Article, Country, Tag, TagRule
from articles.models.links import Attachment
from articles.search import stories
from articles.search.stories import Hierarchy, Story
from articles.tagging.incoming import incoming
from articles.tagging.learned import Learned, learned_of
from articles.tagging.rules import Hit, has, hits

Origin = Attachment.Origin

# Named once in passing, a country is seldom what a story is about.
OFTEN = 2
FROM_SOURCE = "the source’s own label"


@dataclass(slots=True)
class Offer:
    """Something to tick: ``value`` names it in the form, ``reasons`` say where it comes from, ``evidence`` quotes.

    ``origin`` is what spoke for it first; ``thing`` is None for a tag that the archive does not have yet.
    """

    value: str
    label: str
    kind: str
    origin: str
    thing: Tag | Country | None = None
    reasons: list[str] = field(default_factory=list)
    evidence: str = ""
    ticked: bool = False

    @property
    def why(self) -> str:
        """All reasons, in one line."""
        return "; ".join(self.reasons)

    def add(self, reason: str, evidence: str, ticked: bool) -> None:
        """Note one more reason."""
        self.reasons.append(reason)
        self.evidence = self.evidence or evidence
        self.ticked = self.ticked or ticked


class Offers:
    """Offers as they are gathered, in the order in which things are first spoken for."""

    def __init__(self) -> None:
        self.by_value: dict[str, Offer] = {}

    def add(self, thing: Tag | Country, origin: str, reason: str, evidence: str = "", *, ticked: bool) -> None:
        """Offer a thing of the archive, or give one more reason for it."""
        value = evidence_key(thing)
        self.by_value.setdefault(value, Offer(value, str(thing), _kind(thing), origin, thing))
        self.by_value[value].add(reason, evidence, ticked)

    def add_new(self, label: Label) -> None:
        """Offer a label that the archive has no tag for."""
        value = new_value(label.kind, label.name)
        if value not in self.by_value:
            self.by_value[value] = Offer(value, label.name, f"new {label.kind}", Origin.SOURCE, reasons=[FROM_SOURCE])

    def add_names(self, named: Iterable[Suggestion]) -> None:
        """Offer what the text names."""
        for one in named:
            self.add(one.thing, Origin.NAME, _named(one), one.evidence, ticked=_likely(one))

    def add_hits(self, found: Iterable[Hit]) -> None:
        """Offer what rules find."""
        for rule, _, evidence in found:
            self.add(rule.thing, Origin.RULE, f"rule “{rule}”", evidence, ticked=True)

    def add_learned(self, learned: Iterable[Learned]) -> None:
        """Offer what the model makes of the text. It is never ticked for that alone."""
        for one in learned:
            self.add(one.thing, Origin.MODEL, one.why, one.evidence, ticked=False)

    def without(self, story: Story) -> list[Offer]:
        """The offers but for what a story has."""
        return [one for one in self.by_value.values() if one.thing is None or not has(story, one.thing)]


def offers_for(preview: Preview) -> list[Offer]:
    """What is offered for an item of an import, labels of the source first.

    Ticked are the source's labels where the archive has them, names in the headline or in two sentences or more, and
    what a rule finds. Once the editor has decided, what they decided is ticked.
    """
    entry, document = preview.entry, preview.entry.document
    resolver = Resolver(new_tags=False)
    tags, countries = resolver.split(((label.name, label.kind) for label in document.labels), document.countries)
    offers = Offers()
    for thing in (*tags, *countries):
        offers.add(thing, Origin.SOURCE, FROM_SOURCE, ticked=True)
    for label in _unknown(document.labels, resolver):
        offers.add_new(label)
    offers.add_names(_all(preview.suggestions))
    story = incoming(entry, resolver)
    offers.add_hits(_hits([story]))
    offers.add_learned(learned_of(document.headline, document.dateline, story.values["body"]))
    if entry.tags is not None:
        decided = _decided(entry)
        for offer in offers.by_value.values():
            offer.ticked = offer.value in decided
    return list(offers.by_value.values())


def offers_for_stories(articles: Sequence[Article]) -> dict[int, list[Offer]]:
    """What is offered for each story that the archive holds, by number, without the tags and countries that it has."""
    held = {one.id: one for one in stories.read([one.pk for one in articles], Hierarchy.read(), unpublished=True)}
    names, caught = Names(), defaultdict(list)
    for hit in _hits(list(held.values())):
        caught[hit.story].append(hit)
    found = {}
    for article in articles:
        offers = Offers()
        offers.add_names(_all(names.suggest(article.headline, article.body_text)))
        offers.add_hits(caught[article.pk])
        offers.add_learned(learned_of(article.headline, article.dateline, article.body_text))
        found[article.pk] = offers.without(held[article.pk]) if article.pk in held else []
    return found


def found(offers: Iterable[Offer], values: Sequence[str], article: Article) -> list[Found]:
    """Those of the offers that were chosen, as what the story is to have."""
    wanted = set(values)
    return [Found(article.pk, one.thing, one.origin, one.evidence) for one in offers if one.value in wanted]


def new_value(kind: str, name: str) -> str:
    """How a form names a tag that the archive does not have yet."""
    return f"new:{kind}:{name}"


def chosen(values: Iterable[str]) -> dict[str, Any]:
    """The ticked values as an entry holds them."""
    parted = [value.split(":", 1) for value in values]
    return {
        "tags": [int(rest) for what, rest in parted if what == "tag"],
        "countries": [rest for what, rest in parted if what == "country"],
        "new_tags": [rest.split(":", 1) for what, rest in parted if what == "new"],
    }


def _decided(entry: Entry) -> set[str]:
    decided = {f"tag:{key}" for key in entry.tags or ()} | {f"country:{code}" for code in entry.countries or ()}
    return decided | {new_value(kind, name) for kind, name in entry.new_tags}


def _hits(told: Sequence[Story]) -> list[Hit]:
    rules = list(TagRule.objects.active().with_names())
    return list(hits(rules, told, held=True)) if rules and told else []


def _all(suggestions: Suggestions) -> list[Suggestion]:
    return [*suggestions.tags, *suggestions.countries]


def _unknown(labels: Iterable[Label], resolver: Resolver) -> list[Label]:
    return [
        label
        for label in labels
        if label.name.strip()
        and label.kind in Tag.Kind.values
        and resolver.tag(label.name, label.kind) is None
        and not (label.kind == Tag.Kind.PLACE and resolver.country(label.name))
    ]


def _kind(thing: Tag | Country) -> str:
    return "country" if isinstance(thing, Country) else thing.get_kind_display().lower()


def _likely(one: Suggestion) -> bool:
    return one.in_headline or one.sentences >= OFTEN


def _named(one: Suggestion) -> str:
    times = "once" if one.sentences == 1 else f"in {one.sentences} sentences"
    return "named in the headline" if one.in_headline else f"named {times}"

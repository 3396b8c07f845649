"""Tags and countries offered for an item of an import: the source's labels, and names found in its text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from articles.documents import Label
from articles.ingest.resolving import Resolver
from articles.ingest.runs import Preview
from articles.ingest.suggesting import Suggestion
from articles.ingest.writing import evidence_key
from articles.models import Country, Tag

# Named once in passing, a country is seldom what a story is about.
OFTEN = 2
FROM_SOURCE = "the source’s own label"


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to tick: ``value`` names it in the form, ``why`` says where it comes from, ``evidence`` quotes."""

    value: str
    label: str
    kind: str
    why: str
    evidence: str
    ticked: bool


def offers_for(preview: Preview) -> list[Offer]:
    """What is offered for an item, labels of the source first.

    Ticked are the source's labels where the archive has them, and names in the headline or in two sentences or
    more. Once the editor has decided, what they decided is ticked.
    """
    document, entry = preview.entry.document, preview.entry
    resolver = Resolver(new_tags=False)
    tags, countries = resolver.split(((label.name, label.kind) for label in document.labels), document.countries)
    decided = None
    if entry.tags is not None:
        decided = {f"tag:{key}" for key in entry.tags} | {f"country:{code}" for code in entry.countries or ()}
        decided |= {new_value(kind, name) for kind, name in entry.new_tags}
    offers: dict[str, Offer] = {}

    def offer(value: str, label: str, kind: str, why: str, evidence: str, ticked: bool) -> None:
        offers.setdefault(
            value, Offer(value, label, kind, why, evidence, ticked if decided is None else value in decided)
        )

    found = {evidence_key(one.thing): one for one in (*preview.suggestions.tags, *preview.suggestions.countries)}
    for thing in (*tags, *countries):
        quoted = found[evidence_key(thing)].evidence if evidence_key(thing) in found else ""
        offer(evidence_key(thing), str(thing), _kind(thing), FROM_SOURCE, quoted, True)
    for label in _unknown(document.labels, resolver):
        offer(new_value(label.kind, label.name), label.name, f"new {label.kind}", FROM_SOURCE, "", False)
    for one in found.values():
        offer(evidence_key(one.thing), str(one.thing), _kind(one.thing), _why(one), one.evidence, _likely(one))
    return list(offers.values())


def new_value(kind: str, name: str) -> str:
    """How the form names a tag that the archive does not have yet."""
    return f"new:{kind}:{name}"


def chosen(values: Iterable[str]) -> dict[str, Any]:
    """The ticked values as an entry holds them."""
    parted = [value.split(":", 1) for value in values]
    return {
        "tags": [int(rest) for what, rest in parted if what == "tag"],
        "countries": [rest for what, rest in parted if what == "country"],
        "new_tags": [rest.split(":", 1) for what, rest in parted if what == "new"],
    }


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


def _why(one: Suggestion) -> str:
    times = "once" if one.sentences == 1 else f"in {one.sentences} sentences"
    return "named in the headline" if one.in_headline else f"named {times}"

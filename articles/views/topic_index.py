"""The index of topics: the hierarchy, the people, organisations, places and events, all names from A to Z, and a search."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles import caching
from articles.models import Tag
from articles.search import edition
from articles.search.suggest import fold
from articles.views.counts import counted_tags

# Of a kind that is not a hierarchy, so many names stand on the first page.
FOREMOST = 24
# So many names stand on one page from A to Z; more are shown a letter at a time.
MOST = 400
OTHER = "#"
PLURALS = {
    Tag.Kind.TOPIC: gettext_lazy("Topics"),
    Tag.Kind.PERSON: gettext_lazy("People"),
    Tag.Kind.ORGANISATION: gettext_lazy("Organisations"),
    Tag.Kind.PLACE: gettext_lazy("Places"),
    Tag.Kind.EVENT: gettext_lazy("Events"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A tag with its number of stories, those of its sub-topics included, and the tags below it."""

    tag: Tag
    count: int
    below: list[Named]


@dataclass(frozen=True, slots=True)
class Kind:
    """The tags of one kind: how many have stories, the foremost, and the page of all of them."""

    value: str
    label: Promise
    number: int
    foremost: list[Named]
    url: str


@dataclass(frozen=True, slots=True)
class Letter:
    """An initial, the address where its names stand, and the names if they stand here."""

    initial: str
    url: str
    names: list[Named]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The hierarchy and the foremost of other kinds; ``?kind=`` all of a kind from A to Z, ``?q=`` names that match."""
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:160]
    kind = request.GET.get("kind", "")
    kind = kind if kind in Tag.Kind.values else ""
    asked = request.GET.get("letter", "")[:4] if kind else ""

    def page() -> HttpResponse:
        counts = counted_tags()
        context = {"words": words, "kinds": kinds(counts), "kind": kind, "label": PLURALS.get(kind, "")}
        if words:
            context["found"] = matching(words, counts)
        elif kind:
            context["letters"] = letters(kind, asked, counts)
        else:
            tags = list(Tag.objects.topics().order_by("name"))
            context["branches"] = branches(tags, counts)
        return render(request, "articles/topic_list.html", context)

    given = {"q": words, "kind": "" if words else kind, "letter": "" if words else asked}
    query = urlencode({name: value for name, value in given.items() if value})
    return caching.cached(request, (edition(),), page, query=query)


def branches(tags: list[Tag], counts: Mapping[str, int], parent: int | None = None) -> list[Named]:
    """The hierarchy below ``parent``."""
    return [
        Named(tag, counts.get(tag.slug, 0), branches(tags, counts, tag.pk)) for tag in tags if tag.parent_id == parent
    ]


def kinds(counts: Mapping[str, int]) -> list[Kind]:
    """What kinds of tags have stories, topics first, each with its foremost names."""
    held = [named for named in with_counts(Tag.objects.all(), counts) if named.count]
    found = []
    for kind in Tag.Kind:
        those = sorted((named for named in held if named.tag.kind == kind), key=lambda named: -named.count)
        if those:
            url = f"{reverse('topic-list')}?{urlencode({'kind': kind.value})}"
            found.append(Kind(kind.value, PLURALS[kind], len(those), those[:FOREMOST], url))
    return found


def matching(words: str, counts: Mapping[str, int]) -> list[Named]:
    """Tags of any kind whose name, or another name of theirs, has words that begin with ``words``, most stories first."""
    # Each with the space before it, so that it is looked for at the beginning of words.
    wanted = [f" {word}" for word in fold(words).split()]
    found = [
        named
        for named in with_counts(Tag.objects.all(), counts) * bool(wanted)
        if any(all(word in fold(name) for word in wanted) for name in (named.tag.name, *named.tag.aliases))
    ]
    return sorted(found, key=lambda named: (-named.count, named.tag.name.casefold()))[:MOST]


def letters(kind: str, asked: str, counts: Mapping[str, int]) -> list[Letter]:
    """All tags of ``kind`` that have stories, by initial. Too many for one page are shown a letter at a time."""
    names = [named for named in with_counts(Tag.objects.filter(kind=kind), counts) if named.count]
    names.sort(key=lambda named: (initial(named.tag.name) == OTHER, fold(named.tag.name)))
    grouped = [(first, list(those)) for first, those in groupby(names, key=lambda named: initial(named.tag.name))]
    if len(names) <= MOST:
        return [Letter(first, f"#letter-{place}", those) for place, (first, those) in enumerate(grouped)]
    shown = asked if asked in dict(grouped) else grouped[0][0]
    address = reverse("topic-list")
    return [
        Letter(first, f"{address}?{urlencode({'kind': kind, 'letter': first})}", those if first == shown else [])
        for first, those in grouped
    ]


def initial(name: str) -> str:
    """The letter under which a name stands, without its accents: A–Z, or a letter of another script; # for others."""
    first = unicodedata.normalize("NFKD", name.lstrip("“‘\"' "))[:1].upper()
    return first if first.isalpha() else OTHER


def with_counts(tags: Iterable[Tag], counts: Mapping[str, int]) -> list[Named]:
    """The tags with their numbers of stories."""
    return [Named(tag, counts.get(tag.slug, 0), []) for tag in tags]

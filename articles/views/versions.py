"""A story's public history: when readers saw it change, and what changed, word by word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from articles import caching
from articles.models import Article, Author, Section, Source
from articles.models.versions import Version, public_versions
from articles.search import edition
from articles.text.comparing import Kind, Paragraph, compare
from articles.views.stories import moved_or_gone

MOST = 50
# How many characters a page compares to show how texts changed. Beyond, it says only that they did.
MOST_CHARACTERS = 500_000
WORDS = {
    "headline": gettext_lazy("Headline"),
    "standfirst": gettext_lazy("Standfirst"),
    "dateline": gettext_lazy("Dateline"),
    "credit": gettext_lazy("Credit"),
    "published_printed": gettext_lazy("Date as printed"),
}
WHEN = ("published_at", "published_precision", "published_zone")
Names = dict[tuple[type[Model], int], str]


@dataclass(frozen=True, slots=True)
class Values:
    """A field that was one value, or several, and became another: lists of names, empty where there was none."""

    label: str
    before: list[str]
    after: list[str]
    kind: str = "values"


@dataclass(frozen=True, slots=True)
class Dates:
    """The date of publication that was corrected, each as a story that has it."""

    label: str
    before: Article
    after: Article
    kind: str = "dates"


@dataclass(frozen=True, slots=True)
class Text:
    """A field of running text, compared: the paragraphs that changed, and for those between them their number.

    Empty where there is nothing to show: ``is_alike`` where only the marks or the markup around the words changed,
    else because the texts are too long to compare here.
    """

    label: str
    passages: list[Paragraph | int] = field(default_factory=list)
    is_alike: bool = False
    kind: str = "text"


Change = Values | Dates | Text


@dataclass(frozen=True, slots=True)
class Step:
    """One version: its number from 1, and what changed since the one before; None for the first one told of."""

    number: int
    version: Version
    changes: list[Change]


@require_safe
def versions(request: HttpRequest, id: int) -> HttpResponse:
    """The versions of a story that readers have seen, the newest first. Of one withdrawn, 410; of a draft, 404."""
    story = get_object_or_404(Article.objects.select_related("merged_into"), pk=id)
    if response := moved_or_gone(request, story):
        return response
    if not story.is_published:
        raise Http404("Readers have seen no version of this story.")

    def page() -> HttpResponse:
        told = public_versions(story, MOST)
        context = {
            "story": story,
            "steps": steps(told),
            "first": told[0].since,
            "is_cut": len(told) == MOST,
            "canonical": request.build_absolute_uri(request.path),
        }
        return render(request, "articles/versions.html", context)

    return caching.cached(request, (edition(), story.version), page, query="")


def steps(versions: Sequence[Version]) -> list[Step]:
    """What changed from version to version, the newest first, down to the first one, from which nothing changed."""
    names = names_in(versions)
    left = MOST_CHARACTERS
    changed: list[tuple[Version, list[Change]]] = []
    for before, after in reversed(list(pairwise(versions))):
        length = len(before.state.body_text) + len(after.state.body_text)
        found = changes(before, after, names, compares=length <= left)
        if before.state.body_text != after.state.body_text and length <= left:
            left -= length
        if found or after.returned:
            changed.append((after, found))
    changed.append((versions[0], []))
    return [Step(len(changed) - place, version, found) for place, (version, found) in enumerate(changed)]


def changes(before: Version, after: Version, names: Names, *, compares: bool) -> list[Change]:
    """What of a story readers saw change. ``compares`` is whether its text is to be compared."""
    old, new = before.state, after.state
    found: list[Change] = [
        words(str(label), getattr(old, name), getattr(new, name))
        for name, label in WORDS.items()
        if getattr(old, name) != getattr(new, name)
    ]
    values = (
        (gettext("By"), *(_names(names, Author, side.authors) for side in (before, after))),
        (gettext("Source"), *(_names(names, Source, [state.source_id]) for state in (old, new))),
        (gettext("Section"), *(_names(names, Section, [state.section_id]) for state in (old, new))),
        (gettext("Kind"), *([str(Article.Kind(state.kind).label)] for state in (old, new))),
        (gettext("Language"), [old.language], [new.language]),
        (gettext("Pictures"), list(before.captions), list(after.captions)),
    )
    found += [Values(label, was, became) for label, was, became in values if was != became]
    if any(getattr(old, name) != getattr(new, name) for name in WHEN):
        found.append(Dates(gettext("Published"), *(_dated(state) for state in (old, new))))
    if old.body_text != new.body_text:
        found.append(text(old.body_text, new.body_text) if compares else Text(gettext("Text")))
    elif old.body_html != new.body_html:
        found.append(Text(gettext("Text"), is_alike=True))
    return found


def words(label: str, before: str, after: str) -> Change:
    """A line that changed, word by word; as it was and is where no word did."""
    compared = compare(before, after)
    if compared.is_same or not (before and after):
        return Values(label, [before] if before else [], [after] if after else [])
    return Text(label, list(compared.paragraphs))


def text(before: str, after: str) -> Text:
    """A text that changed: its paragraphs that did, and the number of those unchanged between them."""
    compared = compare(before, after)
    passages: list[Paragraph | int] = []
    for paragraph in compared.paragraphs:
        if paragraph.kinds - {Kind.SAME} or paragraph.parted:
            passages.append(paragraph)
        elif passages and isinstance(passages[-1], int):
            passages[-1] += 1
        else:
            passages.append(1)
    return Text(gettext("Text"), [] if compared.is_same else passages, compared.is_same)


def _dated(state: Any) -> Article:
    return Article(**{name: getattr(state, name) for name in WHEN})


def names_in(versions: Iterable[Version]) -> Names:
    """The names of the sources, sections and authors that the versions refer to, in one query for each kind."""
    wanted: dict[type[Model], set[int | None]] = {Source: set(), Section: set(), Author: set()}
    for version in versions:
        wanted[Source].add(version.state.source_id)
        wanted[Section].add(version.state.section_id)
        wanted[Author].update(version.authors)
    return {
        (model, row.pk): row.name
        for model, keys in wanted.items()
        for row in model._default_manager.filter(pk__in=keys - {None}).only("name")
    }


def _names(names: Names, model: type[Model], keys: Iterable[int | None]) -> list[str]:
    unknown = gettext("a name the archive no longer holds")
    return [names.get((model, key), unknown) for key in keys if key is not None]

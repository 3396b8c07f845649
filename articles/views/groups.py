"""The printings of one story, together: who ran it when, which was the earliest, which is the fullest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, Prefetch
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date

from articles import caching
from articles.models import Appearance, Article, Byline
from articles.models.articles import ArticleQuerySet
from articles.text.comparing import compare

# How many characters a page compares to say what each printing carries. Beyond, it says nothing of the rest.
MOST_CHARACTERS = 1_000_000
# How much of an ISO instant is known; without these, minutes are.
KNOWN = {Article.Precision.YEAR: 4, Article.Precision.MONTH: 7, Article.Precision.DAY: 10}
MINUTES = 16
TEXT = ("body_html", "body_text")
UNNAMED = "An unnamed outlet"


@dataclass(slots=True)
class Printing:
    """One printing: its story without the text, and what it is called among the others, which no other one is."""

    story: Article
    outlet: str
    label: str = ""
    is_earliest: bool = False
    is_fullest: bool = False
    carries: int | None = None

    @property
    def known(self) -> str:
        """When it was published, as precisely as is known."""
        if self.story.published_at is None:
            return ""
        length = KNOWN.get(self.story.published_precision, MINUTES)
        return timezone.localtime(self.story.published_at).isoformat()[:length]

    @property
    def credit(self) -> str:
        """Whose story the outlet ran, where that is somebody else's."""
        source = str(self.story.source or "")
        return "" if source == self.outlet or source in self.story.author_names else source


@dataclass(frozen=True, slots=True)
class Group:
    """Two printings or more, in order of time."""

    number: int
    printings: list[Printing]

    @property
    def first(self) -> Printing:
        return self.printings[0]

    @property
    def fullest(self) -> Printing:
        return next(one for one in self.printings if one.is_fullest)

    @property
    def in_doubt(self) -> bool:
        """Whether the dates do not tell which was the earliest."""
        return sum(one.is_earliest for one in self.printings) > 1

    @property
    def parts(self) -> tuple[object, ...]:
        """What a page about the group depends on."""
        return tuple(
            (one.story.pk, one.story.version, one.label, one.credit, tuple(one.story.author_names))
            for one in self.printings
        )

    def get_absolute_url(self) -> str:
        """The page of the group, which is that of its first printing."""
        return reverse("printings", args=[self.first.story.pk])

    def find(self, id: int) -> Printing | None:
        """The printing that is the story of this number."""
        return next((one for one in self.printings if one.story.pk == id), None)

    def measure(self) -> None:
        """Say of each printing what it carries of the fullest, as far as that is soon told."""
        text = texts(self.printings)
        fullest, left = text[self.fullest.story.pk], MOST_CHARACTERS
        for one in self.printings:
            own = text[one.story.pk]
            if own == fullest:
                one.carries = 100
            elif (left := left - len(own) - len(fullest)) >= 0:
                one.carries = compare(own, fullest).of_after


def texts(printings: Iterable[Printing]) -> dict[int, str]:
    """The texts of printings, by the numbers of their stories."""
    ids = [one.story.pk for one in printings]
    return dict.fromkeys(ids, "") | dict(Article.objects.filter(pk__in=ids).values_list("pk", "body_text"))


def readable(request: HttpRequest) -> ArticleQuerySet:
    """The stories that who asks may read: an editor those that are not published yet, too."""
    if caching.is_private(request) and request.user.has_perm("articles.view_article"):
        return Article.objects.exclude(status=Article.Status.WITHDRAWN)
    return Article.objects.published()


def group_of(request: HttpRequest, id: int) -> Group:
    """The group that a story is or, if it was withdrawn or merged, was in. Raises Http404."""
    held = readable(request) | Article.objects.withdrawn()
    story = get_object_or_404(held.select_related("reprint", "merged_into__reprint").defer(*TEXT), pk=id)
    number = (story.merged_into or story).reprint_group
    printings = members(readable(request), number)
    if number is None or len(printings) < 2:
        raise Http404("This story has one printing in the archive.")
    return Group(number, printings)


def members(stories: ArticleQuerySet, number: int | None) -> list[Printing]:
    """Those of the stories that are printings of one, in order of time."""
    found = (
        stories.printings(number)
        .select_related("source")
        .defer(*TEXT)
        .prefetch_related(
            Prefetch("bylines", queryset=Byline.objects.select_related("author")),
            Prefetch(
                "appearances", queryset=Appearance.objects.select_related("outlet").order_by("published_at", "pk")
            ),
        )
        .order_by(F("published_at").asc(nulls_last=True), "pk")
    )
    printings = [Printing(story, outlet_of(story)) for story in found]
    if printings:
        _mark(printings)
        _label(printings)
    return printings


def outlet_of(story: Article) -> str:
    """Who printed it: the outlets where it ran, else whom it is from."""
    outlets = dict.fromkeys(str(one.outlet) for one in story.appearances.all() if one.outlet)
    return ", ".join(outlets) or str(story.source or UNNAMED)


def _mark(printings: Sequence[Printing]) -> None:
    """Mark the fullest, and the earliest, or all that the dates allow to have been the earliest."""
    max(printings, key=lambda one: one.story.word_count).is_fullest = True
    first = printings[0].known
    for one in printings:
        one.is_earliest = bool(first and one.known) and (first.startswith(one.known) or one.known.startswith(first))


def _label(printings: Sequence[Printing]) -> None:
    """Name each printing by its outlet; by day, hour or number as well where one outlet ran several."""
    ways: list[Callable[[int, Printing], str]] = [
        lambda _, one: one.outlet,
        lambda _, one: f"{one.outlet}, {_on(one, 'j F Y')}",
        lambda _, one: f"{one.outlet}, {_on(one, 'j F Y, H:i')}",
        lambda number, one: f"{one.outlet} ({number})",
    ]
    for way in ways:
        unnamed = [(number, one) for number, one in enumerate(printings, 1) if not one.label]
        names = [way(number, one) for number, one in unnamed]
        for (_, one), name in zip(unnamed, names, strict=True):
            if names.count(name) == 1:
                one.label = name


def _on(printing: Printing, wanted: str) -> str:
    moment = printing.story.published_at
    return format_date(timezone.localtime(moment), wanted) if moment else "no date"

"""A story opened from a list: why it stood there, the way back, and what stood before and after it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from articles.filters import ArticleFilter
from articles.models import Article
from articles.search import Why, ids, why
from articles.search.labels import labels
from articles.selection import Selection
from articles.views import arrangement
from articles.views.addresses import list_address
from articles.views.arrangement import Arrangement
from articles.views.describing import Chip, chips
from articles.views.rows import lines

PARAMETER = "list"
# As long as a selection of many names may be; what is longer is no link of ours.
LONGEST = 3000


@dataclass(frozen=True, slots=True)
class Origin:
    """What the address of a story says of the list it was opened from: which stories, and in which view."""

    selection: Selection
    arrangement: Arrangement


@dataclass(frozen=True, slots=True)
class Arrival:
    """The list that a story was opened from."""

    back: str
    chips: list[Chip]
    why: Why
    before: Article | None
    after: Article | None


def opened_from(selection: Selection, shown: Arrangement) -> str:
    """What links from a list add to the address of a story; nothing where the list has all stories."""
    return "" if selection.is_everything else f"?{urlencode({PARAMETER: shown.kept(selection.query_string())})}"


def asked(request: HttpRequest) -> Origin | None:
    """The list that the request says the story was opened from."""
    text = request.GET.get(PARAMETER, "")
    if not text or len(text) > LONGEST:
        return None
    query = QueryDict(text)
    selection, (shown, _) = ArticleFilter(query).selection, arrangement.asked(query)
    return None if selection.is_everything else Origin(selection, shown)


def arrival(origin: Origin, story: Article) -> Arrival | None:
    """What the story's page says of the list; None where the index cannot be asked."""
    selection = origin.selection
    reason = why(selection, story)
    if reason is None:
        return None
    before, after = _beside(selection, story.pk) if reason.fits else (None, None)
    known = {line.pk: line for line in lines([id for id in (before, after) if id])}
    for line in known.values():
        line.address = line.get_absolute_url() + opened_from(selection, origin.arrangement)
    return Arrival(
        back=list_address(selection, origin.arrangement),
        chips=chips(selection, labels(selection), list_address),
        why=reason,
        before=known.get(before),
        after=known.get(after),
    )


def _beside(selection: Selection, id: int) -> tuple[int | None, int | None]:
    """What stands before and after a story on the page it was opened from; across its edges on the next pages."""
    page = ids(selection)
    if id not in page:
        return None, None
    place = page.index(id)
    before = page[place - 1] if place else None
    after = page[place + 1] if place + 1 < len(page) else None
    if before is None and selection.page > 1:
        preceding = ids(selection.on_page(selection.page - 1))
        before = preceding[-1] if preceding else None
    if after is None:
        # Beyond the end the last page comes again.
        following = ids(selection.on_page(selection.page + 1))
        after = following[0] if following and following != page else None
    return before, after

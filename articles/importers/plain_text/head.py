"""What stands above a story on a copied page: section, headline, standfirst, byline, dates, captions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from articles.importers.plain_text import vocabulary
from articles.importers.plain_text.body import Body, sift
from articles.importers.plain_text.bylines import find_authors
from articles.importers.plain_text.headline import SIGNED, find_headline
from articles.importers.plain_text.kinds import Judged, Kind
from articles.text import words
from articles.text.moments import Moment

_LEAST_PARAGRAPH = 15
_OPENING = 10
_BREADCRUMB = re.compile(r"\s*(?:>|›|»|/|\||→)\s*")


@dataclass(slots=True)
class Head:
    """Places of blocks by role, and the values read from them."""

    headline: int | None = None
    standfirst: int | None = None
    section: int | None = None
    bylines: list[int] = field(default_factory=list)
    captions: list[int] = field(default_factory=list)
    published: tuple[int, Moment] | None = None
    updated: tuple[int, Moment] | None = None
    authors: tuple[str, ...] = ()

    def places(self) -> set[int]:
        """Every block that became a field."""
        single = (
            self.headline,
            self.standfirst,
            self.section,
            self.published and self.published[0],
            self.updated and self.updated[0],
        )
        return {place for place in (*single, *self.bylines, *self.captions) if place is not None}


def find_head(page: list[Judged], body: Body, repeated: set[str]) -> Head:
    """Read what is above ``body``, and move its beginning where its first blocks are headline or standfirst."""
    head = Head()
    _release_opening(page, body)
    head.headline = find_headline(page, body, repeated)
    if head.headline is not None:
        _reach_up(page, body, head.headline, repeated)
    _dates(page, body, head)
    topic = " ".join(page[place].text for place in body.kept[:6])
    topic += " " + page[head.headline].text if head.headline is not None else ""
    head.bylines, head.authors = find_authors(page, body, head.headline, topic)
    _between(page, body, head)
    head.section = _section(page, head)
    return head


def _release_opening(page: list[Judged], body: Body) -> None:
    """A first paragraph that a byline or a date follows is no body yet: it is the headline or the standfirst."""
    above = {page[place].kind for place in range(max(0, body.start - 6), body.start)}
    # Below a date only a byline may still follow, and one paragraph be the standfirst before it.
    signs, most = (SIGNED, 4) if not above & SIGNED else ({Kind.BYLINE}, 1)
    if Kind.BYLINE not in above:
        opening = range(body.start, min(body.start + _OPENING, body.end))
        found = next((place for place in opening if page[place].kind in signs), None)
        while found is not None and found + 1 < body.end and page[found + 1].kind in SIGNED:
            found += 1
        before = [kept for kept in body.kept if found is not None and kept < found]
        if found is not None and len(before) <= most and sum(page[kept].length for kept in before) < 120:
            body.start = found + 1
    body.kept = [place for place in body.kept if place >= body.start]
    _release_headings(page, body)


def _reach_up(page: list[Judged], body: Body, headline: int, repeated: set[str]) -> None:
    """Take in first paragraphs below the byline that a teaser, an appeal or an embedded post has cut off."""
    place = next((place for place in range(headline + 1, body.start) if page[place].kind in SIGNED), body.start)
    unsigned = not any(judged.kind is Kind.BYLINE for judged in page[headline : place + 1])
    while place < body.start and (
        page[place].kind is not Kind.PROSE or (unsigned and _signed_below(page, place, body))
    ):
        place += 1
    if place < body.start and page[place].length >= _LEAST_PARAGRAPH:
        body.start = place
        sift(page, repeated, body)


def _signed_below(page: list[Judged], place: int, body: Body) -> bool:
    """Whether a byline follows a paragraph, which is a standfirst then."""
    below = page[place + 1 : min(place + 4, body.start)]
    return any(judged.kind is Kind.BYLINE or vocabulary.OPENER_ALONE.match(judged.text) for judged in below)


def _release_headings(page: list[Judged], body: Body) -> None:
    while body.kept and page[body.kept[0]].kind in {Kind.LINE, Kind.ITEM, Kind.SECTION} and len(body.kept) > 1:
        body.start = body.kept.pop(0) + 1


def _dates(page: list[Judged], body: Body, head: Head) -> None:
    """Dates beside the headline first, then those right below the story, then those further up."""
    top = head.headline if head.headline is not None else max(0, body.start - 12)
    near = [*range(top + 1, body.start), *range(max(0, top - 3), top)]
    below = [place for place in range(body.end, min(body.end + 4, len(page))) if page[place].length <= 12]
    lines = [place for place in (*near, *below) if page[place].dates]
    # A caption may name a day as well, so what is a date and little else comes before what holds one.
    for place in sorted(lines, key=lambda place: page[place].kind not in SIGNED):
        _take_dates(page, place, head)
    if head.published is None and head.updated is not None:
        head.published, head.updated = head.updated, None


def _take_dates(page: list[Judged], place: int, head: Head) -> None:
    judged = page[place]
    if judged.kind not in {Kind.DATE, Kind.BYLINE, Kind.LINE, Kind.CREDIT} or judged.length > 24:
        return
    if judged.kind is Kind.LINE and judged.length > 12 and not vocabulary.PUBLISHED.search(judged.text):
        return
    before = page[place - 1].text if place and page[place - 1].length <= 3 else ""
    end = 0
    for found in judged.dates:
        label = judged.text[end : found.start] or (before if end == 0 else "")
        end = found.end
        if vocabulary.UPDATED.search(label) and not vocabulary.PUBLISHED.search(label):
            head.updated = head.updated or (place, found.moment)
        elif head.published is None:
            head.published = (place, found.moment)


def _between(page: list[Judged], body: Body, head: Head) -> None:
    """What is left between headline and story: the standfirst and captions."""
    if head.headline is None:
        return
    taken = head.places()
    byline = min((place for place in head.bylines or taken if place > head.headline), default=body.start)
    for place in range(head.headline + 1, body.start):
        judged = page[place]
        if place in taken:
            continue
        if judged.kind is Kind.CAPTION or (
            judged.kind in {Kind.LINE, Kind.PROSE} and place > byline and judged.length >= 2
        ):
            head.captions.append(place)
        elif judged.kind in {Kind.PROSE, Kind.LINE} and head.standfirst is None and 6 <= judged.length <= 90:
            head.standfirst = place


def _section(page: list[Judged], head: Head) -> int | None:
    """The line above the headline, where it is a known section's name, a breadcrumb, or the page's only line there."""
    if head.headline is None:
        return None
    for place in range(head.headline - 1, max(-1, head.headline - 5), -1):
        if page[place].kind is Kind.SECTION:
            return place
        crumbs = _BREADCRUMB.split(page[place].text)
        if len(crumbs) > 1 and any(vocabulary.SECTIONS.match(crumb) for crumb in crumbs):
            return place
    lone = head.headline == 1 and page[0].kind is Kind.LINE and page[0].length <= 3
    return 0 if lone else None


def section_name(text: str) -> str:
    """The section that a line or a breadcrumb names: its last part that is not the home page's."""
    parts = [
        part
        for part in _BREADCRUMB.split(text)
        if part and part.casefold() not in {"home", "startseite", "accueil", "inicio", "início"}
    ]
    return words.clean(parts[-1]) if parts else ""

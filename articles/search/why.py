"""Why a story was found: whether it is among the stories of a selection, and where its words stand."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from tantivy import Occur, Query

from articles.models import Article
from articles.search.conditions import conditions, together
from articles.search.generations import Unusable
from articles.search.index import reader
from articles.search.snippets import Finder, text_with_marks
from articles.selection import Selection

# A tag, whose attributes may hold a > between quotes; or a comment.
TAG = re.compile(r"""(<!--.*?-->|<(?:[^<>"']|"[^"]*"|'[^']*')*>)""", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Why:
    """Whether a story ``fits`` a selection, and those of its parts that have some of the words: HTML, words marked."""

    fits: bool
    headline: SafeString | None = None
    standfirst: SafeString | None = None
    body: SafeString | None = None
    byline: bool = False

    @property
    def places(self) -> list[str]:
        """The parts of the story that have some of the words, by their names."""
        parts = {"headline": self.headline, "standfirst": self.standfirst, "text": self.body}
        seen = [name for name, part in parts.items() if part is not None]
        return [*seen, "byline"] if self.byline else seen


def why(selection: Selection, story: Article) -> Why | None:
    """Why ``story`` is in the list of ``selection``, or that it is not; None while there is no index to ask."""
    try:
        now = reader()
    except Unusable:
        return None
    found = conditions(selection, now)
    itself = Query.const_score_query(Query.term_query(now.schema, "id", story.pk, "basic"), 0.0)
    fits = now.count(together([(Occur.Must, found.query()), (Occur.Must, itself)])) > 0
    terms = list(dict.fromkeys(found.reading.wanted()))
    if not terms:
        return Why(fits)
    finders = {
        part: Finder((term for term in terms if term.part in ("", part)), story.language)
        for part in ("headline", "standfirst", "body", "byline")
    }
    return Why(
        fits,
        text_with_marks(story.headline, finders["headline"]),
        text_with_marks(story.standfirst, finders["standfirst"]),
        html_with_marks(story.body_html, finders["body"]),
        any(finders["byline"].find(name) for name in story.author_names),
    )


def html_with_marks(body: str, finder: Finder) -> SafeString | None:
    """A cleaned body with the words marked in its text, its tags untouched; None where none of them is there."""
    pieces = []
    marked = False
    for number, piece in enumerate(TAG.split(body)):
        shown = text_with_marks(html.unescape(piece), finder) if number % 2 == 0 and piece else None
        marked = marked or shown is not None
        pieces.append(piece if shown is None else shown)
    # The body was cleaned when it was stored, and what is put in is escaped.
    return mark_safe("".join(pieces)) if marked else None

"""What the archive answers to a selection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from articles.selection import Selection


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet. ``count`` is the number of stories one gets by adding it to the selection."""

    value: str
    label: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the timeline: ``period`` is YYYY, YYYY-MM or YYYY-MM-DD.

    ``held`` is False where the archive has no story at all from then, whatever is asked.
    """

    period: str
    count: int
    held: bool = True


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Other words that may have been meant, and the number of stories they find with all other conditions.

    ``parts`` are ``q`` in pieces, each with whether it was changed.
    """

    q: str
    count: int
    parts: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What stories rest on: their number, that of their sources, and the first and last day they are from (YYYY-MM-DD)."""

    stories: int = 0
    sources: int = 0
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """The answer: one page of ids in order, the exact total, and what the rest of the page shows.

    ``edition`` names the state of the index that all of it was answered from. ``selection`` is the one asked,
    on the page that was there to give. ``facet_sizes`` says how many values a facet has, of which ``facets`` holds
    the foremost. ``rows`` is how many rows the list has: the total, or less where reprints are collapsed;
    ``collapsed`` how many it has or would have then, where that was asked for. ``others`` gives for a row the other
    printings that the selection has. ``coverage`` is that of the stories found, ``archive`` that of all; both come with the
    timeline. ``snippets``, and ``headlines`` that have one of the words, are HTML with the
    words marked. ``notes`` are for the reader. ``ready`` is False while there is no index to answer from.
    """

    selection: Selection
    ids: tuple[int, ...]
    total: int
    pages: int
    edition: str
    rows: int = 0
    collapsed: int | None = None
    others: Mapping[int, Sequence[int]] = field(default_factory=dict)
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    facet_sizes: Mapping[str, int] = field(default_factory=dict)
    timeline: tuple[Bar, ...] = ()
    coverage: Coverage | None = None
    archive: Coverage | None = None
    snippets: Mapping[int, str] = field(default_factory=dict)
    headlines: Mapping[int, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    suggestion: Suggestion | None = None
    ready: bool = True

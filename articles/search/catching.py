"""Which stories a question catches: of those that the archive holds, and of others that are not in its index.

Both are asked of the engine, by the same query made by the same code. For stories on their way in there is an index
in memory, with the archive's fields and analyzers, that lives as long as the question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.safestring import SafeString
from tantivy import Index, Occur, Query

from articles.models import Country, Tag
from articles.search import schema
from articles.search.conditions import one_of, together
from articles.search.generations import Unusable
from articles.search.index import Reader, reader
from articles.search.matching import meaning_query, understood
from articles.search.naming import NameBook
from articles.search.ordering import all_of, some
from articles.search.query_language import Reading, read, says_what
from articles.search.snippets import marked
from articles.search.stories import Story
from articles.search.surviving import surviving
from articles.search.vocabulary import Vocabulary
from articles.selection import Sort

# The least that the engine's writer takes, in bytes.
MEMORY = 15_000_000


@dataclass(frozen=True, slots=True)
class Caught:
    """What a question catches among the published stories, beside what a tag or country has.

    ``total`` is what it catches, ``tagged`` how many of them have the tag or a narrower one, ``missed`` how many others
    have it; ``ids`` are the newest ones without it, with their passages and headlines where they hold the words.
    """

    total: int
    tagged: int
    missed: int
    ids: tuple[int, ...] = ()
    snippets: Mapping[int, SafeString] = field(default_factory=dict)
    headlines: Mapping[int, SafeString] = field(default_factory=dict)

    @property
    def untagged(self) -> int:
        """How many it catches that have not got the tag."""
        return self.total - self.tagged


def understanding(q: str) -> tuple[Reading, bool]:
    """How a question is read in this archive, and whether it says what a story has that it catches.

    A question of what a story must be without, or of dates alone, would catch nearly everything.
    """
    try:
        reading = understood(q, reader())
    except Unusable:
        reading = read(q, NameBook())
    return reading, says_what(reading.meaning)


@surviving(lambda q, thing, shown=0: None)
def caught(q: str, thing: Tag | Country, shown: int = 20) -> Caught | None:
    """What ``q`` catches, with the first ``shown`` stories without ``thing``; None while there is no index to ask."""
    try:
        now = reader()
    except Unusable:
        return None
    reading, both, only, other = _parted(q, thing, now)
    tagged, missed = now.count(both), now.count(other)
    untagged, addresses = some(only, Sort.NEWEST, now, 0, shown)
    ids = tuple(now.searcher.fast_field_values("id", addresses))
    found = marked(ids, reading)
    return Caught(tagged + untagged, tagged, missed, ids, found.snippets, found.headlines)


def caught_without(q: str, thing: Tag | Country) -> Iterator[list[int]]:
    """The ids of all stories that ``q`` catches and that have not got ``thing``, some at a time.

    Raises Unusable while there is no index to ask.
    """
    now = reader()
    _, _, only, _ = _parted(q, thing, now)
    for addresses in all_of(only, Sort.NEWEST, now):
        yield now.searcher.fast_field_values("id", addresses)


def _parted(q: str, thing: Tag | Country, now: Reader) -> tuple[Reading, Query, Query, Query]:
    """How ``q`` is read; queries for what it catches with ``thing``, what it catches without, and what only has it."""
    reading = understood(q, now)
    catches = Query.const_score_query(meaning_query(reading.meaning, now), 0.0)
    has = one_of(now, "country" if isinstance(thing, Country) else "tag", [thing.pk])
    return (
        reading,
        together([(Occur.Must, catches), (Occur.Must, has)]),
        together([(Occur.Must, catches), (Occur.MustNot, has)]),
        together([(Occur.Must, has), (Occur.MustNot, catches)]),
    )


class Batch:
    """Some stories, in an index of their own. Each question is asked of all of them at once."""

    def __init__(self, stories: Iterable[Story]) -> None:
        index = schema.with_analyzers(Index(schema.build()))
        writer = index.writer(MEMORY, 1)
        for story in stories:
            writer.add_document(story.document(index.schema))
        writer.commit()
        index.reload()
        self.reader = Reader(index.searcher(), index.schema, edition="", vocabulary=Vocabulary(_languages()))

    def find(self, q: str) -> tuple[Reading, frozenset[int]]:
        """How ``q`` is read, and the ids of the stories that it catches."""
        reading = understood(q, self.reader)
        query = meaning_query(reading.meaning, self.reader)
        hits = self.reader.searcher.search(query, max(1, self.reader.searcher.num_docs), count=False).hits
        return reading, frozenset(self.reader.searcher.fast_field_values("id", [address for _, address in hits]))


def _languages() -> list[str]:
    """The languages of the archive's stories: in which of them a word has forms decides where a form counts."""
    try:
        return [tag for tag, _ in reader().searcher.terms_with_prefix("language", "")]
    except Unusable:
        return []

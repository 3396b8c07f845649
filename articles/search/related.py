"""Related stories: those that share the most telling words of a story, its topics and its people.

The index does not hold texts, so the words come with the question. How telling a word is follows from how often
the story has it and how few stories do (tf-idf, as in K. Spärck Jones, 1972); the engine then ranks by BM25.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tantivy import Occur, Query

from articles.search.generations import Unusable
from articles.search.index import Reader, reader
from articles.search.reprints import FIELD
from articles.search.schema import ID_BITS
from articles.search.surviving import surviving
from articles.search.words import cut

# Words asked for: fewer miss what a story is about, more cost time and bring in by-ways.
TERMS = 14
# A word that more of the stories have than this part tells nothing, and is slow to look up.
COMMON = 0.02
# In an archive of a few hundred stories that part is a handful: there, up to so many stories, and up to that part.
FEW, COMMON_OF_FEW = 40, 0.34
# What is looked up takes time with the number of stories that have it; this many are well below 10 ms.
MOST_STORIES = 80_000
SHORTEST_WORD = 3
LONGEST_TEXT = 8_000
# How much a word counts by where it stands.
HEADLINE, STANDFIRST = 3, 2
TAG_WEIGHT = 0.6
# Looked at, to put the nearer in time first.
CONSIDERED = 40
# What is less like the story than this, of what the story is like itself, has little to do with it.
LEAST_LIKE = 0.14
# After so many years a story counts half.
HALF_LIFE_YEARS = 12
SECONDS_A_YEAR = 365.25 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Likeable:
    """What of a story its relations are found by: its number, its texts, its tags' numbers, its group of reprints."""

    id: int
    headline: str
    standfirst: str
    body: str
    tags: tuple[int, ...] = ()
    reprints: int | None = None


@surviving(lambda story, limit=6: ())
def related(story: Likeable, limit: int = 6) -> tuple[int, ...]:
    """The published stories most related to ``story``, without itself and its reprints, and one
    of the printings of each; none while there is no index."""
    try:
        now = reader()
    except Unusable:
        return ()
    parts = list(_parts(story, now))
    if not parts:
        return ()
    hits = now.searcher.search(Query.boolean_query(parts), CONSIDERED + 1, count=False).hits
    addresses = [address for _, address in hits]
    ids, keys, groups = (now.searcher.fast_field_values(name, addresses) for name in ("id", "sort_key", FIELD))
    found = list(zip(ids, keys, groups, (score for score, _ in hits), strict=True))
    own = next(((key, score) for id, key, _, score in found if id == story.id), None)
    if own is None:
        return ()
    own_key, own_score = own
    ranked = sorted(
        (-score * _nearness(key, own_key), id, group)
        for id, key, group, score in found
        if id != story.id and score >= LEAST_LIKE * own_score
    )
    seen = {story.reprints} - {None}
    chosen = [id for _, id, group in ranked if group is None or not (group in seen or seen.add(group))]
    return tuple(chosen[:limit])


def _nearness(key: int, own: int) -> float:
    years = abs((key >> ID_BITS) - (own >> ID_BITS)) / SECONDS_A_YEAR
    return 1 / (1 + years / HALF_LIFE_YEARS)


def _parts(story: Likeable, now: Reader) -> Iterable[tuple[Occur, Query]]:
    """What to look for: any of the story's most telling words and tags, as many as the time allows."""
    number = now.searcher.num_docs
    most = max(COMMON * number, min(FEW, COMMON_OF_FEW * number))
    left = MOST_STORIES
    for tag, held in ((tag, now.searcher.doc_freq("tag", tag)) for tag in story.tags):
        if held <= min(most, left):
            left -= held
            yield Occur.Should, Query.boost_query(Query.term_query(now.schema, "tag", tag, "basic"), TAG_WEIGHT)
    for word, held in _telling(story, now, most):
        if held <= left:
            left -= held
            yield Occur.Should, Query.term_query(now.schema, "body", word)
            yield Occur.Should, Query.boost_query(Query.term_query(now.schema, "headline", word), HEADLINE)


def _telling(story: Likeable, now: Reader, most: float) -> list[tuple[str, int]]:
    """The words of the story that tell most about it, and how many stories have each."""
    counts: Counter[str] = Counter()
    for text, weight in ((story.headline, HEADLINE), (story.standfirst, STANDFIRST), (story.body[:LONGEST_TEXT], 1)):
        for word in cut(text):
            if len(word) >= SHORTEST_WORD:
                counts[word] += weight
    number = now.searcher.num_docs
    weighed: list[tuple[float, str, int]] = []
    for word, count in counts.items():
        held = now.searcher.doc_freq("body", word)
        # What one story alone has leads to no other.
        if 1 < held <= most:
            weighed.append((-(1 + math.log(count)) * math.log(number / held), word, held))
    return [(word, held) for _, word, held in sorted(weighed)[:TERMS]]

"""Whether the index says what the database says."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Max
from tantivy import FieldType, Query

from articles.models import Article
from articles.search.audit import BLOCK
from articles.search.changelog import changes_since, seconds_behind
from articles.search.generations import Unusable, current, read_state, seconds_since_beat
from articles.search.index import Reader, reader
from articles.search.stories import BATCH, Hierarchy, read

LOOK_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Lag:
    """How far an index is behind its database.

    ``behind`` is for how many seconds the oldest change that it has not read has waited, 0 where it has read all, None
    where there is no index. ``followed`` is how many seconds ago this machine's follower last showed that it is alive,
    None where there never was one.
    """

    behind: float | None
    followed: float | None


def lag() -> Lag:
    """How far the index of this machine is behind."""
    try:
        behind = round(seconds_behind(read_state(current())), 1)
    except Unusable:
        behind = None
    followed = seconds_since_beat("follow")
    return Lag(behind, None if followed is None else round(followed, 1))


def differences() -> Iterator[str]:
    """A line for each story that the index lacks, has too much, or holds with other values.

    Raises Unusable where there is no index to read.
    """
    now = reader()
    hierarchy = Hierarchy.read()
    highest = now.counts(Query.all_query(), {"highest": {"max": {"field": "id"}}})["highest"]["value"] or 0
    newest = Article.objects.aggregate(id=Max("pk"))["id"] or 0
    for first in range(0, max(int(highest), newest) + 1, BLOCK):
        yield from _differences(now, hierarchy, first, first + BLOCK - 1)


def _differences(now: Reader, hierarchy: Hierarchy, first: int, last: int) -> Iterator[str]:
    """Those among the stories whose ids are from ``first`` to ``last``."""
    query = Query.range_query(now.schema, "id", FieldType.Unsigned, lower_bound=first, upper_bound=last)
    hits = now.searcher.search(query, max(1, now.searcher.num_docs), count=False).hits
    addresses = [address for _, address in hits]
    columns = (now.searcher.fast_field_values(name, addresses) for name in ("id", "version", "digest"))
    indexed: dict[int, tuple[int, int]] = {}
    for id, version, digest in zip(*columns, strict=True):
        if id in indexed:
            yield f"story {id}: more than once in the index"
        indexed[id] = version, digest
    ids = list(Article.objects.published().filter(pk__range=(first, last)).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        for story in read(ids[start : start + BATCH], hierarchy):
            held = indexed.pop(story.id, None)
            if held is None:
                yield f"story {story.id}: not in the index"
            elif held[0] != story.values["version"]:
                yield f"story {story.id}: version {held[0]} in the index, {story.values['version']} in the database"
            elif held[1] != story.digest:
                yield f"story {story.id}: other tags, countries, names or words in the index"
    for id in indexed:
        yield f"story {id}: in the index, but not published"


def wait(seconds: float) -> bool:
    """Wait until the index has read what the database holds now. False where it has not in the time given."""
    end = time.monotonic() + seconds
    while True:
        try:
            if not changes_since(read_state(current())):
                return True
        except Unusable:
            if time.monotonic() > end:
                raise
        if time.monotonic() > end:
            return False
        time.sleep(LOOK_SECONDS)

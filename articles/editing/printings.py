"""Looking up stories by their text: each is noted under a few of its shingles, and compared with those it shares some with.

A batch is looked up together: one query for the stories that share shingles, one for their texts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property

from django.db import connection
from django.db.models.functions import Left

from articles.models import Article
from articles.text import shingles
from articles.text.shingles import LONGEST_TEXT, Shingles

# How many stories under one shingle are looked at, the newest first: a phrase in every story's foot leads nowhere.
UNDER_ONE = 20
# A shingle that so few other stories have says something by itself; else two have to be shared.
RARE = 2
COMPARED = 10

CANDIDATES = """
    WITH shared AS (
        SELECT asked.story, found.article_id AS other, count(*) OVER (PARTITION BY asked.story, asked.key) AS holders
        FROM unnest(%(stories)s::bigint[], %(keys)s::int[]) AS asked (story, key)
        CROSS JOIN LATERAL (
            SELECT article_id FROM articles_shingle
            WHERE key = asked.key AND article_id <> asked.story ORDER BY article_id DESC LIMIT %(under_one)s
        ) AS found
    ), ranked AS (
        SELECT story, other, row_number() OVER (PARTITION BY story ORDER BY count(*) DESC, other DESC) AS place
        FROM shared GROUP BY story, other HAVING count(*) > 1 OR min(holders) <= %(rare)s
    )
    SELECT story, other FROM ranked WHERE place <= %(compared)s ORDER BY story, place
"""


class Printing:
    """A story as it is compared with others: its shingles, and when it was published, if known.

    The shingles are made when they are first asked for: of most stories only the keys are, which may be known.
    """

    def __init__(self, text: str, published: dt.datetime | None, keys: tuple[int, ...] | None = None) -> None:
        self.text, self.published = text, published
        self._keys = keys

    @cached_property
    def shingles(self) -> Shingles:
        """The text as it is compared."""
        return shingles.shingles(self.text[:LONGEST_TEXT])

    @property
    def keys(self) -> tuple[int, ...]:
        """The shingles under which it is noted."""
        return self.shingles.keys if self._keys is None else self._keys

    def is_reprint_of(self, other: Printing) -> bool:
        """Whether both are printings of one story."""
        apart = abs(self.published - other.published) if self.published and other.published else None
        return shingles.likeness(self.shingles, other.shingles).is_reprint(apart)


def alike(text: str, published: dt.datetime | None, limit: int) -> list[int]:
    """The stories held that are printings of a text not stored yet, the likeliest first."""
    asked = {0: Printing(text, published)}
    return [other for _, other in pairs(asked)][:limit]


def note(printings: Mapping[int, Printing]) -> None:
    """Note stories by their numbers, in place of what was noted of them before."""
    rows = [(id, key) for id, printing in printings.items() for key in set(printing.keys)]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_shingle WHERE article_id = ANY(%s::bigint[])", [_array(printings)])
        cursor.execute(
            "INSERT INTO articles_shingle (article_id, key) SELECT * FROM unnest(%s::bigint[], %s::int[])",
            [_array(id for id, _ in rows), _array(key for _, key in rows)],
        )


def pairs(printings: Mapping[int, Printing]) -> list[tuple[int, int]]:
    """Each story with each other that is a printing of the same, the likeliest first."""
    rows = [(id, key) for id, printing in printings.items() for key in printing.keys]
    with connection.cursor() as cursor:
        cursor.execute(
            CANDIDATES,
            {
                "stories": _array(id for id, _ in rows),
                "keys": _array(key for _, key in rows),
                "under_one": UNDER_ONE,
                "rare": RARE,
                "compared": COMPARED,
            },
        )
        candidates = cursor.fetchall()
    others = {other for _, other in candidates} - printings.keys()
    known = dict(printings) | _printings(others)
    return [
        (story, other) for story, other in candidates if other in known and known[story].is_reprint_of(known[other])
    ]


def _array(numbers: Iterable[int]) -> str:
    """Numbers as PostgreSQL reads an array: written at once, and not each by an adapter of its own."""
    return f"{{{','.join(map(str, numbers))}}}"


def _printings(ids: Iterable[int]) -> dict[int, Printing]:
    rows = Article.objects.filter(pk__in=list(ids)).values_list("pk", Left("body_text", LONGEST_TEXT), "published_at")
    return {id: Printing(text, published) for id, text, published in rows}

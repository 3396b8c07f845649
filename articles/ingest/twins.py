"""Stories without an identifier or an address of their own, brought in a second time."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection

from articles.ingest.matching import Match
from articles.ingest.writing import Draft
from articles.models import Article

TWINS = """
    SELECT place, max(article.id)
    FROM unnest(%s::int[], %s::bytea[], %s::text[], %s::timestamptz[], %s::bigint[])
        AS draft (place, text_digest, headline, published_at, source_id)
    JOIN articles_article article ON article.text_digest = draft.text_digest AND article.headline = draft.headline
        AND article.published_at IS NOT DISTINCT FROM draft.published_at
        AND article.source_id IS NOT DISTINCT FROM draft.source_id
    GROUP BY place
"""


def twins(drafts: Mapping[int, Draft]) -> dict[int, Match]:
    """The stories held that are these drafts over again, by the place of the draft.

    Where nothing else names a story, its headline, text, date and source do, however short the text is: so a file that
    comes a second time brings nothing new. A draft that is wanted beside the story that is held is none.
    """
    nameless = {
        place: draft.columns
        for place, draft in drafts.items()
        if not (draft.prepared.keys.guid or draft.prepared.keys.address or draft.prepared.keep_both)
    }
    if not nameless:
        return {}
    names = ("text_digest", "headline", "published_at", "source_id")
    with connection.cursor() as cursor:
        cursor.execute(TWINS, [list(nameless), *([columns[name] for columns in nameless.values()] for name in names)])
        found = dict(cursor.fetchall())
    held = Article.objects.select_related("source", "section").in_bulk(found.values())
    return {place: Match(held[id], "same headline, date and text", same_item=True) for place, id in found.items()}

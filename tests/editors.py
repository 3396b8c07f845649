"""Editors at work while followers and readers are: a thread that changes stories all the time."""

from __future__ import annotations

import random
import threading

import psycopg

from tests.following import conninfo

# Between two transactions, in seconds: enough of them that there is always something to follow.
PAUSE = 0.01


class Editors:
    """Publish, change, tag and withdraw stories, always two at once, on a connection of their own."""

    def __init__(self, seed: int, tag: int) -> None:
        self.chance = random.Random(seed)
        self.tag = tag
        self.done = threading.Event()
        self.thread = threading.Thread(target=self.work)
        self.transactions = 0

    def __enter__(self) -> Editors:
        self.thread.start()
        return self

    def __exit__(self, *fault: object) -> None:
        self.done.set()
        self.thread.join(60)

    def work(self) -> None:
        with psycopg.connect(conninfo(), autocommit=True) as where:
            while not self.done.is_set():
                for statement in STATEMENTS:
                    which = {"pairs": self.chance.choice((1, 10, 200)), "tag": self.tag}
                    which["third"] = self.chance.randrange(13)
                    where.execute(statement, which)
                    self.transactions += 1
                    self.done.wait(PAUSE)


# Story 2n and story 2n + 1 are one pair: what happens to the one happens to the other in the same transaction.
STATEMENTS = (
    """
    INSERT INTO articles_article (id, status, kind, slug, headline, standfirst, dateline, body_html, body_text,
      credit, language, published_at, published_precision, published_zone, published_printed, withdrawn_reason, guid,
      text_digest, word_count, excerpt)
    SELECT n, 'published', 'news', 's', 'Story ' || n, '', '', '', repeat('harbour ', 50), '', 'en',
      now() - n * interval '1 hour', 'minute', '', '', '', '', '', 50, ''
    FROM (SELECT coalesce(max(id), 1) / 2 * 2 + 2 AS first FROM articles_article) AS new,
      generate_series(first, first + 2 * %(pairs)s - 1) AS n
    """,
    "UPDATE articles_article SET headline = headline || '.' WHERE id / 2 %% 13 = %(third)s",
    """
    INSERT INTO articles_articletag (article_id, tag_id, origin, evidence)
    SELECT id, %(tag)s, 'editor', '' FROM articles_article WHERE id / 2 %% 13 = %(third)s ON CONFLICT DO NOTHING
    """,
    """
    UPDATE articles_article SET status = 'withdrawn', withdrawn_reason = 'Wrong.' WHERE id / 2 %% 13 = %(third)s
    """,
    "DELETE FROM articles_articletag WHERE article_id / 2 %% 13 = %(third)s",
    """
    UPDATE articles_article SET status = 'published', withdrawn_reason = ''
    WHERE id / 2 %% 13 = %(third)s AND id / 2 %% 2 = 0
    """,
)


def import_pairs(pairs: int) -> None:
    """Publish twice as many stories in one transaction."""
    with psycopg.connect(conninfo(), autocommit=True) as where:
        where.execute(STATEMENTS[0], {"pairs": pairs})

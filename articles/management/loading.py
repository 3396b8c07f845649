"""Filling the archive's tables with very many stories at once.

As PostgreSQL's manual advises ("Populating a Database"): COPY, with secondary indexes and foreign keys taken away
before and made anew afterwards, which checks every row. The triggers stay: history and change log are written as at
any other time. All of it is one transaction, so the archive is never seen without its constraints.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import Model

from articles.documents import Precision
from articles.management.corpus import Made
from articles.models import Article, ArticleChange, ArticleCountry, ArticleTag, Byline, Reprint
from articles.models.base import make_slug
from articles.models.links import Attachment

OF_A_STORY: tuple[type[Model], ...] = (Article, ArticleTag, ArticleCountry, Byline, Reprint)
PUBLISHED = Article.Status.PUBLISHED.value
PRECISION = Precision.MINUTE
EXCERPT = 200
# Bytes handed to the driver at once.
PIECE = 1 << 18

# For this transaction alone: building an index over a million headlines takes longer than a query may, and a batch's
# rows are handed to the triggers in memory.
SETTINGS = {"statement_timeout": "0", "work_mem": "128MB", "maintenance_work_mem": "512MB"}

INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = ANY(%s::regclass[]) AND NOT indisprimary AND indislive
      AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('u', 'p', 'x'))
    ORDER BY 1
"""
FOREIGN_KEYS = """
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = ANY(%s::regclass[]) AND contype = 'f' ORDER BY 1, 2
"""
# Bodies are stored as they are: packing them costs PostgreSQL more than everything else about a story.
BODIES = [
    (model._meta.db_table, column)
    for model in (Article, Article.pgh_event_model)
    for column in ("body_html", "body_text")
]


@contextmanager
def bare_tables() -> Iterator[None]:
    """Take from the tables of stories and their history what slows down loading, and give it back at the end.

    Needs a transaction, and holds the tables for itself until its end: readers wait.
    """
    models = [*OF_A_STORY, *(model.pgh_event_model for model in OF_A_STORY), ArticleChange]
    tables = [model._meta.db_table for model in models]
    with connection.cursor() as cursor:
        for name, value in SETTINGS.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
        # What is still to be checked of earlier rows is checked now: a table cannot be changed before.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(FOREIGN_KEYS, [tables])
        keys = cursor.fetchall()
        cursor.execute(INDEXES, [tables])
        indexes = cursor.fetchall()
        for table, name, _ in keys:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        for table, column in BODIES:
            cursor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STORAGE EXTERNAL")
        yield
        for table, column in BODIES:
            cursor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STORAGE DEFAULT")
        for _, definition in indexes:
            cursor.execute(definition)
        for table, name, definition in keys:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        for table in tables:
            cursor.execute(f"ANALYZE {table}")


def reserve_ids(model: type[Model], number: int) -> range:
    """Ids for ``number`` rows of ``model``, which nobody else gets."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(sequence, nextval(sequence) + %s) FROM pg_get_serial_sequence(%s, 'id') AS sequence",
            [number, model._meta.db_table],
        )
        (last,) = cursor.fetchone()
    return range(last - number + 1, last + 1)


Rows = dict[str, bytes]

COLUMNS: dict[type[Model], str] = {
    Article: "id, status, kind, slug, headline, standfirst, body_html, body_text, language, published_at,"
    " published_precision, source_id, section_id, text_digest, word_count, excerpt, changeset_id,"
    " dateline, credit, published_zone, published_printed, withdrawn_reason, guid",
    ArticleTag: "article_id, tag_id, origin, evidence, changeset_id",
    ArticleCountry: "article_id, country_id, origin, evidence, changeset_id",
    Byline: "article_id, author_id, position",
    Reprint: 'article_id, "group", origin',
}


def as_rows(ids: Iterable[int], groups: Iterable[int], stories: Iterable[Made], changeset: int) -> Rows:
    """The rows of generated stories as COPY reads them: by table and columns, its lines.

    ``groups`` has, for each story, the number of the group that it makes with the one before if it is a reprint.
    """
    lines: dict[type[Model], list[str]] = {model: [] for model in OF_A_STORY}
    attached = f"{Attachment.Origin.SOURCE.value}\t\t{changeset}\n"
    for id, group, story in zip(ids, groups, stories, strict=True):
        lines[Article].append(_article(id, story, changeset))
        lines[ArticleTag] += [f"{id}\t{tag}\t{attached}" for tag in story.tags]
        lines[ArticleCountry] += [f"{id}\t{country}\t{attached}" for country in story.countries]
        lines[Byline] += [f"{id}\t{author}\t{position}\n" for position, author in enumerate(story.authors)]
        if story.reprint:
            lines[Reprint] += [f"{one}\t{group}\t{Reprint.Origin.TEXT.value}\n" for one in (id - 1, id)]
    return {f"{model._meta.db_table} ({COLUMNS[model]})": "".join(rows).encode() for model, rows in lines.items()}


def _article(id: int, story: Made, changeset: int) -> str:
    # Generated text has no tab and no backslash; the blank lines between its paragraphs are all there is to escape.
    text = r"\n\n".join(story.text.paragraphs)
    html = f"<p>{'</p><p>'.join(story.text.paragraphs)}</p>"
    return (
        f"{id}\t{PUBLISHED}\t{story.kind}\t{make_slug(story.headline)}\t{story.headline}\t{story.standfirst}"
        f"\t{html}\t{text}\t{story.language}\t{story.published_at}\t{PRECISION}\t{story.source}\t{story.section}"
        f"\t\\\\x{story.text_digest.hex()}\t{len(story.text.words)}"
        f"\t{story.text.paragraphs[0][:EXCERPT]}\t{changeset}\t\t\t\t\t\t\n"
    )


def load(rows: Rows) -> None:
    """Write the rows, in one COPY for each table."""
    for target, lines in rows.items():
        with connection.cursor() as cursor, cursor.copy(f"COPY {target} FROM STDIN") as copy:
            for start in range(0, len(lines), PIECE):
                copy.write(lines[start : start + PIECE])

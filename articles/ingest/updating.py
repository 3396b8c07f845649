"""Stories held that are read anew: brought up to date, never over an editor's own change.

All that is asked of the database about the stories of a batch is asked once for all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.db import connection

from articles.ingest.pasts import parts_of, past_of, plain
from articles.ingest.resolving import Resolver
from articles.ingest.senders import follow_embargo
from articles.ingest.writing import READ_COLUMNS, Draft, add_appearances, add_images, attach, authors_of, links_of
from articles.models import (
    Appearance,
    Article,
    ArticleCountry,
    ArticleTag,
    Byline,
    ChangeSet,
    Country,
    Image,
    Tag,
)

# An editor may end an embargo, or move its end: that is theirs as well.
OWNED = (*READ_COLUMNS, "embargoed_until")
# What is known of when a story was published.
DATE = frozenset(["published_at", "published_precision", "published_zone", "published_printed"])

# Who wrote each story: imports, others, or both.
WRITERS = """
    SELECT event.pgh_obj_id, bool_or(coalesce(changeset.kind = ANY(%s), false)),
        bool_or(NOT coalesce(changeset.kind = ANY(%s), false))
    FROM articles_articleevent event LEFT JOIN articles_changeset changeset ON changeset.id = event.pgh_changeset
    WHERE event.pgh_obj_id = ANY(%s) GROUP BY event.pgh_obj_id
"""


def editors_own(articles: Iterable[int]) -> dict[int, frozenset[str]]:
    """Columns that are not as an import left them: a newer reading leaves them alone.

    Stories that nobody but imports wrote have none, and need no look at their past.
    """
    ids = list(articles)
    with connection.cursor() as cursor:
        cursor.execute(WRITERS, [*[list(ChangeSet.BY_IMPORTERS)] * 2, ids])
        writers = {id: (imports, others) for id, imports, others in cursor.fetchall()}
    own = {id: frozenset() if writers.get(id, (False, True))[0] else frozenset(OWNED) for id in ids}
    both = [id for id, (imports, others) in writers.items() if imports and others]
    return own | {story.pk: _own_of(story) for story in Article.objects.filter(pk__in=both)}


def _own_of(story: Article) -> frozenset[str]:
    past = past_of(story, OWNED)
    return frozenset(name for name in OWNED if past.is_own(name, getattr(story, name)))


class Held:
    """What the archive holds of some stories, beside their own columns."""

    def __init__(self, articles: Iterable[int]) -> None:
        ids = list(articles)
        self.own = editors_own(ids) if ids else {}
        self.bylines: dict[int, list[int]] = defaultdict(list)
        self.things: dict[int, set[tuple[type, int]]] = defaultdict(set)
        self.pictured: set[int] = set()
        if not ids:
            return
        for id, author in Byline.objects.filter(article__in=ids).values_list("article_id", "author_id"):
            self.bylines[id].append(author)
        for model, kind, column in ((ArticleTag, Tag, "tag_id"), (ArticleCountry, Country, "country_id")):
            for id, thing in model.objects.filter(article__in=ids).values_list("article_id", column):
                self.things[id].add((kind, thing))
        self.pictured = set(Image.objects.filter(article__in=ids).values_list("article_id", flat=True))


def rewrite(story: Article, one: Draft, held: Held, resolver: Resolver, changeset: ChangeSet) -> list[str]:
    """Bring a story up to date with a newer reading of it; gives what changed, in names of columns and parts.

    Columns and bylines that are an editor's own stay, and so does a date that the reading does not state. Tags and
    countries are added to, never taken away; a byline is replaced where the reading has one; images are added to a
    story that has none.
    """
    own = held.own.get(story.pk, frozenset(OWNED))
    if one.published_at is None:
        own |= DATE
    changed = [name for name in READ_COLUMNS if name not in own and plain(getattr(story, name)) != one.columns[name]]
    for name in changed:
        setattr(story, name, one.columns[name])
    if changed:
        story.save(update_fields=changed)
    if "embargoed_until" not in own and follow_embargo(story, one.columns["embargoed_until"]):
        changed.append("embargo")
    one.columns |= {"id": story.pk, **{name: getattr(story, name) for name in READ_COLUMNS}}
    return changed + [part for part, write in PARTS.items() if write(one, held, resolver, changeset)]


def _rewrite_byline(one: Draft, held: Held, resolver: Resolver, changeset: ChangeSet) -> bool:
    read = authors_of(one, resolver)
    if not read or held.bylines[one.id] == read or _is_own_byline(one.id):
        return False
    Byline.objects.filter(article=one.id).delete()
    Byline.objects.bulk_create(
        [Byline(article_id=one.id, author_id=author, position=place) for place, author in enumerate(read)]
    )
    held.bylines[one.id] = read
    return True


def _is_own_byline(story: int) -> bool:
    parts = parts_of(Byline, story)
    return [row.author_id for row in parts.held] != [row.author_id for row in parts.imported]


def _add_links(one: Draft, held: Held, resolver: Resolver, changeset: ChangeSet) -> bool:
    links = list(links_of(one, resolver, frozenset(held.things[one.id])))
    attach(links, changeset)
    held.things[one.id] |= {(type(link.thing), link.thing.pk) for link in links}
    return bool(links)


def _add_appearance(one: Draft, held: Held, resolver: Resolver, changeset: ChangeSet) -> bool:
    digest = one.prepared.keys.address
    if not one.prepared.url or not digest or Appearance.objects.filter(url_digest=digest).exists():
        return False
    add_appearances([one], resolver)
    return True


def _add_images(one: Draft, held: Held, resolver: Resolver, changeset: ChangeSet) -> bool:
    if not one.pictures or one.id in held.pictured:
        return False
    add_images([one])
    held.pictured.add(one.id)
    return True


PARTS: dict[str, Callable[[Draft, Held, Resolver, ChangeSet], bool]] = {
    "byline": _rewrite_byline,
    "tags and countries": _add_links,
    "where it ran": _add_appearance,
    "images": _add_images,
}

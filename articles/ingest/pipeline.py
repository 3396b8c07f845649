"""The door: a batch of entries goes in, each becomes a story or says why not, all in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from articles.editing import reprints
from articles.editing.history import recording
from articles.editing.roles import may_change
from articles.ingest.entries import Entry
from articles.ingest.matching import Match, Matcher
from articles.ingest.resolving import Resolver
from articles.ingest.writing import READ_COLUMNS, Draft, Unusable, draft, rewrite, write_new
from articles.models import Article, ChangeSet, ImportItem

Outcome = ImportItem.Outcome


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of an entry: the outcome, why, and the story it became or met."""

    outcome: Outcome
    reason: str = ""
    article: Article | None = None


def store(entries: Sequence[Entry], changeset: ChangeSet, *, publish: bool, new_tags: bool) -> list[Stored]:
    """Store a batch as part of ``changeset``; gives one result an entry, in order.

    ``publish`` publishes what is complete; ``new_tags`` lets labels become tags. All of the batch is written, or
    nothing.
    """
    results: dict[int, Stored] = {}
    texts: list[Article] = []
    with recording(changeset):
        resolver = Resolver(new_tags=new_tags)
        drafts: dict[int, Draft] = {}
        for place, entry in enumerate(entries):
            try:
                drafts[place] = draft(entry, resolver, changeset, publish=publish)
            except Unusable as reason:
                results[place] = Stored(Outcome.REJECTED, str(reason))
        for run in _without_repeats(drafts):
            matcher = Matcher([one.keys for one in run.values()])
            new: dict[int, Draft] = {}
            for place, one in run.items():
                match = matcher.match(one.keys)
                if match is None or (not match.same_item and one.entry.keep_both):
                    new[place] = one
                else:
                    results[place] = _meet(match, one, resolver, changeset, texts)
            write_new(list(new.values()), resolver, changeset)
            for place, one in new.items():
                results[place] = Stored(Outcome.CREATED, _left_as_draft(one.article, publish), one.article)
                texts.append(one.article)
        known = reprints.find(texts)
    return [_with_reprint(results[place], known) for place in range(len(entries))]


def _with_reprint(stored: Stored, known: Mapping[int, int]) -> Stored:
    """The result with what the archive knows of the story's reprints: for each that has any, one of them."""
    if stored.outcome != Outcome.CREATED or stored.article.pk not in known:
        return stored
    told = f"Another printing of story {known[stored.article.pk]}."
    return replace(stored, reason=f"{stored.reason} {told}".strip())


def _without_repeats(drafts: dict[int, Draft]) -> Iterator[dict[int, Draft]]:
    """The drafts in order, in runs in which no key comes twice: a repeat must find its first already stored."""
    run: dict[int, Draft] = {}
    seen: set[object] = set()
    for place, one in drafts.items():
        own = {key for key in (one.keys.guid, one.keys.address, one.keys.text) if key}
        if seen & own:
            yield run
            run, seen = {}, set()
        run[place] = one
        seen |= own
    if run:
        yield run


def _meet(match: Match, one: Draft, resolver: Resolver, changeset: ChangeSet, texts: list[Article]) -> Stored:
    """What to do where the story is held: a newer reading updates it, the same text elsewhere is a duplicate.

    A story that gets another text is added to ``texts``.
    """
    if not match.same_item:
        return Stored(Outcome.DUPLICATE, f"{match.why.capitalize()} as story {match.article.pk}.", match.article)
    if not may_change(changeset.user, match.article):
        why = f"{match.why.capitalize()} as story {match.article.pk}, which only an editor may change."
        return Stored(Outcome.DUPLICATE, why, match.article)
    changed = rewrite(match.article, one, editors_own(match.article), resolver, changeset)
    if not changed:
        return Stored(Outcome.UNCHANGED, f"{match.why.capitalize()}, nothing new.", match.article)
    if "body_text" in changed:
        texts.append(match.article)
    return Stored(Outcome.UPDATED, "Changed: " + ", ".join(name.removesuffix("_id") for name in changed), match.article)


def editors_own(article: Article) -> frozenset[str]:
    """Columns that somebody changed since an import last wrote the story: a newer reading leaves them alone."""
    imports = ChangeSet.objects.filter(kind=ChangeSet.Kind.IMPORT).values("pk")
    written = article.events.filter(pgh_changeset__in=imports).order_by("-pgh_id").first()
    if written is None:
        return frozenset(READ_COLUMNS)
    return frozenset(name for name in READ_COLUMNS if _plain(getattr(article, name)) != _plain(getattr(written, name)))


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def _left_as_draft(article: Article, publish: bool) -> str:
    return "Kept as a draft: it has no date." if publish and not article.is_published else ""

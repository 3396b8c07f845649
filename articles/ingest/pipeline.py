"""The door: a batch of stories goes in, each becomes one of the archive's or says why not, all in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from articles.editing import reprints
from articles.editing.history import recording
from articles.editing.printings import Printing
from articles.editing.roles import may_change
from articles.ingest.matching import Match, Matcher
from articles.ingest.preparing import CALLED_OFF, Prepared
from articles.ingest.resolving import Resolver
from articles.ingest.senders import older_version, take_down
from articles.ingest.twins import twins
from articles.ingest.updating import Held, rewrite
from articles.ingest.writing import Draft, draft, write_new
from articles.models import Article, ChangeSet, Import, ImportItem

Outcome = ImportItem.Outcome
Duplicates = Import.Duplicates
# Tags new stories: takes their ids, and the change-set that they are part of.
Tagging = Callable[[Sequence[int], ChangeSet], None]


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of an item: the outcome, why, and the story it became or met.

    ``waits_until`` is when it is tried again, for one that its sender holds back until then.
    """

    outcome: Outcome
    reason: str = ""
    story: int | None = None
    headline: str = ""
    traceback: str = ""
    waits_until: dt.datetime | None = None


class Batch:
    """Items on their way in, together: what became of them so far, and which texts have to be compared."""

    def __init__(self, changeset: ChangeSet, resolver: Resolver, *, publish: bool, duplicates: str) -> None:
        self.changeset, self.resolver = changeset, resolver
        self.publish, self.duplicates = publish, duplicates
        self.results: dict[int, Stored] = {}
        self.texts: dict[int, Printing] = {}
        self.certain: list[tuple[int, int]] = []

    def take(self, drafts: Mapping[int, Draft]) -> None:
        """Store drafts of which no two are the same story."""
        matcher = Matcher([one.prepared.keys for one in drafts.values()])
        matches = {place: matcher.match(one.prepared.keys) for place, one in drafts.items()} | twins(drafts)
        held = Held(match.article.pk for match in matches.values() if match)
        new: dict[int, Draft] = {}
        for place, one in drafts.items():
            match = matches[place]
            if match is None and not one.headline:
                self.results[place] = Stored(
                    Outcome.REJECTED, f"Its sender has {one.prepared.status} it; the archive holds no such story."
                )
            elif match is None or (not match.same_item and self._is_wanted_too(one)):
                new[place] = one
            else:
                self.results[place] = self._meet(match, one, held)
        write_new(list(new.values()), self.resolver, self.changeset)
        for place, one in new.items():
            self.results[place] = Stored(Outcome.CREATED, self._left_as_draft(one), one.id, one.headline)
            self.texts[one.id] = Printing(one.columns["body_text"], one.published_at, one.prepared.shingles)
            if (match := matches[place]) and self.duplicates == Duplicates.ADD:
                self.certain.append((one.id, match.article.pk))

    def _left_as_draft(self, one: Draft) -> str:
        if not (self.publish or one.prepared.publish) or one.is_published:
            return ""
        why = one.held_back or ("only its summary was to be had" if one.prepared.as_draft else "it has no date")
        then = "; it is published then" if one.columns["publishes_itself"] else ""
        return f"Kept as a draft: {why}{then}."

    def is_open(self, place: int, one: Draft) -> bool:
        """Whether a draft became a new story, and nobody has decided about its tags yet."""
        return self.results[place].outcome == Outcome.CREATED and one.prepared.tags is None

    def _is_wanted_too(self, one: Draft) -> bool:
        return one.prepared.keep_both or self.duplicates == Duplicates.ADD

    def _meet(self, match: Match, one: Draft, held: Held) -> Stored:
        """What to do where the story is held: a newer reading updates it, the same text elsewhere is a duplicate."""
        story, why = match.article, match.why.capitalize()
        if not match.same_item and self.duplicates != Duplicates.UPDATE:
            return Stored(Outcome.DUPLICATE, f"{why} as story {story.pk}.", story.pk, story.headline)
        if not may_change(self.changeset.user, story):
            refused = f"{why} as story {story.pk}, which only an editor may change."
            return Stored(Outcome.DUPLICATE, refused, story.pk, story.headline)
        if match.same_item and one.prepared.status in CALLED_OFF:
            return self._called_off(story, one)
        if older := older_version(match, one):
            return Stored(Outcome.UNCHANGED, f"{why}, {older}.", story.pk, story.headline)
        if story.is_published and one.held_back:
            until = None if one.prepared.status in CALLED_OFF else one.columns["embargoed_until"]
            then = ", and is read again then" if until else ""
            refused = f"{why} as story {story.pk}, which readers have; this version waits: {one.held_back}{then}."
            return Stored(Outcome.REJECTED, refused, story.pk, story.headline, waits_until=until)
        if one.prepared.summary_only and story.word_count > one.columns["word_count"]:
            return Stored(Outcome.UNCHANGED, f"{why}, and only a summary of it.", story.pk, story.headline)
        changed = rewrite(story, one, held, self.resolver, self.changeset)
        if not changed:
            return Stored(Outcome.UNCHANGED, f"{why}, nothing new.", story.pk, story.headline)
        if "body_text" in changed:
            self.texts[story.pk] = Printing(story.body_text, story.published_at)
        told = "Changed: " + ", ".join(name.removesuffix("_id") for name in changed)
        return Stored(Outcome.UPDATED, told, story.pk, story.headline)

    @staticmethod
    def _called_off(story: Article, one: Draft) -> Stored:
        """Take from readers what its sender called off; the text stays as it was."""
        said = f"Its sender has {one.prepared.status} it"
        if changed := take_down(story, one.prepared):
            return Stored(Outcome.UPDATED, f"{said}: {changed}.", story.pk, story.headline)
        return Stored(Outcome.UNCHANGED, f"{said}; readers do not see it.", story.pk, story.headline)


def store(
    batch: Sequence[Prepared],
    changeset: ChangeSet,
    resolver: Resolver,
    *,
    publish: bool,
    duplicates: str,
    tagging: Tagging | None = None,
) -> list[Stored]:
    """Store a batch as part of ``changeset``; gives one result an item, in order.

    ``publish`` publishes what is complete; ``duplicates`` says what becomes of texts that are held already; ``tagging``
    tags new stories, but those whose tags an editor chose. All of the batch is written, or nothing.
    """
    with recording(changeset):
        work = Batch(changeset, resolver, publish=publish, duplicates=duplicates)
        drafts = {place: draft(one, resolver, publish=publish) for place, one in enumerate(batch)}
        for run in _without_repeats(drafts):
            work.take(run)
        if tagging:
            tagging([one.id for place, one in drafts.items() if work.is_open(place, one)], changeset)
        known = reprints.find_of(work.texts, work.certain)
    return [_with_reprint(work.results[place], known) for place in range(len(batch))]


def _with_reprint(stored: Stored, known: Mapping[int, int]) -> Stored:
    """The result with what the archive knows of the story's reprints: for each that has any, one of them."""
    if stored.outcome != Outcome.CREATED or stored.story not in known:
        return stored
    told = f"Another printing of story {known[stored.story]}."
    return replace(stored, reason=f"{stored.reason} {told}".strip())


def _without_repeats(drafts: dict[int, Draft]) -> Iterator[dict[int, Draft]]:
    """The drafts in order, in runs in which no key comes twice: a repeat must find its first already stored."""
    run: dict[int, Draft] = {}
    seen: set[object] = set()
    for place, one in drafts.items():
        own = {key for key in one.prepared.keys if key}
        if seen & own:
            yield run
            run, seen = {}, set()
        run[place] = one
        seen |= own
    if run:
        yield run

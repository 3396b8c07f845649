"""What a story would become if its original's present reading were applied, field by field, and what must stay.

What somebody changed by hand is theirs: it is shown, and never offered.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from django.utils import formats, timezone

from articles.ingest.again import Again, Looking
from articles.ingest.entries import Entry, alike, to_json
from articles.ingest.fields import BODY, FIELDS, Field, Told
from articles.ingest.pasts import Parts, Touch, parts_of, past_of, plain
from articles.ingest.preparing import with_defaults
from articles.ingest.writing import Draft, authors_of, draft, links_of
from articles.models import (
    Article,
    ArticleCountry,
    ArticleTag,
    Author,
    Byline,
    ChangeSet,
    Country,
    Image,
    Tag,
)
from articles.text import html

NEW = " (new to the archive)"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that is read otherwise than the story says: as it was imported, as it is read now, as it is.

    ``kept`` says why it stays whatever is chosen; it is empty where the reading may be applied. ``own`` says that the
    reason is somebody's own change; ``empties`` that applying it would leave nothing, which nobody does unseen.
    """

    name: str
    label: str
    imported: str
    read: str
    held: str
    kept: str = ""
    own: bool = False
    empties: bool = False

    @property
    def offered(self) -> bool:
        """Whether it may be applied."""
        return not self.kept

    @property
    def ticked(self) -> bool:
        """Whether it is applied unless somebody objects."""
        return self.offered and not self.empties


@dataclass(slots=True)
class Compared:
    """A story beside the present reading of its original.

    ``kept`` are the fields that an editor changed and that are read as ever: nothing is new about them. ``had`` are the
    tags and countries that it has or ever had.
    """

    story: Article
    again: Again
    draft: Draft | None = None
    had: frozenset[tuple[type, int]] = frozenset()
    differences: list[Difference] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    @property
    def is_clear(self) -> bool:
        """Whether something can be applied and no change of an editor is concerned."""
        return any(one.ticked for one in self.differences) and not any(one.own for one in self.differences)

    @property
    def seen(self) -> str:
        """A mark of what an editor was shown: another one where the story or its reading changed since."""
        shown = [self.story.version, *((one.name, one.read, one.held, one.kept) for one in self.differences)]
        return hashlib.sha256(repr(shown).encode()).hexdigest()[:32]


def compare(story: Article, again: Again, resolver: Looking) -> Compared:
    """A story and what its original is read as now. Nothing is written."""
    compared = Compared(story, again)
    if again.story is None:
        return compared
    resolver.new_tags = again.new_tags
    compared.draft = draft(again.story, resolver, publish=False)
    compared.draft.columns["id"] = story.pk
    for one in (*_Columns(compared, resolver).differences(), *_parts(compared, resolver)):
        if isinstance(one, Difference):
            compared.differences.append(one)
        else:
            compared.kept.append(one)
    return compared


class _Columns:
    """The fields that are columns of the story."""

    def __init__(self, compared: Compared, resolver: Looking) -> None:
        self.story, self.read = compared.story, compared.draft.columns
        self.past = past_of(self.story, [column for one in FIELDS for column in one.columns])
        self.held = {column: plain(getattr(self.story, column)) for one in FIELDS for column in one.columns}
        self.told = Told(resolver)
        self.preview = Preview(compared.again)

    def differences(self) -> list[Difference | str]:
        found = [self._difference(one) for one in FIELDS]
        return [one for one in found if one is not None]

    def _difference(self, one: Field) -> Difference | str | None:
        if all(self.held[column] == self.read[column] for column in one.columns):
            return None
        own = any(self.past.is_own(column, self.held[column]) for column in one.columns)
        imported = {column: self.past.written.get(column) for column in one.columns}
        before = self._said(one, imported) if one.columns[0] in self.past.written else ""
        if own and all(imported[column] == self.read[column] for column in one.columns):
            return one.label
        if not own and self.preview.changed(one.in_preview):
            own, before = True, self.preview.read_then(one.in_preview[0]) or before
            if self.preview.reads_as_then(one.in_preview):
                return one.label
        read = self._said(one, self.read)
        return Difference(
            one.name, one.label, before, read, self._said(one, self.held), self._why(one, own), own, empties=not read
        )

    def _said(self, one: Field, row: dict[str, Any]) -> str:
        return html.to_text(row["body_html"]) if one is BODY else self.told.value(one, row)

    def _why(self, one: Field, own: bool) -> str:
        if own:
            return kept_for(self._last_touch(one))
        if one.name == "published" and self.read["published_at"] is None and self.story.is_published:
            return "No date is read now, and a published story needs one: kept."
        return ""

    def _last_touch(self, one: Field) -> Touch | None:
        touches = [touch for column in one.columns if (touch := self.past.touched.get(column))]
        return max(touches, key=lambda touch: touch.when, default=None)


def kept_for(touch: Touch | None) -> str:
    """Why a field stays that somebody changed."""
    if touch is None:
        return "An editor changed this before it was imported: kept."
    changeset = ChangeSet.objects.filter(pk=touch.changeset).select_related("user").first()
    who = str(changeset.user) if changeset and changeset.user else "Somebody"
    return f"{who} changed this on {formats.date_format(timezone.localtime(touch.when), 'j F Y')}: kept."


class Preview:
    """What an editor changed of an item in the preview of its import."""

    def __init__(self, again: Again) -> None:
        edited = again.item.edited or {}
        self.edited = again.item.edited is not None
        # Absent where the item was looked through before anybody noted what was changed in it.
        self.then: dict[str, Any] | None = edited.get("read")
        document = with_defaults(again.reading.document, again.item.run.defaults) if self.edited else None
        self.now = to_json(Entry(document)) if document else {}
        self.as_left = edited

    def changed(self, names: tuple[str, ...]) -> bool:
        """Whether any of these was changed; where nobody noted it, whether it is not what is read now."""
        if not self.edited:
            return False
        if self.then is None:
            return any(not alike(self.as_left[name], self.now[name]) for name in names)
        return any(name in self.then for name in names)

    def read_then(self, name: str) -> str:
        """What had been read, before it was changed."""
        value = (self.then or {}).get(name, "")
        return ", ".join(value) if isinstance(value, list) else str(value)

    def reads_as_then(self, names: tuple[str, ...]) -> bool:
        """Whether what was changed is read as it was then."""
        return self.then is not None and all(
            alike(self.then[name], self.now[name]) for name in names if name in self.then
        )


def _parts(compared: Compared, resolver: Looking) -> list[Difference | str]:
    preview = Preview(compared.again)
    found = (_byline(compared, resolver, preview), _image(compared, preview), _labels(compared, resolver, preview))
    return [one for one in found if one is not None]


def _byline(compared: Compared, resolver: Looking, preview: Preview) -> Difference | str | None:
    parts = parts_of(Byline, compared.story.pk)
    read = authors_of(compared.draft, resolver)
    held, imported = ([row.author_id for row in rows] for rows in (parts.held, parts.imported))
    if held == read:
        return None
    names = {author.pk: author.name for author in Author.objects.filter(pk__in={*held, *imported})}
    names |= {author.pk: author.name for author in resolver.authors.values() if author.pk in read}
    said = [", ".join(names.get(key, f"no. {key}") for key in keys) for keys in (imported, read, held)]
    return _part("byline", "Byline", parts, held != imported, imported == read, said, ("authors",), preview)


def _image(compared: Compared, preview: Preview) -> Difference | str | None:
    """The lead image. A reading without any takes none away."""
    if not compared.draft.pictures:
        return None
    parts = parts_of(Image, compared.story.pk)
    new = compared.draft.pictures[0]
    held, imported = (rows[0] if rows else None for rows in (parts.held, parts.imported))
    if _picture(held) == _picture(new):
        return None
    own = _picture(held) != _picture(imported)
    said = [" · ".join(filter(None, _picture(row))) for row in (imported, new, held)]
    names = ("image_url", "image_caption", "image_credit", "image_alt")
    return _part("image", "Lead image", parts, own, _picture(imported) == _picture(new), said, names, preview)


def _picture(image: Any | None) -> tuple[str, ...]:
    """What is told of a picture: its words, and where it came from or what file it is."""
    if image is None:
        return ()
    return (image.caption, image.credit, image.alt, image.source_url or str(image.file))


def _part(
    name: str,
    label: str,
    parts: Parts,
    own: bool,
    as_ever: bool,
    said: list[str],
    names: tuple[str, ...],
    preview: Preview,
) -> Difference | str | None:
    imported, read, held = said
    if own and as_ever:
        return label
    if not own and preview.changed(names):
        own = True
        if preview.reads_as_then(names):
            return label
    kept = kept_for(parts.touched) if own else ""
    return Difference(name, label, imported, read, held, kept, own, empties=not read)


def _labels(compared: Compared, resolver: Looking, preview: Preview) -> Difference | str | None:
    """Tags and countries that the reading adds. What somebody took off stays off; what was chosen in the preview stays."""
    if preview.edited and (preview.as_left.get("tags") is not None or preview.as_left.get("countries") is not None):
        return None
    past: set[tuple[type, int]] = set()
    held: list[str] = []
    imported: list[str] = []
    for model, kind, column in ((ArticleTag, Tag, "tag_id"), (ArticleCountry, Country, "country_id")):
        parts = parts_of(model, compared.story.pk)
        past |= {(kind, getattr(event, column)) for event in parts.ever}
        names = {row.pk: str(row) for row in kind.objects.filter(pk__in=[getattr(row, column) for row in parts.ever])}
        held += [names[getattr(row, column)] for row in parts.held]
        imported += [names.get(getattr(row, column), "") for row in parts.imported]
    compared.had = frozenset(past)
    links = list(links_of(compared.draft, resolver, compared.had))
    if not links:
        return None
    said = [str(link.thing) + (NEW if link.thing.pk < 0 else "") for link in links]
    return Difference("labels", "Labels", ", ".join(imported), ", ".join([*held, *said]), ", ".join(held))

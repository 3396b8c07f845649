"""E-mails (RFC 5322): the story of the message itself, then its attachments and the messages forwarded in it.

An e-mail is a document of its own: what its headers state (subject, date, identifier) comes before what its text may be
taken to say. Who sent it need not have written it, so the sender is kept as evidence and is no author.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.utils import parseaddr
from typing import BinaryIO

from articles.documents import Document, Evidence, Moment, Reading
from articles.importers import foreign, members, mime, saved_page
from articles.importers.formats import Format, Options, Unreadable, read_whole
from articles.importers.mail_text import Letter, letter, without_prefix
from articles.text import dates, html, languages, links, names, words

SHORT_NOTE = 60
"""A text of fewer words beside attached stories is a covering note, and no story."""

# How readers of pages and texts begin a warning that the header makes needless.
_NO_DATE = "No date was found"
_SHOWN_AS_MAIL = frozenset({"from", "date", "subject", "to"})
_ON_THE_WAY = frozenset({"received", "return-path", "message-id", "mime-version", "delivered-to", "dkim-signature", "x-mailer", "user-agent", "reply-to"})  # fmt: skip
_NEVER_STORIES = ("image/", "audio/", "video/", "font/", "text/calendar", "text/vcard", "text/x-vcard", "text/x-amp-html", "application/pgp-",
                  "application/pkcs7-signature", "application/x-pkcs7-signature", "application/ms-tnef", "message/delivery-status",
                  "message/disposition-notification", "text/rfc822-headers")  # fmt: skip
_ENCRYPTED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})


def looks_like(head: bytes, filename: str) -> float:
    """Headers, several of which only e-mails have."""
    found = mime.header_names(head)
    if len(found & _SHOWN_AS_MAIL) >= 2 and found & _ON_THE_WAY:
        return 0.95
    return 0.8 if found & _SHOWN_AS_MAIL and filename.endswith(FORMAT.extensions) else 0.0


def read(stream: BinaryIO, options: Options) -> Iterator[Reading]:
    """The message's story, unless it is only a covering note; then what is attached to it."""
    yield from _readings(mime.parsed(read_whole(stream, mime.LARGEST)), options)


def _readings(message: mime.Message, options: Options) -> Iterator[Reading]:
    if message.get_content_type() in _ENCRYPTED:
        raise Unreadable("The e-mail is encrypted.")
    parts = list(mime.leaves(message))
    attached = [part for part in parts if _is_attached(part)]
    kept = [part for part in attached if _may_be_story(part)]
    story = _story(message, [part for part in parts if part not in attached], options)
    if (
        story
        and story.document
        and not (kept and words.word_count(html.to_text(story.document.body_html)) < SHORT_NOTE)
    ):
        left_out = [mime.filename(part) for part in attached if part not in kept and _is_paper(part)]
        warnings = tuple(f"An attachment was left out: {name}." for name in left_out)
        yield replace(story, document=replace(story.document, warnings=(*story.document.warnings, *warnings)))
    elif not kept:
        raise Unreadable("The e-mail holds no story: it has neither text nor an attachment that can be imported.")
    for part in kept:
        yield from _attachment(part, options)


def _is_attached(part: mime.Message) -> bool:
    if part.get_content_disposition() == "attachment" or part.get_content_type() == "message/rfc822":
        return True
    return part.get_content_type() not in {"text/plain", "text/html"} or bool(mime.filename(part))


def _may_be_story(part: mime.Message) -> bool:
    kind = part.get_content_type()
    if kind == "message/rfc822":
        return True
    if kind.startswith(_NEVER_STORIES) or saved_page.is_support(mime.filename(part)):
        return False
    return foreign.kind(mime.content(part)[:64]) in {"", foreign.ZIP}


def _is_paper(part: mime.Message) -> bool:
    """Whether an attachment that cannot be imported is worth a word: a PDF is, a logo is not."""
    return bool(mime.filename(part)) and not part.get_content_type().startswith(_NEVER_STORIES)


def _attachment(part: mime.Message, options: Options) -> Iterator[Reading]:
    if part.get_content_type() != "message/rfc822":
        name = mime.filename(part) or part.get_content_type()
        yield from members.readings(io.BytesIO(mime.content(part)), name, options, charset=mime.charset(part))
        return
    inner = part.get_payload()
    forwarded = inner[0] if isinstance(inner, list) and inner else part
    name = mime.header(forwarded, "Subject") or mime.filename(part) or "forwarded message"
    member = members.label(name, options)
    try:
        if options.depth > members.DEEPEST:
            raise Unreadable("Messages are forwarded in one another too deeply; it was not opened.")
        yield from _readings(forwarded, replace(options, member=member, depth=options.depth + 1, url=""))
    except Unreadable as unreadable:
        yield Reading(0, problem=unreadable.problem, member=member)


# The story of the message itself


def _story(message: mime.Message, parts: list[mime.Message], options: Options) -> Reading | None:
    """What the text of a message makes, under what its headers state; None where there is no text."""
    subject, sent = mime.header(message, "Subject"), mime.header(message, "Date")
    plain = next((part for part in parts if part.get_content_type() == "text/plain"), None)
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    written = letter(plain) if plain else Letter("")
    stated = _Stated(
        headline=without_prefix(written.subject or subject),
        published=_moment(written.date or sent),
        sender=written.sender or mime.header(message, "From"),
        guid=mime.header(message, "Message-ID"),
        url=links.absolute(mime.header(message, "Archived-At").strip("<>")) or options.url,
    )
    reading = _text_reading(written, stated, options)
    if page and not written.forwarded:
        shown = _first(options, io.BytesIO(mime.content(page)), "html", charset=mime.charset(page), url=stated.url)
        reading = _fuller(reading, shown)
    return replace(reading, document=stated.over(reading.document), member=options.member) if reading else None


@dataclass(frozen=True, slots=True)
class _Stated:
    """What the headers of a message, or those printed above a forwarded one, say."""

    headline: str
    published: Moment | None
    sender: str
    guid: str
    url: str

    def over(self, document: Document) -> Document:
        """The document under these statements. What its own text says otherwise is kept as a conflict."""
        evidence, conflicts, warnings = dict(document.evidence), dict(document.conflicts), document.warnings
        if self.headline:
            evidence["headline"] = Evidence("Subject of the e-mail", self.headline)
            if document.headline and document.headline != self.headline:
                conflicts["headline"] = (self.headline, document.headline)
        if self.published:
            evidence["published"] = Evidence("Date of the e-mail", self.published.isoformat())
            warnings = tuple(warning for warning in warnings if not warning.startswith(_NO_DATE))
            if document.published and document.published.value.date() != self.published.value.date():
                conflicts["published"] = (self.published.isoformat(), document.published.isoformat())
        if self.sender:
            evidence["sender"] = Evidence("From", self.sender)
        return replace(
            document,
            headline=self.headline or document.headline,
            published=self.published or document.published,
            source=document.source or names.agency(parseaddr(self.sender)[0]),
            guid=f"mid:{self.guid.strip('<>')}"[:500] if self.guid else document.guid,
            url=self.url or document.url,
            evidence=evidence,
            conflicts=conflicts,
            warnings=warnings,
        )


def _moment(stated: str) -> Moment | None:
    moment = dates.parse(stated) if stated else None
    return replace(moment, printed="") if moment else None


def _text_reading(written: Letter, stated: _Stated, options: Options) -> Reading | None:
    """The text under its subject, read as a page that was copied; a note too short for that as it stands."""
    if not written.text.strip():
        return None
    whole = f"{stated.headline}\n\n{written.text}".encode("utf-8", "replace")
    reading = _first(options, io.BytesIO(whole), "text", charset="utf-8", url=stated.url)
    if reading and reading.document and words.word_count(html.to_text(reading.document.body_html)) * 2 >= words.word_count(written.text):  # fmt: skip
        return replace(reading, original=written.text)
    document = Document(
        headline=stated.headline,
        body_html=html.from_paragraphs(written.paragraphs),
        language=languages.detect(written.text),
    )
    return Reading(0, document, original=written.text)


def _fuller(plain: Reading | None, shown: Reading | None) -> Reading | None:
    """The reading of the HTML, which knows paragraphs and links, unless it lost much of what the text holds."""
    if not shown or not shown.document or not plain or not plain.document:
        return plain or shown
    counts = [words.word_count(html.to_text(one.document.body_html)) for one in (plain, shown)]
    return shown if counts[1] >= 0.7 * counts[0] else plain


def _first(options: Options, stream: BinaryIO, format: str, *, charset: str, url: str) -> Reading | None:
    try:
        return next(options.inside(stream, replace(options, charset=charset, url=url), format), None)
    except Unreadable:
        return None


FORMAT = Format(
    name="eml",
    label="E-mail",
    extensions=(".eml",),
    media_types=("message/rfc822",),
    looks_like=looks_like,
    read=read,
)

"""What all feeds have in common: a body that is the full text or a summary, pictures in several sizes, loose dates."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from articles.documents import Document, Picture
from articles.importers import markup, records
from articles.importers.stated import Stated
from articles.text import html, words
from articles.text.sanitise import clean_html

MOST = 5_000
# A description longer than this is the story itself: nobody summarises at such length.
ENOUGH_WORDS = 200
ENOUGH_CHARACTERS = 600
# So many entries of the very same second were not published at it: the date is that of the feed's making.
ALIKE = 5
# Where a text breaks off, if it does.
_END = 200
_CUT_OFF = re.compile(
    r"""(?:\[?(?:…|\.{3}|&hellip;)\]?|(?:read\ (?:more|on|the\ (?:full|rest))|continue\ reading|full\ (?:story|article)|weiterlesen|mehr\ lesen|
    lire\ la\ suite|leer\ más|seguir\ leyendo|continua\ a\ leggere|leia\ mais|lees\ (?:meer|verder)|läs\ mer|les\ mer|læs\ mere|lue\ lisää|
    czytaj\ (?:więcej|dalej)|читать\ далее|devamını\ oku|baca\ selengkapnya|続きを読む|阅读全文|閱讀全文)[^.!?]{0,60})[\s»›→>)\]]*$""",
    re.IGNORECASE | re.VERBOSE,
)
_BLOCK = re.compile(r"<(?:p|h[234]|ul|ol|blockquote|table|pre|figure)\b")
_PARTING = re.compile(r"(?:\s*<br>){2,}|\n[ \t]*\n")
_COMMENT = re.compile(r"\([^()]*\)")
_SHORT_YEAR = re.compile(r"^((?:[^\W\d_]{2,10},?\s+)?\d{1,2}[\s\-][^\W\d_]{3,10}[\s\-])(\d\d)(?=\s+\d{1,2}:)")
_IMAGE_NAME = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Medium:
    """A file that an entry names: an enclosure, an attachment, a ``media:content``."""

    url: str
    type: str = ""
    width: int = 0

    @property
    def image(self) -> bool:
        """Whether it is a picture, by its type, or by its name where no type is stated."""
        return self.type.startswith("image") or (not self.type and bool(_IMAGE_NAME.search(urlsplit(self.url).path)))


def as_html(value: str, type: str, base_url: str) -> str:
    """A text with its media type as clean HTML."""
    if "html" in type:
        cleaned = clean_html(value, base_url)
        if not cleaned or _BLOCK.search(cleaned):
            return cleaned
        # Many feeds call plain sentences HTML, and part paragraphs by two line breaks.
        parts = (part.strip() for part in _PARTING.split(cleaned))
        return clean_html("\n".join(f"<p>{part}</p>" for part in parts if part))
    return html.from_paragraphs(records.paragraphs(value))


def put_texts(held: Stated, full: str, summary: str, *, linked: bool) -> None:
    """Note the body, and whether it is all there is.

    ``full`` and ``summary`` are HTML. A description may be either (RSS 2.0: "the item synopsis", or the item is
    "complete in itself"): it is a summary where a page is linked and it is short or breaks off.
    """
    held.put("body_html", full or summary, "content" if full else "description")
    body, said = html.to_text(full or summary), html.to_text(summary)
    if full and said and not _begins(body, said):
        held.put("standfirst", said, "description")
    if linked and body:
        short = not full and (words.word_count(body) < ENOUGH_WORDS or len(body) < ENOUGH_CHARACTERS)
        held.summary_only = short or bool(_CUT_OFF.search(body[-_END:]))


def _begins(body: str, said: str) -> bool:
    """Whether a summary is but the beginning of the body."""
    said = said[:-_END] + _CUT_OFF.sub("", said[-_END:])
    start, whole = (re.sub(r"\W+", "", text.casefold()) for text in (said, body))
    return whole.startswith(start[: max(len(start) - 12, 12)])


def put_pictures(
    held: Stated, media: Iterable[Medium], body: str, base_url: str, caption: str = "", credit: str = ""
) -> None:
    """Note the pictures: those named for the entry, each in its widest size, then those inside its text."""
    widest: dict[str, Medium] = {}
    for medium in media:
        if medium.image:
            key = _same_picture(medium.url) if medium.width else medium.url
            if key not in widest or medium.width > widest[key].width:
                widest[key] = medium
    for place, medium in enumerate(widest.values()):
        held.picture(Picture(medium.url, *((caption, credit) if place == 0 else ("", ""))))
    for picture in markup.pictures_in(body, base_url):
        held.picture(picture)


def _same_picture(url: str) -> str:
    """What the addresses of one picture's sizes share: "/a1/640.jpg" and "/a1/1280.jpg?q=85"."""
    parts = urlsplit(url)
    folder, name = posixpath.split(parts.path)
    return f"{parts.netloc}{folder}/{re.sub(r'[0-9]+', '', name)}"


def rfc822(stated: str) -> str:
    """A date without comments, its year of two digits made four (RFC 2822, 4.3: from 50 on the last century)."""
    stated = words.clean(stated)[:200]
    for _ in range(5):
        stated, before = _COMMENT.sub(" ", stated), stated
        if stated == before:
            break
    return _SHORT_YEAR.sub(lambda year: f"{year[1]}{'19' if int(year[2]) >= 50 else '20'}{year[2]}", stated)


def doubted(documents: Sequence[Document]) -> list[Document]:
    """The documents, with a warning on those that share their time of publication with too many others."""
    times = Counter(one.published.isoformat() for one in documents if one.published)
    many = {time for time, count in times.items() if count >= ALIKE and count == len(documents) and "T" in time}
    told = "All entries of the feed state the same time of publication; it may be that of the feed."
    return [
        replace(one, warnings=(*one.warnings, told)) if one.published and one.published.isoformat() in many else one
        for one in documents
    ]

"""A copied page to a document: the parts found, with where each was found and what was left out."""

from __future__ import annotations

from html import escape

from articles.documents import Document, Evidence, Picture, Removed
from articles.importers.plain_text import vocabulary
from articles.importers.plain_text.blocks import repeated, split_blocks
from articles.importers.plain_text.body import Body, find_body
from articles.importers.plain_text.datelines import DATELINE
from articles.importers.plain_text.head import Head, find_head, section_name
from articles.importers.plain_text.kinds import Judged, Kind, judge_all
from articles.text import languages, links, names, words

_REASON = {
    Kind.LINE: "page furniture",
    Kind.ITEM: "links",
    Kind.PROSE: "text outside the story",
    Kind.SECTION: "navigation",
    Kind.ENDING: "footer",
}

_RAILED = frozenset({Kind.LINE, Kind.ITEM, Kind.PROSE, Kind.BYLINE, Kind.DATE, Kind.CAPTION, Kind.CREDIT})


def read_story(text: str, url: str = "") -> Document | None:
    """The story on a copied page; None where there is neither a headline nor a paragraph."""
    blocks = split_blocks(text)
    language = languages.detect(
        "\n".join(block.text for block in blocks if block.words >= 12)[:5000]
    ) or languages.detect(text)
    page = judge_all(blocks, language)
    twice = repeated(blocks)
    body = find_body(page, twice)
    if body.end == 0:
        body.start = body.end = len(page)
    head = find_head(page, body, twice)
    if head.headline is None and not body.kept:
        return None
    return _document(page, body, head, language, url)


def _document(page: list[Judged], body: Body, head: Head, language: str, url: str) -> Document:
    paragraphs, dateline, agency = _dateline([page[place] for place in body.kept])
    credit_place = _credit(page, body)
    credit = _text(page, credit_place)
    authors = head.authors
    source = next(
        filter(None, (*map(names.agency, authors), agency, names.agency(credit), *names.agencies(credit))), ""
    )
    captions = [*head.captions, *(place for place in sorted(body.reasons) if body.reasons[place] == Kind.CAPTION)]
    used = head.places() | {credit_place} | set(body.kept) | set(captions[:1])
    warnings = []
    if head.published is None:
        warnings.append("No date was found beside the story.")
    if not body.kept:
        warnings.append("No paragraphs of a story were found.")
    return Document(
        headline=_text(page, head.headline),
        standfirst=_text(page, head.standfirst),
        section=section_name(_text(page, head.section)),
        authors=authors,
        source=source,
        published=head.published[1] if head.published else None,
        updated=head.updated[1] if head.updated else None,
        dateline=dateline,
        body_html=_html(paragraphs),
        pictures=(Picture(caption=page[captions[0]].text),) if captions else (),
        credit=credit,
        url=links.absolute(url),
        language=language,
        removed=_removed(page, body, used),
        evidence=_evidence(page, body, head, credit_place, captions, dateline),
        warnings=tuple(warnings),
    )


def _text(page: list[Judged], place: int | None) -> str:
    return page[place].text if place is not None else ""


def _dateline(paragraphs: list[Judged]) -> tuple[list[Judged], str, str]:
    """The story's paragraphs, the dateline before the first, and the agency it names. The text stays as printed."""
    if not paragraphs:
        return paragraphs, "", ""
    found = DATELINE.match(paragraphs[0].text)
    if not found or (found["agency"] and not names.agency(found["agency"])):
        return paragraphs, "", ""
    return paragraphs, words.clean(found[0].strip(" -–—:")), names.agency(found["agency"] or "")


def _credit(page: list[Judged], body: Body) -> int | None:
    """The credit line: the last of the story, or right below it."""
    for place in range(max(body.start, body.end - 2), min(body.end + 3, len(page))):
        if page[place].kind is Kind.CREDIT and place not in body.kept:
            return place
        if place >= body.end and page[place].kind in {Kind.RAIL, Kind.ENDING}:
            break
    return None


def _html(paragraphs: list[Judged]) -> str:
    parts: list[str] = []
    in_list = False
    for judged in paragraphs:
        if judged.block.item != in_list:
            parts.append("<ul>" if judged.block.item else "</ul>")
            in_list = judged.block.item
        tag = "li" if in_list else "h2" if judged.kind in {Kind.LINE, Kind.SECTION} and judged.length <= 16 else "p"
        parts.append(f"<{tag}>{escape(judged.text, quote=False)}</{tag}>")
    return "\n".join([*parts, "</ul>"] if in_list else parts)


def _removed(page: list[Judged], body: Body, used: set[int | None]) -> tuple[Removed, ...]:
    """What did not become a field, in the page's order: neighbours of one reason together, a rail with its items."""
    passages: list[tuple[str, list[str]]] = []
    reason = ""
    last = -2
    for place, judged in enumerate(page):
        if place in used:
            continue
        own = _reason(judged, body.reasons.get(place, ""))
        if place >= body.end and judged.kind is Kind.SECTION and vocabulary.RAILS.match(judged.text):
            own = f"rail: {judged.text}"
        elif (
            not body.start <= place < body.end
            and reason.startswith("rail:")
            and last == place - 1
            and judged.kind in _RAILED
        ):
            own = reason
        if own == reason and last == place - 1:
            passages[-1][1].append(judged.text)
        else:
            passages.append((own, [judged.text]))
        reason, last = own, place
    return tuple(Removed(reason, "\n".join(texts)) for reason, texts in passages)


def _reason(judged: Judged, inside: str) -> str:
    if judged.kind is Kind.RAIL:
        return f"rail: {judged.text}"[:80]
    return inside or _REASON.get(judged.kind, str(judged.kind))


def _evidence(
    page: list[Judged], body: Body, head: Head, credit: int | None, captions: list[int], dateline: str
) -> dict[str, Evidence]:
    found: dict[str, Evidence] = {}

    def note(field: str, place: int | None, what: str) -> None:
        if place is not None:
            found[field] = Evidence(f"{what}, block {place + 1} of {len(page)}", page[place].text[:300])

    note("headline", head.headline, "line above the story")
    note("standfirst", head.standfirst, "text between headline and story")
    note("section", head.section, "line above the headline")
    note("authors", head.bylines[0] if head.bylines else None, "byline")
    note("published", head.published[0] if head.published else None, "date line")
    note("updated", head.updated[0] if head.updated else None, "date line")
    note("image_caption", captions[0] if captions else None, "line beside a picture")
    note("credit", credit, "line below the story")
    source_place = credit if credit is not None else (head.bylines[0] if head.bylines else None)
    note("source", source_place, "credit line" if credit is not None else "byline")
    note("dateline", body.kept[0] if dateline and body.kept else None, "beginning of the first paragraph")
    if body.kept:
        note("body", body.kept[0], f"{len(body.kept)} paragraphs from here on")
    return found

"""A page to a document: each field from the place that is right most often, with what other places say."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from articles.documents import Document, Evidence, Label, Removed
from articles.importers.html_page import labels, naming, sites, structured
from articles.importers.html_page.blocks import Block, cut, plain
from articles.importers.html_page.body import Text, read_body
from articles.importers.html_page.choosing import Stated
from articles.importers.html_page.dating import Dating, around_headline, find_dates
from articles.importers.html_page.figures import pictures
from articles.importers.html_page.meta import DESCRIPTIONS, SECTIONS, Meta
from articles.importers.html_page.topics import Story
from articles.importers.html_page.tree import without_navigation, without_scripts
from articles.importers.html_page.wires import find_wire
from articles.text import languages, links

_ENOUGH_TO_JUDGE = 200
_ENOUGH_TO_TELL = 2_000


def read_page(page: HtmlElement, url: str = "") -> Document | None:
    """The story of a page, whose tree is used up; None where it has neither a headline nor a paragraph."""
    meta = Meta(page)
    canonical = meta.canonical(url)
    address = url or canonical
    nodes = list(structured.nodes(page))
    node = structured.article(page, nodes, address)
    without_scripts(page)
    site, site_where = sites.site_name(page, node, meta, address)
    printed_site = sites.spelled_out(page, node, nodes, meta, site)
    headline, headline_where, other_headlines = naming.headline(page, node, meta, site)
    blocks = cut(page)
    authors, authors_where, other_authors = naming.authors(
        page, around_headline(blocks, plain(headline), None), node, meta, site
    )
    section = structured.first(node.get("articleSection")) or meta.first(SECTIONS)[0]
    stated = Stated(headline, section, authors, structured.first(node.get("articleBody")))
    without_navigation(page)
    body = read_body(page, blocks, address, stated)
    if not headline and not body.html:
        return None
    text = "\n".join(body.paragraphs)
    language, language_where = _language(page, node, meta, text)
    head = around_headline(blocks, plain(headline), body.first)
    dating = find_dates(page, head, node, meta, language, address)
    shown, picture_where = pictures(page, node, meta, body.figures, body.opening, address)
    standfirst, standfirst_where = _standfirst(blocks, node, meta, body)
    wire = find_wire(body.paragraphs, body.credit, authors)
    printed = dating.published.printed if dating.published else ""
    named = labels.labels(blocks, node, meta, address, (site, *authors), Story(headline, body.first, body.last))
    conflicts = _conflicts(
        headline=(headline, *other_headlines),
        authors=(", ".join(authors), *other_authors),
        published=(dating.published.isoformat() if dating.published else "", *dating.others),
    )
    return Document(
        headline=headline,
        standfirst=standfirst,
        section=section[:80],
        authors=authors,
        credit=wire.credit,
        source=wire.agency,
        dateline=wire.dateline,
        site_name=printed_site,
        published=dating.published,
        updated=dating.updated,
        body_html=body.html,
        pictures=shown,
        url=links.absolute(url),
        canonical_url=canonical,
        language=language,
        kind=structured.kind(node),
        labels=tuple(map(Label, named)),
        removed=_left_out(body, (headline, standfirst, section, *authors, *printed.split("\n"))),
        evidence=_evidence(
            headline=(headline_where, headline),
            standfirst=(standfirst_where, standfirst),
            authors=(authors_where, ", ".join(authors)),
            site_name=(site_where, printed_site),
            published=(
                dating.published_where,
                printed or (dating.published.isoformat() if dating.published else ""),
            ),
            updated=(dating.updated_where, dating.updated.isoformat() if dating.updated else ""),
            image=(picture_where, shown[0].url if shown else ""),
            section=("the page's data", section),
            dateline=("the text's beginning", wire.dateline),
            credit=("the text's end", wire.credit),
            source=("authors, dateline or credit", wire.agency),
            language=(language_where, language),
            body=(f"{len(body.paragraphs)} paragraphs", body.paragraphs[0] if body.paragraphs else ""),
        ),
        conflicts=conflicts,
        warnings=_warnings(dating, body),
    )


def _left_out(body: Text, fields: tuple[str, ...]) -> tuple[Removed, ...]:
    """What was left out of the body and is not printed as another field either."""
    held = {plain(field) for field in fields if field}
    found = []
    for removed in body.removed:
        lines = [line for line in removed.text.split("\n") if plain(line) not in held]
        if lines:
            found.append(Removed(removed.reason, "\n".join(lines)))
    return tuple(found)


def _conflicts(**stated: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The fields that the page states in more ways than one, the chosen one first."""
    return {field: values for field, values in stated.items() if len(values) > 1 and values[0]}


def _evidence(**found: tuple[str, str]) -> dict[str, Evidence]:
    return {field: Evidence(where, text[:300]) for field, (where, text) in found.items() if text}


def _warnings(dating: Dating, body: Text) -> tuple[str, ...]:
    warnings = []
    if dating.published is None:
        warnings.append("No date was found on the page.")
    elif dating.published_where == "htmldate":
        warnings.append("The page does not state its date; it was searched for. Please check it.")
    if not body.html:
        warnings.append("No paragraphs of a story were found on the page.")
    return tuple(warnings)


def _language(page: HtmlElement, node: dict, meta: Meta, text: str) -> tuple[str, str]:
    """The language of the text where there is enough of it, in the page's own spelling ("pt-BR") where both agree."""
    stated = (page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang") or meta.first(("og:locale", "content-language"))[0]
              or structured.first(node.get("inLanguage"))).strip().replace("_", "-")  # fmt: skip
    stated = stated if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", stated) else ""
    detected = languages.detect(text[:_ENOUGH_TO_TELL]) if len(text) >= _ENOUGH_TO_JUDGE or not stated else ""
    if detected and stated.lower().split("-")[0] not in _spellings(detected):
        return detected, "the text"
    return (stated, "the page's data") if stated else (detected, "the text")


def _spellings(code: str) -> set[str]:
    return {code, *({"no", "nb", "nn"} if code in {"no", "nb", "nn", "da"} else ()), *({"hr", "sr", "bs"} if code in {"hr", "sr", "bs"} else ()),
            *({"id", "ms"} if code in {"id", "ms"} else ())}  # fmt: skip


def _standfirst(blocks: list[Block], node: dict, meta: Meta, body: Text) -> tuple[str, str]:
    """The description that the page prints, where it is no part of the body."""
    stated = structured.first(node.get("description")) or meta.first(DESCRIPTIONS)[0]
    if not 20 <= len(stated) <= 600 or stated.endswith(("...", "…")):
        return "", ""
    start = plain(stated)[:80]
    if start in plain(" ".join(body.paragraphs)) or not any(start in block.plain for block in blocks):
        return "", ""
    return stated, "description, printed on the page"

"""A page to a document: each field from the place that is right most often, with what other places say."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from articles.documents import Document, Evidence, Label
from articles.importers.html_page import labels, naming, structured
from articles.importers.html_page.blocks import Block, cut, plain
from articles.importers.html_page.body import Text, read_body
from articles.importers.html_page.choosing import Stated
from articles.importers.html_page.dating import Dating, around_headline, find_dates
from articles.importers.html_page.figures import pictures
from articles.importers.html_page.meta import DESCRIPTIONS, SECTIONS, Meta
from articles.importers.html_page.tree import without_scripts
from articles.text import languages, links, names

_ENOUGH_TO_JUDGE = 200


def read_page(page: HtmlElement, url: str = "") -> Document | None:
    """The story of a page, whose tree is used up; None where it has neither a headline nor a paragraph."""
    meta = Meta(page)
    canonical = meta.canonical(url)
    address = url or canonical
    node = structured.article(page, address)
    without_scripts(page)
    site, site_where = naming.site_name(page, node, meta, address)
    headline, headline_where, other_headlines = naming.headline(page, node, meta, site)
    blocks = cut(page)
    authors, authors_where = naming.authors(page, around_headline(blocks, plain(headline), None), node, meta, site)
    section = structured.first(node.get("articleSection")) or meta.first(SECTIONS)[0]
    stated = Stated(headline, section, authors, structured.first(node.get("articleBody")))
    body = read_body(page, blocks, address, stated)
    if not headline and not body.html:
        return None
    text = "\n".join(body.paragraphs)
    language = _language(page, node, meta, text)
    head = around_headline(blocks, plain(headline), body.first)
    dating = find_dates(page, head, node, meta, language, address)
    shown, picture_where = pictures(page, node, meta, body.figures, body.opening, address)
    standfirst, standfirst_where = _standfirst(blocks, node, meta, body)
    conflicts = {"headline": (headline, *other_headlines)} if other_headlines else {}
    if dating.published and dating.others:
        conflicts["published"] = (dating.published.isoformat(), *dating.others)
    return Document(
        headline=headline,
        standfirst=standfirst,
        section=section[:80],
        authors=authors,
        credit=body.credit,
        source=next(filter(None, map(names.agency, authors)), ""),
        site_name=site,
        published=dating.published,
        updated=dating.updated,
        body_html=body.html,
        pictures=shown,
        url=links.absolute(url),
        canonical_url=canonical,
        language=language,
        kind=structured.kind(node),
        labels=tuple(Label(name) for name in labels.labels(blocks, node, meta, site)),
        removed=body.removed,
        evidence=_evidence(
            headline=(headline_where, headline),
            standfirst=(standfirst_where, standfirst),
            authors=(authors_where, ", ".join(authors)),
            site_name=(site_where, site),
            published=(
                dating.published_where,
                dating.published.printed or dating.published.isoformat() if dating.published else "",
            ),
            updated=(dating.updated_where, dating.updated.isoformat() if dating.updated else ""),
            image=(picture_where, shown[0].url if shown else ""),
            section=("the page's data", section),
            body=(f"{len(body.paragraphs)} paragraphs", body.paragraphs[0] if body.paragraphs else ""),
        ),
        conflicts=conflicts,
        warnings=_warnings(dating, body),
    )


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


def _language(page: HtmlElement, node: dict, meta: Meta, text: str) -> str:
    """The language of the text where there is enough of it, in the page's own spelling ("pt-BR") where both agree."""
    stated = (page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang") or meta.first(("og:locale", "content-language"))[0]
              or structured.first(node.get("inLanguage"))).strip().replace("_", "-")  # fmt: skip
    stated = stated if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", stated) else ""
    detected = languages.detect(text) if len(text) >= _ENOUGH_TO_JUDGE or not stated else ""
    if detected and stated.lower().split("-")[0] not in _spellings(detected):
        return detected
    return stated or detected


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

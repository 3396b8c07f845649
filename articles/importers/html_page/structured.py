"""What a page states about its story for machines: JSON-LD and microdata of schema.org."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from articles.importers.formats import Unreadable
from articles.importers.strange_json import load
from articles.text import links, words

_ARTICLE = re.compile(
    r"(?:^|/|:)(?:(?:\w*News)?Article|BlogPosting|LiveBlogPosting|Report(?:age)?\w*|OpinionPiece|Review\w*|AdvertiserContentArticle|SocialMediaPosting)$"
)
_KINDS = {"opinion": "opinion", "analysis": "analysis", "background": "analysis", "review": "opinion"}
_LONGEST = 2_000_000
_MOST_NODES = 20_000
_PROPERTIES = (
    "headline",
    "datePublished",
    "dateModified",
    "author",
    "publisher",
    "image",
    "articleSection",
    "keywords",
    "description",
)


def article(page: HtmlElement, nodes: list[dict[str, Any]], url: str) -> dict[str, Any]:
    """The schema.org object of the page's own story, its first values where it has several; {} where there is none."""
    found = [node for node in nodes if _is_article(node)]
    if not found:
        return _microdata(page) or _of_web_page(nodes)
    here = links.canonical(url) if url else ""

    def rank(node: dict[str, Any]) -> tuple[bool, int]:
        own = {
            links.canonical(address)
            for key in ("url", "mainEntityOfPage", "@id")
            if (address := _address(node.get(key)))
        }
        return bool(here and here in own), sum(key in node for key in _PROPERTIES)

    best = max(found, key=rank)
    for other in found:
        if other is not best and _headline(other) == _headline(best):
            best = {**other, **best}
    return _referred(best, nodes)


def _referred(node: dict[str, Any], nodes: list[dict[str, Any]]) -> dict[str, Any]:
    """The object with its references ("@id" and nothing else) replaced by what they refer to in the same page."""
    known = {other["@id"]: other for other in nodes if isinstance(other.get("@id"), str) and len(other) > 1}

    def resolve(value: Any) -> Any:
        if isinstance(value, list):
            return [resolve(part) for part in value]
        if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value and "url" not in value:
            return known.get(value["@id"], value)
        return value

    return node | {name: resolve(node[name]) for name in ("author", "publisher", "image") if name in node}


def _of_web_page(nodes: list[dict[str, Any]]) -> dict[str, Any]:
    """What a page without an article states of itself as a page: its dates and picture, and the one person it names."""
    page = next((node for node in nodes if "WebPage" in _types(node) and "datePublished" in node), None)
    if page is None:
        return {}
    people = [node for node in nodes if "Person" in _types(node) and first(node.get("name"))]
    wanted = ("datePublished", "dateModified", "author", "primaryImageOfPage", "inLanguage", "description")
    kept = {name: page[name] for name in wanted if name in page}
    if len(people) == 1:
        kept.setdefault("author", people[0])
    return _referred(kept, nodes)


def kind(node: dict[str, Any]) -> str:
    """The type of a story that its schema.org type names: "opinion", "analysis" or ""."""
    names = " ".join(_types(node)).lower()
    return next((value for word, value in _KINDS.items() if word in names), "")


def texts(value: Any) -> list[str]:
    """The texts in a value: of itself, of an object's name, of each in a list."""
    match value:
        case str():
            clean = words.clean(html.unescape(html.unescape(value)))
            return [clean] if clean else []
        case {"name": name}:
            return texts(name)
        case {"@value": plain}:
            return texts(plain)
        case list():
            return [text for part in value for text in texts(part)]
        case _:
            return []


def first(value: Any) -> str:
    """The first text in a value, or ""."""
    return next(iter(texts(value)), "")


def people(value: Any) -> list[tuple[str, bool]]:
    """Names of authors, each with whether the page calls it an organisation."""
    found = []
    for part in value if isinstance(value, list) else [value]:
        organisation = isinstance(part, dict) and any("Organization" in name for name in _types(part))
        found += [(name, organisation) for name in texts(part)]
    return found


def pictures(value: Any) -> list[dict[str, str]]:
    """Images with address, caption and credit, as far as stated."""
    found = []
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, str):
            found.append({"url": part.strip()})
        elif isinstance(part, dict):
            address = part.get("url") or part.get("contentUrl") or part.get("@id")
            address = address[0] if isinstance(address, list) and address else address
            if isinstance(address, str):
                credit = first(part.get("creditText") or part.get("copyrightHolder") or part.get("author"))
                found.append({"url": address.strip(), "caption": first(part.get("caption")), "credit": credit})
    return found


def nodes(page: HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects of schema.org in the page's JSON-LD that stand for the page itself or its site."""
    for script in page.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        content = re.sub(
            r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$", "", script.text or ""
        )
        if not content.strip() or len(content) > _LONGEST:
            continue
        try:
            yield from _walk(load(content.strip().rstrip(";"), twice=True))
        except Unreadable:
            # Broken structured data is common, and the rest of the page still has everything.
            continue


def _walk(value: Any) -> Iterator[dict[str, Any]]:
    """Every object that stands for the page itself: not the items of lists, nor what a story only mentions."""
    waiting, seen = [value], 0
    while waiting and seen < _MOST_NODES:
        seen += 1
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            yield value
            waiting += [value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart") if key in value]


def _types(node: dict[str, Any]) -> list[str]:
    value = node.get("@type")
    return [part for part in (value if isinstance(value, list) else [value]) if isinstance(part, str)]


def _is_article(node: dict[str, Any]) -> bool:
    return any(_ARTICLE.search(name) for name in _types(node)) and any(key in node for key in _PROPERTIES)


def _headline(node: dict[str, Any]) -> str:
    return first(node.get("headline") or node.get("name"))


def _address(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return value if isinstance(value, str) and value.startswith(("http://", "https://")) else ""


def _microdata(page: HtmlElement) -> dict[str, Any]:
    """The same from ``itemprop`` attributes inside the first article of microdata."""
    for scope in page.iter():
        if not isinstance(scope.tag, str) or not _ARTICLE.search(scope.get("itemtype") or ""):
            continue
        node: dict[str, Any] = {"@type": (scope.get("itemtype") or "").rsplit("/", 1)[-1]}
        for element in scope.iter():
            for name in (element.get("itemprop") or "").split() if isinstance(element.tag, str) else ():
                if name in _PROPERTIES and name not in node and (value := _property(element)):
                    node[name] = value
        return node
    return {}


def _property(element: HtmlElement) -> str:
    inner = element.find(".//*[@itemprop='name']") if element.get("itemscope") is not None else None
    for attribute in ("content", "datetime", "src"):
        if value := element.get(attribute):
            return value.strip()
    if inner is not None:
        return words.clean(inner.get("content") or inner.text_content())
    image = element.find(".//*[@itemprop='url']")
    if image is not None:
        return (image.get("content") or image.get("href") or image.get("src") or "").strip()
    return words.clean(element.text_content())[:500]

"""Bodies in XML (XHTML, NITF) as the HTML that is stored: element by element, structure kept, attributes dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape

from lxml import etree

from articles.documents import Picture
from articles.importers import xml_items
from articles.text import links, words
from articles.text.sanitise import clean_html

# Deeper than this no text is laid out; what is there is kept as words.
DEEPEST = 100
_INDENT = re.compile(r"[ \t\r]*\n\s*")
_PLAIN_NAME = re.compile(r"[a-z][a-z0-9]*")
_ENTITY = re.compile(r"&\w+;")
_IMAGE = re.compile(r"<img\s[^<>]{1,8000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w\-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
# Pictures of one pixel count readers and show nothing.
_PIXEL = re.compile(r"[01](?:px)?")


def address(url: str, base_url: str = "") -> str:
    """The web address that ``url`` is, completed with ``base_url``; "" for none, which is not the base itself."""
    return links.absolute(url, base_url) if url.strip() else ""


def html_of(element: etree._Element, names: Mapping[str, str] | None = None, base_url: str = "") -> str:
    """The inside of an element as clean HTML; relative links are completed with ``base_url``.

    ``names`` maps the names of the format to those of HTML, "" for an element that goes with all it holds; a name that
    it lacks stands for nothing, and only the text inside stays. Without ``names`` the element holds HTML itself.
    """
    return clean_html("".join(_inside(element, names, 0)), base_url)


def _inside(element: etree._Element, names: Mapping[str, str] | None, depth: int) -> Iterator[str]:
    yield _words(element.text, element)
    for child in element:
        if isinstance(child.tag, str):
            yield from _element(child, names, depth + 1)
        elif isinstance(child, etree._Entity):
            yield child.text if _ENTITY.fullmatch(child.text) and unescape(child.text) != child.text else ""
        yield _words(child.tail, element)


def _words(text: str | None, element: etree._Element) -> str:
    """A text as HTML, without the indentation that tools give XML; in ``pre`` every blank counts."""
    kept = text or ""
    return escape(kept if xml_items.local(element) == "pre" else _INDENT.sub("\n", kept), quote=False)


def _element(element: etree._Element, names: Mapping[str, str] | None, depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        yield escape(xml_items.text(element), quote=False)
        return
    own = xml_items.local(element).lower()
    name = own if names is None else names.get(own, "*")
    if not _PLAIN_NAME.fullmatch(name):
        yield from _inside(element, names, depth) if name else ()
        return
    href = xml_items.attribute(element, "href") if name == "a" else ""
    yield f'<{name} href="{escape(href)}">' if href else f"<{name}>"
    if name not in {"br", "hr", "img", "wbr"}:
        yield from _inside(element, names, depth)
        yield f"</{name}>"


def pictures_in(html: str, base_url: str = "") -> Iterator[Picture]:
    """The images that HTML shows, with their alternative texts; the sanitised body holds none."""
    for tag in _IMAGE.finditer(html):
        found = {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(tag[0])}
        size = (found.get("width", ""), found.get("height", ""))
        url = address(found.get("src", ""), base_url)
        if url and not any(map(_PIXEL.fullmatch, size)):
            yield Picture(url, alt=words.clean(found.get("alt", "")))


def pictures_of(element: etree._Element, base_url: str = "") -> Iterator[Picture]:
    """The images that an element of XHTML shows, with their alternative texts."""
    for image in element.iter("{*}img"):
        url = address(xml_items.attribute(image, "src"), base_url)
        if url:
            yield Picture(url, alt=xml_items.attribute(image, "alt"))

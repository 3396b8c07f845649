"""The one place that decides which HTML is stored and shown: simple text markup and nothing else."""

from __future__ import annotations

import re
import unicodedata
from html import escape, unescape
from urllib.parse import urlsplit

import nh3

from articles.text import words
from articles.text.bounds import LARGEST, MOST_REFERENCES, MOST_TAGS, excess

TAGS = frozenset(
    [
        "p",
        "h2",
        "h3",
        "h4",
        "ul",
        "ol",
        "li",
        "blockquote",
        "q",
        "em",
        "strong",
        "b",
        "i",
        "a",
        "br",
        "hr",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "caption",
        "figure",
        "figcaption",
        "sub",
        "sup",
        "cite",
        "code",
        "pre",
        "abbr",
    ]
)
# What these hold is no text of the story.
_DROPPED = frozenset(
    [
        "script",
        "style",
        "title",
        "template",
        "noscript",
        "iframe",
        "object",
        "svg",
        "math",
        "textarea",
        "select",
        "button",
    ]
)
_SCHEMES = frozenset({"http", "https", "mailto"})
_RENAMED = {"h1": "h2", "h5": "h4", "h6": "h4", "dl": "ul", "dt": "li", "dd": "li"} | dict.fromkeys(
    [
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "address",
        "center",
        "fieldset",
        "form",
        "details",
        "summary",
        "nav",
    ],
    "p",
)
_BLOCK = re.compile(rf"<(/?)({'|'.join(sorted(_RENAMED, key=len, reverse=True))})(?=[\s/>])", re.IGNORECASE)
_UNLINKED = re.compile(r"<a>(.*?)</a>", re.DOTALL)
# Paragraphs of text and nothing else, as plain text becomes: there is nothing to clean.
_PLAIN = re.compile(r"(?:<p>[^<>&\s](?:[^<>&]++|&(?:amp|lt|gt);|<br>)*+</p>\n?+)++(?<!\n)")
_EMPTY = re.compile(
    r"<(p|li|ul|ol|h[234]|blockquote|em|strong|b|i|a|q|cite|code|abbr|sub|sup|figure|figcaption)(?: [^<>]*)?>\s*</\1>"
)
_CHUNK = re.compile(r"[^<>]+")
_ANY_TAG = re.compile(r"<[^<>]*>")
_ABSOLUTE = re.compile(r"(?:https?://[^\s/]|mailto:[^\s])\S*$", re.IGNORECASE)


def clean_html(html: str, base_url: str = "") -> str:
    """HTML reduced to text markup (:data:`TAGS`), with only ``href`` on links, absolute and http, https or mailto.

    Relative links are completed with ``base_url``, or lose their address where it is empty. Block elements outside
    the list become paragraphs. Never raises, and cleaning twice changes nothing. HTML too large or too nested to be
    parsed safely comes back as its bare text.
    """
    if "<" not in html and "&" not in html:
        return _composed(html)
    if is_plain(html):
        return html
    if excess(html):
        return _bare(html)
    for _ in range(4):
        before, html = html, _pass(html, base_url)
        if html == before:
            return html
    return _bare(html)


def is_plain(html: str) -> bool:
    """Whether the HTML is paragraphs of text alone that cleaning leaves as they are. A no-break space is spelled out."""
    if len(html) > LARGEST or html.count("<") > MOST_TAGS or html.count("&") > MOST_REFERENCES:
        return False
    if "\xa0" in html or not _PLAIN.fullmatch(html):
        return False
    return words.is_even(html) or (unicodedata.is_normalized("NFC", html) and words.scrub(html) == html)


def _pass(html: str, base_url: str) -> str:
    html = _BLOCK.sub(lambda tag: f"<{tag[1]}{_RENAMED[tag[2].lower()]}", words.scrub(html))
    base = base_url if urlsplit_safe(base_url) else ""
    html = nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags=set(_DROPPED),
        attributes={"*": set(), "a": {"href"}},
        attribute_filter=_absolute,
        url_schemes=set(_SCHEMES),
        url_relative=("rewrite_with_base", base) if base else "deny",
        link_rel=None,
    )
    html = _UNLINKED.sub(r"\1", _composed(html))
    for _ in range(3):
        html = _EMPTY.sub("", html)
    return html.strip()


def _absolute(tag: str, attribute: str, value: str) -> str | None:
    value = re.sub(r"\s+", "%20", re.sub(r"[\t\r\n]+", "", value).strip())
    return value if _ABSOLUTE.match(value) or not re.match(r"[a-zA-Z][a-zA-Z0-9+.\-]*:", value) else None


def urlsplit_safe(url: str) -> bool:
    """Whether an address can serve as the base of relative ones."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _composed(html: str) -> str:
    """Scrubbed and in NFC, text by text: composing across a tag's end would turn ``>`` and U+0338 into ``≯``."""
    return _CHUNK.sub(lambda chunk: unicodedata.normalize("NFC", words.scrub(chunk[0])), html)


def _bare(html: str) -> str:
    text = unescape(_ANY_TAG.sub("\n\n", words.scrub(html)))
    return "".join(f"<p>{escape(part, quote=False)}</p>" for part in words.paragraphs(text))

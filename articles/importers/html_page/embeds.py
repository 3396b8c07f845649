"""What a page shows out of another site: videos, posts, charts. They stay as links."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import parse_qs, urlsplit

from lxml.html import HtmlElement

_HOSTS = re.compile(
    r"""(?:^|\.)(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|dailymotion\.com|dai\.ly|twitter\.com|x\.com|instagram\.com|facebook\.com|
    tiktok\.com|spotify\.com|soundcloud\.com|apple\.com|datawrapper\.de|dwcdn\.net|flourish\.studio|infogram\.com|scribd\.com|documentcloud\.org|
    bsky\.app|threads\.net|t\.me|rumble\.com|twitch\.tv|jwplatform\.com|brightcove\.net|streamable\.com|giphy\.com|arcgis\.com)$""",
    re.VERBOSE,
)
_ADDRESSES = ("src", "data-src", "data-lazy-src", "data-instgrm-permalink", "cite", "data-href")
_YOUTUBE = re.compile(r"^/embed/([\w-]{6,20})$")
_FRAMES = re.compile(r"\b(?:twitter-tweet|twitter-video|instagram-media|tiktok-embed|bluesky-embed|fb-post|fb-video)\b")


def is_frame(element: HtmlElement) -> bool:
    """Whether an element stands in for a post of another site that a script would load."""
    return bool(_FRAMES.search(element.get("class") or ""))


def link(element: HtmlElement) -> str:
    """A paragraph with a link to what is embedded; "" where it is nothing a reader would open."""
    own = (element.get(name) or "" for name in _ADDRESSES)
    last = [inner.get("href") or "" for inner in element.iter("a")][-1:]
    address = next((value.strip() for value in (*own, *last) if value), "")
    if address.startswith("//"):
        address = f"https:{address}"
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    host = (parts.hostname or "").removeprefix("www.")
    if parts.scheme not in {"http", "https"} or not _HOSTS.search(host):
        return ""
    if host.startswith("youtube") and (video := _YOUTUBE.match(parts.path)):
        address, host = f"https://www.youtube.com/watch?v={video[1]}", "youtube.com"
    elif host == "facebook.com" and (seen := parse_qs(parts.query).get("href")):
        address = seen[0]
    return f'<p><a href="{escape(address)}">{escape(host)}</a></p>'

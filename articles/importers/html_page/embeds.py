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
_YOUTUBE = re.compile(r"^/embed/([\w-]{6,20})$")
_FRAMES = re.compile(r"\b(?:instagram-media|tiktok-embed|fb-post|fb-video)\b")


def is_frame(element: HtmlElement) -> bool:
    """Whether an element stands in for a post that a script would load, with no text but an invitation to see it."""
    return bool(_FRAMES.search(element.get("class") or ""))


def link(element: HtmlElement) -> str:
    """A paragraph with a link to what is embedded; "" where it is nothing a reader would open."""
    address = next(
        (
            value.strip()
            for name in ("src", "data-src", "data-lazy-src", "data-instgrm-permalink", "cite", "data-href")
            if (value := element.get(name))
        ),
        "",
    )
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

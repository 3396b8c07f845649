"""Pages as a reader has them, and the smallest picture."""

from __future__ import annotations

import re
from html import unescape

from django.test import Client

# A PNG of one pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)


def read(client: Client, address: str) -> str:
    """The page as a reader has it: its words, in one line."""
    response = client.get(address)
    assert response.status_code == 200
    html = re.sub(r"<(script|style|title).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    html = re.sub(r"</?(p|li|h\d|dt|dd|td|th|div|summary|figcaption)\b", r" <\1", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def headlines(client: Client, address: str) -> list[str]:
    html = client.get(address).content.decode()
    rows = html.partition('<ol class="rows')[2]
    return [unescape(text) for text in re.findall(r"<h3[^>]*>\s*<a [^>]*>(.*?)</a>", rows)]

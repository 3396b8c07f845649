"""Every type of page, one line each: what it is called, and where in the sample archive one of it stands.

An address that begins with ``first:`` is the first story found by the selection after it.
"""

from __future__ import annotations

import json
import urllib.request

PAGES = [
    ("front", "/"),
    ("list", "/articles/"),
    ("list, filtered", "/articles/?q=treaty&topic=us-japan-relations&country=JP&from=1945&to=2020"),
    ("list, of the Philippines", "/articles/?topic=us-japan-relations&country=PH"),
    ("list, headlines", "/articles/?view=headlines"),
    ("list, cards", "/articles/?view=cards"),
    ("list, by day", "/articles/?view=days"),
    ("list, empty", "/articles/?q=zzzzzz&country=JP"),
    ("story", "first:topic=us-japan-relations&language=en"),
    ("story, Arabic", "first:language=ar"),
    ("story, Japanese", "first:language=ja"),
    ("topic", "/topics/us-japan-relations/"),
    ("person", "/topics/joe-biden/"),
    ("topics", "/topics/"),
    ("people, A to Z", "/topics/?kind=person"),
    ("dates", "/dates/"),
    ("country", "/countries/jp/"),
    ("countries", "/countries/"),
    ("pair", "/countries/jp/us/"),
    ("world map", "/map/?topic=us-japan-relations"),
    ("matrix", "/countries/matrix/"),
    ("chronology", "/topics/us-japan-relations/chronology/"),
    ("sections", "/sections/"),
    ("section", "/sections/diplomacy/"),
    ("authors", "/authors/"),
    ("author", "/authors/history-desk/"),
    ("sources", "/sources/"),
    ("source", "/sources/newsarchive-history-desk/"),
    ("year", "/1951/"),
    ("month", "/1951/09/"),
    ("day", "/1951/09/08/"),
    ("coverage", "/coverage/"),
    ("search guide", "/how-to-search/"),
    ("all values", "/values/topic/"),
    ("reading list", "/reading-list/"),
    ("offline", "/offline/"),
    ("front in Japanese", "/ja/"),
    ("list in Japanese", "/ja/articles/?topic=us-japan-relations"),
    ("topic in Japanese", "/ja/topics/us-japan-relations/"),
    ("404", "/no-such-page/"),
]
STATUS = {"404": 404, "410": 410}


def resolved(origin: str, address: str) -> str:
    """The whole address of a page on the archive at ``origin``. Raises LookupError where no story is found."""
    if not address.startswith("first:"):
        return origin + address
    with urllib.request.urlopen(f"{origin}/api/v1/articles/?{address.removeprefix('first:')}", timeout=30) as answer:
        results = json.load(answer)["results"]
    if not results:
        raise LookupError(f"The archive holds no story for {address}")
    url = results[0]["url"]
    return url if url.startswith("http") else origin + url

"""What a site asks of robots (RFC 9309), asked once a site and run.

Python's ``urllib.robotparser`` knows no wildcards, goes by the first rule instead of the longest (2.2.2), and stops with
an error at a delay of "²" seconds.
"""

from __future__ import annotations

import re
import threading
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

from articles.fetch.fetching import fetch
from articles.fetch.place import Place
from articles.fetch.policy import Deadline, Policy, Unfetched
from articles.fetch.wire import Fault

PRODUCT = "newsarchive"
# RFC 9309, 2.5: at least this much has to be read, and no more.
MOST_READ = 500 * 1024
_LINE = re.compile(r"\s*(user-agent|allow|disallow)\s*:\s*([^#]*)", re.IGNORECASE)
_MEANT = re.compile("(%2[4af])", re.IGNORECASE)
_TOKEN = re.compile(r"[a-z_-]+|\*")


@dataclass(frozen=True, slots=True)
class Rule:
    """A path that is allowed or not, ``*`` standing for anything and a closing ``$`` for the end."""

    allows: bool
    path: str

    def matches(self, target: str) -> bool:
        """Whether an address's path and query fall under the rule. Takes linear time, whatever the pattern."""
        path = self.path.removesuffix("$")
        first, *others = path.split("*")
        if not target.startswith(first):
            return False
        place = len(first)
        last = others.pop() if others and path != self.path else None
        for part in others:
            found = target.find(part, place)
            if found < 0:
                return False
            place = found + len(part)
        if path == self.path:
            return True
        return len(target) == place if last is None else target.endswith(last) and len(target) - len(last) >= place


def rules_for(text: str, product: str = PRODUCT) -> list[Rule]:
    """The rules of a robots.txt for this product: those of its own groups, or else those for everybody."""
    own: dict[str, list[Rule]] = {product: [], "*": []}
    named: set[str] = set()
    agents: set[str] = set()
    in_rules = False
    for key, value in _lines(text):
        if key == "user-agent":
            if in_rules:
                agents, in_rules = set(), False
            token = _TOKEN.match(value.lower())
            agents.add(token[0] if token else "")
            named |= agents
        else:
            in_rules = True
            if value:
                for agent in agents & own.keys():
                    own[agent].append(Rule(key == "allow", _plain(value)))
    return own[product] if product in named else own["*"]


def allowed(rules: list[Rule], target: str) -> bool:
    """Whether the longest rule that matches allows it; of two equally long ones the kinder (2.2.2)."""
    target = _plain(target)
    matching = [(len(rule.path), rule.allows) for rule in rules if rule.matches(target)]
    return max(matching, default=(0, True))[1]


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in re.split(r"[\r\n]+", text.removeprefix("\ufeff")):
        if found := _LINE.match(line):
            yield found[1].lower(), found[2].strip()


def _plain(path: str) -> str:
    """A path in one spelling: "%7E" and "~" are the same; "%2F" and "/", "%2A" and "*" are not (2.2.2 and 2.2.3)."""
    return "".join(
        part.upper() if _MEANT.fullmatch(part) else quote(unquote_to_bytes(part), safe="/?*$&=:;@+,!()'~[]|")
        for part in _MEANT.split(path)
    )


class Robots:
    """The rules of the sites met in one run. Several threads may ask it."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.rules: dict[str, list[Rule]] = {}
        self.asking: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def permit(self, place: Place, deadline: Deadline) -> None:
        """Raises Fault where the site does not want this fetched, or cannot say at the moment."""
        with self.asking[place.origin]:
            if place.origin not in self.rules:
                self.rules[place.origin] = self._asked(place, deadline)
        if not allowed(self.rules[place.origin], place.target):
            raise Fault("The site asks programs not to fetch this page (robots.txt).")

    def _asked(self, place: Place, deadline: Deadline) -> list[Rule]:
        try:
            found = fetch(f"{place.origin}/robots.txt", self.policy, deadline=deadline)
        except Unfetched:
            # Nobody there to ask: if the page can be had, then nothing was asked of us.
            return []
        if found.status >= 500:
            raise Fault("The site cannot say at the moment what may be fetched (robots.txt). Try again later.")
        return rules_for(found.content[:MOST_READ].decode("utf-8", "replace")) if found.status == 200 else []

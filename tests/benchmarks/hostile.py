"""Requests that mean no good: how long the worst of each takes, and what it is answered."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from tests.benchmarks.web import Web

ROUNDS = 3
# What fits into the longest request line that the web server reads (4,094 characters).
LONGEST = 3500
BROAD = "the of to and in a for that on said with is as at by from was has have it".split()


@dataclass(frozen=True, slots=True)
class Outcome:
    """Worst time in milliseconds, and the statuses seen."""

    name: str
    ms: float
    statuses: list[int]


def requests() -> dict[str, str]:
    """What is asked, by name."""
    many = [("country_any", f"{a}{b}") for a in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" for b in "AEIMNRSTUZ"]
    queries = {
        "parentheses, 1,700 deep": "(" * 1700 + "the" + ")" * 1700,
        "parentheses never closed": "(the OR " * 400,
        "prefix soup": " ".join(f"{letters}*" for letters in ("ba be bi bo bu da de di do du ga ge gi go gu").split()),
        "prefix soup, either": " OR ".join(f"{letter}*" for letter in "bdfghklmnprstvz"),
        "shortest prefixes in a phrase": '"the b* of*"',
        "the broadest words near one another": f'"{" ".join(BROAD[:10])}"~50',
        "the broadest words, twenty of them": " ".join(BROAD),
        "either of the broadest words": " OR ".join(BROAD),
        "without everything": " ".join(f"-{word}" for word in BROAD),
        "a word of 3,000 letters": "a" * 3000,
        "lone operators": 'OR AND NOT - ( ) " ~ * : ' * 40,
        "3,500 characters of words": " ".join(f"word{number}" for number in range(1000))[:LONGEST],
        "a pattern of a regular expression": "(.*a){20}.*.*.*b [a-z]+* ^$ \\",
    }
    return {
        "page 999999": "/articles/?page=999999",
        "the last page that can be reached": "/articles/?q=the&page=400",
        "a page number of 3,000 digits": f"/articles/?page={'9' * 3000}",
        "5,000 values of one parameter": "/articles/?" + "&".join(f"topic=t{number}" for number in range(5000)),
        "260 values of one parameter": "/articles/?" + urlencode(many),
        "a query of 100 KB": "/articles/?q=" + "word+" * 20_000,
        "500 parameters": "/articles/?" + "&".join(f"p{number}=1" for number in range(500)),
        **{name: f"/articles/?q={quote(query[:LONGEST], safe='')[:4000]}" for name, query in queries.items()},
    }


def measure(web: Web) -> list[Outcome]:
    """Ask each a few times, on a new connection each time, as an attacker would."""
    outcomes = []
    for name, address in requests().items():
        answers = [web.client().get(address) for _ in range(ROUNDS)]
        outcomes.append(
            Outcome(name, max(answer.ms for answer in answers), sorted({answer.status for answer in answers}))
        )
    return outcomes

"""What a map is about: which countries are highlighted, under which name, and how that is said in words.

Names, successors and regions come from `articles/data/countries.json`; its README tells the keys.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

COUNTRIES_FILE = Path(__file__).parent.parent / "data" / "countries.json"
CREDIT = "Map: Newsarchive, from Natural Earth (public domain)"

# Kosovo has no ISO code; the geometry holds it under the user-assigned one.
ALSO_COVERED = {"YUCS": ("XK",), "CSXX": ("XK",)}
# Former territories much smaller than the countries they fell to: one name over all of those would be untrue.
SMALLER_THAN_SUCCESSORS = {"FQHH", "NTHH"}


@dataclass(frozen=True)
class Subject:
    """One highlighted thing: its label, and the codes of the present countries that are coloured for it."""

    label: str
    codes: tuple[str, ...]


class Description(NamedTuple):
    """The words that go with a map: below it, instead of it, and whose it is."""

    caption: str
    alt: str
    credit: str


def subjects(codes: Iterable[str]) -> list[Subject]:
    """The subjects for codes of present or former countries (any case), in the order given, each once.

    A former country is shown as its successors: under its own name where they make it up together, otherwise
    each under theirs. Raises ValueError for a code that the list of countries does not hold, and for no code.
    """
    found: dict[tuple[str, ...], Subject] = {}
    for entry in _entries(codes):
        code, successors = entry["code"], tuple(entry.get("successors", ()))
        if len(successors) > 1 and code not in SMALLER_THAN_SUCCESSORS:
            parts = [Subject(entry["name"], successors + ALSO_COVERED.get(code, ()))]
        else:
            parts = [Subject(_countries()[part]["name"], (part,)) for part in successors or (code,)]
        for subject in parts:
            found.setdefault(subject.codes, subject)
    return list(found.values())


def describe(codes: Iterable[str]) -> Description:
    """The words for the map of `codes`; raises ValueError as `subjects` does."""
    entries = list(_entries(codes))
    names = _listed([_in_sentence(entry) for entry in entries])
    remarks = []
    for entry, shown in _shown_instead(entries):
        remarks.append(shown if len(entries) == 1 else f"{_in_sentence(entry)} {shown}")
    remark = f" ({'; '.join(remarks)})" if remarks else ""
    alt = f"Map {_where(entries)}with {names} highlighted{remark}."
    return Description(f"Locator map: {names}{remark}", alt, CREDIT)


def neighbour_name(code: str) -> str | None:
    """The name on land beside the subjects; None where it is no listed country's, or where nobody lives.

    The list has no adjective for a place without people.
    """
    entry = _countries().get(code)
    return entry["name"] if entry and entry["adjectives"] else None


@lru_cache(maxsize=1)
def _countries() -> dict[str, dict]:
    entries = json.loads(COUNTRIES_FILE.read_text(encoding="utf-8"))
    return {entry["code"]: entry for entry in entries}


def _entries(codes: Iterable[str]) -> list[dict]:
    wanted = list(dict.fromkeys(code.upper() for code in codes))
    if not wanted:
        raise ValueError("A locator map needs at least one country.")
    for code in wanted:
        if code not in _countries():
            raise ValueError(f"There is no country with the code {code!r}.")
    return [_countries()[code] for code in wanted]


def _where(entries: list[dict]) -> str:
    """The part of the world that all entries share, as "of Eastern Asia ", or nothing."""
    regions = {entry["region"] for entry in entries}
    continents = {entry["continent"] for entry in entries}
    if len(regions) == 1 and regions != continents:
        return f"of {regions.pop()} "
    return f"of {continents.pop()} " if len(continents) == 1 and len(entries) > 1 else ""


def _shown_instead(entries: list[dict]) -> Iterator[tuple[dict, str]]:
    """The former countries among the entries, each with the words for what the map shows in their place."""
    for entry in entries:
        names = [_countries()[code]["name"] for code in entry.get("successors", ())]
        if len(names) > 3:
            yield entry, "shown as the countries of today"
        elif names:
            yield entry, f"shown as {_listed(names)} of today"


def _in_sentence(entry: dict) -> str:
    return f"the {entry['name']}" if entry.get("takes_the") else entry["name"]


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

"""The forms in which a selection can be taken away. A new one is a module and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from articles.exporters import bibliography, delimited, json_lines
from articles.exporters.records import Record


@dataclass(frozen=True, slots=True)
class Export:
    """A form: its name for readers, its media type, and how records become text, piece by piece."""

    label: str
    content_type: str
    write: Callable[[Iterable[Record]], Iterator[str]]


EXPORTS = {
    "csv": Export("CSV", "text/csv; charset=utf-8; header=present", delimited.write),
    "jsonl": Export("JSON Lines", "application/jsonl; charset=utf-8", json_lines.write),
    "ris": Export("RIS", "application/x-research-info-systems; charset=utf-8", bibliography.write_ris),
    "bib": Export("BibTeX", "application/x-bibtex; charset=utf-8", bibliography.write_bibtex),
    "csl.json": Export(
        "CSL-JSON", "application/vnd.citationstyles.csl+json; charset=utf-8", bibliography.write_csl_json
    ),
}

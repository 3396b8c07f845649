"""Bibliographies: RIS (type NEWS) and BibTeX (@misc, which every style of old knows)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from articles.exporters.records import Record

LINE_ENDS = re.compile(r"[\r\n\u2028\u2029]+")
# Signs with a meaning in TeX.
TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def write_ris(records: Iterable[Record]) -> Iterator[str]:
    """RIS records. A line is a tag of two letters, two spaces, a hyphen, a space, and the value."""
    for record in records:
        day = record["published"][:10]
        pairs = [
            ("TY", "NEWS"),
            ("TI", record["headline"]),
            *(("AU", name) for name in record["authors"]),
            ("T2", record["site_name"] or record["source"]),
            ("PB", record["source"]),
            ("PY", day[:4]),
            ("DA", day.replace("-", "/")),
            ("SE", record["section"]),
            ("AB", record["standfirst"]),
            *(("KW", name) for name in record["topics"]),
            ("LA", record["language"]),
            ("UR", record["permalink"]),
            ("L2", record["url"]),
        ]
        lines = [f"{tag}  - {one_line(value)}\r\n" for tag, value in pairs if value]
        yield "".join([*lines, "ER  - \r\n\r\n"])


def write_bibtex(records: Iterable[Record]) -> Iterator[str]:
    """BibTeX entries. The key is the story's permanent number."""
    for record in records:
        number = record["permalink"].rpartition("/")[2]
        day = record["published"][:10]
        fields = [
            ("title", f"{{{one_line(record['headline']).translate(TEX)}}}"),
            ("author", " and ".join(f"{{{one_line(name).translate(TEX)}}}" for name in record["authors"])),
            ("publisher", one_line(record["site_name"] or record["source"]).translate(TEX)),
            ("year", day[:4]),
            ("date", day),
            ("langid", record["language"]),
            ("url", record["permalink"]),
        ]
        lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields if value)
        yield f"@misc{{newsarchive-{number},\n{lines}}}\n\n"


def one_line(text: str) -> str:
    """``text`` without line ends, which would start a new field."""
    return LINE_ENDS.sub(" ", text).strip()

"""Bibliographies: RIS (type NEWS), BibTeX (@article of a newspaper) and CSL-JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from articles.exporters.citation_names import inverted
from articles.exporters.citations import csl_item, day, number, one_line
from articles.exporters.records import Record

# Signs with a meaning in TeX. BibTeX counts braces even behind a backslash, so these have names.
TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
# BibTeX's own names of months, which a style writes out in its language.
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def write_ris(records: Iterable[Record]) -> Iterator[str]:
    """RIS records. A line is a tag of two letters, two spaces, a hyphen, a space, and the value."""
    for record in records:
        item = csl_item(record)
        when = day(record)
        pairs = [
            ("TY", "NEWS"),
            ("ID", number(record)),
            ("TI", item["title"]),
            *(("AU", inverted(name)) for name in item.get("author", ())),
            ("T2", item["container-title"]),
            ("PB", record["source"]),
            ("PY", when[:4]),
            ("DA", when.replace("-", "/")),
            ("SE", record["section"]),
            ("AB", record["standfirst"]),
            *(("KW", name) for name in record["topics"]),
            ("LA", record["language"]),
            ("DB", item.get("archive", "")),
            ("UR", record["permalink"]),
            ("L2", record["url"]),
        ]
        lines = [f"{tag}  - {line}\r\n" for tag, value in pairs if (line := one_line(value))]
        yield "".join([*lines, "ER  - \r\n\r\n"])


def write_bibtex(records: Iterable[Record]) -> Iterator[str]:
    """BibTeX entries. The key is the story's permanent number.

    ``date``, ``langid`` and ``entrysubtype`` are biblatex's; BibTeX itself reads ``year`` and ``month``.
    """
    for record in records:
        item = csl_item(record)
        when = day(record)
        fields = [
            ("title", f"{{{{{tex(item['title'])}}}}}"),
            ("author", braced(" and ".join(tex_name(name) for name in item.get("author", ())))),
            ("journal", braced(tex(item["container-title"]))),
            ("year", braced(when[:4])),
            ("month", MONTHS[int(when[5:7]) - 1] if len(when) > 4 else ""),
            ("date", braced(when)),
            ("langid", braced(record["language"])),
            ("url", braced(record["permalink"])),
            ("note", braced(tex(item.get("archive", "")))),
            ("entrysubtype", "{newspaper}"),
        ]
        lines = "".join(f"  {name} = {value},\n" for name, value in fields if value)
        yield f"@article{{{item['id']},\n{lines}}}\n\n"


def tex_name(name: dict[str, str]) -> str:
    """A name as BibTeX parts it, family name first; one that must not be parted in braces of its own."""
    if "literal" in name:
        return braced(tex(name["literal"]))
    family, *rest = inverted(name).split(", ")
    # Jr. stands in the middle: family, suffix, given.
    return ", ".join(tex(part) for part in (family, *rest[::-1]))


def tex(text: str) -> str:
    """``text`` in one line, with every sign that TeX would run under its name."""
    return one_line(text).translate(TEX)


def braced(value: str) -> str:
    """``value`` as that of a field; nothing where there is none."""
    return f"{{{value}}}" if value else ""


def write_csl_json(records: Iterable[Record]) -> Iterator[str]:
    """One array of CSL-JSON, an item a line."""
    before = "[\n"
    for record in records:
        yield before + json.dumps(csl_item(record), ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"

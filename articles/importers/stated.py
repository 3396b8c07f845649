"""What an item of a wire or a feed states, gathered place by place, and the document that makes.

The publishing statuses are those of the IPTC: "usable", "withheld", "canceled" (NewsCodes ``pubstatusg2``), and
"embargoed", which NewsML 1 and NITF have as a fourth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from articles.documents import Document, Evidence, Label, Moment, Picture, Removed
from articles.importers import records
from articles.importers.formats import Unreadable
from articles.text import dates, html, links, names, words

USABLE, WITHHELD, CANCELED = "usable", "withheld", "canceled"
MOST_PICTURES = 50
MOST_LABELS = 200
LONGEST_CODE = 200
_SPELLED = {"cancelled": CANCELED, "killed": CANCELED, "deleted": CANCELED, "embargoed": "embargoed"}
_ZONE_LETTERS = re.compile(r"\d\s+\(?([A-Za-z]{2,5})\)?$")
_NO_ZONE = frozenset({"AM", "PM", "UHR"})
_FIRST_BLOCK = re.compile(r"\s*<(h[234]|p)>(?:(?!</?\1>).){1,2000}</\1>", re.DOTALL)
_MOMENTS = ("published", "updated", "embargo")
_DAY_ZERO = "1970-01-01"


@dataclass(slots=True)
class Stated:
    """The values of one item. What is put first for a field stays: the better place is asked first."""

    values: dict[str, Any] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    summary_only: bool = False

    def put(self, name: str, value: str | list[str], where: str) -> None:
        """Note a field and where it stands. A body is HTML; dates stay texts until :meth:`document`."""
        if not value or self.values.get(name):
            return
        if isinstance(value, str) and name != "body_html" and not (value := words.clean(value)):
            return
        self.values[name] = value
        shown = "" if name == "body_html" else value if isinstance(value, str) else "; ".join(value)
        self.evidence[name] = Evidence(where, words.excerpt(shown))

    def label(self, name: str, kind: str = "topic") -> None:
        """Note a label. A name that is a mere code ("medtop:20000370", "04000000") says nothing to a reader."""
        name = words.clean(name)[:200]
        if name and not re.fullmatch(r"(?:\w+:)?[\d.]+", name) and len(self.labels) < MOST_LABELS:
            self.labels.append(Label(name, kind))

    def picture(self, picture: Picture) -> None:
        """Note a picture, if it has an address and is not noted yet."""
        if picture.url and len(self.pictures) < MOST_PICTURES and all(one.url != picture.url for one in self.pictures):
            self.pictures.append(picture)

    def document(self) -> Document:
        """The document. A withheld or canceled item needs no more than its identifier.

        Raises :class:`Unreadable` where there is neither that nor a headline nor a body.
        """
        moments = {name: self._moment(name) for name in _MOMENTS}
        status = self._status(moments["embargo"])
        values = {name: value for name, value in self.values.items() if name not in {*_MOMENTS, "status", "version"}}
        self._drop_repeated_headline(values)
        if several := _agencies(values.get("authors", "")):
            values["authors"] = several
        values["source"] = names.agency(values.get("source", "")) or values.get("source", "")
        try:
            document = records.document(values)
        except Unreadable:
            if status not in {WITHHELD, CANCELED} or not values.get("guid"):
                raise
            document = Document(guid=values["guid"][:500], url=links.absolute(values.get("url", "")))
        if same(moments["published"], moments["updated"]):
            moments["updated"] = None
        return replace(
            document,
            **moments,
            pictures=tuple(self.pictures),
            labels=tuple(dict.fromkeys(self.labels)),
            countries=tuple(dict.fromkeys(self.countries)),
            removed=tuple(self.removed),
            status=status,
            version=str(self.values.get("version", ""))[:100],
            summary_only=self.summary_only,
            evidence=self.evidence,
            warnings=(*document.warnings, *self.warnings),
        )

    def _drop_repeated_headline(self, values: dict[str, Any]) -> None:
        """Many bodies begin with their headline, which then would be printed twice."""
        first = _FIRST_BLOCK.match(values.get("body_html", ""))
        headline = values.get("headline", "")
        if first and headline and words.clean(html.to_text(first[0])).casefold() == headline.casefold():
            values["body_html"] = values["body_html"][first.end() :].lstrip()
            self.removed.append(Removed("headline, printed again", headline))

    def _moment(self, name: str) -> Moment | None:
        stated = self.values.get(name, "")
        found = moment(stated, self.values.get("language", ""))
        if stated and found is None:
            self.warnings.append(f"The date “{words.excerpt(stated, 60)}” ({name}) was not understood.")
        if found and (zone := unknown_zone(stated, found)):
            self.warnings.append(f"The time zone “{zone}” ({name}) is unknown or stands for several; none was assumed.")
        if found and name != "embargo" and found.isoformat().startswith(_DAY_ZERO):
            self.warnings.append(f"The date {_DAY_ZERO} ({name}) is what programs write where they know none.")
        return found

    def _status(self, embargo: Moment | None) -> str:
        """What may be done with the item. What cannot be understood holds it back: the careful reading."""
        stated = self.values.get("status", "")
        status = known_status(stated)
        if status == CANCELED:
            self.warnings.append(
                "Its sender canceled this story: it must not be published, and be taken down where it is."
            )
        elif status == WITHHELD:
            self.warnings.append("Its sender withholds this story: it must not be published.")
        elif stated and not status:
            status = WITHHELD
            self.warnings.append(f"The status “{words.excerpt(stated, 60)}” is unknown; the story is held back.")
        elif (status == "embargoed" or self.values.get("embargo")) and embargo is None:
            status = WITHHELD
            self.warnings.append("The story is embargoed, but until when was not understood; it is held back.")
        return USABLE if status == "embargoed" else status


def known_status(stated: str) -> str:
    """A status without its scheme ("stat:canceled", an address of the NewsCodes, "Canceled"); "" if it is none."""
    code = _code(stated)
    return code if code in {USABLE, WITHHELD, CANCELED} else _SPELLED.get(code, "")


def moment(stated: str, language: str = "") -> Moment | None:
    """The moment of a date that was written for machines: no reader saw it printed."""
    found = dates.parse(stated, language) if stated else None
    return replace(found, printed="") if found else None


def same(one: Moment | None, other: Moment | None) -> bool:
    """Whether two moments say the same."""
    return one is not None and other is not None and (one.value, one.precision) == (other.value, other.precision)


def unknown_zone(stated: str, found: Moment) -> str:
    """The letters of a time zone that a date states and nobody can tell the offset of; "" if there are none."""
    if found.value.tzinfo is not None:
        return ""
    letters = _ZONE_LETTERS.search(words.clean(stated[: dates.LONGEST]))
    return found.zone or (letters[1] if letters and letters[1].upper() not in _NO_ZONE else "")


def kind_of(genres: Iterable[str]) -> str:
    """The kind of story that genres name ("genre:Opinion", "Analysis"); "" if none does."""
    return next((code for code in map(_code, genres) if code in records.KINDS - {"news"}), "")


def _code(stated: str) -> str:
    """What stands behind the last colon or slash: "canceled" of "stat:canceled"."""
    return re.split("[:/]", stated[-LONGEST_CODE:].strip().rstrip("/").casefold())[-1].strip()


def _agencies(byline: str | list[str]) -> list[str]:
    """The agencies of a byline like "NTB-AFP-DPA"; none where any part is something else."""
    parts = byline.split("-") if isinstance(byline, str) and byline.isupper() else []
    found = [names.agency(part) for part in parts]
    return found if len(found) > 1 and all(found) else []

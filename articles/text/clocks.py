"""Clock times printed beside a date, with the zone they state."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from articles.text.calendars import ZONE_NAMES, zone

# What may stand between a date and its time.
_BETWEEN = r"""(?:[\s,،|·•@/\-–—()T]|(?<![^\W\d_])(?:at|um|à|á|às|as|a\ las|alle(?:\ ore)?|ore|om|kl\.?|klo|o|godz\.?|в|о|об|saat|pukul|jam|lúc|uhr|the|
    updated|klukkan|de|ob|u|h|الساعة|ساعت|को)(?![^\W\d_]))*"""
_NAMED_ZONES = "|".join(sorted(map(re.escape, ZONE_NAMES - {"Z"}), key=len, reverse=True))
_ZONE = rf"(?P<zone>(?:GMT|UTC)\s?[+\-]\s?\d{{1,2}}(?::?\d\d)?|[+\-]\d\d:?\d\d(?!\d)|(?:{_NAMED_ZONES}|Z)(?![^\W_]))"
_BEFORE_NOON = "上午|午前|오전|凌晨|早上"
_AFTER_NOON = "下午|午後|오후|晚上|夜"
_HALF = r"(?P<half>[ap]\.?\s?m\b\.?|SA\b|CH\b|ÖÖ\b|ÖS\b|صباحا|صباحاً|مساء|مساءً|ص\b|م\b|पूर्वाह्न|अपराह्न)"
_CLOCK = rf"""
    (?P<before>{_BEFORE_NOON}|{_AFTER_NOON})?\s*
    (?P<hour>\d{{1,2}})(?:
        :(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)? |
        \s?[時时시点點]\s?(?:(?P<minute_cjk>\d{{1,2}})\s?[分분])? |
        \s?h\s?(?P<minute_h>\d\d)(?:min)? |
        \.(?P<minute_dot>\d\d)(?=\s*(?:Uhr|uhr|hrs|h\b|[ap]\.?m|{_NAMED_ZONES}|$|[|,)–\-])) |
        (?=\s*(?:Uhr\b|h\b|[ap]\.?\s?m\b))
    )(?!\d)
    (?:\s*{_HALF})?(?:\s*(?:Uhr|hrs|hours|h|Hrs|น\.)(?![^\W\d_]))?
    (?:\s*[(\[]?{_ZONE}[)\]]?)?"""
_AFTER = re.compile(rf"{_BETWEEN}{_CLOCK}", re.VERBOSE | re.IGNORECASE)
_ALONE = re.compile(
    rf"(?<![\d.:]){_CLOCK}(?P<tail>{_BETWEEN}(?:(?:on|am|le|den|el|em|il)\s+)?(?:[^\W\d_]{{2,12}}\.?,?\s+)?)$",
    re.VERBOSE | re.IGNORECASE,
)
_REACH = 48


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day in a text. ``second`` is None where none is printed; ``zone`` is what stands there."""

    hour: int
    minute: int
    second: int | None
    zone: str
    tzinfo: dt.tzinfo | None
    start: int
    end: int


def clock_after(text: str, place: int) -> Clock | None:
    """The time that follows directly at ``place``."""
    match = _AFTER.match(text, place)
    return _clock(match, match.end()) if match else None


def clock_before(text: str, place: int) -> Clock | None:
    """The time that stands directly before ``place``: "13:19, 25 March 2024"."""
    start = max(0, place - _REACH)
    match = _ALONE.search(text[start:place])
    return _clock(match, place, start) if match else None


def _clock(match: re.Match[str], end: int, shift: int = 0) -> Clock | None:
    hour = int(match["hour"])
    minute = int(match["minute"] or match["minute_cjk"] or match["minute_h"] or match["minute_dot"] or 0)
    second = int(match["second"]) if match["second"] else None
    half = (match["half"] or "").casefold().replace(".", "").replace(" ", "")
    before = match["before"] or ""
    if half or before:
        afternoon = (
            half in {"pm", "ch", "ös", "م", "अपराह्न"} or half.startswith("مساء") or before in _AFTER_NOON.split("|")
        )
        if 1 <= hour <= 12:
            hour = hour % 12 + (12 if afternoon else 0)
    if hour > 24 or minute > 59 or (second or 0) > 60 or (hour == 24 and (minute or second)):
        return None
    stated = (match["zone"] or "").strip()
    return Clock(hour, minute, min(second, 59) if second is not None else None, stated, zone(stated) if stated else None,
                 match.start() + shift, end)  # fmt: skip

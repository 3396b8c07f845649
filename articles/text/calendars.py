"""Month names of many languages, Japanese eras, the Buddhist and the Persian calendar, and time zones as printed."""

from __future__ import annotations

import datetime as dt
import functools
import zoneinfo

from babel import Locale

# Where two languages use one word for different months (listopad, lipanj), the language listed first has it.
_LANGUAGES = (
    "en fr de es pt it nl ru uk pl tr id vi ar ar_LB ar_DZ ur hi sv da nb nn fi cs sk hu ro bg el he sr sr_Latn sl et lv lt ca"
    " ms bn ta te mr gu pa ne si be sw az ka hy is ga cy eu gl kk uz mn mk sq bs hr fil af"
)
_ALSO = {
    "sept": 9, "janv": 1, "fevr": 2, "fev": 2, "marz": 3, "mrt": 3, "maerz": 3, "janner": 1, "jänner": 1, "feber": 2, "set": 9,
    "setiembre": 9, "sett": 9, "gen": 1, "mai": 5, "avg": 8, "agt": 8, "agu": 8, "nop": 11, "augusti": 8, "iuni": 6, "juill": 7,
    "aout": 8, "مئی": 5, "जन": 1, "সেপ্টে": 9,
}  # fmt: skip
_THAI = (
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
    "ม.ค ก.พ มี.ค เม.ย พ.ค มิ.ย ก.ค ส.ค ก.ย ต.ค พ.ย ธ.ค",
)
_PERSIAN = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"
# Persian names of the Gregorian months, in the spellings of Tehran and of Kabul.
_GREGORIAN_IN_PERSIAN = (
    "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    "جنوری فبروری مارچ اپریل می جون جولای اگست سپتمبر اکتوبر نومبر دسمبر",
)
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_BUDDHIST_AHEAD = 543

# Offsets in minutes. Names that stand for several zones (IST, CST, BST, AST, GST, ECT …) are left out on purpose.
_OFFSETS = {
    "Z": 0, "GMT": 0, "UTC": 0, "UT": 0, "WET": 0, "WEST": 60, "CET": 60, "CEST": 120, "MEZ": 60, "MESZ": 120, "EET": 120, "EEST": 180,
    "MSK": 180, "МСК": 180, "TRT": 180, "PKT": 300, "NPT": 345, "WIB": 420, "ICT": 420, "WITA": 480, "WIT": 540, "HKT": 480, "SGT": 480,
    "MYT": 480, "PHT": 480, "PHST": 480, "AWST": 480, "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "ACST": 570, "ACDT": 630,
    "NZST": 720, "NZDT": 780, "EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540,
    "AKDT": -480, "HST": -600, "BRT": -180, "ART": -180, "EAT": 180, "SAST": 120, "WAT": 60, "CAT": 120, "IRST": 210,
}  # fmt: skip
_PLACES = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}
ZONE_NAMES = frozenset(_OFFSETS) | frozenset(_PLACES) | {"IST", "CST", "BST", "AST", "GST", "BDT", "ADT"}


@functools.cache
def month_names() -> dict[str, tuple[int, str]]:
    """Each month name in small letters without a closing dot → its number, and the calendar: "", "thai" or "persian"."""
    names: dict[str, tuple[int, str]] = {}
    for number, name in enumerate(_PERSIAN.split(), 1):
        names[name] = (number, "persian")
    for line in _GREGORIAN_IN_PERSIAN:
        names.update({name: (number, "") for number, name in enumerate(line.split(), 1)})
    for line in _THAI:
        names.update({name: (number, "thai") for number, name in enumerate(line.split(), 1)})
    for language in _LANGUAGES.split():
        locale = Locale.parse(language)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[context][width].items():
                    if not name[0].isdigit():
                        names.setdefault(folded(name), (number, ""))
    for name, number in _ALSO.items():
        names.setdefault(name, (number, ""))
    return names


def folded(name: str) -> str:
    """A month name as :func:`month_names` has it; the Turkish dotted capital loses the mark that folding adds."""
    return name.casefold().replace("i̇", "i").strip(" .،,’'")


def year_in(calendar: str, year: int) -> int:
    """A year as printed, in the Gregorian calendar (Persian years stay: their days have to be counted)."""
    return year - _BUDDHIST_AHEAD if calendar == "thai" and year > 2400 else year


def from_persian(year: int, month: int, day: int) -> dt.date:
    """A date of the Solar Hijri calendar by the 33-year cycle, right for 1178 to 1633 (1799 to 2254 CE)."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        raise ValueError("no such day")
    # 1 Farvardin 1403 was 20 March 2024.
    return dt.date(2024, 3, 20) + dt.timedelta(_persian_days(year, month, day) - _persian_days(1403, 1, 1))


def _persian_days(year: int, month: int, day: int) -> int:
    year += 1595
    before = (month - 1) * 31 if month < 7 else (month - 7) * 30 + 186
    return 365 * year + year // 33 * 8 + (year % 33 + 3) // 4 + before + day


def zone(name: str) -> dt.tzinfo | None:
    """The zone of a name or offset as printed ("PKT", "GMT+8", "+05:30", "ET"); None where it is unknown or ambiguous."""
    name = name.strip(" ()").upper().removeprefix("UTC").removeprefix("GMT").replace("−", "-").strip() or "UTC"
    if name[0] in "+-":
        digits = name[1:].replace(":", "")
        if not digits.isdigit() or len(digits) > 4:
            return None
        hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
        if hours > 14 or minutes > 59:
            return None
        offset = 60 * hours + minutes
        return dt.timezone(dt.timedelta(minutes=-offset if name[0] == "-" else offset))
    if name in _PLACES:
        return zoneinfo.ZoneInfo(_PLACES[name])
    return dt.timezone(dt.timedelta(minutes=_OFFSETS[name])) if name in _OFFSETS else None

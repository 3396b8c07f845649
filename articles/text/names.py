"""People and agencies out of bylines and credit lines."""

from __future__ import annotations

import re

from articles.text import words
from articles.text.agencies import AGENCIES

# Words that open a byline. Longer ones first where one begins like another.
_OPENERS = r"""
    (?:(?:written|reported|posted|published|compiled|edited|story|text|words|report|analysis|opinion|review|
       interview|additional\ reporting|reporting)\s+(?:and\s+\w+\s+)?by|by|from|author|authors|reporter|writer|
    text\s+und\s+foto|ein\s+(?:kommentar|gastbeitrag|interview|bericht|essay)\s+von|(?:eine\s+)?(?:analyse|reportage|kolumne)\s+von|
    kommentar\s+von|aufgezeichnet\s+von|interview:|von|autor(?:in|en)?|text|
    propos\s+recueillis\s+par|écrit\s+par|publié\s+par|rédigé\s+par|par|auteurs?|
    escrito\s+por|redactado\s+por|publicado\s+por|una\s+crónica\s+de|por|autores?|redacción|
    scritto\s+da|articolo\s+di|a\s+cura\s+di|intervista\s+di|di|da|autore|
    (?:geschreven|een\s+artikel)\s+(?:door|van)|door|van\s+onze|auteur|
    av|af|tekst(?:\s+og\s+foto)?|text\s+och\s+foto|kirjoittaja|teksti|
    autorzy|autorka|opracował[ai]?|oprac\.|przez|napsal[ai]?|autoři|
    автор[ыи]?|текст|подготовил[аи]?|
    yazan|yazar|haber|oleh|penulis|editor|reporter|tác\s+giả|theo|
    بقلم|كتب|كتبت|إعداد|تحرير|نویسنده|تحریر|از|लेखक|द्वारा|文|撰文|作者|記者|记者|文・|取材・文|執筆|기자)
"""
_OPENER = re.compile(
    rf"^\W*{_OPENERS}(?:\s*[:：・/]\s*|\s+|(?<=[文者])(?=\S))(?P<rest>\S.*)$",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_SPLIT = re.compile(
    r"\s*(?:[;|•·/、；]|,(?:\s+(?:and|und|et|y|e|en|och|og)(?=\s))?|\s[–—]\s|\s+(?:&|\+|and|und|et|y|e|en|och|og|ja|i|и|та|a|ve|dan|và|con|with|mit|avec|és)\s+|\s+و\s*(?=\S{3})|\n)\s*",
    re.IGNORECASE,
)
# What stands after a name and is none: posts, places of work, addresses.
_ROLE = re.compile(
    r"""\b(?:correspondents?|reporters?|writers?|editors?|staff|desk|bureau|newsroom|team|columnists?|contributors?|producers?|
    journalists?|photographers?|freelancers?|analysts?|professors?|director|fellow|special\ to|for\ the|in\ (?!t)|
    redakt\w*|korrespondent\w*|journalist\w*|reporter\w*|chef\w*|leiter\w*|volont\w+|mitarbeit\w*|
    rédact\w*|correspondant\w*|envoyé\w*|redac\w*|corresponsal\w*|enviad\w*|periodista\w*|giornalista|inviat[oa]|corrispondente|
    redazione|redação|jornalista|repórter|верст\w*|корреспондент\w*|редактор\w*|журналист\w*|redaksi|wartawan|muhabir\w*|editör\w*|
    toimittaja\w*|redaktör\w*|记者|記者|編集部|编辑|編集委員|특파원|기자)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_RANK = r"(?:senior|chief|deputy|staff|special|former|political|business|sports?|science|world|national|foreign|leitende\w*|freie\w*|stellv\w*\.?)"
_ROLE_BEHIND = re.compile(
    rf"(?P<name>(?!{_RANK}\b)[^\W\d_]\S*(?:\s(?!{_RANK}\b)[^\W\d_]\S*){{1,3}}?),?(?:\s{_RANK})*\s(?:{_ROLE.pattern})",
    _ROLE.flags,
)
_NOT_A_NAME = re.compile(
    r"""https?:|www\.|@|\d|[?!<>{}=]|\b(?:minutes?|hours?|ago|read|share|follow|subscribe|updated?|published|posted|view|photo|image|
    credit|comments?|newsletter|sign|click|more|all|rights?|reserved|the|this|that|is|are|was|were|has|have|min|uhr|lesezeit|partager)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_PARTICLES = frozenset(
    {"de", "del", "della", "di", "da", "dos", "das", "do", "du", "la", "le", "van", "von", "der", "den", "zu", "zur", "ter", "ten",
     "bin", "ibn", "al", "el", "abu", "st", "af", "av", "y", "e", "und", "bint", "ben", "of", "'t", "op", "te", "ul", "ur", "ud"}
)  # fmt: skip
_SUFFIX = re.compile(r",?\s+(?:Jr|Sr|II|III|IV|PhD|Ph\.D|MD|M\.D|CFP|Esq)\.?$")
_BRACKETS = re.compile(r"\s*[(\[（【][^()\[\]（）【】]*[)\]）】]\s*")
_DESK = re.compile(
    r"(?:[A-Z][\w.'’&-]*\s+){1,3}(?:Desk|Staff|Team|Bureau|Newsroom|Correspondent|Reporter|Redaktion|Redaktionsteam)s?"
    r"|(?:Redaktion|Rédaction|Redacción|Redazione)(?:\s+[A-ZÄÖÜÉ][\w.'’&-]*){1,3}"
)
# Pages that set no space between two elements run their texts together: "ByJane Doe", "Jane DoeCorrespondent".
_GLUED = re.compile(
    r"^(?:By|Von|Par|Por)(?=[A-Z][\w.’']+\s)|(?<=[a-zß-ÿ])(?:Follow|Folgen|Korrespondent|Redakt|Reporter|Correspond|Editor|Staff|Journalist|"
    r"Autor|Chef|Ressort|Senior|Writer|Published|Updated|Contributor|Bureau|The\s).*$"
)
_EDGES = " .,;:–—-|*_\"'“”„"
_NO_CASE = re.compile("[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def _folded(name: str) -> str:
    return re.sub(r"[\s\-_.]+", " ", name.casefold()).strip(" ,;:()[]/|©@")


_KNOWN = {_folded(form): short for short, forms in AGENCIES.items() for form in (short, *forms)}
# Written small or mixed these are words or names of other things.
_ONLY_CAPITALS = frozenset({"pa", "apa", "aps", "app", "ani", "uni", "una", "sana", "mena", "spa", "ats", "sid", "sda", "tt",
                            "nan", "ria", "ips", "agi", "cp", "fana", "hina", "leta", "wam", "pap", "ap", "fars", "anp"})  # fmt: skip


def agency(text: str) -> str:
    """The short name of the news agency that a name, byline or credit line is; "" if it is none.

    "Agence France-Presse", "(AFP)", "By Reuters Staff" and "With inputs from PTI" are recognised.
    """
    text = words.clean(text)
    if not text or len(text) > 120:
        return ""
    for candidate in (
        text,
        credited(text),
        _OPENER.sub(r"\g<rest>", text),
        *re.findall(r"[(\[]([^()\[\]]{2,40})[)\]]", text),
    ):
        if found := _lookup(candidate):
            return found
    return ""


def agencies(text: str) -> list[str]:
    """Every agency of a credit line, in its order: "AFP/Reuters" gives both."""
    found = [
        _lookup(part)
        for part in re.split(
            r"\s*(?:[/,;|&+•·–—]|\band\b|\bund\b|\bet\b|\bmit\b|\s-\s)\s*", credited(words.clean(text)[:300])
        )
    ]
    return list(dict.fromkeys(name for name in found if name))


def _lookup(name: str) -> str:
    name = re.sub(
        r"(?i)\s*\b(?:staff|newsroom|reporters?|writers?|correspondents?|desk|agency|news agency|wire|news service|bureau)$",
        "", name.strip(" \t.,;:()[]/|©@*-–—"),
    )  # fmt: skip
    found = _KNOWN.get(_folded(name), "")
    return "" if found and _folded(name) in _ONLY_CAPITALS and not name.isupper() else found


_CREDIT = re.compile(
    r"""^\W*(?:(?:with|along\ with)\s+(?:additional\s+)?(?:inputs?|reporting|material|files|agenc\w+|information|reports?)?(?:\s+(?:from|by))?|
    sources?|quellen?|fuente|fonte|bron|källa|kilde|lähde|źródło|zdroj|источник|джерело|kaynak|sumber|nguồn|المصدر|منبع|来源|來源|出典|出处|credits?|
    mit\s+(?:material\s+)?(?:von\s+)?|avec|con\s+información\s+de|con|com\s+informações\s+d[aeo]|com|według|as\s+reported\s+by|published\s+by|copyright)
    \s*[:：]?\s*""",
    re.IGNORECASE | re.VERBOSE,
)


def credited(text: str) -> str:
    """A credit line without the words that introduce it: "With inputs from PTI" → "PTI"."""
    text = text.strip(" ()[]（）*_")
    return _CREDIT.sub("", text, count=1).strip() or text


def opens_byline(text: str) -> bool:
    """Whether a line begins with a word that introduces an author ("By", "Von", "Oleh" …) and goes on."""
    return bool(_OPENER.match(text))


def is_role(text: str) -> bool:
    """Whether a line says what somebody does ("Senior correspondent", "Wirtschaftsredakteurin")."""
    return bool(_ROLE.search(text))


def before_role(text: str) -> str:
    """A line without the post behind a full name: "Jane Doe Senior Correspondent" is "Jane Doe"."""
    role = _ROLE_BEHIND.match(text)
    return role["name"].rstrip(",") if role and not _ROLE.search(role["name"]) else text


def is_desk(text: str) -> bool:
    """Whether a line names a part of an editorial staff ("Sports Desk", "Redaktion Wirtschaft")."""
    return bool(_DESK.fullmatch(words.clean(text)))


def from_byline(text: str) -> list[str]:
    """The names in a byline as printed: without "By", posts, places, addresses; agencies under their short name.

    A desk ("By News Desk") is the author where nobody else is named.
    """
    text = words.clean(text.replace("\n", " ; "))[:500]
    whole = _OPENER.sub(r"\g<rest>", text)
    if found := _lookup(text) or _lookup(whole):
        return [found]
    bare = _SUFFIX.sub("", _BRACKETS.sub(_bracketed_agency, _OPENER.sub(r"\g<rest>", whole)))
    named: list[str] = []
    for part in _SPLIT.split(bare):
        part = _OPENER.sub(r"\g<rest>", _GLUED.sub("", part.strip(_EDGES)))
        name = _lookup(part) or person(part)
        if name and name not in named:
            named.append(name)
    if not named and whole != text and _DESK.fullmatch(whole):
        return [whole]
    return _without_place(named)


def _bracketed_agency(found: re.Match[str]) -> str:
    return f" ; {found[0].strip(' ()[]（）【】')} ; " if _lookup(found[0]) else " ; "


def _without_place(named: list[str]) -> list[str]:
    """ "Jane Doe, Tokyo": a single word after full names is where they wrote."""
    while (
        len(named) > 1
        and named[-1].isalpha()
        and not _lookup(named[-1])
        and not _NO_CASE.search(named[-1])
        and " " in named[0]
    ):
        named.pop()
    return named


def person(text: str) -> str:
    """A person's name as it is filed, or "" where the text is none (a post, a place of work, a phrase)."""
    text = words.clean(text).strip(' .,;:–—-|*_"“”„/')
    if not text or len(text) > 60 or _NOT_A_NAME.search(text) or _ROLE.search(text):
        return ""
    parts = text.split()
    if _NO_CASE.search(text):
        return text if len(text) <= 30 and len(parts) <= 5 else ""
    if len(parts) > 6 or not any(part[0].isupper() for part in parts):
        return ""
    if any(part[0].islower() and part.strip(".").lower() not in _PARTICLES for part in parts):
        return ""
    if len(text) > 4 and text.isupper():
        return " ".join(part.title() if len(part) > 2 or part.lower() in _PARTICLES else part for part in parts)
    return text

"""Names as bibliographies want them: a person's family name apart from the rest, a body's name whole.

The archive keeps names as printed, so what is the family name has to be told from the words. A name in a script
without capitals, of one word, or of an agency or desk stays whole. In a name of Latin letters the last word, with the
particles before it, is taken for the family name: wrong for those who put it first (Xi Jinping) or have two of them
(Gabriel García Márquez).
"""

from __future__ import annotations

import re

from articles.text import names
from articles.text.agencies import AGENCIES

# CSL 1.0.2, names: "literal" alone, or parts of a personal name.
CslName = dict[str, str]

TITLES = frozenset("dr prof professor sir dame mr mrs ms".split())
SUFFIX = re.compile(r",?\s+(Jr\.?|Sr\.?|II|III|IV)$")
PARTICLES = frozenset("al bin ibn da das de del della den der di do dos du la le ten ter van von zu zur".split())
BODY = re.compile(
    r"\b(?:agency|agencies|associated|association|board|bureau|correspondents?|council|desk|editorial|government|institute|"
    r"magazine|ministry|network|news|newsroom|office|organi[sz]ation|press|radio|reporters?|service|staff|team|times|"
    r"tribune|university|wire)\b",
    re.IGNORECASE,
)
# Letters of the scripts that have capitals: Latin, Greek, Cyrillic, Armenian.
CASED = re.compile(r"^[\s.'’,\-–A-Za-zÀ-ɏͰ-ԯ\u0531-\u0587Ḁ-ỿ]+$")


def csl_name(printed: str) -> CslName:
    """``printed`` as CSL takes a name: {"family", "given", …} of a person, or {"literal"}."""
    name = " ".join(printed.split())
    if is_body(name) or not CASED.match(name):
        return {"literal": in_full(name)}
    suffix = SUFFIX.search(name)
    parts = (name[: suffix.start()] if suffix else name).split()
    while len(parts) > 2 and parts[0].rstrip(".").lower() in TITLES:
        parts.pop(0)
    if len(parts) < 2:
        return {"literal": name}
    start = len(parts) - 1
    while start > 1 and parts[start - 1] in PARTICLES:
        start -= 1
    found = {
        "family": parts[-1],
        "given": " ".join(parts[:start]),
        "non-dropping-particle": " ".join(parts[start:-1]),
        "suffix": suffix[1] if suffix else "",
    }
    return {key: value for key, value in found.items() if value}


def is_body(name: str) -> bool:
    """Whether ``name`` is that of an agency, a desk or another body, not of a person."""
    return bool(names.agency(name)) or names.is_desk(name) or bool(BODY.search(name))


def in_full(name: str) -> str:
    """The full name of an agency that is filed under capitals, which the styles want written out: AFP."""
    full = next(iter(AGENCIES.get(name, ())), "")
    return full if name.isupper() and " " in full.replace("-", " ") and full != full.upper() else name


def inverted(name: CslName) -> str:
    """The name as RIS and BibTeX have it: ``van der Berg, Jan, Jr.``, or whole."""
    if "literal" in name:
        return name["literal"]
    family = " ".join(filter(None, [name.get("non-dropping-particle"), name["family"]]))
    return ", ".join(filter(None, [family, name["given"], name.get("suffix")]))

"""Makes the files of static/fonts and the measures in static/css/faces.css. Needed only when a face is changed.

Run it with fontTools 4.68.0 and Brotli 1.2.1 in an environment of their own, on a folder into which these packages
of npm were unpacked, each under its name: source-serif 4.5.1 (Source Serif 4), source-sans 3.52.0 (Source Sans 3),
@fontsource-variable/newsreader 5.3.0 as newsreader, @fontsource/gelasio 5.3.0 as gelasio and @fontsource/noto-serif
5.3.0 as noto-serif; and Debian's package fonts-liberation on the machine:

    python docs/make_fonts.py FOLDER static/fonts

All are under the SIL Open Font License. A changed font must not carry the reserved name "Source", so each gets a name
of this archive; its copyright and licence stay in it, and as text beside it.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.varLib.instancer import instantiateVariableFont

# Basic Latin and Latin-1, the letters of French and Turkish beside them, dashes, quotes, spaces, arrows, money.
LATIN = {
    *range(0x20, 0x7F), *range(0xA0, 0x100), 0x131, 0x152, 0x153, 0x178, 0x2C6, 0x2DC, *range(0x2010, 0x2016),
    *range(0x2018, 0x201F), 0x2020, 0x2021, 0x2022, 0x2026, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2122, 0x2190,
    0x2192, 0x2212,
}  # fmt: skip
# What nobody emphasises.
SIGNS = {0xA4, 0xA6, 0xA8, 0xAC, 0xAF, 0xB8, 0xB2, 0xB3, 0xB9, 0xBC, 0xBD, 0xBE, 0x2020, 0x2021, 0x2190, 0x2192}
# The rest of Latin Extended-A, and Romanian's letters with a comma: in files that only pages with such letters load.
EXTENDED = {*range(0x100, 0x180), *range(0x218, 0x21C)} - LATIN
SHAPING = ["kern", "mark", "ccmp", "locl", "liga"]
FIGURES = ["onum", "lnum", "pnum", "tnum"]
SMALL_CAPITALS = ["smcp", "c2sc"]
UNITS = 1000
# A copyright, a licence and where it stands: the only other names a font keeps.
LEGAL = (0, 13, 14)
# How often each letter comes in English running text, in tenths of a per cent, a space every 5.5 letters.
FREQUENT = dict(zip("etaoinshrdlucmfwygpbvk ", (127, 91, 82, 75, 70, 67, 63, 61, 60, 43, 40, 28, 28, 24, 22, 24, 20, 20, 19, 15, 10, 8, 180), strict=True))  # fmt: skip


@dataclass(frozen=True)
class Face:
    """One file: what it is made of, where its axes stand, and what of it is kept."""

    name: str
    source: str
    axes: dict[str, float | tuple[float, float]]
    letters: set[int]
    features: list[str]


ROMAN = "source-serif/VAR/SourceSerif4Variable-Roman.ttf"
ITALIC = "source-serif/VAR/SourceSerif4Variable-Italic.ttf"
SANS = "source-sans/VF/SourceSans3VF-Upright.ttf"
NEWSREADER = "newsreader/files/newsreader-latin-standard-normal.woff2"
NEWSREADER_EXTENDED = "newsreader/files/newsreader-latin-ext-standard-normal.woff2"
# The optical sizes are those at which the faces are mostly seen: text at 16 points, headlines at 36.
REGULAR, BOLD = {"opsz": 16, "wght": 400}, {"opsz": 16, "wght": 650}
HEADLINES = {"opsz": 36, "wght": 600}
TWO_WEIGHTS = {"wght": (400, 600)}
FACES = [
    Face("text", ROMAN, REGULAR, LATIN, SHAPING + FIGURES + SMALL_CAPITALS),
    Face("text-extended", ROMAN, REGULAR, EXTENDED, SHAPING + SMALL_CAPITALS),
    Face("text-italic", ITALIC, REGULAR, LATIN - SIGNS, [*SHAPING, "onum", "pnum"]),
    Face("text-italic-extended", ITALIC, REGULAR, EXTENDED, SHAPING),
    Face("text-bold", ROMAN, BOLD, LATIN - SIGNS, SHAPING),
    Face("text-bold-extended", ROMAN, BOLD, EXTENDED, SHAPING),
    Face("display", NEWSREADER, HEADLINES, LATIN - SIGNS, [*SHAPING, "pnum"]),
    Face("display-extended", NEWSREADER_EXTENDED, HEADLINES, EXTENDED, SHAPING),
    Face("sans", SANS, TWO_WEIGHTS, LATIN, [*SHAPING, "tnum", "lnum"]),
    Face("sans-extended", SANS, TWO_WEIGHTS, EXTENDED, SHAPING),
]
LICENCES = {
    "text": "source-serif/LICENSE.md",
    "display": "newsreader/LICENSE",
    "sans": "source-sans/LICENSE.md",
}
# A system's face, and a file with its widths and heights: Gelasio has Georgia's, Liberation those of Times and Arial.
LIBERATION = "/usr/share/fonts/truetype/liberation"
SYSTEM = {
    "Georgia": ("text", "display", "gelasio/files/gelasio-latin-400-normal.woff2"),
    "Times New Roman": ("text", "display", f"{LIBERATION}/LiberationSerif-Regular.ttf"),
    "Noto Serif": ("text", "display", "noto-serif/files/noto-serif-latin-400-normal.woff2"),
    "Arial": ("sans", f"{LIBERATION}/LiberationSans-Regular.ttf"),
}


def make(face: Face, packages: Path, made: Path) -> None:
    """Write one face: its letters alone, its axes set, 1000 units to the em."""
    font = TTFont(packages / face.source)
    options = Options(layout_features=face.features, hinting=False, notdef_outline=True, name_IDs=LEGAL)
    options.drop_tables += ["DSIG", "STAT"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=face.letters)
    subsetter.subset(font)
    with TemporaryDirectory() as scratch:
        # Read anew: what was dropped is still held by the tables of variations.
        font.save(Path(scratch) / "subset.ttf")
        font = TTFont(Path(scratch) / "subset.ttf")
        font = instantiateVariableFont(font, face.axes)
    if font["head"].unitsPerEm != UNITS:
        scale_upem(font, UNITS)
    for place, text in {1: "Archive", 2: "Regular", 4: f"Archive {face.name}", 6: f"Archive-{face.name}"}.items():
        font["name"].setName(text, place, 3, 1, 0x409)
    font.flavor = "woff2"
    font.save(made / f"archive-{face.name}.woff2")


def average(font: TTFont) -> float:
    """The mean width of a letter in English running text, in parts of the em."""
    glyphs, widths = font.getBestCmap(), font["hmtx"]
    total = sum(often * widths[glyphs[ord(letter)]][0] for letter, often in FREQUENT.items())
    return total / sum(FREQUENT.values()) / font["head"].unitsPerEm


def likeness(face: TTFont, system: TTFont) -> str:
    """The descriptors that make a system's face take as much room as ours."""
    scale = average(face) / average(system)
    above, below, between = (getattr(face["hhea"], name) / UNITS for name in ("ascender", "descender", "lineGap"))
    return (
        f"size-adjust: {scale:.1%}; ascent-override: {above / scale:.1%}; "
        f"descent-override: {-below / scale:.1%}; line-gap-override: {between / scale:.1%};"
    )


def main(packages: Path, made: Path) -> None:
    """Write the faces and their licences, and say what faces.css must state of the faces of systems."""
    for face in FACES:
        make(face, packages, made)
    for name, licence in LICENCES.items():
        shutil.copyfile(packages / licence, made / f"{name}-licence.txt")
    for system, (*ours, file) in SYSTEM.items():
        for name in ours:
            measures = likeness(TTFont(made / f"archive-{name}.woff2"), TTFont(packages / file))
            sys.stdout.write(f"{name} in {system}: {measures}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

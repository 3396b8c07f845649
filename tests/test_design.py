"""The design system keeps its word: contrast, weight, one sheet, no rule about nothing."""

from __future__ import annotations

import gzip
import re
from itertools import chain
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from newsarchive.rapid import static_address

ROOT = Path(__file__).parent.parent
CSS = ROOT / "static" / "css"
FONTS = ROOT / "static" / "fonts"
SITE = "css/site.css"
# The desk has Django's own design; its sheets are not loaded by any page that readers see.
SHEETS = sorted(path for path in CSS.glob("*.css") if not path.name.startswith("desk"))
DEFINED = re.compile(r"(--[\w-]+)\s*:")
USED = re.compile(r"var\((--[\w-]+)")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
PAIR = re.compile(r"(--[\w-]+):\s*light-dark\((#[0-9a-f]+), (#[0-9a-f]+)\)")
ROW = re.compile(r"^\| (\w[\w-]*) on (\w[\w-]*) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|", re.MULTILINE)
# WCAG 2.2: text 1.4.3, what one must see to know a control or read a chart 1.4.11.
TEXT, CONTROL = 4.5, 3.0
CONTROLS = {"bar"}
KILOBYTE = 1024


def rules(path: Path) -> str:
    return COMMENT.sub("", path.read_text())


def themes(css: str) -> list[dict[str, str]]:
    """The colours of tokens.css: light, dark, and both of them where more contrast is asked for."""
    plain, _, more = css.partition("@media (prefers-contrast: more)")
    first = [{name: pair[side] for name, *pair in PAIR.findall(plain)} for side in (0, 1)]
    return first + [
        theme | {name: pair[side] for name, *pair in PAIR.findall(more)} for side, theme in enumerate(first)
    ]


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, as WCAG 2.2 defines it. Takes #rgb or #rrggbb."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_of_contrast_is_that_of_the_standard():
    assert contrast("#fff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.005)


def test_every_pair_of_colours_has_the_contrast_that_the_page_on_design_states_and_enough_of_it():
    measured = themes(rules(CSS / "tokens.css"))
    table = ROW.findall((ROOT / "docs" / "design.md").read_text())
    assert {"ink", "soft", "accent"} <= {front for front, back, *_ in table if back == "paper"}
    assert len(measured[0]) == len(measured[1]) == len(PAIR.findall(rules(CSS / "tokens.css").partition("@media")[0]))
    for front, back, *stated in table:
        for theme, ratio in zip(measured, stated, strict=True):
            found = contrast(theme[f"--{front}"], theme[f"--{back}"])
            assert f"{found:.1f}" == ratio, (front, back)
            assert found >= (CONTROL if front in CONTROLS else TEXT), (front, back)


def test_the_colours_that_a_browser_takes_for_its_own_frame_are_those_of_the_paper():
    light, dark, *_ = themes(rules(CSS / "tokens.css"))
    head = (ROOT / "templates" / "rapid" / "sheets.html").read_text()
    assert re.findall(r'name="theme-color" content="(#\w+)"', head) == [light["--paper"], dark["--paper"]]
    described = (ROOT / "templates" / "site.webmanifest").read_text()
    assert set(re.findall(r'_color": "(#\w+)"', described)) == {light["--paper"]}


def test_no_rule_refers_to_a_token_that_is_not_there_and_every_token_is_used():
    defined = set(DEFINED.findall(rules(CSS / "tokens.css")))
    for sheet in SHEETS:
        unknown = set(USED.findall(rules(sheet))) - defined - set(DEFINED.findall(rules(sheet)))
        assert not unknown, sheet.name
    assert defined <= set(chain.from_iterable(USED.findall(rules(sheet)) for sheet in SHEETS))


def test_no_rule_is_about_a_class_that_no_page_has():
    places = [
        *(ROOT / "templates").rglob("*.html"),
        *(ROOT / "templates").rglob("*.js"),
        *(ROOT / "static" / "js").glob("*.js"),
        *(ROOT / "articles").rglob("*.py"),
    ]
    texts = [path.read_text() for path in places]
    words = set(chain.from_iterable(re.findall(r"[\w-]+", text) for text in texts))
    # Some classes are put together: class="compared-{{ part.name }}".
    stems = tuple(set(chain.from_iterable(re.findall(r"([\w-]+-){{", text) for text in texts)))
    for sheet in SHEETS:
        selectors = re.sub(r"\{[^{}]*\}", "{}", rules(sheet))
        classes = set(re.findall(r"\.([a-z][\w-]*)", selectors)) - {"css"}
        assert {name for name in classes - words if not name.startswith(stems)} == set(), sheet.name


def test_a_rule_uses_neither_importance_nor_sides_that_right_to_left_would_turn():
    physical = re.compile(r"\b(?:margin|padding|border)-(?:left|right)\b|\b(?:left|right):|text-align: (?:left|right)")
    for sheet in SHEETS:
        assert "!important" not in rules(sheet), sheet.name
        assert not physical.search(rules(sheet)), sheet.name


@pytest.fixture
def served(settings, tmp_path):
    """The static files as ``make run`` serves them, in a folder of this test's own."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "newsarchive.sheets.OneSheet"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    static_address.cache_clear()
    yield settings.STATIC_ROOT
    static_address.cache_clear()


@pytest.mark.django_db
def test_a_page_loads_one_sheet_with_the_rules_of_all(served, client, index):
    index()
    sheets = re.findall(r'rel="stylesheet"[^>]*href="/static/([^"]+)"', client.get("/").content.decode())
    assert sheets == [staticfiles_storage.stored_name(SITE)]
    whole = (served / sheets[0]).read_text()
    assert "@import" not in whole
    named = re.findall(r'@import url\("([\w-]+\.css)"\)', (CSS / "site.css").read_text())
    for name in named:
        last = [line.strip() for line in rules(CSS / name).splitlines() if line.strip().endswith(";")][-1]
        assert last in whole, name
    addresses = re.findall(r'url\("([^"]+)"\)', whole)
    assert addresses and all((served / "css" / address).resolve().is_file() for address in addresses)


def test_sheet_and_faces_stay_within_what_a_page_may_weigh(served):
    whole = (served / f"{staticfiles_storage.stored_name(SITE)}.gz").read_bytes()
    assert len(whole) <= 20 * KILOBYTE
    assert "@layer" in gzip.decompress(whole).decode()
    # Faces with further letters are loaded by the pages that have such letters.
    faces = [path for path in FONTS.glob("*.woff2") if not path.stem.endswith("-extended")]
    assert len(faces) == 5 and sum(path.stat().st_size for path in faces) <= 100 * KILOBYTE


@pytest.mark.django_db
def test_faces_are_preloaded_under_the_names_that_the_sheet_has_for_them(served, client, index):
    index()
    preloaded = re.findall(r'rel="preload" href="/static/(fonts/[^"]+)" as="font"', client.get("/").content.decode())
    whole = (served / staticfiles_storage.stored_name(SITE)).read_text()
    assert len(preloaded) == 3
    for face in preloaded:
        assert f'url("../{face}")' in whole
        assert re.search(r"\.[0-9a-f]{12}\.woff2$", face)


def test_every_face_comes_with_its_licence():
    for path in FONTS.glob("*.woff2"):
        assert "SIL OPEN FONT LICENSE" in (FONTS / f"{path.stem.split('-')[1]}-licence.txt").read_text().upper()

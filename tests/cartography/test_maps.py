"""The finished maps, as SVG and as PNG."""

import json
import re
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageColor

from articles.cartography import locator_map_png, locator_map_svg, style
from articles.cartography.clipping import grown, overlap
from articles.cartography.scene import surveyed
from articles.cartography.sheet import laid_out
from articles.cartography.subjects import COUNTRIES_FILE, subjects

SVG = "{http://www.w3.org/2000/svg}"
CURRENT = [e["code"] for e in json.loads(COUNTRIES_FILE.read_text(encoding="utf-8")) if len(e["code"]) == 2]
SETS = [
    ["JP"],
    ["JP", "US"],
    ["JP", "US", "PH"],
    ["EG", "IL"],
    ["SG"],
    ["RU"],
    ["CL"],
    ["NZ"],
    ["BE", "LU", "NL"],
]


def texts(svg):
    """The words on an SVG map."""
    return [element.text for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("code", CURRENT)
def test_every_present_country_is_visible_in_the_frame(code):
    scene = surveyed(subjects([code]), 640, 360)
    assert code in scene.markers or scene.visible((code,))
    for x, y in scene.markers.values():
        assert 0 < x < 640 and 0 < y < 360


@pytest.mark.parametrize("codes", SETS)
def test_labels_lie_in_the_frame_and_clear_of_each_other(codes):
    sheet = laid_out(codes, 1200, 675)
    boxes = [label.box for label in sheet.labels]
    for place, box in enumerate(boxes):
        assert box[0] >= 0 and box[1] >= 0 and box[2] <= 1200 and box[3] <= 675
        assert not any(overlap(box, other) for other in boxes[place + 1 :])


@pytest.mark.parametrize("codes", SETS)
def test_the_globe_covers_no_label(codes):
    sheet = laid_out(codes, 1200, 675)
    if sheet.globe:
        (x, y), radius = sheet.globe.middle, sheet.globe.radius
        room = (x - radius, y - radius, x + radius, y + radius)
        assert not any(overlap(grown(room, -radius * 0.3), label.box) for label in sheet.labels)


def test_a_label_that_could_be_taken_for_anothers_has_a_line_to_its_country():
    sheet = laid_out(["JP", "CN", "KR", "TW", "PH", "VN"], 1200, 675)
    leaders = {label.text: label.leader for label in sheet.labels}
    assert leaders["South Korea"][1] == sheet.scene.places["KR"]
    assert leaders["China"] is None


def test_the_svg_says_what_it_shows():
    svg = locator_map_svg(["JP", "US"])
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    assert root.get("aria-label") == "Map with Japan and the United States highlighted."
    assert root.get("viewBox") == "0 0 1200 675"
    assert {"Japan", "United States"} <= set(texts(svg))


def test_neighbours_are_named_for_orientation():
    assert {"Germany", "France", "Poland"} <= set(texts(locator_map_svg(["DE"])))


def test_a_tiny_country_gets_a_marker():
    assert "VA" in laid_out(["VA"], 1200, 675).scene.markers
    assert not laid_out(["IT"], 1200, 675).scene.markers


@pytest.mark.parametrize("codes", [["JP", "CN", "KR", "TW", "PH", "VN"], ["ID"], ["TV"], ["JP", "US"]])
def test_every_path_of_the_svg_is_well_formed(codes):
    """A browser draws a path only up to its first mistake."""
    pair = r"-?[\d.]+ -?[\d.]+"
    for path in ElementTree.fromstring(locator_map_svg(codes)).iter(f"{SVG}path"):
        assert re.fullmatch(rf"(M{pair}l({pair} )+z?)*", path.get("d"))


def test_the_svg_stays_small():
    assert len(locator_map_svg(["JP", "US", "PH"])) < 400_000


@pytest.mark.parametrize(("width", "height"), [(1200, 675), (640, 640), (400, 700)])
def test_the_png_has_the_size_asked_for(width, height):
    picture = Image.open(BytesIO(locator_map_png(["JP"], width=width, height=height)))
    assert picture.format == "PNG"
    assert picture.size == (width, height)


def test_the_png_colours_sea_land_and_subject():
    picture = Image.open(BytesIO(locator_map_png(["EG"]))).convert("RGB")
    view = laid_out(["EG"], 1200, 675).scene.view
    for place, colour in [((29, 24), style.ACCENT), ((20, 34), style.SEA), ((22, 26.5), style.LAND)]:
        x, y = view.pixel(view.projection.point(place))
        found, wanted = picture.getpixel((int(x), int(y))), ImageColor.getrgb(colour)
        assert max(abs(a - b) for a, b in zip(found, wanted, strict=True)) < 12, place


def test_an_enclave_is_not_painted_over():
    picture = Image.open(BytesIO(locator_map_png(["ZA"]))).convert("RGB")
    view = laid_out(["ZA"], 1200, 675).scene.view
    x, y = view.pixel(view.projection.point((28.2, -29.6)))
    found, wanted = picture.getpixel((int(x), int(y))), ImageColor.getrgb(style.LAND)
    assert max(abs(a - b) for a, b in zip(found, wanted, strict=True)) < 12


def test_the_same_codes_give_the_same_map():
    assert locator_map_png(["FJ"]) == locator_map_png(["FJ"])
    assert locator_map_svg(["FJ"]) == locator_map_svg(["fj"])


def test_an_unknown_code_is_refused():
    with pytest.raises(ValueError, match="XX"):
        locator_map_png(["XX"])

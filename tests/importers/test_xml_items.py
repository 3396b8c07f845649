"""Hostile XML: refused or harmless, whatever format it claims to be."""

import io
import time

import pytest

from articles import importers
from articles.importers import xml_items
from tests.importers.reading import problem_of, read, read_one

LAUGHS = '<!ENTITY a "ha ha ha ha">' + "".join(
    f'<!ENTITY {chr(98 + level)} "{f"&{chr(97 + level)};" * 10}">' for level in range(9)
)
STORY = "<nitf><head><title>{}</title></head></nitf>"


@pytest.mark.parametrize(
    "doctype",
    [
        f"<!DOCTYPE nitf [{LAUGHS}]>", '<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]>', '<!DOCTYPE nitf [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>',
        '<!DOCTYPE nitf SYSTEM "x" [<!ENTITY j "x">]>', """<!DOCTYPE nitf SYSTEM 'x><a ' [<!ENTITY j "x">]><a>""", "<!doctype nitf [ ]>",
        '<!DOCTYPE nitf PUBLIC "-//a>b//" "c[d" [<!ENTITY j "x">]>', "<!DOCTYPE nitf [",
    ],
)  # fmt: skip
@pytest.mark.parametrize("format", ["nitf", "newsml", "newsml-g2"])
def test_a_document_type_with_declarations_is_refused(doctype, format):
    assert problem_of(doctype + STORY.format("&j;"), format)


def test_newsml_g2_has_no_document_type_at_all():
    assert "document type" in problem_of('<!DOCTYPE newsItem SYSTEM "x.dtd"><newsItem guid="a"/>', "newsml-g2")


def test_a_document_type_that_names_a_file_is_not_loaded(tmp_path):
    dtd = tmp_path / "nitf.dtd"
    dtd.write_text('<!ENTITY secret "LOADED"><!ATTLIST nitf baselang CDATA "xx">')
    for address in (dtd, dtd.as_uri(), "http://127.0.0.1:9/nitf.dtd"):
        story = read_one(f'<!DOCTYPE nitf SYSTEM "{address}">' + STORY.format("A &secret; b &eacute;"), "nitf")
        assert (story.headline, story.language) == ("A &secret; b é", "")


def test_nothing_is_included_or_transformed(tmp_path):
    (tmp_path / "a.txt").write_text("LOADED")
    included = (
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{(tmp_path / "a.txt").as_uri()}" parse="text"/>'
    )
    story = read_one(
        '<?xml-stylesheet type="text/xsl" href="http://127.0.0.1:9/x.xsl"?>' + STORY.format(f"A {included}b"), "nitf"
    )
    assert story.headline == "A b"


def numbered(pattern, count):
    return " ".join(pattern.format(number) for number in range(count))


BOMBS = {
    "deep": lambda: "<nitf>" + "<a>" * 100_000,
    "attribute": lambda: '<nitf a="' + "x" * 10_500_000 + '"/>',
    "comment": lambda: "<nitf><!--" + "x" * 20_000_000 + "--></nitf>",
    "siblings": lambda: "<nitf>" + "<a/>" * 1_000_000 + "</nitf>",
    "attributes": lambda: "<nitf " + numbered("a{}='1'", 100_000) + "/>",
    "namespaces": lambda: "<nitf " + numbered("xmlns:a{}='u'", 100_000) + "/>",
    "open comment": lambda: "<!--" + "-" * 5_000_000,
    "instructions": lambda: "<?a ?>" * 100_000 + "<nitf/>",
    "open doctype": lambda: '<!DOCTYPE nitf "' + "x" * 5_000_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_defused_at_once(name):
    content = BOMBS[name]()
    start = time.process_time()
    assert not any(reading.document for reading in read(content, "nitf"))
    assert time.process_time() - start < 5


def test_memory_stays_flat_over_many_items():
    """The tree never holds more than the piece at hand: what comes before an item is let go of, at every level."""
    part = "<a>" + "<j/>" * 50 + STORY.format("A") + "</a>"
    stream = io.BytesIO(f"<all>{part * 3_000}</all>".encode())
    items = xml_items.Items(("nitf",), lambda element: None, doctype=True)
    sizes = [
        element.getroottree().xpath("count(//*)") for element in xml_items.elements(stream, xml_items.Options(), items)
    ]
    assert len(sizes) == 3_000
    assert max(sizes) < 20_000


def test_an_item_too_large_is_refused_and_those_before_it_stay():
    readings = read(f"<all>{STORY.format('A')}<nitf>{'<a/>' * 500_000}</nitf></all>", "nitf")
    assert [bool(reading.document) for reading in readings] == [True, False]


def test_the_first_element_tells_the_format_past_anything_harmless():
    head = b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- <rss> --><?x y?><!DOCTYPE a SYSTEM "b>c" [ <!ENTITY d "]>"> ]>\n<n:nitf xmlns:n="u">'
    assert xml_items.root(head)[0] in {"nitf", ""}
    assert importers.detect(b"<?xml version='1.0'?><!-- a --><x:nitf xmlns:x='u'/>").name == "nitf"
    assert xml_items.root(b"no XML") == ("", "")

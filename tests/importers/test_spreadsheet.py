"""Spreadsheets."""

import datetime
import gzip
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import importers
from articles.importers import delimited, workbook
from tests.importers import packing
from tests.importers.packing import items

HEADER = ["Title", "Body", "Date", "Authors"]


def read(data, **options):
    return list(importers.read(data, "book.xlsx", **options))


def test_dates_and_numbers_are_read_as_they_are_meant():
    data = packing.workbook(
        May=[
            HEADER,
            ["A", "Text.", datetime.datetime(2024, 3, 25), "Doe, Jane; Roe, Max"],
            ["B", 12, datetime.datetime(2024, 3, 25, 13, 30), None],
            [3.0, "Text.", 45376, None],
            ["D", "Text.", "25.03.2024", None],
        ]
    )
    documents = [reading.document for reading in read(data)]
    assert [one.published.isoformat() for one in documents] == ["2024-03-25", "2024-03-25T13:30:00", "2024-03-25", "2024-03-25"]  # fmt: skip
    assert documents[0].authors == ("Jane Doe", "Max Roe")
    assert [one.headline for one in documents] == ["A", "B", "3", "D"]
    assert "12" in documents[1].body_html


def test_the_row_of_names_may_stand_lower_and_sheets_that_look_the_same_go_on():
    data = packing.workbook(
        Notes=[["Codes"], ["x"]],
        May=[["Export of May"], [], HEADER, ["A", "Text."]],
        Codes=[["Code", "Meaning"], ["x", "y"]],
        June=[HEADER, ["B", "Text."]],
    )
    assert items(data, "book.xlsx") == [("book.xlsx › May", "A"), ("book.xlsx › June", "B")]
    assert [reading.position for reading in read(data)] == [0, 1]


def test_a_workbook_is_read_like_the_same_table_in_csv():
    rows = [HEADER, ["A", "Text, more", "25/03/2024", "Jane Doe"], ["B", "Text", "04/05/2024", ""]]
    table = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()
    documents = [[one.document for one in importers.read(data)] for data in (packing.workbook(A=rows), table)]
    assert documents[0] == documents[1]


def test_the_columns_are_offered_packed_or_not():
    data = packing.workbook(A=[HEADER, ["A", "Text."]])
    assert importers.columns(data, "book.xlsx") == HEADER
    assert importers.columns(gzip.compress(data)) == HEADER
    assert importers.columns(delimited.FORMAT.name.encode(), "a.txt") == []


def test_a_mapping_of_the_editors_own_wins():
    data = packing.workbook(A=[["one", "two"], ["First", "Text."]])
    (reading,) = read(data, mapping={"one": "headline", "two": "body"})
    assert reading.document.headline == "First"


def test_the_line_of_a_bad_row_is_said():
    data = packing.workbook(A=[HEADER, ["A", "x"], [None, None, "2024-03-25"], [], ["B", "x", "", "", "", "too far"]])
    assert [reading.problem.line for reading in read(data) if reading.problem] == [3, 5]


def test_a_workbook_without_stories_says_what_it_found():
    (reading,) = read(packing.workbook(A=[["Code", "Meaning"], ["x", "y"]]))
    assert "Code, Meaning" in reading.problem.message


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRINGS = "xl/sharedStrings.xml"


def changed(part, content):
    """A workbook, its texts kept apart from its cells as Excel does, of which one part is another."""
    with zipfile.ZipFile(io.BytesIO(packing.workbook(A=[HEADER, ["A", "Text."]]))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(
        b"</Types>", f'<Override PartName="/{STRINGS}" ContentType="{kind}"/></Types>'.encode()
    )
    texts = "".join(f"<si><t>{text}</t></si>" for text in ["Title", "Body", "A", "Text."])
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="s"><v>{2 * row - 2}</v></c><c r="B{row}" t="s"><v>{2 * row - 1}</v></c></row>'
        for row in (1, 2)
    )
    files[STRINGS] = f'<sst xmlns="{MAIN}">{texts}</sst>'.encode()
    files["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    assert part in files
    return packing.zipped(files | {part: content or files[part]})


def test_texts_kept_apart_from_their_cells_are_found():
    assert items(changed(STRINGS, None)) == [("", "A")]


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", STRINGS, "xl/workbook.xml", "xl/styles.xml"])
@pytest.mark.parametrize(
    "content",
    [
        b" ", b"<a", b"\xff\xfe", b"<a/>",
        b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>',
    ],
)  # fmt: skip
def test_a_damaged_or_hostile_part_is_a_problem_in_words(part, content):
    readings = read(changed(part, content))
    assert readings
    assert all(reading.problem or reading.document.headline == "A" for reading in readings)


def test_entities_are_never_put_in():
    secret = f'<!DOCTYPE sst [<!ENTITY x "secret">]><sst xmlns="{MAIN}"><si><t>&x;</t></si></sst>'.encode()
    assert "secret" not in str(read(changed(STRINGS, secret)))


def test_a_row_numbered_beyond_all_rows_ends_the_sheet():
    row = b'<row r="999999999"><c t="str"><v>x</v></c></row>'
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>'.encode() + row + b"</sheetData></worksheet>"
    (reading,) = read(changed("xl/worksheets/sheet1.xml", sheet))
    assert "no table" in reading.problem.message


def test_a_workbook_that_unpacks_to_too_much_is_refused():
    (reading,) = read(changed(STRINGS, b"<sst>" + b" " * 30_000_000))
    assert "unpacks" in reading.problem.message


@settings(max_examples=30)
@given(st.integers(0, 3000), st.binary(min_size=1, max_size=20))
def test_no_damage_raises(place, bytes_):
    data = bytearray(packing.workbook(A=[HEADER, ["A", "Text."]]))
    data[place : place + len(bytes_)] = bytes_
    assert list(importers.read(bytes(data), "book.xlsx", format="xlsx"))


@pytest.mark.parametrize(
    ("value", "written"),
    [(None, ""), (True, "True"), ("#N/A", ""), (datetime.time(9, 30), "09:30:00"), (2.5, "2.5"), ("a_x000D_b", "a\rb")],
)
def test_values_are_written(value, written):
    assert workbook.text(value) == written

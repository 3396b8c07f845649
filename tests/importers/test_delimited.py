"""Tables."""

import csv
import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import importers
from articles.documents import Label
from articles.importers import tables
from tests.text.sentences import ENCODINGS, SENTENCES


def read_table(content, **options):
    data = content if isinstance(content, bytes) else content.encode()
    return list(importers.read(data, format="csv", **options))


def headlines(content, **options):
    return [
        reading.document.headline if reading.document else reading.problem.message
        for reading in read_table(content, **options)
    ]


@pytest.mark.parametrize(
    ("header", "mapping"),
    [
        (["Title", "Text", "Date", "By"], {"Title": "headline", "Text": "body", "Date": "published", "By": "authors"}),
        (["Überschrift", "Inhalt", "Datum", "Autor"], {"Überschrift": "headline", "Inhalt": "body", "Datum": "published", "Autor": "authors"}),
        (["Titre", "Texte", "Auteur"], {"Titre": "headline", "Texte": "body", "Auteur": "authors"}),
        (["заголовок", "текст", "дата"], {"заголовок": "headline", "текст": "body", "дата": "published"}),
        (["見出し", "本文", "日付"], {"見出し": "headline", "本文": "body", "日付": "published"}),
        (["HEADLINE", "Publication Date", "article_text", "URL"],
         {"HEADLINE": "headline", "Publication Date": "published", "article_text": "body", "URL": "url"}),
        (["title", "headline", "colour"], {"title": "headline"}),
        ([], {}),
    ],
)  # fmt: skip
def test_columns_are_guessed_from_their_names(header, mapping):
    assert tables.guess_mapping(header) == mapping


def test_every_guess_is_a_field_that_an_editor_can_choose():
    assert set(tables._FIELD_OF.values()) <= set(tables.FIELDS)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_three_separators_are_told_apart(separator):
    content = (
        separator.join(["title", "body", "date"])
        + "\r\n"
        + separator.join(["A, b; c".replace(separator, ""), "Text", "2024-03-25"])
    )
    (reading,) = read_table(content)
    assert reading.document.published.isoformat() == "2024-03-25"


def test_a_mapping_of_the_editors_own_wins():
    content = "a,b,title\nFirst,Text,Other\n"
    assert headlines(content, mapping={"a": "headline", "b": "body", "title": ""}) == ["First"]


def test_byte_order_mark_quotes_and_line_ends_inside_cells():
    content = '\ufefftitle,body\r\n"A ""b""","One\nTwo, three"\r\n'
    (reading,) = read_table(content)
    assert reading.document.headline == 'A "b"'
    assert "One Two, three" in reading.document.body_html


def test_labels_and_countries_are_lists():
    (reading,) = read_table("title;topics;countries\nA;Trade|Fish;JP, US\n")
    assert reading.document.labels == (Label("Trade"), Label("Fish"))
    assert reading.document.countries == ("JP", "US")


def test_a_ragged_row_is_reported_with_its_line_and_the_rest_is_read():
    readings = read_table('title,body\n"A\nb",x\nonly one\nC,y,z\nD,w\n')
    assert [reading.problem.line if reading.problem else reading.document.headline for reading in readings] == [
        "A b",
        4,
        5,
        "D",
    ]
    assert "3 cells" in readings[2].problem.message


def test_a_quotation_mark_never_closed_is_said():
    readings = read_table('title,body\nA,x\nB,"never closed\nC,y\n')
    assert readings[0].document.headline == "A"
    assert "never closed" in readings[1].problem.message
    assert readings[1].problem.line == 3


def test_nothing_is_read_where_no_column_is_a_story():
    (reading,) = read_table("colour,size\nred,1\nblue,2\n")
    assert "colour, size" in reading.problem.message


def test_too_many_columns_are_refused():
    (reading,) = read_table(",".join(["title", *["x"] * 5_000]) + "\n")
    assert "5,001 columns" in reading.problem.message


def test_repeated_and_missing_names_stay_apart():
    content = "title,,title\nA,b,C\n"
    assert importers.columns(content.encode(), format="csv") == ["title", "column 2", "title (3)"]
    assert headlines(content) == ["A"]
    assert headlines(content, mapping={"title (3)": "headline"}) == ["C"]


@pytest.mark.parametrize(
    ("dates", "iso"),
    [
        (["03/04/2024", "25/04/2024"], "2024-04-03"),
        (["03/04/2024", "04/25/2024"], "2024-03-04"),
        (["03/04/2024"], None),
    ],
)
def test_the_order_of_dates_is_proved_by_the_other_rows(dates, iso):
    first = read_table("title,date\n" + "".join(f"A,{date}\n" for date in dates))[0].document
    assert (first.published and first.published.isoformat()) == iso
    assert bool(first.warnings) == (iso is None)


@pytest.mark.parametrize("start", list("=+-@\t\r＝＋－＠"))
def test_the_guard_of_exports_is_taken_off(start):
    assert tables.unguarded(f"'{start}1") == f"{start}1"


@pytest.mark.parametrize("cell", ["'quoted'", "plain", "", "'", "''"])
def test_other_apostrophes_stay(cell):
    assert tables.unguarded(cell) == cell


def test_an_apostrophe_before_a_guarded_cell_is_the_cells_own():
    assert tables.unguarded("''=1") == "'=1"


def test_windows_text_is_read():
    assert headlines("title;body\nGrüße aus Köln;Ein Text\n".encode("cp1252")) == ["Grüße aus Köln"]


LINE = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), min_size=1, max_size=20)


@given(st.lists(st.tuples(LINE, LINE), min_size=1, max_size=5))
def test_what_csv_writes_is_read(rows):
    out = io.StringIO()
    csv.writer(out).writerows([("title", "body"), *(("T " + a, "B " + b) for a, b in rows)])
    readings = read_table(out.getvalue())
    assert [reading.position for reading in readings] == list(range(len(rows)))
    assert all(reading.document is not None for reading in readings)


@given(st.text(st.characters(codec=None), max_size=200))
def test_no_table_raises(text):
    for reading in read_table(("title,body\n" + text).encode("utf-8", "surrogatepass")):
        assert (reading.document is None) != (reading.problem is None)


def test_names_filed_by_family_are_turned():
    (reading,) = read_table('title,authors,people\nA,"Doe, Jane; Roe, Max","Moe, Ann"\n')
    assert reading.document.authors == ("Jane Doe", "Max Roe")
    assert reading.document.labels == (Label("Ann Moe", "person"),)


def test_a_packed_table_has_columns():
    packed = gzip.compress("title,body\nA,b\n".encode("utf-16"))
    assert importers.columns(packed, "x.csv.gz") == ["title", "body"]
    assert importers.columns(packed) == ["title", "body"]
    assert importers.columns(b'{"title": 1}') == []


@pytest.mark.parametrize(
    ("language", "codec"), [(language, codec) for language in ENCODINGS for codec in ENCODINGS[language]]
)
def test_tables_are_read_in_the_encoding_they_are_in(language, codec):
    text = SENTENCES[language].encode(codec, "ignore").decode(codec)
    (first, *_) = read_table(f'headline;body\n"{text[:40]}";"{text * 8}"\n'.encode(codec))
    assert first.document.headline == " ".join(text[:40].split())

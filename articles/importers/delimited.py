"""Tables: CSV with commas or semicolons, and tab-separated values, with a mapping of columns to fields."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import BinaryIO

from articles.documents import Problem, Reading
from articles.importers import records
from articles.importers.formats import Format, Options, Unreadable
from articles.text import dates, encodings, words
from articles.text.moments import Precision

FIELDS = {
    "headline": "Headline",
    "standfirst": "Standfirst",
    "body": "Body (text)",
    "body_html": "Body (HTML)",
    "authors": "Authors",
    "published": "Published",
    "published_printed": "Published, as printed",
    "updated": "Updated",
    "section": "Section",
    "source": "Source (agency or publication)",
    "site_name": "Site it ran on",
    "url": "Address",
    "canonical_url": "Canonical address",
    "guid": "Identifier",
    "language": "Language",
    "kind": "Type (news, opinion, analysis, feature)",
    "dateline": "Dateline",
    "credit": "Credit",
    "image": "Image address",
    "image_caption": "Image caption",
    "image_credit": "Image credit",
    "image_alt": "Image alternative text",
    "topics": "Topics",
    "people": "People",
    "organisations": "Organisations",
    "places": "Places",
    "events": "Events",
    "countries": "Countries",
}
"""Which fields a column can be, with what an editor sees."""

MOST_COLUMNS = 200
LARGEST_CELL = 5_000_000
MOST_PROBLEMS_IN_A_ROW = 1_000
_SEPARATORS = ",;\t"
_GUARDED = re.compile("^'(?='*[=+\\-@\t\r＝＋－＠])")
_SYNONYMS = {
    "headline": "headline title heading titel überschrift schlagzeile titre título titular titolo kop rubrik overskrift otsikko tytuł nadpis"
    " заголовок başlık judul tiêu-đề العنوان عنوان शीर्षक 見出し タイトル 标题 標題 제목",
    "standfirst": "standfirst subtitle sub-title subheading summary description abstract deck lead teaser dek vorspann untertitel chapô"
    " chapeau résumé sous-titre resumen entradilla sommario sottotitolo subtítulo resumo samenvatting ingress перевод лид özet ringkasan",
    "body": "body text content article story full-text body-text article-text main-text inhalt artikel texte contenu corps texto cuerpo"
    " contenido testo corpo conteúdo tekst inhoud innehåll treść obsah текст metin isi nội-dung النص متن 本文 正文 内容 본문",
    "body_html": "body-html html content-html html-body",
    "authors": "author authors byline by writer reporter creator journalist autor autoren verfasser auteur auteurs autores autore autori"
    " forfatter författare kirjoittaja autorzy автор авторы yazar penulis tác-giả المؤلف الكاتب نویسنده लेखक 著者 作者 기자",
    "published": "published date published-at publication-date date-published pub-date pubdate publish-date published-on posted created"
    " timestamp datum veröffentlicht erscheinungsdatum date-de-publication publié fecha fecha-de-publicación data data-pubblicazione"
    " data-de-publicação publicado gepubliceerd julkaistu data-publikacji дата дата-публикации tarih tanggal ngày التاريخ تاریخ दिनांक 日付"
    " 公開日 日期 发布时间 날짜",
    "published_printed": "published-printed date-printed",
    "updated": "updated modified updated-at date-modified last-modified last-updated aktualisiert geändert modifié mis-à-jour actualizado"
    " aggiornato atualizado обновлено güncellendi 更新日 更新时间",
    "section": "section category kicker desk channel rubric ressort rubrik kategorie catégorie sección categoría sezione categoria seção"
    " rubriek sektion osasto dział раздел рубрика kategori bölüm chuyên-mục القسم カテゴリ 栏目 섹션",
    "source": "source agency provider wire news-agency quelle agentur agence fuente agencia fonte agenzia agência bron källa źródło источник"
    " kaynak sumber nguồn المصدر ソース 来源 출처",
    "site_name": "site-name site publication newspaper outlet publisher website medium zeitung journal periódico medio giornale testata veículo"
    " krant tidning gazeta издание gazete",
    "url": "url link address uri href web-address permalink source-url article-url adresse lien enlace indirizzo ссылка bağlantı tautan رابط",
    "canonical_url": "canonical canonical-url",
    "guid": "guid id identifier uid uuid article-id story-id key nr number kennung identifiant identificador",
    "language": "language lang sprache langue idioma lingua taal språk kieli język язык dil bahasa ngôn-ngữ اللغة 言語 语言 언어",
    "kind": "type kind article-type genre",
    "dateline": "dateline spitzmarke",
    "credit": "credit credits credit-line copyright rights",
    "image": "image image-url picture photo thumbnail lead-image top-image bild imagen immagine imagem afbeelding foto изображение resim gambar",
    "image_caption": "image-caption caption photo-caption bildunterschrift légende pie-de-foto didascalia legenda подпись",
    "image_credit": "image-credit photo-credit photographer bildnachweis crédit-photo",
    "image_alt": "image-alt alt alt-text",
    "topics": "topics topic tags tag keywords subjects subject labels themen thema schlagworte sujets mots-clés temas etiquetas argomenti assuntos"
    " tematy темы теги konular topik chủ-đề الموضوعات トピック 主题 标签 주제",
    "people": "people persons person personen personnes personas persone pessoas люди",
    "organisations": "organisations organizations organisation organization companies company orgs organisationen",
    "places": "places place locations location orte lieux lugares luoghi места",
    "events": "events event ereignisse",
    "countries": "countries country nation nations land länder pays país países paese paesi страна страны ülke negara quốc-gia الدولة 国 国家 국가",
}
_FIELD_OF = {name.replace("-", " "): field for field, names in _SYNONYMS.items() for name in names.split()}


def guess_mapping(header: list[str]) -> dict[str, str]:
    """Which field each named column probably is; columns that are none are left out, and no field comes twice."""
    mapping: dict[str, str] = {}
    for column in header:
        field = _FIELD_OF.get(re.sub(r"[\W_]+", " ", column.casefold()).strip()) or (column if column in FIELDS else "")
        if field and field not in mapping.values():
            mapping[column] = field
    return mapping


def columns(data: bytes) -> list[str]:
    """The names of a table's columns, from its first bytes; [] where it is no table."""
    text = encodings.decode_start(data).text
    try:
        return _header(_rows(io.StringIO(text, newline=""), _separator(text)))
    except Unreadable:
        return []


def looks_like(head: bytes, filename: str) -> float:
    """A first row of which two columns at least are known, or a table's file ending and more than one column."""
    header = columns(head)
    known = guess_mapping(header)
    if len(known) >= 2 and {"headline", "body", "body_html"} & set(known.values()):
        return 0.9
    if filename.endswith(FORMAT.extensions):
        return 0.7
    return 0.0


def read(stream: BinaryIO, options: Options) -> Iterator[Reading]:
    """Row by row, so a file may be larger than memory. Nothing is read where no column is a headline or a body."""
    head = stream.peek(LARGEST_HEAD) if isinstance(stream, io.BufferedReader) else stream.read(LARGEST_HEAD)
    if not isinstance(stream, io.BufferedReader):
        stream.seek(-len(head), io.SEEK_CUR)
    start = encodings.decode_start(head, options.charset)
    if not encodings.readable(start.text):
        raise Unreadable("The file holds no readable text.")
    lines = io.TextIOWrapper(_Kept(stream), encoding=start.encoding, errors="replace", newline="")
    rows = _rows(lines, _separator(start.text))
    header = _header(rows)
    mapping = {
        column: field
        for column, field in (options.mapping or guess_mapping(header)).items()
        if column in header and field
    }
    if not {"headline", "body", "body_html"} & set(mapping.values()):
        raise Unreadable(
            f"None of the columns is a headline or a body. The first row reads: {words.excerpt(', '.join(header), 200)}.",
            1,
        )
    language = _order_of_dates(start.text, header, mapping)
    failures = 0
    for position, (line, row) in enumerate(rows):
        if not options.wants(position):
            continue
        reading = _row(row, line, position, header, mapping, options.url, language)
        failures = failures + 1 if reading.problem else 0
        yield reading
        if failures >= MOST_PROBLEMS_IN_A_ROW:
            raise Unreadable(f"{failures:,} rows in a row could not be read; the rest of the file was left.", line)


LARGEST_HEAD = 64_000


class _Kept(io.BufferedReader):
    """A stream that a text wrapper may not close: it belongs to whoever opened it."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream)  # type: ignore[arg-type]

    def close(self) -> None:
        if not self.closed:
            self.detach()


def _rows(lines: Iterator[str], separator: str) -> Iterator[tuple[int, list[str] | Problem]]:
    """Line number and cells of each row that is not blank, or what is wrong with it."""
    csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader((line.replace("\0", "") for line in lines), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, Problem(_reason(str(error)), line)
            continue
        if any(cell.strip() for cell in row):
            yield line, row


def _reason(error: str) -> str:
    if "end of data" in error:
        return "A quotation mark is opened in this row and never closed."
    if "field larger" in error:
        return f"A cell is longer than {LARGEST_CELL // 1_000_000} million characters; perhaps a quotation mark is not closed."
    return f"The row is not well formed: {error}."


def _separator(text: str) -> str:
    """The separator that gives the first row the most known columns, then the most columns."""

    def columns_by(separator: str) -> tuple[int, int]:
        _, row = next(_rows(io.StringIO(text, newline=""), separator), (1, []))
        cells = [] if isinstance(row, Problem) else row
        return len(guess_mapping([words.clean(cell) for cell in cells[:MOST_COLUMNS]])), len(cells)

    return max(_SEPARATORS, key=columns_by)


def _header(rows: Iterator[tuple[int, list[str] | Problem]]) -> list[str]:
    """Column names of the first row: unnamed ones numbered, repeated ones told apart."""
    line, row = next(rows, (1, []))
    if isinstance(row, Problem):
        raise Unreadable(row.message, line)
    if len(row) > MOST_COLUMNS:
        raise Unreadable(f"The first row has {len(row):,} columns; {MOST_COLUMNS} is the most.", line)
    header: list[str] = []
    for number, cell in enumerate(row, 1):
        name = words.clean(cell) or f"column {number}"
        header.append(name if name not in header else f"{name} ({number})")
    return header


def _row(
    row: list[str] | Problem,
    line: int,
    position: int,
    header: list[str],
    mapping: Mapping[str, str],
    url: str,
    language: str,
) -> Reading:
    if isinstance(row, Problem):
        return Reading(position, problem=row)
    original = "\n".join(f"{name}: {words.scrub(cell)}" for name, cell in zip(header, row, strict=False) if cell)
    if len(row) != len(header):
        message = f"The row has {len(row)} cells where the first row has {len(header)}."
        return Reading(position, problem=Problem(message, line), original=original)
    values = {mapping[name]: unguarded(cell) for name, cell in zip(header, row, strict=True) if name in mapping}
    try:
        return Reading(position, records.document(values, url=url, language=language), original=original)
    except Unreadable as unreadable:
        return Reading(position, problem=Problem(unreadable.problem.message, line), original=original)


def unguarded(cell: str) -> str:
    """A cell without the apostrophe that exports put before what a spreadsheet would take for a formula."""
    return _GUARDED.sub("", cell)


def _order_of_dates(text: str, header: list[str], mapping: Mapping[str, str]) -> str:
    """A language tag with the order that the first rows' dates prove ("25/03/2024" is day first), or ""."""
    dated = [place for place, name in enumerate(header) if mapping.get(name) in {"published", "updated"}]
    proved = set()
    for _, row in islice(_rows(io.StringIO(text, newline=""), _separator(text)), 500):
        for place in dated if isinstance(row, list) and len(row) == len(header) else ():
            day_first, month_first = dates.parse(row[place], "en-GB"), dates.parse(row[place], "en-US")
            slashed = re.match(r"\s*(\d{1,2})[/-](\d{1,2})[/-]\d{4}", row[place])
            if (
                slashed
                and day_first
                and day_first.precision is not Precision.YEAR
                and day_first == month_first
                and slashed[1] != slashed[2]
            ):
                proved.add("en-GB" if int(slashed[1]) > 12 else "en-US")
    return proved.pop() if len(proved) == 1 else ""


FORMAT = Format(
    name="csv",
    label="Table (CSV, TSV)",
    extensions=(".csv", ".tsv", ".tab"),
    media_types=("text/csv", "text/tab-separated-values"),
    looks_like=looks_like,
    read=read,
    structured=True,
    passes_over=True,
)

"""Tables of any kind: which column is which field, and rows that become documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from articles.documents import Problem, Reading
from articles.importers import records
from articles.importers.formats import Options, Unreadable
from articles.text import dates, words
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

Row = tuple[int, list[str] | Problem]
"""The number of a row's first line, and its cells or what is wrong with it."""

MOST_COLUMNS = 200
MOST_PROBLEMS_IN_A_ROW = 1_000
JUDGED_ROWS = 500
_STORY = frozenset({"headline", "body", "body_html"})
_DATED = frozenset({"published", "updated"})
_GUARDED = re.compile("^'(?='*[=+\\-@\t\r＝＋－＠])")
_SLASHED = re.compile(r"\s*(\d{1,2})[/-](\d{1,2})[/-]\d{4}")
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


def known(header: list[str]) -> int:
    """How many columns are known by their names; 0 where none of them could be a story."""
    mapping = guess_mapping(header)
    return len(mapping) if _STORY & set(mapping.values()) else 0


def header_of(row: list[str] | Problem, line: int) -> list[str]:
    """Column names of the first row: unnamed ones numbered, repeated ones told apart.

    Raises :class:`Unreadable` where the row is none, or has more columns than a table of stories.
    """
    if isinstance(row, Problem):
        raise Unreadable(row.message, line)
    if len(row) > MOST_COLUMNS:
        raise Unreadable(f"The first row has {len(row):,} columns; {MOST_COLUMNS} is the most.", line)
    header: list[str] = []
    for number, cell in enumerate(row, 1):
        name = words.clean(cell) or f"column {number}"
        header.append(name if name not in header else f"{name} ({number})")
    return header


def mapping_of(header: list[str], options: Options) -> dict[str, str]:
    """Column name to field: the editor's own mapping, else what the names say.

    Raises :class:`Unreadable` where no column is a headline or a body: nothing is imported by a wrong first row.
    """
    chosen = options.mapping or guess_mapping(header)
    mapping = {column: field for column, field in chosen.items() if column in header and field}
    if not _STORY & set(mapping.values()):
        raise Unreadable(
            f"None of the columns is a headline or a body. The first row reads: {words.excerpt(', '.join(header), 200)}.",
            1,
        )
    return mapping


def readings(
    rows: Iterable[Row],
    header: list[str],
    mapping: Mapping[str, str],
    *,
    url: str = "",
    language: str = "",
    dated: Callable[[str], str] = str,
    wants: Callable[[int], bool] = lambda position: True,
) -> Iterator[Reading]:
    """A document or a problem for each row below the first that is wanted.

    ``language`` is what :func:`order_of_dates` proved. ``dated`` turns a cell of a date column into a written date, for
    tables that keep dates as numbers. ``wants`` says it of a row by its place.
    """
    failures = 0
    for position, (line, row) in enumerate(rows):
        if not wants(position):
            continue
        reading = _reading(row, line, position, header, mapping, url, language, dated)
        failures = failures + 1 if reading.problem else 0
        yield reading
        if failures >= MOST_PROBLEMS_IN_A_ROW:
            raise Unreadable(f"{failures:,} rows in a row could not be read; the rest of the file was left.", line)


def _reading(
    row: list[str] | Problem,
    line: int,
    position: int,
    header: list[str],
    mapping: Mapping[str, str],
    url: str,
    language: str,
    dated: Callable[[str], str],
) -> Reading:
    if isinstance(row, Problem):
        return Reading(position, problem=row)
    original = "\n".join(f"{name}: {words.scrub(cell)}" for name, cell in zip(header, row, strict=False) if cell)
    if len(row) != len(header):
        message = f"The row has {len(row)} cells where the first row has {len(header)}."
        return Reading(position, problem=Problem(message, line), original=original)
    values = {mapping[name]: unguarded(cell) for name, cell in zip(header, row, strict=True) if name in mapping}
    values |= {field: dated(values[field]) for field in _DATED & values.keys()}
    try:
        return Reading(position, records.document(values, url=url, language=language), original=original)
    except Unreadable as unreadable:
        return Reading(position, problem=Problem(unreadable.problem.message, line), original=original)


def unguarded(cell: str) -> str:
    """A cell without the apostrophe that exports put before what a spreadsheet would take for a formula."""
    return _GUARDED.sub("", cell)


def order_of_dates(rows: Iterable[Row], header: list[str], mapping: Mapping[str, str]) -> str:
    """A language tag with the order that these rows' dates prove ("25/03/2024" is day first), or ""."""
    places = [place for place, name in enumerate(header) if mapping.get(name) in _DATED]
    proved = set()
    for _, row in rows:
        for place in places if isinstance(row, list) and len(row) == len(header) else ():
            day_first, month_first = dates.parse(row[place], "en-GB"), dates.parse(row[place], "en-US")
            slashed = _SLASHED.match(row[place])
            if (
                slashed
                and day_first
                and day_first.precision is not Precision.YEAR
                and day_first == month_first
                and slashed[1] != slashed[2]
            ):
                proved.add("en-GB" if int(slashed[1]) > 12 else "en-US")
    return proved.pop() if len(proved) == 1 else ""

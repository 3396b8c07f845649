"""Word forms by the language of the story, and one word for the ways in which keyboards and papers write it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.search import search
from articles.search.stems import are_forms
from articles.search.words import cut
from articles.selection import Selection
from tests.factories import make_article

STORIES = {
    "en": ("Port notes", "The ministers signed two treaties and visited the harbours."),
    "de": ("Notizen vom Hafen", "Die Verträge wurden unterzeichnet, die Häuser geräumt."),
    "fr": ("Notes du port", "Les déclarations nationales ont été signées."),
    "es": ("Notas del puerto", "Las elecciones y los acuerdos fueron anunciados."),
    "ru": ("Заметки о порте", "Министры подписали договоры, потом ещё раз встретились."),
    "el": ("Σημειώσεις", "Οι υπουργοί υπέγραψαν τις συνθήκες."),
    "ar": ("أخبار المرفأ", "وقّع الوزراء المُعاهدات بعد الاجتمـاع، وقالت المتحدثة إنّ الاتفاق كامل."),
    "ur": ("بندرگاہ کی خبریں", "حکومت کی کمیٹی نے معاہدے پر دستخط کیے۔"),
    "fa": ("خبرهای بندر", "دولت می‌خواهد کشتی‌ها را بازگرداند."),
    "ja": ("港の話題", "大臣はﾄｳｷｮｳの港を訪れ、コンテナの積み降ろしを見た。"),
    "ko": ("항구 소식", "장관들은 조약에 서명했고 정부는 항구를 넓히겠다고 했다."),
    "zh": ("港口消息", "部长们在上海签署了贸易条约。"),
    "th": ("ข่าวท่าเรือ", "รัฐมนตรีลงนามในสนธิสัญญาที่กรุงเทพฯ เมื่อวันที่ ๑๕ และไม่เก็บภาษีน้ำมัน"),
}


@pytest.fixture
def archive(index: Callable[[], None]) -> dict[int, str]:
    """One story in each language; gives the languages by id."""
    stories = {
        make_article(headline, body_html=f"<p>{body}</p>", language=language).pk: language
        for language, (headline, body) in STORIES.items()
    }
    index()
    return stories


def found(archive: dict[int, str], q: str) -> set[str]:
    return {archive[id] for id in search(Selection(q=q), facets=False, timeline=False).ids}


@pytest.mark.parametrize(
    ("q", "language"),
    [
        ("treaty", "en"),
        ("visiting", "en"),
        ("Vertrag", "de"),
        ("Vertraege*", ""),
        ("Haus", "de"),
        ("déclaration", "fr"),
        ("national", "fr"),
        ("acuerdo", "es"),
        ("elección", "es"),
        ("договор", "ru"),
        ("договора", "ru"),
        ("ещe", ""),
        ("еще", "ru"),
        ("συνθήκη", "el"),
        ("ΣΥΝΘΗΚΕΣ", "el"),
        ("معاهدة", "ar"),
        ("المعاهدة", "ar"),
        ("معاهدات", "ar"),
        ("اجتماع", "ar"),
        ("ان الاتفاق", "ar"),
        ("متحدثه", "ar"),
        ("حكومت", "ur"),
        ("کمیٹی", "ur"),
        ("كمیٹى", "ur"),
        ("میخواهد", "fa"),
        ("می‌خواهد", "fa"),
        ("كشتي‌ها", "fa"),
        ("トウキョウ", "ja"),
        ("ｺﾝﾃﾅ", "ja"),
        ("積み降ろし", "ja"),
        ("조약", "ko"),
        ("정부", "ko"),
        ("서명", "ko"),
        ("贸易条约", "zh"),
        ("上海 条约", "zh"),
        ("สนธิสัญญา", "th"),
        ("กรุงเทพ", "th"),
        ("ภาษีน้ำมัน", "th"),
        ("วันที่ 15", "th"),
    ],
)
def test_a_word_finds_its_forms_in_stories_of_its_language(archive: dict[int, str], q: str, language: str) -> None:
    assert found(archive, q) == ({language} if language else set())


def test_what_is_a_form_in_one_language_is_none_in_another(index: Callable[[], None]) -> None:
    german = make_article("Notiz", body_html="<p>Viele Vertragen sich.</p>", language="de")
    english = make_article("Note", body_html="<p>The word Vertragen was used.</p>", language="en")
    index()
    assert search(Selection(q="Vertrag")).ids == (german.pk,)
    assert set(search(Selection(q="Vertragen")).ids) == {german.pk, english.pk}


def test_a_region_does_not_change_the_language(index: Callable[[], None]) -> None:
    story = make_article("Nota", body_html="<p>Os acordos foram assinados.</p>", language="pt-BR")
    index()
    assert search(Selection(q="acordo")).ids == (story.pk,)


def test_a_story_in_a_language_without_stems_is_read_as_the_archive_s_own(index: Callable[[], None]) -> None:
    story = make_article("港", body_html="<p>「Two treaties」と大臣は言った。</p>", language="ja")
    index()
    assert search(Selection(q="treaty")).ids == (story.pk,)


def test_a_phrase_has_no_forms_in_any_language(archive: dict[int, str]) -> None:
    assert found(archive, '"Vertrag"') == found(archive, '"договор"') == set()


@pytest.mark.parametrize(
    ("one", "other", "language", "same"),
    [
        ("treaties", "treaty", "en-GB", True),
        ("treaties", "treason", "en", False),
        ("معاهده", "والمعاهدات", "ar", True),
        ("وزير", "الوزيران", "ar", True),
        ("وزير", "زيارات", "ar", False),
        ("treaties", "treaty", "ja", False),
        ("tea", "teas", "en", False),
        ("договоры", "договор", "en", False),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str, language: str, same: bool) -> None:
    assert are_forms(one, other, language) is same


@pytest.mark.parametrize(
    ("written", "also"),
    [
        ("أحمد", "احمد"),
        ("آخر", "اخر"),
        ("على", "علی"),
        ("كتاب", "کتاب"),
        ("مدرسة", "مدرسه"),
        ("کمیٹیۂ", "كميٹيه"),
        ("كتــاب", "كتاب"),
        ("مُعَلِّم", "معلم"),
        ("خانه‌ها", "خانهها"),
        ("۱۲۳", "123"),
        ("٤٥", "45"),
        ("ｶﾞｽ", "ガス"),
        ("ＡＢＣ", "abc"),
        ("Ёлка", "елка"),
        ("ΝΉΣΟΣ", "νησος"),
        ("שָׁלוֹם", "שלום"),
        ("สำคัญ", "สํ\u0e32คัญ"),
        ("Şehir", "sehir"),
    ],
)
def test_one_word_is_cut_alike_however_it_is_written(written: str, also: str) -> None:
    assert cut(written) == cut(also) != []


def test_letters_that_are_others_stay_apart() -> None:
    assert cut("край") != cut("краи")
    assert cut("لڑکے") != cut("لڑکی")
    assert cut("ハ") != cut("バ")

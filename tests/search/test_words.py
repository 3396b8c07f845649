"""What one types and what is found: operators, accents, scripts, word forms, and the passage that is shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.search import search
from articles.search.query_language import Term, read
from articles.search.words import cut, normalised
from articles.selection import Selection, Sort
from tests.factories import make_article

STORIES = {
    "harbour": ("Harbour treaty signed", "Ministers from Japan and the Philippines met about bases and tariffs."),
    "visit": ("Fleet visits Łódź café", "The U.S. fleet came; the café was full. Trading went on, and trade grew."),
    "treaty": ("Treaty on ports", "A new treaty about a harbour, not about the old one. Hanoi agreed."),
    "日本": ("日米首脳会談が東京で開かれた", "両首脳は半導体の供給について話し合った。"),
    "中国": ("中国和日本举行贸易谈判", "双方讨论了关税问题。"),
    "한국": ("한국은 새로운 조약에 서명했다", "두 나라는 항구에 관해 논의했다."),
    "عربي": ("وقّع الوزيران معاهدة المرفأ", "ناقش الطرفان التجارة والتعرفة."),
    "اردو": ("بندرگاہ کا معاہدہ طے پا گیا", "وزراء نے تجارت پر بات کی۔"),
    "ไทย": ("รัฐมนตรีลงนามในสนธิสัญญาท่าเรือ", "ทั้งสองฝ่ายหารือเรื่องภาษีศุลกากร"),
    "हिन्दी": ("मंत्रियों ने बन्दरगाह सन्धि पर हस्ताक्षर किए", "व्यापार पर चर्चा हुई।"),
}


@pytest.fixture
def archive(index: Callable[[], None]) -> dict[int, str]:
    """One story in each script; gives their names by id."""
    names = {
        make_article(headline, body_html=f"<p>{body}</p>", authors=["Ana Reyes"]).pk: name
        for name, (headline, body) in STORIES.items()
    }
    index()
    return names


def found(archive: dict[int, str], q: str) -> set[str]:
    return {archive[id] for id in search(Selection(q=q), facets=False, timeline=False).ids}


class TestOperators:
    @pytest.mark.parametrize(
        ("q", "names"),
        [
            ("harbour", {"harbour", "treaty"}),
            ("HARBOUR Treaty", {"harbour", "treaty"}),
            ('"harbour treaty"', {"harbour"}),
            ("“harbour treaty”", {"harbour"}),
            ("「harbour treaty」", {"harbour"}),
            ("harbour-treaty", {"harbour"}),
            ('"treaty harbour"~5', {"harbour", "treaty"}),
            ('"treaty harbour"', set()),
            ("treaty -hanoi", {"harbour"}),
            ("treaty NOT hanoi", {"harbour"}),
            ("treaty −hanoi", {"harbour"}),
            ("hanoi OR fleet", {"treaty", "visit"}),
            ("hanoi | fleet", {"treaty", "visit"}),
            ("treaty philippines OR hanoi", {"harbour", "treaty"}),
            ("(treaty philippines) OR fleet", {"harbour", "visit"}),
            ("treaty AND hanoi", {"treaty"}),
            ("treaty -(hanoi OR fleet)", {"harbour"}),
            ("philip*", {"harbour"}),
            ("harbour-tre*", {"harbour"}),
            ("headline:harbour", {"harbour"}),
            ("headline:(harbour OR fleet)", {"harbour", "visit"}),
            ("body:harbour", {"treaty"}),
            ('title:"harbour treaty"', {"harbour"}),
            ("-harbour fleet", {"visit"}),
            ("ｈａｒｂｏｕｒ ｈａｎｏｉ", {"treaty"}),
            ("byline:reyes fleet", {"visit"}),
            ("nowhereatall", set()),
        ],
    )
    def test_they_mean_what_one_guesses(self, archive: dict[int, str], q: str, names: set[str]) -> None:
        assert found(archive, q) == names

    def test_without_alone_gives_all_the_others(self, archive: dict[int, str]) -> None:
        assert found(archive, "-harbour") == set(STORIES) - {"harbour", "treaty"}

    def test_words_may_stand_in_different_parts_of_a_story(self, archive: dict[int, str]) -> None:
        assert found(archive, "signed philippines reyes") == {"harbour"}


class TestForms:
    @pytest.mark.parametrize("q", ["cafe", "café", "CAFÉ", "cafe\u0301", "lodz", "Łódź"])
    def test_accents_and_case_make_no_difference(self, archive: dict[int, str], q: str) -> None:
        assert found(archive, q) == {"visit"}

    @pytest.mark.parametrize("q", ["US fleet", "U.S. fleet", "u.s. fleet"])
    def test_an_acronym_is_found_with_and_without_its_stops(self, archive: dict[int, str], q: str) -> None:
        assert found(archive, q) == {"visit"}

    @pytest.mark.parametrize("q", ["visiting", "visited", "fleets", "trades"])
    def test_another_form_of_an_english_word_is_found(self, archive: dict[int, str], q: str) -> None:
        assert found(archive, q) == {"visit"}

    def test_a_phrase_means_the_very_words(self, archive: dict[int, str]) -> None:
        assert found(archive, '"visiting"') == set()

    def test_the_word_itself_comes_before_its_other_forms(self, index: Callable[[], None]) -> None:
        other = make_article("Talks", body_html="<p>They traded for a week.</p>")
        same = make_article("Talks", body_html="<p>They may trade for a week.</p>")
        index()
        assert search(Selection(q="trade")).ids == (same.pk, other.pk)
        assert search(Selection(q="traded")).ids == (other.pk, same.pk)


class TestScripts:
    @pytest.mark.parametrize(
        ("q", "name"),
        [
            ("首脳", "日本"),
            ("半導体の供給", "日本"),
            ("東", "日本"),
            ("关税", "中国"),
            ("中国 谈判", "中国"),
            ("조약", "한국"),
            ("항구", "한국"),
            ("معاهدة", "عربي"),
            ("وقع", "عربي"),
            ("معاہدہ", "اردو"),
            ("สนธิสัญญา", "ไทย"),
            ("ภาษี", "ไทย"),
            ("सन्धि", "हिन्दी"),
            ("व्यापार", "हिन्दी"),
        ],
    )
    def test_each_finds_what_is_there(self, archive: dict[int, str], q: str, name: str) -> None:
        assert name in found(archive, q) <= {name, "عربي", "اردو"}

    def test_characters_in_another_order_are_another_word(self, archive: dict[int, str]) -> None:
        assert found(archive, "日本") == {"中国"}
        assert found(archive, "本日") == set()


class TestOrder:
    def test_a_match_in_the_headline_comes_first(self, index: Callable[[], None]) -> None:
        body = make_article("Ministers meet", body_html="<p>They spoke of tariffs all day.</p>")
        standfirst = make_article("Ministers meet", standfirst="About tariffs.", body_html="<p>They spoke all day.</p>")
        headline = make_article("Tariffs rise", body_html="<p>They spoke all day.</p>")
        index()
        assert search(Selection(q="tariffs")).ids == (headline.pk, standfirst.pk, body.pk)

    def test_newest_first_and_of_one_second_the_one_that_came_in_last(self, index: Callable[[], None]) -> None:
        old = make_article(on="1951-09-08T10:00")
        first, second = (make_article(on="2024-03-25T10:00:00") for _ in range(2))
        index()
        assert search(Selection()).ids == (second.pk, first.pk, old.pk)
        assert search(Selection(sort=Sort.OLDEST)).ids == (old.pk, first.pk, second.pk)


class TestReading:
    @pytest.mark.parametrize(
        ("q", "notes"),
        [
            ("harbour", ()),
            ('"harbour', ("A quotation mark was not closed; the phrase was read up to the end.", 'Read as: "harbour"')),
            ("(a b", ("A parenthesis was not closed; it was read up to the end.", "Read as: a AND b")),
            ("a) b", ("A closing parenthesis had no beginning and was left out.", "Read as: a AND b")),
            ("a b OR c", ("Read as: a AND (b OR c)",)),
            ("a (b OR c)", ()),
            (
                "colour:red",
                ("“colour:” is no part of a story to look into; it was read as a word.", "Read as: colour AND red"),
            ),
            ("!!!", ("There is no letter or digit to look for.",)),
            ("a*", ("A beginning of a word needs 2 letters before its *.", "Read as: a")),
        ],
    )
    def test_the_reader_is_told_what_was_odd(self, q: str, notes: tuple[str, ...]) -> None:
        assert read(q).notes == notes

    @pytest.mark.parametrize(
        "q", ["OR", "AND", "NOT", "-", "()", '""', "*", "OR OR", "headline:", "-()", "( OR )", "~5"]
    )
    def test_lone_operators_mean_nothing_or_themselves(self, q: str) -> None:
        meaning = read(q).meaning
        assert meaning is None or isinstance(meaning, Term)

    def test_operators_at_the_ends_are_left_out(self) -> None:
        assert str(read("OR a OR b OR").meaning) == "a OR b"
        assert str(read("AND a AND").meaning) == "a"

    def test_an_address_is_read_as_words(self) -> None:
        assert str(read("https://harbour.example/a-b").meaning) == '"https harbour example a b"'

    def test_a_phrase_may_end_in_the_beginning_of_a_word(self) -> None:
        assert str(read('"harbour fle*"').meaning) == '"harbour fle*"'
        assert str(read("ᄀ00*").meaning) == '"ᄀ 00*"'

    @settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(q=st.text(st.sampled_from('ab日 "()*-~:|+&!OR\\/[]{}^<>.5\u0301“'), max_size=40) | st.text(max_size=40))
    def test_nothing_one_can_type_is_an_error(self, archive: dict[int, str], q: str) -> None:
        q = q.replace("\x00", "")
        results = search(Selection(q=q))
        assert 0 <= results.total <= len(archive)
        again = read(str(read(q).meaning or ""))
        assert str(again.meaning or "") == str(read(q).meaning or "")


class TestCutting:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Ōsaka's U.S.-style F-16", ["osaka", "s", "us", "style", "f", "16"]),
            ("Straße ﬁn ½", ["strasse", "fin", "1", "2"]),
            ("東京tower", ["東", "京", "tower"]),
            ("co\u00adoperate", ["cooperate"]),
        ],
    )
    def test_text_becomes_words(self, text: str, words: list[str]) -> None:
        assert cut(text) == words

    def test_plain_text_is_left_as_it_is(self) -> None:
        assert normalised("The fleet left at 5.30 p.m.") == "The fleet left at 5.30 pm"
        assert normalised("The end. A beginning.") == "The end. A beginning."

"""From bytes to text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import encodings, languages
from tests.text.sentences import ENCODINGS, SENTENCES

RUSSIAN = "Министры двух стран обсудили торговлю и рыболовство в северных водах. " * 40
JAPANESE = "両国の大臣は北の海の漁業と貿易について話し合った。" * 80


@pytest.mark.parametrize(
    ("data", "header", "text"),
    [
        ("Grüße".encode(), "", "Grüße"),
        ("Grüße".encode("latin-1"), "", "Grüße"),
        (b"\xef\xbb\xbfGr\xc3\xbc", "latin-1", "Grü"),
        ("Grü".encode("utf-16"), "", "Grü"),
        ("Grü".encode("utf-16-be"), "utf-16be", "Grü"),
        ("“Привет”".encode("cp1251"), "windows-1251", "“Привет”"),
        ("“quoted”".encode("cp1252"), "iso-8859-1", "“quoted”"),
        (b"<meta charset=shift_jis>" + "漁業".encode("shift_jis"), "", "<meta charset=shift_jis>漁業"),
        (b"<meta charset=gb2312>" + "渔业".encode("gbk"), "", "<meta charset=gb2312>渔业"),
        (b"<meta charset=gb2312>" + "渔业".encode(), "", "<meta charset=gb2312>渔业"),
        (b"<meta charset=utf-7>+ADw-", "", "<meta charset=utf-7>+ADw-"),
        (b"", "", ""),
    ],
)
def test_the_stated_encoding_is_used_unless_it_is_plainly_wrong(data, header, text):
    assert encodings.decode(data, header).text == text


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (RUSSIAN, "utf-16"),
        (JAPANESE, "utf-8"),
    ],
)
def test_an_unstated_encoding_is_detected(text, codec):
    assert encodings.decode(text.encode(codec)).text == text


def test_what_cannot_be_read_is_counted():
    decoded = encodings.decode(b"a\xfa\xff" * 10, "utf-8")
    assert decoded.unreadable > 0
    assert decoded.doubtful


@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "gbk", "nonsense", "utf-7", "x-user-defined"]))
def test_no_bytes_raise(data, header):
    encodings.decode(data, header).text.encode("utf-8", "strict")
    encodings.decode_start(data, header)


@pytest.mark.parametrize("cut", range(1, 4))
def test_a_beginning_may_end_inside_a_character(cut):
    assert encodings.decode_start(("a" * 50 + "漁業").encode()[:-cut]).encoding == "utf-8"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The ministers of both countries talked about trade and fishing.", "en"),
        ("Die Minister beider Länder sprachen über Handel und Fischerei.", "de"),
        ("Les ministres des deux pays ont parlé du commerce et de la pêche.", "fr"),
        (RUSSIAN, "ru"),
        (JAPANESE, "ja"),
        ("两国部长讨论了贸易和渔业问题。", "zh"),
        ("양국 장관은 무역과 어업에 대해 논의했다.", "ko"),
        ("ok", ""),
        ("", ""),
    ],
)
def test_languages_are_detected(text, code):
    assert languages.detect(text) == code


WRITTEN = [
    (language, codec)
    for language in SENTENCES
    for codec in (*ENCODINGS.get(language, ()), "utf-8", "utf-16-le", "utf-16-be")
]


def sample(language, codec, size=2048):
    """Sentences of a language, as long as asked, without the quotation marks that the encoding lacks."""
    text = SENTENCES[language].encode(codec, "ignore").decode(codec)
    return "\n".join([text] * (size // len(text.encode(codec)) + 1))


@pytest.mark.parametrize(("language", "codec"), WRITTEN)
def test_two_kilobytes_tell_their_encoding(language, codec):
    text = sample(language, codec)
    assert encodings.decode(text.encode(codec)).text == text
    page = f"<html><title>1</title><body>{text.replace(chr(10), '</p><p class=a>')}</body></html>"
    assert encodings.decode(page.encode(codec)).text == page


@pytest.mark.parametrize("language", ["ja", "ru", "de"])
def test_nuls_astray_are_no_utf_16(language):
    text = SENTENCES[language][:60] + "\0" + SENTENCES[language][60:]
    assert encodings.decode(text.encode()).encoding == "utf-8"


def test_a_declaration_that_fits_nothing_gives_way():
    text = sample("ja", "shift_jis")
    assert encodings.decode(text.encode("shift_jis"), "utf-8").text == text
    assert encodings.decode(b"<meta charset=euc-kr>" + text.encode("shift_jis")).text.endswith(text)


@pytest.mark.parametrize("header", ["", "utf-8"])
def test_a_few_bad_bytes_do_not_make_another_encoding_of_utf_8(header):
    data = sample("de", "utf-8").encode().replace("ß".encode(), b"\xdf").replace("ö".encode(), b"\xc3", 1)
    decoded = encodings.decode(data, header)
    assert decoded.encoding == "utf-8"
    assert "nächsten Frühjahr" in decoded.text

"""Streams of bytes as text."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.transcoding import text_stream
from tests.text.sentences import ENCODINGS, SENTENCES


@pytest.mark.parametrize("before", [0, 200_000])
@pytest.mark.parametrize(
    ("language", "codec"), [(language, codec) for language in ENCODINGS for codec in ENCODINGS[language]]
)
def test_the_encoding_is_judged_where_the_text_begins(language, codec, before):
    text = SENTENCES[language].encode(codec, "ignore").decode(codec)
    whole = "title,body\r\n" + "plain,words\r\n" * (before // 13) + f'1,"{text}"\r\n' * 300
    assert text_stream(io.BytesIO(whole.encode(codec))).read() == whole


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_marks_of_unicode_are_understood(codec):
    whole = "title,body\r\n" + "漁業,文\r\n" * 20_000
    assert text_stream(io.BytesIO(whole.encode(codec))).read() == whole


def test_the_stream_itself_stays_open():
    stream = io.BytesIO(b"a")
    text_stream(stream).close()
    assert not stream.closed


@given(st.binary(max_size=300), st.sampled_from(["", "gbk", "nonsense", "utf-16"]))
def test_no_bytes_raise(data, header):
    text_stream(io.BytesIO(data), header).read().encode("utf-8", "strict")

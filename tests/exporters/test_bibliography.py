"""Bibliographies that reference managers read."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.exporters.bibliography import write_bibtex, write_csl_json, write_ris
from articles.models import Appearance, Source
from tests.exporters.test_citations import KNOWN
from tests.factories import make_article

# What a reader of TeX puts in place of the names that stand for signs.
TEX_SIGNS = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~", r"\textasciicircum{}": "^",
} | {f"\\{sign}": sign for sign in "$&#%_"}  # fmt: skip
TEX_SIGN = re.compile("|".join(map(re.escape, TEX_SIGNS)))


def ris_records(text: str) -> list[dict[str, list[str]]]:
    """RIS as a reference manager reads it: line by line, a tag and its value."""
    records, current = [], {}
    for line in filter(None, text.split("\r\n")):
        tag, value = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line).groups()
        if tag == "ER":
            records.append(current)
            current = {}
        else:
            current.setdefault(tag, []).append(value)
    assert current == {}
    return records


def bibtex_entries(text: str) -> list[dict[str, str]]:
    """BibTeX as BibTeX reads it, which counts braces and knows no backslash before one."""
    depth, starts, ends = 0, [], []
    for place, sign in enumerate(text):
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
        if sign == "{" and depth == 1:
            starts.append(place + 1)
        if sign == "}" and depth == 0:
            ends.append(place)
    assert depth == 0
    return [dict(fields(text[start:end])) for start, end in zip(starts, ends, strict=True)]


def fields(entry: str) -> list[tuple[str, str]]:
    """The fields of an entry without the braces around their values; its key as ``key``."""
    commas, depth = [-1], 0
    for place, sign in enumerate(entry):
        depth += (sign == "{") - (sign == "}")
        if sign == "," and depth == 0:
            commas.append(place)
    key, *pairs = [entry[start + 1 : end].strip() for start, end in pairwise([*commas, len(entry)])]
    found = [pair.partition(" = ")[::2] for pair in pairs if pair]
    return [("key", key), *((name, value.removeprefix("{").removesuffix("}")) for name, value in found)]


def read_tex(value: str) -> str:
    """What TeX prints of ``value``."""
    return TEX_SIGN.sub(lambda sign: TEX_SIGNS[sign[0]], value)


def in_one_line(text: str) -> str:
    """``text`` as a line can hold it."""
    unseen = "\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
    return " ".join(re.sub(f"[{unseen}]", " ", text).split())


HOSTILE = st.text(min_size=1, max_size=80) | st.text("{}\\\"'%&$#_~^,@=\n\r\u2028\u202e\u200f א", min_size=1)


@given(headline=HOSTILE, source=HOSTILE, author=HOSTILE)
@example("Talks\nER  - \r\nTY  - BOOK", "}", "{")
@example("}},\n@misc{x, title={y", "\\", "a and b")
@example("\u202eTalks\u202c \u200fא", "\u2067x", "מרים לוי")
def test_hostile_texts_come_back_as_they_were(headline, source, author):
    record = KNOWN | {"headline": headline, "source": source, "authors": [author]}
    whole = in_one_line(headline) or "[Untitled]"

    (ris,) = ris_records("".join(write_ris([record])))
    assert ris["TI"] == [whole]
    assert ris["UR"] == [KNOWN["permalink"]]

    (entry,) = bibtex_entries("".join(write_bibtex([record])))
    assert read_tex(entry["title"][1:-1]) == whole
    assert entry["url"] == KNOWN["permalink"]
    assert read_tex(entry["journal"]) == (in_one_line(source) or "Newsarchive")

    (item,) = json.loads("".join(write_csl_json([record])))
    assert item["title"] == whole


@pytest.mark.parametrize("count", [0, 1, 3])
def test_csl_json_is_one_array_whatever_it_holds(count):
    assert len(json.loads("".join(write_csl_json([KNOWN] * count)))) == count


def test_csl_json_holds_what_is_known():
    (item,) = json.loads(
        "".join(write_csl_json([KNOWN | {"authors": ["Ana Reyes", "News Desk"], "published": "1952-04"}]))
    )
    assert item == {
        "id": "newsarchive-7",
        "type": "article-newspaper",
        "title": "Harbour ministers weigh a joint office",
        "author": [{"family": "Reyes", "given": "Ana"}, {"literal": "News Desk"}],
        "container-title": "The Bay Post",
        "issued": {"date-parts": [[1952, 4]]},
        "section": "World",
        "archive": "Newsarchive",
        "URL": "https://news.example/a/7",
        "language": "en",
    }


def test_ris_holds_a_record_for_each_story(client, index):
    story = make_article("Talks open", on="2024-03-25", authors=["Ana Reyes"], source="Bay Wire", section="World")
    outlet = Source.objects.create(name="The Post", slug="the-post")
    Appearance.objects.create(article=story, outlet=outlet)
    make_article("Talks end", on="2024-03-26")
    index()
    last, first = ris_records(client.get("/articles.ris").getvalue().decode())
    assert last["TI"] == ["Talks end"]
    assert first == {
        "TY": ["NEWS"], "ID": [str(story.pk)], "TI": ["Talks open"], "AU": ["Reyes, Ana"], "T2": ["The Post"],
        "PB": ["Bay Wire"], "PY": ["2024"], "DA": ["2024/03/25"], "SE": ["World"], "LA": ["en"], "DB": ["Newsarchive"],
        "UR": [f"http://testserver/a/{story.pk}"],
    }  # fmt: skip


def test_bibtex_escapes_what_tex_would_run(client, index):
    story = make_article(r"100% of \input{x} & $5_a", authors=["The #1 {Desk}", "Jan van der Berg", "Bo Lind Jr."])
    index()
    text = client.get("/articles.bib").getvalue().decode()
    assert f"@article{{newsarchive-{story.pk}," in text
    assert r"100\% of \textbackslash{}input\textbraceleft{}x\textbraceright{} \& \$5\_a" in text
    assert (
        r"author = {{The \#1 \textbraceleft{}Desk\textbraceright{}} and van der Berg, Jan and Lind, Jr., Bo}," in text
    )
    assert "month = mar," in text


def test_a_list_is_one_file_of_csl_json(client, index):
    make_article("Talks open", on="2024-03-25")
    make_article("Talks end", on="2024-03-26")
    index()
    response = client.get("/articles.csl.json")
    assert response["Content-Type"].startswith("application/vnd.citationstyles.csl+json")
    assert [item["title"] for item in json.loads(response.getvalue())] == ["Talks end", "Talks open"]

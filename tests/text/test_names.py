"""Bylines and agencies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import names


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("AFP", "AFP"), ("By AFP", "AFP"), ("Agence France-Presse", "AFP"), ("(Reuters)", "Reuters"), ("Reuters Staff", "Reuters"),
        ("The Associated Press", "AP"), ("(With inputs from PTI)", "PTI"), ("Press Trust of India", "PTI"), ("Quelle: dpa", "dpa"),
        ("Kyodo News", "Kyodo"), ("共同通信", "Kyodo"), ("新华社", "Xinhua"), ("ТАСС", "TASS"), ("Agencia EFE", "EFE"), ("ANSA", "ANSA"),
        ("연합뉴스", "Yonhap"), ("United Press International", "UPI"), ("IANS", "IANS"), ("Jiji Press", "Jiji"), ("BERNAMA", "Bernama"),
        ("app", ""), ("The AP reported it yesterday", ""), ("Jane Doe", ""), ("", ""),
    ],
)  # fmt: skip
def test_agencies_are_known_by_every_name(text, agency):
    assert names.agency(text) == agency


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By Jane Doe", ["Jane Doe"]),
        ("By Jane Doe and John van der Meer, Tokyo", ["Jane Doe", "John van der Meer"]),
        ("BY JANE DOE, STAFF WRITER", ["Jane Doe"]),
        ("By Jane Doe | Reuters", ["Jane Doe", "Reuters"]),
        ("By Anita Kumar (PTI)", ["Anita Kumar", "PTI"]),
        ("By AFP", ["AFP"]),
        ("By News Desk", ["News Desk"]),
        ("Von Anna Müller und Max Schmidt", ["Anna Müller", "Max Schmidt"]),
        ("Von Eva Berg, Redakteurin", ["Eva Berg"]),
        ("Par Jean Dupont avec AFP", ["Jean Dupont", "AFP"]),
        ("Por María López", ["María López"]),
        ("di Luca Rossi", ["Luca Rossi"]),
        ("Автор: Иван Петров", ["Иван Петров"]),
        ("Oleh Budi Santoso", ["Budi Santoso"]),
        ("文/张三", ["张三"]),
        ("بقلم أحمد علي", ["أحمد علي"]),
        ("Jane DoeCorrespondent", ["Jane Doe"]),
        ("By the numbers: what changed", []),
        ("5 minute read", []),
    ],
)
def test_names_are_read_from_bylines(byline, authors):
    assert names.from_byline(byline) == authors


@given(st.text(st.characters(codec=None), max_size=200))
def test_no_text_raises(text):
    for name in names.from_byline(text):
        assert name.strip() == name != ""
    names.agency(text)
    names.agencies(text)


def test_a_shared_credit_names_all_agencies():
    assert names.agencies("AFP/Reuters") == ["AFP", "Reuters"]

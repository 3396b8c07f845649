"""A selection and its canonical query string."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.selection import PARAMETERS, Reprints, Selection, Sort, first_day, last_day

SLUGS = st.lists(st.text("abc-é日", min_size=1, max_size=5), max_size=3).map(tuple)
DATES = st.dates(dt.date(1600, 1, 1), dt.date(2199, 12, 31)).flatmap(
    lambda day: st.sampled_from(["", f"{day:%Y}", f"{day:%Y-%m}", f"{day:%Y-%m-%d}"])
)
SELECTIONS = st.builds(
    Selection,
    q=st.text(max_size=20),
    **dict.fromkeys(("topic", "topic_any", "topic_not", "country", "source", "kind", "language"), SLUGS),
    since=DATES,
    until=DATES,
    reprints=st.sampled_from([None, *Reprints]),
    sort=st.sampled_from([None, *Sort]),
    page=st.integers(1, 400),
)


@given(SELECTIONS)
def test_the_order_and_repetition_of_values_make_no_difference(selection: Selection) -> None:
    again = Selection(topic=(*selection.topic[::-1], *selection.topic), q=f"  {selection.q} ")
    assert again == Selection(topic=selection.topic, q=selection.q)


@given(SELECTIONS)
def test_equal_selections_have_equal_query_strings_and_others_have_not(selection: Selection) -> None:
    turned = selection.on_page(selection.page + 1)
    assert turned.query_string() != selection.query_string()
    assert turned.on_page(selection.page).query_string() == selection.query_string()


@given(SELECTIONS)
def test_every_condition_can_be_dropped(selection: Selection) -> None:
    left = selection
    for parameter, value in selection.conditions():
        left = left.without(parameter, value)
    assert left.is_everything
    assert left.page == 1


@given(SELECTIONS, st.sampled_from(["topic", "country", "source", "kind"]), st.text("xyz", min_size=1))
def test_what_was_added_is_among_the_conditions(selection: Selection, parameter: str, value: str) -> None:
    added = selection.adding(parameter, value)
    assert (parameter, value) in added.conditions()
    assert set(selection.conditions()) <= set(added.conditions())
    assert added.page == 1


def test_the_query_string_has_one_form() -> None:
    selection = Selection(
        q="quad  summit", topic=("b", "a"), country=("US", "JP", "US"), since="2024-03", until="2024", page=2
    )
    assert selection.query_string() == "q=quad+summit&topic=a&topic=b&country=JP&country=US&from=2024-03&to=2024&page=2"
    assert Selection().query_string() == ""


def test_the_order_that_holds_anyway_is_not_written_down() -> None:
    assert Selection(sort=Sort.NEWEST).query_string() == ""
    assert Selection(q="a", sort=Sort.RELEVANCE).query_string() == "q=a"
    assert Selection(q="a", sort=Sort.NEWEST).query_string() == "q=a&sort=newest"
    assert Selection(q="a").order is Sort.RELEVANCE


def test_a_single_value_is_replaced_and_dates_go_by_the_names_of_their_parameters() -> None:
    selection = Selection(since="2024").adding("from", "2023")
    assert selection.since == "2023"
    assert selection.without("from").is_everything
    assert set(PARAMETERS.values()) == {"from", "to"}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("1951-09-08", "1951-09-08", "1951-09-08"),
    ],
)
def test_a_partial_date_has_a_first_and_a_last_day(text: str, first: str, last: str) -> None:
    assert (first_day(text).isoformat(), last_day(text).isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "0000", "2024-00", "2024-13", "2023-02-29", "24", "2024-1", "٢٠٢٤", "2024-03-01 "]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        first_day(text)
    with pytest.raises(ValueError):
        last_day(text)


def test_collapsing_reprints_narrows_nothing_and_stands_before_the_order() -> None:
    selection = Selection(topic=("quad",), reprints=Reprints.COLLAPSED, sort=Sort.OLDEST, page=3)
    assert selection.query_string() == "topic=quad&reprints=collapsed&sort=oldest&page=3"
    assert list(selection.conditions()) == [("topic", "quad")]
    assert selection.without("topic").is_everything
    assert selection.without("topic").reprints is Reprints.COLLAPSED
    assert selection.listing(None).query_string() == "topic=quad&sort=oldest"


@given(
    SELECTIONS,
    st.sampled_from([("topic",), ("country",), ("kind",), ("from", "to")]),
    st.text("abc-é日&= ", min_size=1),
)
def test_the_quick_way_to_add_gives_the_same(selection: Selection, parameters: tuple[str, ...], value: str) -> None:
    slow = selection
    for parameter in parameters:
        slow = slow.adding(parameter, value)
    assert selection.adder(*parameters)(value) == slow.query_string()

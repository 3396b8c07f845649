"""The benchmark's report says what was measured, and whether it is what is aimed at."""

from __future__ import annotations

import pytest

from tests.benchmarks.report import allowed, markdown
from tests.benchmarks.timing import percentile

ROW = {"name": "everything", "hits": 1000, "first": [20.0, 22.0, 400.0], "page": 22.0, "bare": 10.0, "postgres": 900.0,
       "again": 2.0, "unchanged": 1.0}  # fmt: skip
SLOW = ROW | {"name": "broad word", "page": 28.0, "postgres": None}
UNASKED = {name: value for name, value in ROW.items() if name != "postgres"}
LARGE = {
    "stories": 1000,
    "rows": [ROW, SLOW],
    "memory": [{"rss": 150.0, "pss": 90.0, "anonymous": 70.0}, {"rss": 240.0, "pss": 91.0, "anonymous": 71.0}],
    "hostile": [{"name": "deep page", "ms": 31.4, "statuses": [200, 414]}],
    "indexed": 9000.0,
    "load": 0.3,
    "cpu": 15.0,
    "ranking": "nDCG@10 over 30 judged questions: 0.912",
}


@pytest.mark.parametrize(("share", "value"), [(0.5, 20), (0.99, 40), (0.25, 10), (0.01, 10), (1, 40)])
def test_a_percentile_is_one_of_the_values(share: float, value: int) -> None:
    assert percentile([40, 10, 30, 20], share) == value


def cells(text: str, first: str) -> list[str]:
    (line,) = [line for line in text.splitlines() if line.startswith(f"| {first} ")]
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_each_selection_has_a_line_that_says_whether_it_is_within_bounds() -> None:
    text = markdown(LARGE, LARGE, {"imported": 200.0, "inserted": 900.0}, "make bench")
    assert allowed(ROW) == 27
    assert cells(text, "everything") == ["everything", "1,000", "22.0", "10.0", "900", "0.81", ""]
    assert cells(text, "broad word") == ["broad word", "1,000", "28.0", "10.0", "> 20,000", "1.04", "over"]
    assert "`make bench`" in text
    assert "30 judged questions: 0.912" in text


def test_the_sum_names_what_is_met_and_what_is_missed() -> None:
    text = markdown(LARGE, LARGE, {"imported": 200.0, "inserted": 900.0, "again": 300.0}, "make bench")
    assert cells(text, "the same file imported again")[1:] == ["300 a second", "", ""]
    assert cells(text, "pages within")[1:] == ["1 of 2", "all", "missed"]
    assert cells(text, "p50 of all pages")[1:] == ["22.0 ms", "≤ 30 ms", "met"]
    assert cells(text, "p99 of all pages")[1:] == ["400.0 ms", "≤ 150 ms", "missed"]
    assert cells(text, "p50 of lists that nobody had asked for yet")[1:] == ["20.0 ms", "", ""]
    assert cells(text, "largest worker, resident")[1:] == ["240 MB", "≤ 200 MB", "missed"]
    assert cells(text, "stories generated")[1:] == ["–", "", ""]
    assert cells(text, "deep page") == ["deep page", "31", "200, 414"]


def test_a_yardstick_that_was_left_out_has_no_figures() -> None:
    text = markdown(LARGE | {"rows": [UNASKED]}, LARGE, {"imported": 200.0, "inserted": 900.0}, "make bench")
    assert cells(text, "everything")[4] == "–"
    assert cells(text, "PostgreSQL's time / the page's, median where it ended")[1] == "–"

"""Pages saved in a browser."""

import pytest

from articles import importers
from articles.importers import saved_page
from tests.importers import packing


@pytest.mark.parametrize(
    ("names", "stories"),
    [
        (["a.html", "a_files/b.html", "a_files/c/d.html"], ["a.html"]),
        (["x/A.HTM", "x/a.files/b.html"], ["x/A.HTM"]),
        (["Bericht.html", "Bericht-Dateien/b.htm"], ["Bericht.html"]),
        (["Страница.html", "Страница_файлы/b.htm"], ["Страница.html"]),
        (["a_files/b.html"], ["a_files/b.html"]),
        (["x/a.html", "y/a_files/b.html"], ["x/a.html", "y/a_files/b.html"]),
        (["a.html", "a-archive/b.html"], ["a.html", "a-archive/b.html"]),
        (["a.css", "b.JPG", "__MACOSX/._a.html", ".DS_Store", "x/Thumbs.db", "c.json"], ["c.json"]),
    ],
)
def test_what_was_saved_along_with_a_page_is_no_story(names, stories):
    assert saved_page.without_support(names) == stories


@pytest.mark.parametrize(
    "mark",
    [
        "<!-- saved from url=(0022)https://news.example/a -->",
        "<!--\n Page saved with SingleFile \n url: https://news.example/a \n saved date: Mon Mar 25 2024\n-->",
    ],
)
def test_a_page_remembers_where_it_was_saved_from(mark):
    page = packing.page("A").replace(b"<head>", mark.encode() + b"<head>")
    (reading,) = importers.read(page)
    assert reading.document.url == "https://news.example/a"
    (reading,) = importers.read(page, url="https://news.example/b")
    assert reading.document.url == "https://news.example/b"


def test_other_comments_are_no_address():
    assert saved_page.saved_from("<!-- https://news.example/a -->") == ""

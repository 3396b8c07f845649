"""Numbers that outlive their edition: whatever editors did meanwhile, they are those that counting anew gives."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from articles.models import Article, ArticleTag, Tag
from articles.search import counting, journal, search
from articles.search.index import reader
from articles.search.results import Results
from articles.selection import Selection
from tests.factories import make_article, make_tag

SELECTIONS = [
    Selection(),
    Selection(q="harbour"),
    Selection(q="harb*"),
    Selection(q="harbours -fleet"),
    Selection(q='"old harbour"'),
    Selection(topic=("ports",)),
    Selection(topic_not=("ships",)),
    Selection(country=("JP",)),
    Selection(source=("bay-wire",)),
    Selection(language=("en",)),
    Selection(since="2001", until="2010"),
]
TEXTS = [
    "The old harbour.",
    "Fleet of the harbours.",
    "An old harbourmaster.",
    "Quite another thing.",
    "Harboured fleet.",
]


def asked() -> list[Results]:
    return [search(selection) for selection in SELECTIONS]


def numbers(results: Results) -> tuple[object, ...]:
    """All that is counted of a list."""
    return (
        results.total,
        results.rows,
        results.collapsed,
        results.facets,
        results.facet_sizes,
        results.timeline,
        results.coverage,
        results.archive,
    )


def counted_anew() -> list[Results]:
    """The same answers from a reader that remembers nothing."""
    now = reader()
    now.kept._lists.clear()
    now.memory._answers.clear()
    return asked()


@pytest.fixture
def archive(index: Callable[[], None]) -> list[Article]:
    """Some stories with everything that is counted."""
    chance = random.Random(7)
    tags = [make_tag("Ports"), make_tag("Ships")]
    stories = [
        make_article(
            f"Story {number}",
            body_html=f"<p>{TEXTS[number % len(TEXTS)]}</p>",
            on=f"{2000 + number % 12}-0{1 + number % 9}-11",
            tags=chance.sample(tags, chance.randrange(3)),
            countries=chance.sample(["JP", "PH", "US"], chance.randrange(4)),
            source=chance.choice(["Bay Wire", "Cape Post"]),
            language=chance.choice(["en", "fr"]),
        )
        for number in range(40)
    ]
    index()
    return stories


def edit(stories: list[Article], chance: random.Random) -> None:
    """What an editor does to one story."""
    story = chance.choice(stories)
    act = chance.randrange(6)
    if act == 0:
        Article.objects.filter(pk=story.pk).update(status=chance.choice(["published", "draft"]))
    elif act == 1:
        ArticleTag.objects.filter(article=story).delete()
    elif act == 2:
        tag = Tag.objects.get(slug=chance.choice(["ports", "ships"]))
        ArticleTag.objects.get_or_create(article=story, tag=tag, defaults={"origin": "editor"})
    elif act == 3:
        Article.objects.filter(pk=story.pk).update(body_text=chance.choice(TEXTS))
    elif act == 4:
        Article.objects.filter(pk=story.pk).update(published_at=f"{chance.randrange(1990, 2020)}-03-04T12:00:00Z")
    else:
        Article.objects.filter(pk=story.pk).update(language=chance.choice(["en", "fr", "ja"]))


@pytest.mark.parametrize("seed", range(4))
def test_numbers_carried_along_are_those_counted_anew(
    archive: list[Article], index: Callable[[], None], seed: int
) -> None:
    chance = random.Random(seed)
    asked()
    for _ in range(8):
        for _ in range(chance.randrange(1, 4)):
            edit(archive, chance)
        index()
        # Not every list is asked for at every edition.
        carried = asked() if chance.random() < 0.7 else None
        if carried:
            assert [numbers(one) for one in carried] == [numbers(one) for one in counted_anew()]


def test_an_edit_of_one_story_counts_no_list_anew(
    archive: list[Article], index: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked()
    Article.objects.filter(pk=archive[0].pk).update(credit="AFP")
    index()
    monkeypatch.setattr(counting, "_visited", None)
    monkeypatch.setattr(counting, "_numbers", None)
    assert [one.ready for one in asked()] == [True] * len(SELECTIONS)


def test_a_new_form_of_a_word_is_found_in_stories_that_did_not_change(index: Callable[[], None]) -> None:
    tag = make_tag("Ports")
    make_article("One", body_html="<p>The harbour.</p>", tags=[tag])
    other = make_article("Two", body_html="<p>Nothing.</p>", tags=[tag])
    index()
    assert search(Selection(q="harbour")).total == 1
    Article.objects.filter(pk=other.pk).update(body_text="All harbours.")
    index()
    found = search(Selection(q="harbour"))
    assert (found.total, found.facets["topic"][0].count) == (2, 2)


class TestJournal:
    def test_what_changed_between_two_editions_is_what_their_commits_changed(self, tmp_path) -> None:
        journal.note(tmp_path, 10, [1, 2])
        journal.note(tmp_path, 14, [3])
        journal.note(tmp_path, 20, [4])
        known = journal.read(tmp_path)
        assert journal.changed(known, 10, 20) == {1, 2, 3}
        assert journal.changed(known, 14, 20) == {3}
        assert journal.changed(known, 20, 25) == {4}
        assert journal.changed(known, 20, 20) == frozenset()

    def test_an_edition_that_it_does_not_know_is_not_guessed_at(self, tmp_path) -> None:
        journal.note(tmp_path, 10, [1])
        assert journal.changed(journal.read(tmp_path), 9, 14) is None

    def test_a_commit_that_never_came_adds_to_the_next(self, tmp_path) -> None:
        journal.note(tmp_path, 10, [1])
        journal.note(tmp_path, 10, [2])
        assert journal.changed(journal.read(tmp_path), 10, 12) == {1, 2}

    def test_too_many_stories_are_not_named(self, tmp_path) -> None:
        journal.note(tmp_path, 10, range(journal.MOST + 1))
        journal.note(tmp_path, 12, [1])
        assert journal.changed(journal.read(tmp_path), 10, 14) is None
        assert journal.changed(journal.read(tmp_path), 12, 14) == {1}

    def test_only_the_newest_are_kept(self, tmp_path) -> None:
        for stamp in range(journal.ENTRIES + 5):
            journal.note(tmp_path, stamp, [stamp])
        assert list(journal.read(tmp_path)) == list(range(5, journal.ENTRIES + 5))

    @pytest.mark.parametrize("content", [b"", b"{", b"[[1]]", b"[1]", b'[["a", []]]', b"\xff\xff"])
    def test_a_damaged_file_is_none(self, tmp_path, content: bytes) -> None:
        (tmp_path / journal.NAME).write_bytes(content)
        assert journal.read(tmp_path) == {}

"""Collapsing reprints: exact totals, exact pages, one row for all printings, whatever the selection and its order."""

import random

import pytest

from articles.models import Article, Reprint
from articles.search import iterate_ids, reprints, search
from articles.search.checking import differences
from articles.selection import PAGE_SIZE, Reprints, Selection, Sort
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def put(group, *stories):
    Reprint.objects.bulk_create(Reprint(article=story, group=group) for story in stories)


def every_row(selection):
    """All pages of a list, one after the other."""
    first = search(selection)
    pages = [first, *(search(selection.on_page(page)) for page in range(2, first.pages + 1))]
    return [id for page in pages for id in page.ids]


def expected(stories, groups, *, key):
    """The rows that a list of these stories has, by the definition: the first of each group in order."""
    seen, rows = set(), []
    for story in sorted(stories, key=key):
        group = groups.get(story.pk)
        if group is None or group not in seen:
            rows.append(story.pk)
            seen.add(group)
    return rows


@pytest.fixture
def crowd(index):
    """180 stories of three sources, about half of them in groups of one to six."""
    chance = random.Random(7)
    stories = [
        make_article(
            f"Harbour story {number}",
            on=f"20{chance.randrange(10, 25)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 28):02}",
            source=f"Agency {chance.randrange(3)}",
        )
        for number in range(180)
    ]
    groups = {}
    left = chance.sample(stories, 90)
    while left:
        number = len(groups) + 1
        members, left = left[: chance.randrange(1, 7)], left[6:]
        put(number, *members)
        groups |= {story.pk: number for story in members}
    index()
    return stories, groups


def newest(story):
    return -story.published_at.timestamp(), -story.pk


def oldest(story):
    return story.published_at.timestamp(), story.pk


@pytest.mark.parametrize(("sort", "key"), [(Sort.NEWEST, newest), (Sort.OLDEST, oldest)])
@pytest.mark.parametrize("source", [(), ("agency-1",), ("agency-0", "agency-2")])
def test_each_group_has_one_row_the_first_in_order(crowd, sort, key, source):
    stories, groups = crowd
    within = [story for story in stories if not source or story.source.slug in source]
    selection = Selection(source=source, sort=sort, reprints=Reprints.COLLAPSED)
    rows = expected(within, groups, key=key)
    results = search(selection)

    assert (results.total, results.rows, results.collapsed) == (len(within), len(rows), len(rows))
    assert results.pages == -(-len(rows) // PAGE_SIZE)
    assert every_row(selection) == rows
    assert list(iterate_ids(selection)) == rows


def test_a_collapsed_list_by_relevance_is_the_whole_list_without_the_later_printings(crowd):
    _, groups = crowd
    whole = list(iterate_ids(Selection(q="harbour story")))
    seen = set()
    rows = [id for id in whole if id not in groups or not (groups[id] in seen or seen.add(groups[id]))]
    collapsed = Selection(q="harbour story", reprints=Reprints.COLLAPSED)

    assert list(iterate_ids(collapsed)) == rows
    assert every_row(collapsed) == rows


def test_a_row_names_the_other_printings_that_the_selection_has(crowd):
    stories, groups = crowd
    selection = Selection(source=("agency-1",), reprints=Reprints.COLLAPSED)
    within = [story for story in stories if story.source.slug == "agency-1"]
    results = search(selection)

    for row in results.ids:
        members = {story.pk for story in within if row in groups and groups.get(story.pk) == groups[row]}
        assert set(results.others.get(row, ())) == members - {row}


def test_a_whole_list_says_what_collapsing_would_leave_and_keeps_every_printing(crowd):
    stories, groups = crowd
    results = search(Selection())

    assert (results.total, results.rows) == (180, 180)
    assert results.collapsed == len(expected(stories, groups, key=newest))
    assert results.others == {}


def test_more_groups_than_the_engine_can_count_are_counted_as_exactly(crowd, monkeypatch):
    within = Selection(source=("agency-1",))
    counted = search(Selection()).collapsed, search(within).collapsed
    monkeypatch.setattr(reprints, "MOST_BUCKETS", 3)
    assert (search(Selection()).collapsed, search(within).collapsed) == counted


def test_facets_count_stories_also_where_reprints_are_collapsed(crowd):
    whole, collapsed = search(Selection()), search(Selection(reprints=Reprints.COLLAPSED))
    assert collapsed.facets == whole.facets
    assert collapsed.timeline == whole.timeline


def test_the_last_page_is_given_to_whoever_asks_for_one_beyond(crowd):
    results = search(Selection(reprints=Reprints.COLLAPSED, page=8))
    assert results.selection.page == results.pages < 8
    assert len(results.ids) == results.rows - (results.pages - 1) * PAGE_SIZE


def test_a_group_of_more_stories_than_a_page_still_leaves_a_full_page(index):
    flood = [make_article(on="2024-05-05") for _ in range(80)]
    others = [make_article(on="2024-05-01") for _ in range(30)]
    put(1, *flood)
    index()
    results = search(Selection(reprints=Reprints.COLLAPSED))

    assert results.rows == 31
    assert results.ids == (flood[-1].pk, *(story.pk for story in reversed(others[6:])))
    assert len(results.others[flood[-1].pk]) == 79


def test_an_archive_without_reprints_collapses_to_itself(index):
    stories = [make_article() for _ in range(3)]
    index()
    results = search(Selection(reprints=Reprints.COLLAPSED))
    assert (results.total, results.rows, results.collapsed) == (3, 3, 3)
    assert set(results.ids) == {story.pk for story in stories}


def test_a_withdrawn_printing_is_gone_from_rows_and_names_and_counts(index):
    one, two, three = (make_article(on=f"2024-05-0{day}") for day in (3, 2, 1))
    put(1, one, two, three)
    index()
    assert search(Selection(reprints=Reprints.COLLAPSED)).others == {one.pk: [two.pk, three.pk]}

    Article.objects.filter(pk=one.pk).update(status="withdrawn", withdrawn_reason="An error.")
    index()
    results = search(Selection(reprints=Reprints.COLLAPSED))
    assert (results.ids, results.total, results.rows) == ((two.pk,), 2, 1)
    assert results.others == {two.pk: [three.pk]}


def test_the_index_follows_a_story_into_its_group_and_out_again(index):
    one, two = make_article(), make_article()
    index()
    put(1, one, two)
    index()
    assert search(Selection()).collapsed == 1
    assert list(differences()) == []

    Reprint.objects.filter(article=two).update(group=None, origin="editor")
    index()
    assert search(Selection()).collapsed == 2
    assert list(differences()) == []


def test_counting_for_an_export_or_a_feed_is_left_out(index):
    make_article()
    index()
    assert search(Selection(), facets=False, timeline=False).collapsed is None

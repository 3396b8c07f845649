"""Headlines are found again in texts."""

from __future__ import annotations

import pytest

from articles.text.headlines import holds


@pytest.mark.parametrize(
    ("text", "headline", "is_there"),
    [
        ("News. Ferry leaves the harbour at noon.", "Ferry leaves the harbour", True),
        ("FERRY LEFT THE HARBOUR", "Ferry leaves the harbour", True),
        ("Ministers meet for talks", "Ferry leaves the harbour", False),
        ("", "Ferry", False),
        ("Anything", "", True),
        ("Anything", "!?", True),
        ("本日フェリーが港を出発した", "フェリーが港を出発", True),
        ("首相が閣議を開催した", "フェリーが港を出発", False),
        ("Паром уходит из порта", "Паром уходит", True),
    ],
)
def test_most_of_its_words_are_enough(text, headline, is_there):
    assert holds(text, headline) is is_there

"""How long a text takes to read."""

from __future__ import annotations

import pytest

from articles.text.pace import minutes


@pytest.mark.parametrize(
    ("count", "language", "told"),
    [
        (0, "en", 0),
        (100, "en", 0),
        (119, "en", 1),
        (238, "en", 1),
        (600, "en-GB", 3),
        (10_000, "en", 42),
        (600, "fr", 3),
        (357, "ja", 1),
        (1_785, "ja-JP", 5),
        (2_550, "zh-Hant", 10),
        (238, "", 1),
    ],
)
def test_minutes_are_told_by_the_pace_of_the_language(count, language, told):
    assert minutes(count, language) == told

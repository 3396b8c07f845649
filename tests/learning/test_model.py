"""What a model learns from a small archive, and that it survives being kept as bytes."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import numpy as np
import pytest

from articles.learning import Lesson, Model, Scored, Suggested, sentence_for
from tests.learning.samples import english, japanese


@pytest.fixture(scope="module")
def model() -> Model:
    return Model.trained(english(120))


def labels(scored: tuple[Scored, ...]) -> set[str]:
    return {one.label for one in scored if one.suggested}


def test_new_stories_get_the_topic_and_the_country_of_their_like(model: Model) -> None:
    new = english(40, seed=7)
    suggested = model.suggest(new)
    right = [
        labels(one.topics) == set(story.topics) and labels(one.countries) == set(story.countries)
        for one, story in zip(suggested, new, strict=True)
    ]
    assert sum(right) >= 38


def test_its_own_labels_do_not_help_a_story(model: Model) -> None:
    story = english(1, seed=7)[0]
    bare = Lesson(story.headline, story.dateline, story.body)
    assert model.suggest([story]) == model.suggest([bare])


def test_a_story_is_scored_alone_as_among_others(model: Model) -> None:
    new = english(12, seed=3)
    assert [model.suggest([one])[0] for one in new] == model.suggest(new)


def test_an_empty_story_gets_nothing_and_no_story_no_answer(model: Model) -> None:
    assert model.suggest([Lesson("", "", "")]) == [Suggested()]
    assert model.suggest([]) == []


def test_a_country_that_no_lesson_has_is_found_by_name(model: Model) -> None:
    story = Lesson("Kenya opens a railway", "NAIROBI, June 2", "Kenya has opened a railway. Kenyan trains run on it.")
    assert "KE" in labels(model.suggest([story])[0].countries)


def test_words_and_sentence_show_why(model: Model) -> None:
    body = "It rained. Container ships waited for cargo at the port. Then it was evening."
    (suggested,) = model.suggest([Lesson("Evening in France", "", body)])
    best = suggested.topics[0]
    assert best.label == "shipping" and best.suggested
    assert "cargo" in best.words
    assert sentence_for(best, "Evening in France", body) == "Container ships waited for cargo at the port."
    france = next(one for one in suggested.countries if one.label == "FR")
    assert sentence_for(france, "Evening in France", body) == "Evening in France"


def test_no_sentence_is_quoted_where_none_holds_a_word() -> None:
    assert sentence_for(Scored("x", 0.9, ("absent",)), "A headline", "A body.") == ""


def test_scripts_without_spaces_are_learned() -> None:
    learned = Model.trained(japanese(60))
    (suggested,) = learned.suggest([Lesson("投手が本塁打を打たれた", "", "監督は逆転を許した投手をかばった。")])
    assert labels(suggested.topics) == {"yakyu"}


def test_without_countries_to_learn_from_they_are_found_by_name() -> None:
    learned = Model.trained(japanese(60))
    (suggested,) = learned.suggest([Lesson("Peru and Chile meet", "LIMA, March 3", "Peru and Chile met in Lima.")])
    assert "PE" in labels(suggested.countries)


@pytest.mark.parametrize(
    "lessons", [[], english(5), [Lesson(f"Story {number}", "", "Some words.") for number in range(50)]]
)
def test_too_little_to_learn_from_is_said(lessons: list[Lesson]) -> None:
    with pytest.raises(ValueError, match="too little to learn from"):
        Model.trained(lessons)


@pytest.mark.parametrize("text", ["", "the same words"])
def test_stories_that_cannot_be_told_apart_are_no_trouble(text: str) -> None:
    lessons = [Lesson(text, "", text, ("a",) if number % 2 else ("b", "c")) for number in range(30)]
    assert len(Model.trained(lessons).suggest([Lesson(text, "", text)])) == 1


def test_a_label_that_every_story_has() -> None:
    lessons = [Lesson(one.headline, one.dateline, one.body, ("all",)) for one in english(40)]
    assert labels(Model.trained(lessons).suggest(english(1, seed=5))[0].topics) == {"all"}


def test_an_archive_keeps_its_own_code_for_a_former_country() -> None:
    told = "The Soviet Union launched a rocket from a site in the Soviet Union, said a Soviet engineer."
    lessons = [
        Lesson(f"Soviet rocket {number}", "MOSCOW, April 3", told, ("space",), ("SUHH",))
        if number % 2
        else Lesson(f"Rice in Japan {number}", "TOKYO, April 3", "Japan grew rice.", ("rice",), ("JP",))
        for number in range(40)
    ]
    (suggested,) = Model.trained(lessons).suggest([Lesson("Soviet rocket lands", "MOSCOW, April 9", told)])
    assert labels(suggested.countries) == {"SUHH"}


def test_kept_as_bytes_it_says_the_same(model: Model) -> None:
    again = Model.from_bytes(model.to_bytes())
    for one, other in zip(again.suggest(english(30, seed=9)), model.suggest(english(30, seed=9)), strict=True):
        assert labels(one.topics) == labels(other.topics)
        assert labels(one.countries) == labels(other.countries)


@pytest.mark.parametrize("data", [b"", b"no model", b"PK\x03\x04 broken", b"\x93NUMPY"])
def test_bytes_that_are_no_model_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a model"):
        Model.from_bytes(data)


def test_pickled_objects_are_not_read() -> None:
    stream = io.BytesIO()
    np.savez(stream, about=np.array([{"a": 1}], dtype=object))
    with pytest.raises(ValueError, match="not a model"):
        Model.from_bytes(stream.getvalue())


def test_a_model_of_another_version_or_with_parts_missing_is_refused(model: Model) -> None:
    with np.load(io.BytesIO(model.to_bytes())) as archive:
        arrays = {name: archive[name] for name in archive.files}
    about = json.loads(arrays["about"].tobytes())
    with pytest.raises(ValueError, match="another version"):
        Model.from_bytes(_npz(arrays, about | {"version": 0}))
    for name in sorted(set(arrays) - {"about"}):
        with pytest.raises(ValueError, match="damaged"):
            Model.from_bytes(_npz({key: array for key, array in arrays.items() if key != name}, about))


def _npz(arrays: dict[str, np.ndarray], about: dict) -> bytes:
    stream = io.BytesIO()
    np.savez(stream, **{**arrays, "about": np.frombuffer(json.dumps(about).encode(), np.uint8)})
    return stream.getvalue()


def test_scikit_learn_is_not_loaded_before_it_is_wanted() -> None:
    code = "import sys, articles.learning; sys.exit('sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_every_word_shown_stands_in_the_text(model: Model) -> None:
    for story, suggested in zip(english(30, seed=8), model.suggest(english(30, seed=8)), strict=True):
        text = f"{story.headline} {story.dateline} {story.body}".lower()
        for one in (*suggested.topics, *suggested.countries):
            assert [word for word in one.words if not all(term in text for term in word.lower().split())] == []

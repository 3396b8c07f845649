"""A model of an archive's labels: trained from lessons, kept as bytes, asked for suggestions."""

from __future__ import annotations

import importlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence

import numpy as np

from articles.learning import naming, places
from articles.learning.judging import Evidence
from articles.learning.lessons import Lesson, Scored, Suggested
from articles.learning.places import Places
from articles.learning.tagger import Tagger, Views
from articles.learning.terms import Blocks, blocks
from articles.learning.vectors import Parts, Space

VERSION = 1
FORMAT = "newsarchive learned labels"
TOPICS, COUNTRIES = "topics", "countries"
LEAST_LESSONS = 10
LEAST_OF_A_LABEL = 2
# What fits into two gigabytes while learning. Of more lessons the last ones are taken.
MOST_LESSONS = 40_000
# Below this a label is not worth showing to anybody.
LEAST_SCORE = 0.1
STORIES_AT_ONCE = 1000


class Model:
    """What was learned. Make one with `trained` or `from_bytes`."""

    def __init__(self, space: Space, taggers: Mapping[str, Tagger], country_labels: Mapping[str, str]) -> None:
        self._space = space
        self._taggers = dict(taggers)
        self._country_labels = dict(country_labels)
        self._names = naming.LabelNames(self._taggers[TOPICS].labels if TOPICS in taggers else ())
        self._country_numbers = _numbers(self._taggers[COUNTRIES].labels if COUNTRIES in taggers else ())

    @classmethod
    def trained(cls, lessons: Sequence[Lesson]) -> Model:
        """A model of the labels on these lessons, which stand in the order in which they appeared.

        A lesson without labels teaches that its text wants none. Of a kind of label that no two lessons share (no
        topics, say) nothing is learned: countries are then found by name alone. ValueError, with a sentence for the
        editor, where there is too little to learn from.
        """
        # scikit-learn costs memory, which the processes that only suggest do without: loaded when it is wanted.
        training = importlib.import_module("articles.learning.training")
        lessons = lessons[-MOST_LESSONS:]
        kinds = [kind for kind in (TOPICS, COUNTRIES) if _is_enough(lessons, kind)]
        if not kinds:
            raise ValueError(
                f"There is too little to learn from: {len(lessons):,} stories. At least {LEAST_LESSONS} are needed, "
                f"and {LEAST_OF_A_LABEL} of them with the same topic or country."
            )
        seen = [places.sightings(lesson) for lesson in lessons]
        country_labels = places.labels_of(
            [(sightings, lesson.countries) for sightings, lesson in zip(seen, lessons, strict=True)]
        )
        found = [Places(sightings, country_labels) for sightings in seen]
        stories = [blocks(lesson, places_.names()) for lesson, places_ in zip(lessons, found, strict=True)]
        space = Space.of(stories)
        vectors = space.vectors(stories)
        taggers = {}
        for kind in kinds:
            labels = sorted({label for lesson in lessons for label in getattr(lesson, kind)})
            numbers = _numbers(labels)
            given = np.zeros((len(lessons), len(labels)), bool)
            for row, lesson in zip(given, lessons, strict=True):
                row[[numbers[label] for label in getattr(lesson, kind)]] = True
            if kind == TOPICS:
                evidence = _evidence_of_topics(naming.LabelNames(labels), lessons)
            else:
                evidence = _evidence_of_countries(numbers, found)
            taggers[kind] = training.tagger(kind, labels, Views.of(kind, space, vectors), given, evidence)
        return cls(space, taggers, country_labels)

    def suggest(self, lessons: Sequence[Lesson]) -> list[Suggested]:
        """The labels that come into question for each text; its own labels are not looked at."""
        return [
            suggested
            for start in range(0, len(lessons), STORIES_AT_ONCE)
            for suggested in self._suggest(lessons[start : start + STORIES_AT_ONCE])
        ]

    def _suggest(self, lessons: Sequence[Lesson]) -> list[Suggested]:
        found = [Places(places.sightings(lesson), self._country_labels) for lesson in lessons]
        stories = [blocks(lesson, places_.names()) for lesson, places_ in zip(lessons, found, strict=True)]
        empty = [not any(story.values()) for story in stories]
        # A country that no lesson has is judged by its names alone.
        countries = [[one for one in places_.scored() if one.label not in self._country_numbers] for places_ in found]
        if COUNTRIES in self._taggers:
            learned = self._scored(COUNTRIES, stories, _evidence_of_countries(self._country_numbers, found), found)
            countries = [own + named for own, named in zip(learned, countries, strict=True)]
        topics: list[list[Scored]] = [[] for _ in lessons]
        if TOPICS in self._taggers:
            topics = self._scored(TOPICS, stories, _evidence_of_topics(self._names, lessons), None)
        return [
            Suggested() if nothing else Suggested(_in_order(of_topics), _in_order(of_countries))
            for nothing, of_topics, of_countries in zip(empty, topics, countries, strict=True)
        ]

    def _scored(
        self, kind: str, stories: Sequence[Blocks], evidence: Evidence, found: Sequence[Places] | None
    ) -> list[list[Scored]]:
        """The labels of one kind for each story; ``found`` has the names of places by which countries were found."""
        tagger = self._taggers[kind]
        views = Views.of(kind, self._space, self._space.vectors(stories))
        judged, scores = tagger.judged(views, evidence)
        answers: list[list[Scored]] = [[] for _ in stories]
        for story, number, score in zip(judged.stories, judged.labels, scores, strict=True):
            if score >= LEAST_SCORE:
                label = tagger.labels[number]
                words = found[story].words(label) if found else ()
                words = words or tagger.words(self._space, views.wide, story, number)
                answers[story].append(Scored(label, round(float(score), 3), words))
        return answers

    def to_bytes(self) -> bytes:
        """The model as numpy's own archive of arrays (npz), with no pickled objects in it."""
        about = {
            "format": FORMAT, "version": VERSION, "countries": self._country_labels,
            "labels": {kind: tagger.labels for kind, tagger in self._taggers.items()},
        }  # fmt: skip
        arrays: Parts = {f"space.{name}": array for name, array in self._space.parts().items()}
        for kind, tagger in self._taggers.items():
            arrays |= {f"{kind}.{name}": array for name, array in tagger.parts().items()}
        stream = io.BytesIO()
        np.savez_compressed(stream, about=np.frombuffer(json.dumps(about).encode(), np.uint8), **arrays)
        return stream.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> Model:
        """The model that `to_bytes` wrote; ValueError where this is not one, or of another version."""
        try:
            with np.load(io.BytesIO(data), allow_pickle=False) as archive:
                arrays = {name: archive[name] for name in archive.files}
            about = json.loads(arrays["about"].tobytes())
            known = about["format"] == FORMAT
        except (ValueError, KeyError, TypeError, EOFError, OSError, zipfile.BadZipFile, AttributeError) as error:
            raise ValueError("This is not a model of learned labels.") from error
        if not known or about["version"] != VERSION:
            raise ValueError("This model was learned by another version of the program; let it learn again.")
        try:
            space = Space.restored(_under("space", arrays))
            taggers = {
                kind: Tagger.restored(kind, labels, _under(kind, arrays)) for kind, labels in about["labels"].items()
            }
            return cls(space, taggers, about["countries"])
        except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
            raise ValueError("The model is damaged; let it learn again.") from error


def _is_enough(lessons: Sequence[Lesson], kind: str) -> bool:
    numbers: dict[str, int] = {}
    for lesson in lessons:
        for label in set(getattr(lesson, kind)):
            numbers[label] = numbers.get(label, 0) + 1
    return len(lessons) >= LEAST_LESSONS and max(numbers.values(), default=0) >= LEAST_OF_A_LABEL


def _in_order(scored: Sequence[Scored]) -> tuple[Scored, ...]:
    return tuple(sorted(scored, key=lambda one: (-one.score, one.label)))


def _numbers(labels: Sequence[str]) -> dict[str, int]:
    return {label: number for number, label in enumerate(labels)}


def _under(prefix: str, arrays: Parts) -> Parts:
    return {name.removeprefix(f"{prefix}."): array for name, array in arrays.items() if name.startswith(f"{prefix}.")}


def _evidence_of_topics(names: naming.LabelNames, lessons: Sequence[Lesson]) -> Evidence:
    return _evidence([names.evidence(lesson) for lesson in lessons], naming.FEATURES)


def _evidence_of_countries(numbers: Mapping[str, int], found: Sequence[Places]) -> Evidence:
    return _evidence(
        [{numbers[label]: places_.evidence(label) for label in places_.found if label in numbers} for places_ in found],
        places.FEATURES,
    )


def _evidence(stories: Sequence[Mapping[int, np.ndarray]], features: int) -> Evidence:
    rows = [(story, label, values) for story, named in enumerate(stories) for label, values in named.items()]
    return Evidence(
        np.array([row[0] for row in rows], np.int64),
        np.array([row[1] for row in rows], np.int64),
        np.array([row[2] for row in rows], np.float32).reshape(-1, features),
    )

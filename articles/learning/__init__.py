"""Learns from tagged stories which topics and countries a story is about, and suggests them for others.

Pure Python on numpy and scipy: bytes and texts in, labels out; no Django, no database, no network, no clock.
scikit-learn is loaded by `Model.trained` alone. docs/suggesting.md tells the method and how well it does.
"""

from articles.learning.lessons import Lesson, Scored, Suggested
from articles.learning.model import Model
from articles.learning.places import countries_named
from articles.learning.quoting import sentence_for

__all__ = ["Lesson", "Model", "Scored", "Suggested", "countries_named", "sentence_for"]

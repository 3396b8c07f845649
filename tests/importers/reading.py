"""Bytes to readings, in the words of the tests of formats."""

from articles import importers


def read(content, format="auto", **options):
    """Every reading of a file; a text is taken as UTF-8."""
    return list(importers.read(content.encode() if isinstance(content, str) else content, format=format, **options))


def read_one(content, format="auto", **options):
    """The document of a file that holds one story."""
    (reading,) = read(content, format, **options)
    assert reading.document is not None, reading.problem
    return reading.document


def problem_of(content, format="auto", **options):
    """Why a file with one item could not be read."""
    (reading,) = read(content, format, **options)
    assert reading.document is None
    return reading.problem.message


def sound(readings):
    """Whether every reading is a document or a problem, in order, and free of what no database takes."""
    for position, reading in enumerate(readings):
        assert reading.position == position
        assert (reading.document is None) != (reading.problem is None)
        repr(reading).encode()
        assert "\\x00" not in repr(reading.document)
    return bool(readings)

"""Files that hold no stories in any format known here, told by their first bytes."""

from __future__ import annotations

ZIP = "a zip archive, a spreadsheet or a word processor's file"

_BEGINNINGS = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": ZIP,
    b"PK\x05\x06": ZIP,
    b"\xd0\xcf\x11\xe0": "an old office file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"{\\rtf": "an RTF file",
    b"\x1f\x8b": "a compressed file inside a compressed file",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"\x28\xb5\x2f\xfd": "a Zstandard archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"SQLite format 3": "a database",
}


def kind(head: bytes) -> str:
    """What a file is that begins like this, as words for the editor; "" where nothing is known against it."""
    return next((what for beginning, what in _BEGINNINGS.items() if head.startswith(beginning)), "")

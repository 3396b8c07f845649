"""Pages saved in a browser: x.html beside a folder x_files that holds its pictures, styles and frames.

Browsers and Windows name the folder in the language of their user; Windows keeps the list of such names so that page and
folder are moved together ("connected files"). What lies in such a folder is part of the page, and no item of its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_SUFFIXES = (
    "_files .files -files _file _fichiers -Dateien _archivos _bestanden _arquivos _ficheiros _pliki _soubory _súbory"
    " _tiedostot -filer _filer _elemei _dosyalar _fajlovi _datoteke _datoteki _failid _fails _bylos _fitxers _fitxategiak"
    " _fisiere _файлы _файли _αρχεία"
).casefold()
# The "mark of the web" (its number is the length of the address), and what the extension SingleFile writes.
_SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d{4}\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s<>\"]+)", re.IGNORECASE
)
_MARKED_WITHIN = 4_000
_DEEPEST = 50
_PAGE = re.compile(r"(.+)\.(?:[xs]?html?|mht|mhtml|php|aspx?)$", re.IGNORECASE)
# What programs leave in every folder, and what no story is written in.
_NO_STORY = re.compile(
    r"""(?:^|/)(?:__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)|
    \.(?:css|m?js|map|woff2?|ttf|otf|eot|png|jpe?g|jpe|gif|webp|avif|heic|bmp|tiff?|svg|ico|mp[34]|m4[av]|og[agv]|opus|wav|flac|webm|mov|avi|
    mkv|swf|cur|download|lnk|url|webloc)$""",
    re.IGNORECASE | re.VERBOSE,
)


def is_support(name: str) -> bool:
    """Whether a file is, by its name, a picture, a style, a script or the like: never a story."""
    return bool(_NO_STORY.search(name))


def without_support(names: Collection[str]) -> list[str]:
    """The files, of paths with "/", that may be stories: pages without what was saved along with them."""
    folders = {folder for name in names for folder in _folders(name)}
    return [name for name in names if not is_support(name) and not _lies_in(name, folders)]


def _folders(name: str) -> list[str]:
    page = _PAGE.match(name)
    return [f"{page[1].casefold()}{suffix}" for suffix in _SUFFIXES.split()] if page else []


def _lies_in(name: str, folders: set[str]) -> bool:
    parts = name.casefold().split("/")[:-1][:_DEEPEST]
    return any("/".join(parts[: depth + 1]) in folders for depth in range(len(parts)))


def saved_from(html: str) -> str:
    """The address that a browser noted in a page when it was saved; "" where none did."""
    found = _SAVED_FROM.search(html[:_MARKED_WITHIN])
    return found[1] if found else ""

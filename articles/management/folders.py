"""The files of a folder that may be stories."""

from __future__ import annotations

from pathlib import Path

from articles.importers import saved_page


def files_in(folder: Path) -> list[Path]:
    """Every file below a folder in order of name, without what was saved along with a page (x.html and x_files/)."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return [folder / name for name in saved_page.without_support(names)]

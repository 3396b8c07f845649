"""Static files as they are served: the style sheets that every page needs as one file.

The sources are small files, and ``static/css/site.css`` names them with ``@import``. A browser follows that by
itself, so nothing has to be built while one works on them, and the tests see the same rules. But it asks for the
imported sheets one by one before it draws anything; so ``collectstatic``, which ``make run`` runs at every start,
puts their rules in the place of the imports. That is done before the names get their hashes and the files their
compressed copies, so nothing else has to know of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

WHOLE = "css/site.css"
IMPORT = re.compile(r'@import url\("([\w-]+\.css)"\);\n?')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
MARGIN = re.compile(r"\s*\n\s*")

Paths = dict[str, tuple[Storage, str]]


class OneSheet(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage of hashed and compressed files, with ``site.css`` made whole first.

    The hashed names stand in the imports of scripts as well: one release never mixes with another.
    """

    support_js_module_import_aggregation = True

    def post_process(self, paths: Paths, dry_run: bool = False, **options: Any) -> Iterator[tuple[str, str, bool]]:
        """Hash and compress what was collected. ``paths`` is where each name was found: storage, path there."""
        if WHOLE in paths and not dry_run:
            whole = InMemoryStorage()
            whole.save(WHOLE, ContentFile(flattened(paths)))
            paths = paths | {WHOLE: (whole, WHOLE)}
        yield from super().post_process(paths, dry_run=dry_run, **options)


def flattened(paths: Paths) -> str:
    """``site.css`` with every imported sheet in the place of its import, without comments and indentation.

    All of them lie in one folder, so that addresses in them mean the same. A sheet that is not there is a KeyError.
    """
    text = IMPORT.sub(lambda found: _read(paths, f"css/{found[1]}"), _read(paths, WHOLE))
    return MARGIN.sub("\n", COMMENT.sub("", text)).lstrip()


def _read(paths: Paths, name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return file.read().decode()

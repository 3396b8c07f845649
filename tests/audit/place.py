"""Where the pages stand that are audited and pictured: in an archive started for it, or at AUDIT_URL."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.audit.addresses import PAGES, resolved
from tests.running import NotStarted, sample_archive

STAGE = f"{Path(__file__).with_name('staging.py').read_text(encoding='utf-8')}\nprint('STAGED', json.dumps(stage()))\n"


@contextmanager
def addresses() -> Iterator[dict[str, str]]:
    """The whole addresses of all types of pages by name, for the length of the block.

    At AUDIT_URL nothing is changed, so that the pages which ``staging`` makes are left out.
    """
    if given := os.environ.get("AUDIT_URL", "").rstrip("/"):
        yield {name: resolved(given, address) for name, address in PAGES}
        return
    with tempfile.TemporaryDirectory(prefix="newsarchive-audit-", ignore_cleanup_errors=True) as folder:
        try:
            with sample_archive(Path(folder)) as archive:
                said = archive.manage("shell", "--no-imports", given=STAGE)
                staged = json.loads(said.partition("STAGED ")[2])
                yield {name: resolved(archive.address, address) for name, address in [*PAGES, *staged.items()]}
        except NotStarted as why:
            sys.exit(f"The archive did not start:\n{why}")

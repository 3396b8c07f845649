"""Which stories each commit of an index changed: with it, numbers counted at one edition serve the next.

The entry of a commit is named by the edition it follows, and is written before it: so a reader that sees a commit
sees its entry. A writer that is killed between the two leaves an entry for a commit that never came; the next one
after the same edition adds to it. A file that is lost or damaged costs its readers some counting, and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

NAME = "changes.json"
# Editions that are further back are not asked for.
ENTRIES = 64
# Where more stories changed, counting anew is as quick.
MOST = 500

# By the edition that it follows, the stories that a commit changed; None where they are too many.
Journal = Mapping[int, frozenset[int] | None]


def note(folder: Path, stamp: int, ids: Iterable[int]) -> None:
    """Note that the commit after the edition ``stamp`` changes the stories ``ids``."""
    journal = dict(read(folder))
    before = journal.pop(stamp, frozenset())
    changed = None if before is None else before.union(ids)
    journal[stamp] = None if changed is None or len(changed) > MOST else changed
    kept = list(journal.items())[-ENTRIES:]
    temporary = folder / f"{NAME}.new"
    temporary.write_text(json.dumps([[one, None if ids is None else sorted(ids)] for one, ids in kept]))
    temporary.replace(folder / NAME)


def read(folder: Path) -> Journal:
    """The newest entries, in the order of their commits; none where they cannot be read."""
    try:
        entries = json.loads((folder / NAME).read_bytes())
        return {int(stamp): None if ids is None else frozenset(ids) for stamp, ids in entries}
    except (OSError, ValueError, TypeError):
        return {}


def changed(journal: Journal, since: int, until: int) -> frozenset[int] | None:
    """The stories that changed from one edition to a later one; None where that is not known."""
    if since == until:
        return frozenset()
    if since not in journal:
        return None
    steps = [ids for stamp, ids in journal.items() if since <= stamp < until]
    if any(ids is None for ids in steps):
        return None
    ids = frozenset().union(*steps)
    return ids if len(ids) <= MOST else None

"""What the follower does about its failures: how long it waits, and when it no longer trusts an index."""

from __future__ import annotations

import errno
import logging
import re

from django.db import Error

from articles.search.generations import OutOfReach

log = logging.getLogger(__name__)

# Tantivy says ValueError for whatever goes wrong on the disk.
PASSING = (Error, OSError, ValueError, OutOfReach)
LONGEST_PAUSE = 30
# Asking a database costs nothing, and readers are waiting for it as well.
LONGEST_PAUSE_OF_DATABASE = 2
# An index whose files are sound, and which so often could not be written all the same, is built anew.
FAILURES = 8
NO_SPACE = {errno.EFBIG, errno.ENOSPC, errno.EROFS, errno.EDQUOT}
ERROR_NUMBER = re.compile(r"os error (\d+)")


def is_panic(fault: BaseException) -> bool:
    """Whether the engine gave up. Its exception is no Exception, and no module has it to import."""
    return type(fault).__name__ == "PanicException"


def lacks_space(fault: BaseException) -> bool:
    """Whether there was no room to write: a full disk, a quota, a limit on files."""
    if isinstance(fault, OSError) and fault.errno in NO_SPACE:
        return True
    return any(int(number) in NO_SPACE for number in ERROR_NUMBER.findall(str(fault)))


def is_passing(fault: BaseException) -> bool:
    """Whether it is a failure of the database, the disk or the engine, which may be over at the next try."""
    return isinstance(fault, PASSING) or is_panic(fault)


class Patience:
    """Counts failures in a row."""

    def __init__(self) -> None:
        self.renew()

    def after(self, fault: BaseException) -> int:
        """Note a failure, and return for how many seconds to wait."""
        of_database = isinstance(fault, Error)
        # A full disk is not mended by writing a second index beside the first.
        if not of_database and not lacks_space(fault):
            self.failures += FAILURES // 2 if is_panic(fault) else 1
        longest = LONGEST_PAUSE_OF_DATABASE if of_database else LONGEST_PAUSE
        before = (self.pause, self.last)
        self.pause = min(self.pause * 2 or 1, longest)
        self.last = str(fault)
        if (self.pause, self.last) != before:
            log.error("The index cannot follow: %s. Trying again every %s s.", self.last, self.pause)
        return self.pause

    @property
    def is_exhausted(self) -> bool:
        """Whether waiting has not helped."""
        return self.failures >= FAILURES

    def renew(self) -> None:
        """All is well again."""
        self.pause = 0
        self.failures = 0
        self.last = ""

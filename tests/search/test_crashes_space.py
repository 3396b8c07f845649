"""Where there is no room to write, the index stays as it was, and goes on when there is room again."""

from __future__ import annotations

import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from articles.search import checking, search, trouble
from articles.search.generations import current
from articles.selection import Selection
from tests.factories import make_article
from tests.following import agreed, nursery, until

pytestmark = pytest.mark.usefixtures("committed")

KILOBYTE = 1024


def total(**conditions: object) -> int:
    return search(Selection(**conditions), facets=False, timeline=False).total


class TestFullDisk:
    """A limit on the size of files does to the follower what a full disk does: nothing more can be written."""

    def test_it_waits_and_goes_on(self, index_root: Path, tmp_path: Path) -> None:
        make_article("Harbour opens")
        said = tmp_path / "said"
        with nursery(index_root, said) as children:
            pid = children.start("follow")
            until(agreed)
            _limit(pid, 1)
            make_article("Railway opens", body_html=f"<p>{'harbour railway ' * 500}</p>")
            until(lambda: "cannot follow" in said.read_text())
            # Readers see what was there before, from the index that was there before.
            assert (total(), trouble(), current().name) == (1, "", "000001")
            _limit(pid, None)
            until(agreed)
        assert total() == 2
        assert list(checking.differences()) == []
        assert (current().name, said.read_text().count("Building")) == ("000001", 1)

    def test_what_cannot_be_built_leaves_nothing_behind(self, index_root: Path, tmp_path: Path) -> None:
        make_article("Railway opens", body_html=f"<p>{'harbour railway ' * 500}</p>")
        said = tmp_path / "said"
        with nursery(index_root, said) as children:
            limits = resource.getrlimit(resource.RLIMIT_FSIZE)
            _limit(children.process.pid, 1)
            # The child has the nursery's limit from its first moment.
            pid = children.start("follow")
            _limit(children.process.pid, limits[0])
            until(lambda: "cannot follow" in said.read_text())
            until(lambda: not [path for path in index_root.iterdir() if path.is_dir()])
            _limit(pid, None)
            until(agreed)
        assert list(checking.differences()) == []

    def test_a_small_file_system(self, index_root: Path, tmp_path: Path) -> None:
        make_article("Harbour opens")
        said = tmp_path / "said"
        with small_disk(index_root), nursery(index_root, said) as children:
            children.start("follow")
            until(agreed)
            filler = index_root / "filler"
            with filler.open("wb", buffering=0) as file, suppress(OSError):
                while True:
                    file.write(b"x" * KILOBYTE)
            make_article("Railway opens", body_html=f"<p>{'harbour railway ' * 500}</p>")
            until(lambda: "cannot follow" in said.read_text())
            assert (total(), trouble()) == (1, "")
            filler.unlink()
            until(agreed)
            assert total() == 2
            assert list(checking.differences()) == []
            assert said.read_text().count("Building") == 1


@contextmanager
def small_disk(root: Path) -> Iterator[None]:
    """A file system of two megabytes in the place of ``root``. Skips the test where none can be mounted."""
    root.mkdir(parents=True)
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(root)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(root)], check=True)


def _limit(pid: int, size: int | None) -> None:
    """Let a process write no file longer than ``size`` kilobytes, or any."""
    _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (most if size is None else size * KILOBYTE, most))

"""The house's rules that a machine can check."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CODE = sorted(path for folder in ("articles", "newsarchive") for path in (ROOT / folder).rglob("*.py"))
WRITTEN = [path for path in CODE if "migrations" not in path.parts]
NAMELESS = {"utils", "helpers", "common", "services", "misc"}


def test_imports_go_down():
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_no_file_is_longer_than_one_reads_in_a_sitting():
    files = [
        *WRITTEN,
        *(ROOT / "tests").rglob("*.py"),
        *(ROOT / "static").rglob("*.[cj]s*"),
        *(ROOT / "templates").rglob("*.html"),
    ]
    long = {str(path.relative_to(ROOT)): lines for path in files if (lines := len(path.read_text().splitlines())) > 400}
    assert long == {}


def test_no_file_is_named_after_nothing():
    assert [path for path in CODE if path.stem in NAMELESS] == []


def test_nothing_is_imported_inside_a_function():
    inside = [
        f"{path.relative_to(ROOT)}:{imported.lineno}"
        for path in WRITTEN
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for imported in ast.walk(function)
        if isinstance(imported, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is(path):
    tree = ast.parse(path.read_text())
    assert not tree.body or ast.get_docstring(tree)

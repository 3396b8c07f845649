"""The checkers that are not Python's: Nu for HTML, csstree for CSS, Lighthouse for speed. They live in ``.audit``."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.running import ROOT

HERE = ROOT / ".audit"
MODULES = HERE / "node_modules"
# What a checker takes for an error only because it is older than the standard, and the standard that has it.
NEWER_THAN_CHECKER = {
    "Unknown at-rule descriptor `margin`": "CSS Paged Media 3: @page takes margins",
    "value: env(": "CSS Environment Variables 1: env() may stand for any value",
}
FLAGS = "--headless=new --no-sandbox --disable-gpu"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def install() -> None:
    """Install what the committed lock names, where that was not done yet."""
    lock = Path(__file__).with_name("package-lock.json")
    installed = HERE / "package-lock.json"
    if MODULES.exists() and installed.exists() and installed.read_bytes() == lock.read_bytes():
        return
    HERE.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(Path(__file__).with_name(name), HERE / name)
    options = ["--omit-lockfile-registry-resolved=true", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(["npm", "ci", *options], cwd=HERE, check=True)


def _expected(message: str) -> bool:
    return any(part in message for part in NEWER_THAN_CHECKER)


def html_errors(html: dict[str, str]) -> dict[str, list[str]]:
    """What the Nu HTML checker calls an error, by name of page."""
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for number, (name, text) in enumerate(html.items()):
            path = Path(folder) / f"{number}.html"
            path.write_text(text, encoding="utf-8")
            names[path.name] = name
        jar = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
        command = ["java", "-jar", str(jar), "--errors-only", "--format", "json", "--exit-zero-always", folder]
        said = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stderr)
    found: dict[str, list[str]] = {name: [] for name in html}
    for message in said["messages"]:
        if not _expected(message["message"]):
            name = names[message["url"].rsplit("/", 1)[-1]]
            found[name].append(f"line {message.get('lastLine', '?')}: {message['message']}")
    return found


def css_errors(sheets: dict[str, str]) -> dict[str, list[str]]:
    """What csstree finds that no standard has, by name of sheet. It tells on standard error."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in sheets.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        command = [str(MODULES / ".bin" / "csstree-validator"), "--reporter", "json", folder]
        said = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stderr or "[]")
    found: dict[str, list[str]] = {}
    for message in said:
        place = " ".join(f"line {message.get('line')}: {message['message']} {message.get('details') or ''}".split())
        if not _expected(place):
            found.setdefault(Path(message["name"]).name, []).append(place)
    return found


def lighthouse(address: str) -> dict[str, float]:
    """The four scores (0 to 100) of Lighthouse's mobile preset, and CLS, LCP (ms) and TBT (ms)."""
    command = [
        str(MODULES / ".bin" / "lighthouse"), address, "--quiet", "--output=json", "--output-path=stdout",
        f"--chrome-flags={FLAGS}", f"--only-categories={','.join(CATEGORIES)}",
    ]  # fmt: skip
    environment = os.environ | {"CHROME_PATH": shutil.which("chromium") or ""}
    said = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, cwd=HERE).stdout
    report = json.loads(said)
    measured = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES}
    metrics = {"CLS": "cumulative-layout-shift", "LCP": "largest-contentful-paint", "TBT": "total-blocking-time"}
    return measured | {name: round(report["audits"][audit]["numericValue"], 3) for name, audit in metrics.items()}

"""``make audit``: every check on every type of page; one table; status 1 where something fails its limit."""

from __future__ import annotations

import shutil
import sys

from playwright.sync_api import sync_playwright

from tests.audit import checkers
from tests.audit.addresses import STATUS
from tests.audit.place import addresses
from tests.audit.visiting import KILOBYTE, MOST, Visit, axe_script, visit

MEASURED = ("front", "list", "story", "topic")
HEADS = (
    "page",
    "axe light",
    "dark",
    "invalid",
    "HTML kB",
    "CSS kB",
    "JS kB",
    "fonts kB",
    "elsewhere",
    "cookies",
    "console",
)


def say(line: str = "") -> None:
    """Write a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def faults_of(name: str, seen: Visit, html: list[str]) -> list[str]:
    """What of this page fails its limit, in words."""
    faults = [f"axe, {theme}: {fault}" for theme, found in seen.violations.items() for fault in found]
    faults += [f"HTML: {fault}" for fault in html]
    faults += [
        f"{kind}: {seen.weights[kind] / KILOBYTE:.1f} kB, {most} are allowed"
        for kind, most in MOST.items()
        if seen.weights[kind] > most * KILOBYTE
    ]
    faults += [f"asks elsewhere: {address}" for address in seen.elsewhere]
    faults += [f"console: {complaint}" for complaint in seen.complaints]
    if seen.cookies:
        faults.append(f"{seen.cookies} cookies")
    if seen.status != STATUS.get(name, 200):
        faults.append(f"answered {seen.status}")
    return faults


def row(name: str, seen: Visit, html: list[str]) -> str:
    """The page's line of the table."""
    weights = [f"{seen.weights[kind] / KILOBYTE:.1f}" for kind in MOST]
    counts = [len(seen.violations["light"]), len(seen.violations["dark"]), len(html)]
    cells = [*map(str, counts), *weights, str(len(seen.elsewhere)), str(seen.cookies), str(len(seen.complaints))]
    return f"{name:<18}" + "".join(f"{cell:>{len(head) + 2}}" for cell, head in zip(cells, HEADS[1:], strict=True))


def main() -> int:
    """Print the table and what failed; the exit status."""
    checkers.install()
    script = axe_script()
    failed: list[str] = []
    with addresses() as pages:
        with sync_playwright() as playwright:
            path = shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
            visits = {name: visit(browser, address, script) for name, address in pages.items()}
            browser.close()
        html = checkers.html_errors({name: seen.html for name, seen in visits.items()})
        say(f"{HEADS[0]:<18}" + "".join(f"{head:>{len(head) + 2}}" for head in HEADS[1:]))
        for name, seen in visits.items():
            say(row(name, seen, html[name]))
            failed += [f"{name}: {fault}" for fault in faults_of(name, seen, html[name])]
        sheets = {
            url.rsplit("/", 1)[-1].split("?")[0]: text for seen in visits.values() for url, text in seen.sheets.items()
        }
        css = checkers.css_errors(sheets)
        say(f"\nCSS: {len(sheets)} sheets, {sum(map(len, css.values()))} errors\n")
        failed += [f"{sheet}: {fault}" for sheet, faults in css.items() for fault in faults]
        for name in MEASURED:
            measured = checkers.lighthouse(pages[name])
            say(f"Lighthouse, {name:<6} " + "  ".join(f"{what} {value:g}" for what, value in measured.items()))
            failed += [
                f"{name}: Lighthouse {what} {measured[what]:g}" for what in checkers.CATEGORIES if measured[what] < 100
            ]
            failed += [f"{name}: CLS {measured['CLS']:g}"] if measured["CLS"] > 0 else []
    for fault in failed:
        say(f"FAILED  {fault}")
    say(f"\n{len(failed)} failed." if failed else "\nEverything holds its limit.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

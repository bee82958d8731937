"""``python -m bench.lighthouse SITE [--write]``: Lighthouse on the pages people meet first, with its own slow phone and line.

SITE is a built site (with ``publishconf.py``, so that its pages know their address). Lighthouse comes from the npm registry the first
time, below ``bench/.peers/``; Chromium is the machine's. It simulates a phone four times slower than this machine on a slow 4G line.
"""

import argparse
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from bench.map import served
from bench.tools import BIN, HERE

VERSION = "lighthouse@13.5.0"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync"
PAGES = {"accueil": "", "liste": "acteurs/", "acteur": "", "carte": "carte/", "agenda": "agenda/"}
"""What people meet first; the actor is the first of the site that has an address."""
GOALS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
README = Path(__file__).parent / "README.md"
MARKS = ("<!-- lighthouse -->", "<!-- /lighthouse -->")


def install() -> Path:
    """Lighthouse's own command, brought once."""
    folder = HERE / "lighthouse"
    if not (folder / "node_modules" / "lighthouse").exists():
        folder.mkdir(parents=True, exist_ok=True)
        npm = [str(BIN / "npm"), "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", VERSION]
        subprocess.run(npm, cwd=folder, check=True)
    return folder / "node_modules" / "lighthouse" / "cli" / "index.js"


def judge(command: Path, address: str) -> dict[str, Any]:
    """Lighthouse's report of one page."""
    chromium = os.environ.get("MAILLAGE_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")
    given = [
        f"--only-categories={','.join(GOALS)}",
        "--output=json",
        "--quiet",
        f"--chrome-flags={FLAGS}",
        "--max-wait-for-load=45000",
    ]
    environment = {**os.environ, "CHROME_PATH": chromium, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [str(BIN / "node"), str(command), address, *given], env=environment, capture_output=True, text=True, timeout=300
    )
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def scores(report: dict[str, Any]) -> dict[str, int]:
    """Each category from 0 to 100."""
    return {name: round(100 * (report["categories"][name]["score"] or 0)) for name in GOALS}


def faults(report: dict[str, Any]) -> list[str]:
    """What was found wanting, with how it weighs, and where."""
    found = []
    for name in GOALS:
        for part in report["categories"][name]["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                items = (audit.get("details") or {}).get("items") or []
                where = [
                    item.get("node", {}).get("snippet") or item.get("url") or item.get("description")
                    for item in items[:3]
                ]
                found.append(f"{name}: {part['id']}: {audit['title']} {audit.get('displayValue', '')} {where}")
    return found


def table(rows: list[tuple[str, dict[str, int], dict[str, Any]]]) -> str:
    """The scores, the largest paint, the layout's shifts and the bytes of each page."""
    head = "| page | performance | accessibilité | bonnes pratiques | référencement | plus grand élément peint | décalages | octets |\n|---|---|---|---|---|---|---|---|"
    lines = [head]
    for name, score, report in rows:
        audits = report["audits"]
        paint = audits["largest-contentful-paint"]["numericValue"] / 1000
        shift = audits["cumulative-layout-shift"]["numericValue"]
        weight = audits["total-byte-weight"]["numericValue"] / 1000
        lines.append(
            f"| {name} | {' | '.join(str(score[key]) for key in GOALS)} | {paint:.1f} s | {shift:.3f} | {weight:.0f} ko |"
        )
    return "\n".join(lines)


def main() -> None:
    """Judge each page, the middle of three runs by performance; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", action="append", help="one page of the table")
    parser.add_argument("--write", action="store_true", help="put the table into bench/README.md")
    given = parser.parse_args()
    command, rows, missed = install(), [], []
    actor = next(
        page.parent.relative_to(given.site)
        for page in sorted((given.site / "acteurs").glob("*/index.html"))
        if b"<address" in page.read_bytes()
    )
    with served(given.site) as base:
        for name, path in PAGES.items():
            if given.only and name not in given.only:
                continue
            reports = [
                judge(command, f"{base}{path or (f'{actor}/' if name == 'acteur' else '')}") for _ in range(given.runs)
            ]
            report = sorted(reports, key=lambda one: scores(one)["performance"])[given.runs // 2]
            rows.append((name, scores(report), report))
            missed += [f"{name}: {fault}" for fault in faults(report)]
            print(name, scores(report), flush=True)
    print(table(rows), *missed, sep="\n")
    if given.write:
        before, after = (
            README.read_text(encoding="utf-8").split(MARKS[0])[0],
            README.read_text(encoding="utf-8").split(MARKS[1])[1],
        )
        README.write_text(f"{before}{MARKS[0]}\n{table(rows)}\n{MARKS[1]}{after}", encoding="utf-8")
    raise SystemExit(any(score[key] < goal for _, score, _ in rows for key, goal in GOALS.items()))


if __name__ == "__main__":
    main()

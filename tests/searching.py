"""The browser's search run by Node.js on an index that was just made: many questions in one process."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from maillage.generator import make_site
from maillage.i18n import theme_path
from maillage.network import Network
from maillage.search import communes
from maillage.search.files import files
from maillage.search.world import World

TODAY = date(2026, 11, 24)
SCRIPT = Path(__file__).parent / "browser" / "search.mjs"


def world_of(network: Network, today: date = TODAY) -> World:
    site = make_site(network, "", today)
    return World(network, site.urls, today, site.places, site.occurrences, site.translate)


def write_index(network: Network, folder: Path, today: date = TODAY) -> Path:
    world = world_of(network, today)
    codes = communes.departments(network.territory.area, world.places.values())
    for name, content in chain(files(world), communes.files(codes)):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


def node() -> str:
    """Where Node.js is."""
    near = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    found = shutil.which("node", path=near)
    assert found, "node is missing: make test installs it"
    return found


def drive(folder: Path, *tasks: dict[str, Any]) -> list[Any]:
    """The answer of each task; a task that failed gives its ``error``."""
    asked = json.dumps({"theme": str(theme_path()), "folder": str(folder), "tasks": tasks})
    done = subprocess.run([node(), str(SCRIPT)], input=asked, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def answers(folder: Path, *tasks: dict[str, Any]) -> list[Any]:
    """The answer of each task, none of which may fail."""
    found = drive(folder, *tasks)
    assert not [one["error"] for one in found if "error" in one]
    return [one["answer"] for one in found]

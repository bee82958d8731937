"""The order of the house (pyproject.toml: tool.importlinter) holds."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import PROJECT


def test_modules_import_only_what_lies_below() -> None:
    command = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    assert command, "import-linter is missing: make test installs it"
    done = subprocess.run([command, "--no-cache"], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_small_build_does_not_load_what_only_large_ones_need() -> None:
    heavy = {"numpy", "scipy", "folium", "igraph", "pygal", "typst", "PIL"}
    code = f"import sys, maillage.pages.sections\nprint(*sys.modules.keys() & {heavy!r})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []

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

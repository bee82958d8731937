"""Programs in JavaScript that tests ask: what they print, as JSON."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.conftest import PROJECT


def told_by(script: str, *arguments: str) -> Any:
    """What a script of ``tests/browser`` says."""
    near = str(Path(sys.executable).parent)
    node = shutil.which("node", path=near) or shutil.which("node")
    assert node, "node is missing: make test installs it"
    command = [node, str(PROJECT / "tests" / "browser" / script), *arguments]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

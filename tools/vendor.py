"""Bring the browser files we ship from the npm registry, and prove that they are what ``vendor.json`` says.

``python tools/vendor.py`` fetches each package with ``npm pack``, checks the archive against its ``integrity`` (sha512) and
writes the files named in ``vendor.json``, less their ``dist/``, to ``theme/static/vendor/<name>-<version>/``; their sha256
are written back to ``vendor.json``. ``--check`` asks nothing of the network: it compares the committed files with those.
"""

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path, PurePosixPath
from typing import TypedDict

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "tools" / "vendor.json"
TARGET = ROOT / "theme" / "static" / "vendor"


class Package(TypedDict):
    """One package: the files to keep, by their path in it, each with the sha256 of its bytes (hexadecimal)."""

    name: str
    version: str
    licence: str
    integrity: str
    files: dict[str, str]


def target_of(package: Package, name: str) -> str:
    """Where a file goes below ``vendor/``: ``dist/images/layers.png`` → ``leaflet-1.9.4/images/layers.png``."""
    return f"{package['name']}-{package['version']}/{name.removeprefix('dist/')}"


def differences(packages: list[Package], folder: Path) -> list[str]:
    """Files that are missing, altered or not listed, in words; empty when all is as listed."""
    listed = {target_of(package, name): digest for package in packages for name, digest in package["files"].items()}
    present = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }
    missing = [f"{name}: missing" for name in sorted(listed.keys() - present.keys())]
    foreign = [f"{name}: not in vendor.json" for name in sorted(present.keys() - listed.keys())]
    altered = [f"{name}: altered" for name in sorted(listed.keys() & present.keys()) if listed[name] != present[name]]
    return missing + foreign + altered


def archive_of(package: Package, folder: Path) -> Path:
    """Download a package's archive into ``folder``; ValueError when it is not the one that was vouched for."""
    command = ["npm", "pack", "--silent", "--ignore-scripts", f"{package['name']}@{package['version']}"]
    name = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
    archive = folder / name
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != package["integrity"]:
        raise ValueError(f"{package['name']} {package['version']}: its sha512 is not the one in vendor.json: {found}")
    return archive


def fetch(package: Package) -> None:
    """Write a package's files and note their sha256 in ``package``; KeyError when it lacks one of them."""
    with tempfile.TemporaryDirectory() as folder, tarfile.open(archive_of(package, Path(folder))) as archive:
        for name in package["files"]:
            member = archive.extractfile(str(PurePosixPath("package") / name))
            if member is None:
                raise ValueError(f"{package['name']}: {name} is not a file")
            content = member.read()
            path = TARGET / target_of(package, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            package["files"][name] = hashlib.sha256(content).hexdigest()


def main(arguments: list[str]) -> int:
    """Fetch all packages, or with ``--check`` only compare; 1 when a committed file is not the one listed."""
    packages: list[Package] = json.loads(LIST.read_text(encoding="utf-8"))
    if arguments != ["--check"]:
        shutil.rmtree(TARGET, ignore_errors=True)
        for package in packages:
            fetch(package)
        LIST.write_text(json.dumps(packages, indent=2) + "\n", encoding="utf-8")
    found = differences(packages, TARGET)
    print("\n".join(found) or f"{sum(len(package['files']) for package in packages)} vendored files are as listed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

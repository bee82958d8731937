"""The same site made by other generators, so that a comparison compares like with like: see ``bench/README.md``.

Our own build is run once outside of what is measured (``inventory``), our templates are put into the language of each
peer (``translate``, ``languages``), and each peer's sources are written (``hugo``, ``eleventy``, ``pelican``). Each then
makes the same files: where they are not, the bench stops.
"""

import subprocess
import sys
from pathlib import Path

from measure import Measure

FILES, BYTES = 0.05, 0.15
"""How far a peer's site may be from ours: in the number of files and in bytes."""
BENCH = Path(__file__).parents[1]


def write(name: str, records: Path, root: Path) -> None:
    """Write a peer's sources, in a process of its own: memory used here would be counted as the peer's."""
    command = [sys.executable, "-m", "peers", name, str(records), str(root)]
    subprocess.run(command, cwd=BENCH, check=True)


def compare(name: str, peer: Measure, ours: Measure) -> None:
    """Print how near a peer's site is to ours; stops the bench where it is too far."""
    files, size = peer.files / ours.files - 1, peer.size / ours.size - 1
    print(
        f"{name}: {peer.files} files ({files:+.1%}), {peer.size / 1e6:.1f} MB ({size:+.1%}) beside {ours.files}, {ours.size / 1e6:.1f}"
    )
    if abs(files) > FILES or abs(size) > BYTES:
        raise SystemExit(
            f"{name} does not make the same site: at most {FILES:.0%} of files and {BYTES:.0%} of bytes may differ"
        )

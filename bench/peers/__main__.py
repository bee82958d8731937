"""``python -m peers hugo RECORDS ROOT``, below ``bench/``: writes what a peer makes the site of a territory from."""

import argparse
from pathlib import Path

from peers import eleventy, hugo, inventory, pelican

PEERS = {"hugo": hugo.write, "eleventy": eleventy.write, "pelican": pelican.write}


def main() -> None:
    """Write a peer's sources."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("name", choices=PEERS)
    options.add_argument("records", type=Path, help="folder of a territory")
    options.add_argument("root", type=Path, help="folder to write to, which must not exist")
    given = options.parse_args()
    PEERS[given.name](inventory.take(given.records), given.root)


if __name__ == "__main__":
    main()
